package org.bojagi.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ZIP as 7-Zip sees it. */
class ZipExportTest {
  private static final ExportProgress SILENT = (done, total, path) -> {};
  private static final String WORDS = "harbour lantern mosaic pepper violin zebra";
  private static final byte[] SONG = song();

  @TempDir Path folder;

  private static byte[] song() {
    var bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private record Ran(int code, String said) {}

  private Ran sevenZip(String... arguments) throws Exception {
    var program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(path -> Stream.of("7zz", "7z").map(name -> Path.of(path, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "7-Zip is not installed: apt-get install 7zip");
    var command = new ArrayList<>(List.of(program.get().toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said);
  }

  private ExportedBundle bundle() throws Exception {
    return new ExportedBundle(
        folder.resolve("bundle"),
        List.of(
            ExportedBundle.text("글.md", "비밀 제목", "# 비밀 제목\n\n비밀 글\n"),
            ExportedBundle.bytes("노래.mp3", 0, "", SONG)));
  }

  private List<Path> zip(ExportedBundle bundle, PlayerNames names, long partBytes) throws Exception {
    try (var zip = new ZipTarget(folder.resolve("out.zip"), partBytes, WORDS.toCharArray(), false)) {
      var report = Exporter.toZip(bundle.plan(names), "", zip, folder, SILENT);
      assertEquals(2, report.items());
      return zip.parts();
    }
  }

  @Test
  void sevenZipListsTestsAndExtractsItWithThePasswordAlone() throws Exception {
    try (var bundle = bundle()) {
      var file = zip(bundle, PlayerNames.NEUTRAL, Long.MAX_VALUE).getFirst().toString();
      var listed = sevenZip("l", "-slt", file);
      assertEquals(4, listed.said.split("AES-256", -1).length - 1, listed.said);
      assertTrue(listed.said.contains("0001.mp3") && !listed.said.contains("비밀"), listed.said);
      assertEquals(0, sevenZip("t", "-p" + WORDS, file).code);
      assertNotEquals(0, sevenZip("t", "-pwrong", file).code);
      assertEquals(0, sevenZip("x", "-p" + WORDS, "-o" + folder.resolve("x"), file).code);
      assertArrayEquals(SONG, Files.readAllBytes(folder.resolve("x/0001.mp3")));
      assertTrue(Files.readString(folder.resolve("x/0002.html")).contains("비밀 글"));
      assertTrue(Files.isRegularFile(folder.resolve("x/index.html")));
      var bytes = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
      assertFalse(bytes.contains("비밀"));
    }
  }

  @Test
  void partsAreJoinedBySevenZipAndByCat() throws Exception {
    try (var bundle = bundle()) {
      var parts = zip(bundle, PlayerNames.TITLES, 70_000);
      assertEquals(5, parts.size());
      long all = 0;
      var joined = folder.resolve("joined.zip");
      try (var out = Files.newOutputStream(joined)) {
        for (var part : parts) {
          all += Files.size(part);
          assertTrue(Files.size(part) <= 70_000);
          Files.copy(part, out);
        }
      }
      assertEquals(all, Files.size(joined));
      assertEquals(0, sevenZip("t", "-p" + WORDS, parts.getFirst().toString()).code);
      assertEquals(0, sevenZip("t", "-p" + WORDS, joined.toString()).code);
      assertTrue(sevenZip("l", joined.toString()).said.contains("비밀 제목.html"), "names were asked for");
    }
  }

  @Test
  void whatIsReplacedLeavesNoPartOfTheEarlierZipBesideIt() throws Exception {
    try (var bundle = bundle()) {
      for (long partBytes : new long[] {70_000, 200_000, Long.MAX_VALUE, 70_000}) {
        try (var zip = new ZipTarget(folder.resolve("out.zip"), partBytes, WORDS.toCharArray(), true)) {
          Exporter.toZip(bundle.plan(PlayerNames.NEUTRAL), "", zip, folder, SILENT);
          try (var left = Files.list(folder)) {
            var zips = left.filter(file -> !file.endsWith("bundle")).sorted().toList();
            assertEquals(zip.parts(), zips, "in parts of " + partBytes);
          }
        }
      }
    }
  }

  @Test
  void whatIsCutShortLeavesNothingAndNothingIsReplaced() throws Exception {
    try (var bundle = bundle()) {
      var plan = bundle.plan(PlayerNames.NEUTRAL);
      try (var zip = new ZipTarget(folder.resolve("out.zip"), 70_000, WORDS.toCharArray(), false)) {
        assertThrows(
            IllegalStateException.class,
            () ->
                Exporter.toZip(
                    plan, "", zip, folder,
                    (done, total, path) -> {
                      if (path.endsWith(".txt")) {
                        throw new IllegalStateException("cut");
                      }
                    }));
      }
      try (var left = Files.list(folder)) {
        assertEquals(List.of(folder.resolve("bundle")), left.toList());
      }
      Files.writeString(folder.resolve("out.zip"), "mine");
      assertThrows(
          UsageException.class, () -> new ZipTarget(folder.resolve("out.zip"), 70_000, WORDS.toCharArray(), false).close());
      assertEquals("mine", Files.readString(folder.resolve("out.zip")));
    }
  }
}
