package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Date;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives with owners, comments and times. */
public final class PlantedArchives {
  private static final long TIME = 1_700_000_000_000L;

  private PlantedArchives() {}

  public static byte[] zip(PlantedValues planted, Zip64Mode mode) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipArchiveOutputStream(out)) {
      zip.setUseZip64(mode);
      for (var name : List.of("살구/나무.txt", "b.txt")) {
        var entry = new ZipArchiveEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(TIME + 123));
        entry.setLastAccessTime(FileTime.fromMillis(TIME + 456));
        entry.setUnixMode(0100644);
        entry.setComment(planted.plantKorean("entry comment"));
        var owner = new org.apache.commons.compress.archivers.zip.X7875_NewUnix();
        owner.setUID(0x3132333435363738L);
        entry.addExtraField(owner);
        zip.putArchiveEntry(entry);
        zip.write("꽃".getBytes(UTF_8));
        zip.closeArchiveEntry();
      }
      zip.setComment(planted.plant("archive comment"));
    }
    planted.text("owner", "87654321");
    return out.toByteArray();
  }

  public static byte[] tar(PlantedValues planted, int format) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setBigNumberMode(format);
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      var entry = new TarArchiveEntry("a".repeat(120) + "/나무.txt");
      entry.setUserName(planted.plant("user"));
      entry.setGroupName(planted.plant("group"));
      entry.setUserId(123_456_789_012L);
      entry.setModTime(new Date(TIME + 321));
      entry.addPaxHeader("SCHILY.xattr.user.name", planted.plantKorean("attribute"));
      entry.setSize(3);
      tar.putArchiveEntry(entry);
      tar.write("꽃".getBytes(UTF_8));
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }
}
