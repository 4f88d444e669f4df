package org.bojagi.bundle;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.List;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;

/** The catalogue of one content volume of a bundle, as it lies there: lines of text. Any number of threads. */
final class VolumeCatalogue {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Bundle bundle;
  private final VolumeFacts volume;
  private final VolumeFacts.Catalogue catalogue;
  private final String where;

  VolumeCatalogue(Bundle bundle, VolumeFacts volume) {
    this.bundle = bundle;
    this.volume = volume;
    this.catalogue = volume.catalogue();
    this.where = bundle.file(volume.id()).map(file -> file.getFileName().toString()).orElse("volume " + volume.id());
  }

  /** Takes a line as it is written, and where it begins in the catalogue's bytes. */
  @FunctionalInterface
  interface TextConsumer {
    void accept(String line, long offset) throws IOException;
  }

  VolumeFacts volume() {
    return volume;
  }

  long sizeBytes() {
    return catalogue.sizeBytes();
  }

  /** @throws DamagedBundleException at its end, when it isn't the one that the root names */
  void lines(TextConsumer consumer) throws IOException {
    var digest = Sha256.digest();
    try (var extents = new ExtentInputStream(bundle, List.of(catalogue.extent()), catalogue.sizeBytes(), null);
        var in = new DigestInputStream(extents, digest)) {
      lines(in, consumer);
    }
    requireNamed(digest.digest());
  }

  /**
   * As {@link #lines}, and throws before the first line instead of at the end.
   *
   * <p>Holds all of it in memory: for a small one.
   */
  void linesOnceChecked(TextConsumer consumer) throws IOException {
    byte[] all;
    try (var in = new ExtentInputStream(bundle, List.of(catalogue.extent()), catalogue.sizeBytes(), null)) {
      all = in.readAllBytes();
    }
    requireNamed(Sha256.of(all));
    lines(new ByteArrayInputStream(all), consumer);
  }

  private void requireNamed(byte[] sha256) throws DamagedBundleException {
    if (!Arrays.equals(sha256, catalogue.sha256())) {
      throw new DamagedBundleException(
          "A catalogue is not the one that the root names", where, "Use another copy of the bundle.");
    }
  }

  private void lines(InputStream in, TextConsumer consumer) throws IOException {
    var line = new ByteArrayOutputStream();
    var buffer = new byte[BUFFER_BYTES];
    long offset = 0;
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      int start = 0;
      for (int i = 0; i < length; i++) {
        if (buffer[i] == '\n') {
          append(line, buffer, start, i);
          consumer.accept(line.toString(StandardCharsets.UTF_8), offset);
          offset += line.size() + 1L;
          line.reset();
          start = i + 1;
        }
      }
      append(line, buffer, start, length);
    }
    if (line.size() > 0) {
      consumer.accept(line.toString(StandardCharsets.UTF_8), offset);
    }
  }

  private void append(ByteArrayOutputStream line, byte[] bytes, int from, int to) throws DamagedBundleException {
    requireShort(line.size() + to - from);
    line.write(bytes, from, to - from);
  }

  /** A line has a limit, so that a bomb stops there. */
  private void requireShort(int bytes) throws DamagedBundleException {
    if (bytes > Format.MAX_CATALOGUE_LINE_BYTES) {
      throw new DamagedBundleException(
          "A line of the catalogue is longer than any bundle's", where, "Use another copy of the bundle.");
    }
  }

  /** One line that {@link #lines} gave before; nothing says that it is still the same. Null where none begins there. */
  String line(long offset) throws IOException {
    long rest = catalogue.sizeBytes() - offset;
    try (var extents = ExtentInputStream.range(bundle, List.of(catalogue.extent()), offset, rest, null);
        var in = new BufferedInputStream(extents, BUFFER_BYTES)) {
      var line = readLine(in);
      return line == null ? null : line.toString(StandardCharsets.UTF_8);
    }
  }

  /** A line without its end; null at the end of the catalogue. */
  private ByteArrayOutputStream readLine(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return line.size() == 0 ? null : line;
      }
      line.write(b);
      requireShort(line.size());
    }
    return line;
  }

  CatalogueLine parsed(String line) throws Fault {
    try {
      return CatalogueLine.fromJson(line);
    } catch (Json.TooNew e) {
      throw new NewerFormatException(
          "The catalogue has what this program doesn't know: " + e.getMessage(), where, "Use a newer version of Bojagi.");
    } catch (Json.Malformed e) {
      throw new DamagedBundleException(
          "A line of the catalogue can't be read: " + e.getMessage(), where, "Use another copy of the bundle.");
    }
  }
}
