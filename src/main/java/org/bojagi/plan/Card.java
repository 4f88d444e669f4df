package org.bojagi.plan;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bojagi.fault.UsageException;

/**
 * A card or stick as it is sold and formatted.
 *
 * @param labelBytes what its label says; decimal gigabytes
 */
public record Card(long labelBytes, FileSystem fileSystem) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,13}(?:\\.\\d{1,3})?) ?([KMGT]?)(I?)B?");

  /** Where the first partition begins: the SD Association's formatter leaves 4 MiB, others 1 MiB. */
  static final long PARTITION_OFFSET = 4 << 20;

  /** Kept free: labels promise a little more than there is, and full media get slow and are hard to copy. */
  private static final int FREE_PERCENT = 2;

  private static final long MIN_BYTES = 40_000_000;
  private static final long MAX_FAT32_BYTES = 2_000_000_000_000L;
  private static final long MAX_EXFAT_BYTES = 128_000_000_000_000L;

  public Card {
    long most = fileSystem == FileSystem.FAT32 ? MAX_FAT32_BYTES : MAX_EXFAT_BYTES;
    if (labelBytes < MIN_BYTES || labelBytes > most) {
      throw new IllegalArgumentException("card of " + labelBytes + " bytes");
    }
  }

  /**
   * @param size as on the label: {@code 16GB}, {@code 512 MB}, {@code 1TB} are decimal, {@code 16GiB} binary, a number
   *     alone is bytes
   * @throws UsageException no size, or one that such a file system doesn't have
   */
  public static Card parse(String size, FileSystem fileSystem) throws UsageException {
    var matcher = SIZE.matcher(size.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches() || matcher.group(2).isEmpty() && !matcher.group(3).isEmpty()) {
      throw new UsageException("'" + size + "' is no size of a card", "--card", "Give what its label says: 16GB.");
    }
    int power = matcher.group(2).isEmpty() ? 0 : "KMGT".indexOf(matcher.group(2)) + 1;
    var unit = BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024).pow(power);
    var bytes = new BigDecimal(matcher.group(1)).multiply(unit);
    try {
      return new Card(bytes.longValue(), fileSystem);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "There is no " + fileSystem.code() + " card of " + size,
          "--card",
          "Give what its label says, from 40MB to " + (fileSystem == FileSystem.FAT32 ? "2TB." : "128TB."));
    }
  }

  /** What the file system has room for in whole clusters, its tables and its empty root folder taken off. */
  public long capacityBytes() {
    return geometry().freeBytes();
  }

  /** What may be filled: {@link #capacityBytes} but for 2 %. */
  public long usableBytes() {
    return geometry().usableBytes(FREE_PERCENT);
  }

  /** Of one cluster, the smallest piece that a file takes. */
  public int clusterBytes() {
    return geometry().clusterBytes();
  }

  Geometry geometry() {
    return Geometry.of(labelBytes - PARTITION_OFFSET, fileSystem);
  }
}
