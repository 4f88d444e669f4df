package org.bojagi.scrub;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bojagi.CraftedZip;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Archives of somebody who means harm, whose heads are cleaned where they lie. Nothing in them is unpacked or opened by
 * its name: whatever they say, what is cleaned is no longer than the archive, and that files lie inside is named.
 */
class HostileArchivesTest {
  private final Map<String, byte[]> archives = new LinkedHashMap<>();

  private void zip(String name, CraftedZip zip) {
    archives.put("zip: " + name, zip.bytes());
  }

  private static CraftedZip one(String name) {
    var zip = new CraftedZip();
    zip.add(name, "글");
    return zip;
  }

  private void tar(String what, String name, String size, char type, String link) throws IOException {
    var head = new byte[1024 + 1024];
    put(head, 0, name);
    put(head, 100, "0000644\0");
    put(head, 124, size);
    put(head, 136, "14000000000\0");
    head[156] = (byte) type;
    put(head, 157, link);
    put(head, 257, "ustar\00000");
    put(head, 265, "somebody");
    Arrays.fill(head, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += head[i] & 0xFF;
    }
    put(head, 148, String.format("%06o\0 ", sum));
    var out = new ByteArrayOutputStream();
    out.write(head);
    archives.put("tar: " + what, out.toByteArray());
  }

  private static void put(byte[] head, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, head, at, bytes.length);
  }

  private void archives() throws IOException {
    zip("a way out", one("../../etc/cron.d/a"));
    zip("an absolute name", one("/etc/passwd"));
    var link = new CraftedZip();
    link.add("a", "/etc/passwd").mode(0120777);
    zip("a link", link);
    var encrypted = new CraftedZip();
    encrypted.add("a", "글").flags(0x41).method(99);
    zip("encrypted", encrypted);
    var outside = new CraftedZip();
    outside.add("a", "글").offset(0xFFFF_FFF0L);
    zip("an entry outside", outside);
    var long64 = new CraftedZip();
    long64.add("a", "글").size(0xFFFF_FFFFL).compressed(0xFFFF_FFFFL).offset(0xFFFF_FFFFL).extra(1, new byte[24]);
    zip("ZIP64 of nothing", long64);
    zip("ZIP64 that points outside", one("a").count(0xFFFF).beforeEnd(CraftedZip.end64(1L << 60, -1, -1, 1L << 60)));
    zip("more entries than there are", one("a").count(0xFFFF));
    zip("a directory that begins before the file", one("a").directoryOffset(0xFFFF_FFFFL).directoryBytes(0xFFFF_FFFFL));
    var same = new CraftedZip();
    for (int i = 0; i < 20_000; i++) {
      same.add("a", i == 0 ? "글" : "").offset(0);
    }
    zip("one name and place very often", same);
    var bomb = new CraftedZip();
    bomb.add("a", new byte[64 << 20]).deflated().size(1);
    zip("a bomb that says it is small", bomb);
    tar("a way out", "../../etc/passwd", "00000000003\0", '0', "");
    tar("an absolute name", "/etc/passwd", "00000000003\0", '0', "");
    tar("a link", "a", "00000000000\0", '2', "/etc/passwd");
    tar("a hard link", "a", "00000000000\0", '1', "../../etc/passwd");
    tar("a device", "a", "00000000000\0", '3', "");
    tar("longer than any disk", "a", "77777777777\0", '0', "");
    tar("a negative length", "a", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", '0', "");
    tar("an extended head without end", "a", "77777777777\0", 'x', "");
    tar("a long name without end", "././@LongLink", "77777777777\0", 'L', "");
  }

  @TestFactory
  Stream<DynamicTest> eachIsCleanedInPlaceAndNamed() throws IOException {
    archives();
    return archives.entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> judge(one.getValue())));
  }

  private static void judge(byte[] archive) throws IOException {
    var file = SeekableBytes.of(archive);
    var cleaning = ArchiveScrubbing.of(null, file, Set.of());
    assertFalse(cleaning.left().isEmpty(), "what lies inside is named");
    long length = 0;
    try (var in = EditedBytes.stream(file, cleaning)) {
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        length += n;
      }
    }
    assertTrue(length <= archive.length, length + " bytes of " + archive.length);
  }
}
