package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bojagi.CraftedZip;
import org.bojagi.fault.Fault;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * ZIPs of somebody who means harm, taken as a corpus. Each is refused by name, or what is wrong in it is named or
 * harmless: no path leads out, nothing is longer than it said, and memory is bounded.
 */
class HostileZipsTest {
  private static final byte[] ZEROS = new byte[65 << 20];

  @TempDir Path temp;
  private final Map<String, CraftedZip> zips = new LinkedHashMap<>();

  private CraftedZip zip(String name) {
    var zip = new CraftedZip();
    zips.put(name, zip);
    return zip;
  }

  private void named(String name) {
    zip("refused: a name, " + name).add(name, "글");
  }

  private static byte[] sizes64(long... values) {
    var field = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      field.putLong(value);
    }
    return field.array();
  }

  private void zips() {
    named("../../secret.txt");
    named("a/b/../../../secret.txt");
    named("./a.txt");
    zip("harmless: an absolute name").add("/etc/cron.d/a.txt", "글");
    zip("harmless: backslashes").add("..\\..\\secret.txt", "글");
    zip("harmless: a drive").add("C:/Windows/a.txt", "글");
    zip("harmless: a home").add("~/a.txt", "글");
    zip("harmless: an escape sequence").add("\u001b[2J.txt", "글");
    var twice = zip("zip-name-twice");
    twice.add("a.txt", "하나");
    twice.add("a.txt", "둘");
    var caseTwins = zip("name-differs-in-case");
    caseTwins.add("a/b.txt", "하나");
    caseTwins.add("A/B.txt", "둘");
    var forms = zip("name-twice");
    forms.add("눈.txt", "하나");
    forms.add(Normalizer.normalize("눈.txt", Normalizer.Form.NFD), "둘");
    var both = zip("zip-name-twice, file and folder");
    both.add("a.txt", "글");
    both.add("a.txt/b.txt", "글");
    zip("link-outside").add("a.txt", "/etc/passwd").mode(0120777);
    var through = zip("link-outside through a folder");
    through.add("a", "/etc").mode(0120777);
    through.add("b.txt", "글");
    zip("refused: encrypted").add("a.txt", "글").flags(1);
    zip("refused: strongly encrypted").add("a.txt", "글").flags(0x41);
    zip("refused: AES").add("a.txt", "글").method(99);
    zip("zip-bomb").add("a.txt", ZEROS).deflated();
    zip("harmless: a bomb that says it is small").add("a.txt", ZEROS).deflated().size(10);
    zip("harmless: a bomb that says it is empty").add("a.txt", ZEROS).deflated().size(0);
    zip("zip-bomb that ZIP64 tells of").add("a.txt", "글").size(0xFFFFFFFFL).extra(1, sizes64(1L << 50));
    zip("harmless: longer than the file").add("a.txt", "글").size(1 << 20).compressed(1 << 20);
    zip("harmless: shorter than it is").add("a.txt", "글이 더 있다").size(3).compressed(3);
    zip("harmless: another checksum").add("a.txt", "글").crc(7);
    zip("harmless: another name in front of it").add("a.txt", "글").localName("../x.md");
    zip("unreadable: it lies outside").add("a.txt", "글").offset(1 << 30);
    zip("unreadable: it lies in the directory").add("a.txt", "글").offset(40);
    var overlapping = zip("harmless: entries that share their bytes");
    for (int i = 0; i < 100; i++) {
      overlapping.add(i + ".txt", i == 0 ? "글 하나".repeat(1_000) : "").offset(0).size(10_000).compressed(10_000);
    }
    zip("harmless: more entries than there are").count(60_000).add("a.txt", "글");
    zip("refused: a directory that is elsewhere").directoryOffset(1 << 30).add("a.txt", "글");
    zip("refused: a directory without end").directoryBytes(0xFFFFFFF0L).add("a.txt", "글");
    zip("refused: ZIP64 of more entries than memory")
        .count(0xFFFF).beforeEnd(CraftedZip.end64(Long.MAX_VALUE, 46, 0, 92)).add("a.txt", "글");
    zip("refused: ZIP64 of a directory before the file")
        .count(0xFFFF).beforeEnd(CraftedZip.end64(1, 51, -5, 92)).add("a.txt", "글");
    zip("refused: ZIP64 that points outside")
        .count(0xFFFF).beforeEnd(CraftedZip.end64(1, 51, 0, Long.MAX_VALUE)).add("a.txt", "글");
  }

  @TestFactory
  Stream<DynamicTest> eachIsRefusedOrNamedOrHarmless() {
    zips();
    return zips.entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> judge(one.getKey(), one.getValue())));
  }

  private void judge(String expected, CraftedZip zip) throws Exception {
    var folder = Files.createTempDirectory(temp, "zip");
    var file = Files.write(folder.resolve("a.zip"), zip.bytes());
    try (var corpus = CorpusReader.read(file)) {
      assertFalse(expected.startsWith("refused"), "it was read");
      if (!expected.startsWith("harmless")) {
        var code = expected.split("[ ,:]")[0];
        assertTrue(corpus.findings().stream().anyMatch(f -> f.code().equals(code)), corpus.findings().toString());
      }
      for (var finding : corpus.findings()) {
        assertTrue(finding.where().chars().noneMatch(c -> c < 0x20), "steers a terminal");
      }
      for (var item : corpus.items()) {
        for (var source : item.files()) {
          var names = java.util.List.of(source.path().split("/"));
          assertFalse(source.path().startsWith("/") || names.contains(".."), source.path());
          assertTrue(read(source) <= source.sizeBytes(), "longer than it says");
        }
      }
    } catch (Fault refused) {
      assertTrue(expected.startsWith("refused"), refused.getMessage());
      assertTrue(refused.where().contains("a.zip"), refused.getMessage());
    }
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing was unpacked");
    }
  }

  /** As sealing reads it; an entry that isn't what it says may end in a fault of reading. */
  private static long read(SourceFile source) {
    try (var in = source.open()) {
      var buffer = new byte[1 << 16];
      long read = 0;
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        read += n;
      }
      return read;
    } catch (IOException e) {
      return 0;
    }
  }
}
