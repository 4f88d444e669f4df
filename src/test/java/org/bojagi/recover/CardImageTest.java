package org.bojagi.recover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.verify.PackedBundle;
import org.bojagi.verify.PackedBundle.Source;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The raw image of a FAT32 card, as mkfs.fat and mcopy make it, whose tables are gone. */
class CardImageTest {
  private static final int CLUSTER_BYTES = 1024;

  @TempDir Path folder;
  private PackedBundle packed;
  private final Map<String, Source> files = new LinkedHashMap<>();

  @BeforeEach
  void pack() throws Exception {
    files.putAll(PackedBundle.someFiles());
    packed = new PackedBundle(folder.resolve("sound"), 900_000, files, new PackedBundle.Mistakes());
  }

  @Test
  void aCardWithoutTablesGivesAllOfWhatLayInOnePiece() throws Exception {
    var image = image(72 << 20);
    copy(image, bundleFiles());
    forgetTables(image);
    var report = recover(image);
    assertEquals(List.of(), report.bundles().getFirst().imperfect(), report.findings().toString());
    assertSame(report);
  }

  @Test
  void withoutItsRootItGivesTheSame() throws Exception {
    var image = image(72 << 20);
    List<Path> withoutRoot;
    try (var bundle = packed.open()) {
      var roots = bundle.rootFiles().stream().map(Path::getFileName).toList();
      withoutRoot = bundleFiles().stream().filter(file -> !roots.contains(file.getFileName())).toList();
    }
    copy(image, withoutRoot);
    forgetTables(image);
    var report = recover(image);
    assertEquals(List.of(), report.bundles().getFirst().imperfect(), report.findings().toString());
    assertSame(report);
  }

  @Test
  void filesInPiecesArePutTogetherByTryingWhereTheyGoOn() throws Exception {
    var random = new Random(Trials.seed(CardImageTest.class));
    var image = image(72 << 20);
    var fillers = new ArrayList<Path>();
    for (int i = 0; i < 54; i++) {
      fillers.add(Files.write(folder.resolve("filler" + i), noise(random, 600_000)));
    }
    run("mcopy", image, fillers);
    run("mcopy", image, List.of(Files.write(folder.resolve("large"), new byte[42 << 20])));
    for (int i = 0; i < 54; i += 3) {
      runPlain("mdel", "-i", image.toString(), "::filler" + i, "::filler" + (i + 1));
    }
    copy(image, bundleFiles());
    forgetTables(image);
    var report = recover(image);
    var bundle = report.bundles().getFirst();
    System.out.println("in pieces: " + bundle.soundBytes() + " sound, " + bundle.lostBytes() + " lost");
    // A break in the last chunk of a volume may cost that chunk, and two in one chunk do.
    assertTrue(
        bundle.soundBytes() >= 0.95 * (bundle.soundBytes() + bundle.lostBytes()),
        bundle.lostBytes() + " lost " + report.findings());
    assertSame(report);
  }

  @Test
  void aVolumeWhoseFirstSectorsAreOverwrittenIsFoundByItsChunks() throws Exception {
    overwriteABeginning(4096);
  }

  /** As who formats a card with another file system does. */
  @Test
  void aVolumeOfWhichMoreThanTwoChunksAreOverwrittenIsFoundToo() throws Exception {
    overwriteABeginning(200_000);
  }

  private void overwriteABeginning(int length) throws Exception {
    var image = image(72 << 20);
    copy(image, bundleFiles());
    forgetTables(image);
    byte[] head;
    long first;
    try (var bundle = packed.open()) {
      var volume = bundle.root().content().volumes().getFirst();
      head = volume.header();
      first = volume.fileBytes();
    }
    var bytes = Files.readAllBytes(image);
    int at = find(bytes, head);
    assertTrue(at > 0 && first > 600_000);
    Arrays.fill(bytes, at, at + length, (byte) 0);
    Files.write(image, bytes);
    var report = recover(image);
    assertTrue(report.findings().stream().anyMatch(finding -> finding.code().equals("header-damaged")));
    assertTrue(report.bundles().getFirst().lostBytes() <= 2 * (length + 65_536), report.bundles().toString());
    assertSame(report);
  }

  private static int find(byte[] bytes, byte[] head) {
    for (int at = 0; at < bytes.length; at += 512) {
      if (Arrays.equals(bytes, at, at + head.length, head, 0, head.length)) {
        return at;
      }
    }
    return -1;
  }

  private RecoveryReport recover(Path image) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(packed.reader.encode()))) {
      return new Recovery(name -> name, null, (count, bytes) -> {}).run(List.of(image), keys, folder.resolve("out"));
    }
  }

  /** What isn't said to be imperfect is as it was packed. */
  private void assertSame(RecoveryReport report) throws IOException {
    var imperfect = report.bundles().getFirst().imperfect().stream().map(RecoveredFile::path).toList();
    for (var file : files.entrySet()) {
      if (!imperfect.contains(file.getKey())) {
        assertArrayEquals(file.getValue().bytes(), Files.readAllBytes(folder.resolve("out").resolve(file.getKey())));
      }
    }
  }

  private List<Path> bundleFiles() throws IOException {
    try (var paths = Files.list(packed.folder)) {
      return paths.sorted().toList();
    }
  }

  private static byte[] noise(Random random, int most) {
    var bytes = new byte[random.nextInt(most / 2, most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private Path image(long bytes) throws Exception {
    var image = folder.resolve("card.img");
    try (var made = new RandomAccessFile(image.toFile(), "rw")) {
      made.setLength(bytes);
    }
    runPlain("mkfs.fat", "-F", "32", "-s", String.valueOf(CLUSTER_BYTES / 512), image.toString());
    return image;
  }

  private void copy(Path image, List<Path> bundle) throws Exception {
    runPlain("mmd", "-i", image.toString(), "::bundle");
    run("mcopy", image, bundle, "::bundle");
  }

  /** Everything before the first cluster of a file, and the root folder: zeros. */
  private static void forgetTables(Path image) throws IOException {
    try (var card = new RandomAccessFile(image.toFile(), "rw")) {
      var boot = new byte[512];
      card.readFully(boot);
      var fields = ByteBuffer.wrap(boot).order(ByteOrder.LITTLE_ENDIAN);
      int sectors = fields.getShort(14) + 2 * fields.getInt(36);
      card.seek(0);
      card.write(new byte[sectors * 512 + CLUSTER_BYTES]);
    }
  }

  private static void run(String program, Path image, List<Path> from, String... to) throws Exception {
    var command = new ArrayList<>(List.of(program, "-i", image.toString()));
    from.forEach(file -> command.add(file.toString()));
    command.add(to.length == 0 ? "::" : to[0]);
    runPlain(command.toArray(String[]::new));
  }

  private static void runPlain(String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("MTOOLS_SKIP_CHECK", "1");
    builder.environment().put("LC_ALL", "C");
    var program = Path.of("/usr/sbin", command[0]);
    if (Files.isExecutable(program)) {
      builder.command().set(0, program.toString());
    }
    assumeTrue(
        Files.isExecutable(program) || Files.isExecutable(Path.of("/usr/bin", command[0])),
        command[0] + " is not installed");
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + output);
  }
}
