package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * A document that is a ZIP, written anew part by part: one constant time, no extra fields, no
 * comments.
 */
final class ZipDocument {
  /** Two seconds later than in other archives: of the first moment Java notes this computer's time zone, too. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

  private ZipDocument() {}

  /** What becomes of one part. */
  @FunctionalInterface
  interface PartCleaning {
    /**
     * @return null where the part is left out
     */
    byte[] clean(String name, byte[] part) throws IOException, UnreadableException;
  }

  /**
   * The parts in their order; the first one stays stored where it is called mimetype (OCF 3.3 §4.3,
   * ODF 1.3 part 2 §3.3).
   *
   * @param out stays open
   */
  static void rewrite(MemoryZip zip, PartCleaning cleaning, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    if (zip.tellsTimes()) {
      report.removed(Kind.DEVICE, "times and notes of the ZIP");
    }
    var names = new LinkedHashSet<>(zip.names());
    var written = new ZipOutputStream(out);
    for (var name : names) {
      var part = name.endsWith("/") ? new byte[0] : cleaning.clean(name, zip.read(name));
      if (part == null) {
        continue;
      }
      var entry = new ZipEntry(name);
      entry.setTimeLocal(TIME);
      if (name.equals("mimetype") || name.endsWith("/")) {
        var crc = new CRC32();
        crc.update(part);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(part.length);
        entry.setCrc(crc.getValue());
      }
      written.putNextEntry(entry);
      written.write(part);
      written.closeEntry();
    }
    written.finish();
  }
}
