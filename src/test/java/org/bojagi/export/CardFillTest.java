package org.bojagi.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.bojagi.Trials;
import org.bojagi.plan.Card;
import org.bojagi.plan.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a card holds, against one that mkfs.fat made and mcopy filled. */
class CardFillTest {
  private static final Pattern FREE = Pattern.compile("([0-9 ,.]+) bytes free");
  private static final long PARTITION = 64 << 20;

  @TempDir Path folder;

  /** A name of at most eight letters stands in one entry where two are counted: with such ones it may be less. */
  @ParameterizedTest
  @ValueSource(ints = {1, 9})
  void filesInFoldersTakeFromARealCardWhatIsCounted(int leastLetters) throws Exception {
    var random = new Random(Trials.seed(CardFillTest.class));
    var card = new Card(PARTITION + (4 << 20), FileSystem.FAT32);
    var image = image(card);
    long freeBefore = free(image);
    var fill = new CardFill(card);
    long countedBefore = fill.freeBytes();
    var tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < 150; i++) {
      var name = "0".repeat(leastLetters - 1 + random.nextInt(40)) + i + ".txt";
      var path = (1 + i % 3) + " kind/" + (i % 2 == 0 ? "" : "series " + i % 5 + "/") + name;
      var bytes = new byte[random.nextInt(60_000)];
      Files.createDirectories(tree.resolve(path).getParent());
      Files.write(tree.resolve(path), bytes);
      assertTrue(fill.take(path, bytes.length));
    }
    try (var entries = Files.list(tree)) {
      var command = new ArrayList<>(List.of("mcopy", "-s", "-i", image.toString()));
      entries.map(Path::toString).sorted().forEach(command::add);
      command.add("::");
      run(command);
    }
    long real = freeBefore - free(image);
    long counted = countedBefore - fill.freeBytes();
    assertTrue(counted >= real, "counted " + counted + ", real " + real);
    assertTrue(leastLetters <= 8 || counted == real, "counted " + counted + ", real " + real);
  }

  @Test
  void anExportForACardFitsItAndLeavesOutTheLeastWorthFirst() throws Exception {
    var card = new Card(40_000_000, FileSystem.FAT32);
    var sources = new ArrayList<ExportedBundle.Source>();
    for (int i = 0; i < 12; i++) {
      sources.add(ExportedBundle.bytes("노래 " + (char) ('a' + i) + ".mp3", i == 11 ? 5 : 0, "20" + (10 + i), new byte[4_000_000]));
    }
    sources.add(ExportedBundle.bytes("옛것.mp3", -1, "2030", new byte[100]));
    try (var bundle = new ExportedBundle(folder.resolve("bundle"), sources)) {
      var plan = bundle.plan(card);
      assertEquals(
          List.of("노래 d.mp3", "노래 c.mp3", "노래 b.mp3", "노래 a.mp3"), plan.leftOut().stream().map(LeftOut::path).toList());
      var out = folder.resolve("out");
      var report = Exporter.toFolder(plan, "", out, false, (done, total, path) -> {});
      assertEquals(4, report.leftOut().size());
      assertEquals(9, report.items(), "what is small and least worth still fits");
      var image = image(card);
      try (var entries = Files.list(out)) {
        var command = new ArrayList<>(List.of("mcopy", "-s", "-i", image.toString()));
        entries.map(Path::toString).sorted().forEach(command::add);
        command.add("::");
        run(command);
      }
    }
  }

  @Test
  void nothingIsTakenWhereThereIsNoRoom() {
    var fill = new CardFill(new Card(40_000_000, FileSystem.FAT32));
    long free = fill.freeBytes();
    assertEquals(false, fill.take("a/b/c.mp4", free));
    assertEquals(free, fill.freeBytes());
    assertTrue(fill.take("c.mp4", free - 4096));
  }

  private Path image(Card card) throws Exception {
    var image = folder.resolve("image");
    Files.deleteIfExists(image);
    try (var made = new RandomAccessFile(image.toFile(), "rw")) {
      made.setLength(card.labelBytes() - (4 << 20));
    }
    run(List.of("mkfs.fat", "-F", "32", "-s", String.valueOf(card.clusterBytes() / 512), image.toString()));
    return image;
  }

  private long free(Path image) throws Exception {
    var listing = run(List.of("mdir", "-i", image.toString(), "::"));
    var free = FREE.matcher(listing);
    assertTrue(free.find(), listing);
    return Long.parseLong(free.group(1).replaceAll("[^0-9]", ""));
  }

  private static String run(List<String> command) throws Exception {
    var program = Path.of("/usr/sbin", command.getFirst());
    var builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
    if (Files.isExecutable(program)) {
      builder.command().set(0, program.toString());
    }
    assumeTrue(
        Files.isExecutable(program) || Files.isExecutable(Path.of("/usr/bin", command.getFirst())),
        command.getFirst() + " is not installed");
    builder.environment().put("MTOOLS_SKIP_CHECK", "1");
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + output);
    return output;
  }
}
