package org.bojagi.cli.read;

import java.util.Locale;
import java.util.regex.Pattern;
import org.bojagi.bundle.Format;
import org.bojagi.fault.UsageException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes as people write and read them: {@code 700MB} is decimal, {@code 4GiB} binary, a number alone is bytes. */
public final class ByteSize implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})(?:\\.(\\d))? ?([KMGT]?)(i?)B?", Pattern.CASE_INSENSITIVE);

  @Override
  public Long convert(String text) {
    var size = SIZE.matcher(text.strip());
    if (!size.matches() || size.group(3).isEmpty() && (size.group(2) != null || !size.group(4).isEmpty())) {
      throw new TypeConversionException("'" + text + "' is no size such as 700MB, 4GiB or 1048576");
    }
    long unit = 1;
    for (int i = "KMGT".indexOf(size.group(3).toUpperCase(Locale.ROOT)); !size.group(3).isEmpty() && i >= 0; i--) {
      unit *= size.group(4).isEmpty() ? 1000 : 1024;
    }
    try {
      long tenths = size.group(2) == null ? 0 : Long.parseLong(size.group(2));
      return Math.addExact(Math.multiplyExact(Long.parseLong(size.group(1)), unit), tenths * unit / 10);
    } catch (ArithmeticException e) {
      throw new TypeConversionException("'" + text + "' is larger than any medium");
    }
  }

  /** @throws UsageException no volume has that size (format.md §4) */
  public static void requireVolume(long bytes) throws UsageException {
    if (bytes < Format.MIN_VOLUME_BYTES || bytes > Format.MAX_VOLUME_BYTES) {
      throw new UsageException(
          "Volumes can't be " + bytes + " bytes large",
          "--volume-size",
          "Give a size from 64KiB to 4GiB less one byte.");
    }
  }

  /** Three digits and a decimal unit: {@code 12.3 MB}. */
  public static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 999.5 && unit < 3) {
      size /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, size < 99.95 ? "%.1f %sB" : "%.0f %sB", size, "kMGT".charAt(unit));
  }
}
