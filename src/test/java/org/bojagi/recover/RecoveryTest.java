package org.bojagi.recover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.open.OpenBundle;
import org.bojagi.verify.PackedBundle;
import org.bojagi.verify.PackedBundle.Source;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is taken out of damaged bundles: never a wrong byte, never a silent loss, and what the damage left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryTest {
  private static final int CHUNK = 65_536;

  @TempDir Path folder;
  private PackedBundle packed;
  private final Map<String, byte[]> originals = new LinkedHashMap<>();
  private Map<String, byte[]> sound;
  private final Map<String, Located> located = new LinkedHashMap<>();
  private final Map<String, String> fileOfVolume = new LinkedHashMap<>();
  private final List<String> indexFiles = new ArrayList<>();
  private final List<String> rootFiles = new ArrayList<>();
  private final List<String> slotFiles = new ArrayList<>();

  @BeforeAll
  void pack(@TempDir Path shared) throws Exception {
    var sources = new LinkedHashMap<String, Source>(PackedBundle.someFiles());
    PackedBundle.manySmallFiles().entrySet().stream().limit(40).forEach(e -> sources.put(e.getKey(), e.getValue()));
    packed = new PackedBundle(shared.resolve("sound"), 900_000, sources, new PackedBundle.Mistakes());
    sources.forEach((path, source) -> originals.put(path, source.bytes()));
    try (var open = OpenBundle.of(packed.open(), OpenBundle.newCache())) {
      for (int document : open.requireIndex().items()) {
        for (var file : OpenBundle.locations(open.requireIndex().item(document)).files()) {
          located.put(file.file().path(), file);
        }
      }
      var bundle = open.bundle();
      for (var volume : bundle.root().volumes()) {
        var name = bundle.file(volume.id()).orElseThrow().getFileName().toString();
        fileOfVolume.put(volume.id(), name);
        if (volume.catalogue() == null) {
          indexFiles.add(name);
        }
      }
      bundle.rootFiles().forEach(file -> rootFiles.add(file.getFileName().toString()));
      bundle.slotFiles().forEach(file -> slotFiles.add(file.getFileName().toString()));
      // By what they are, not by their random names: a seed means the same damage each time.
      sound = new LinkedHashMap<>();
      var files = DamagedCopy.files(packed.folder);
      for (var names : List.of(slotFiles, rootFiles, fileOfVolume.values())) {
        names.forEach(name -> sound.put(name, files.get(name)));
      }
      assertEquals(files.keySet(), sound.keySet());
    }
    assertEquals(originals.keySet(), located.keySet());
    assertTrue(located.values().stream().anyMatch(file -> file.extents().size() > 1), "one is spread over volumes");
  }

  private RecoveryReport recover(Path target, Path... from) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(packed.reader.encode()))) {
      return new Recovery(name -> name, null, (files, bytes) -> {}).run(List.of(from), keys, target);
    }
  }

  @Test
  void aSoundBundleComesOutWholeAndNothingIsSaidOfIt() throws Exception {
    var report = recover(folder.resolve("out"), packed.folder);
    var bundle = report.bundles().getFirst();
    assertEquals(List.of(), bundle.imperfect());
    assertEquals(List.of(), report.findings());
    assertEquals(0, report.exitCode());
    assertEquals(originals.size(), bundle.wholeFiles());
    for (var file : originals.entrySet()) {
      assertArrayEquals(file.getValue(), Files.readAllBytes(folder.resolve("out").resolve(file.getKey())), file.getKey());
    }
  }

  @Test
  void aSecondRunKeepsWhatIsWhole() throws Exception {
    recover(folder.resolve("out"), packed.folder);
    Files.delete(folder.resolve("out/빈 것.bin"));
    Files.write(folder.resolve("out/영상/70000.mp4"), new byte[70_000]);
    var report = recover(folder.resolve("out"), packed.folder);
    assertEquals(originals.size() - 2, report.bundles().getFirst().keptFiles());
    assertArrayEquals(new byte[70_000], Files.readAllBytes(folder.resolve("out/영상/70000.mp4")), "never overwritten");
    assertArrayEquals(originals.get("영상/70000.mp4"), Files.readAllBytes(folder.resolve("out/영상/70000~2.mp4")));
  }

  @Test
  void aDryRunWritesNothingAndSaysTheSame() throws Exception {
    var damaged = new DamagedCopy(sound, new Random(7));
    damaged.damage();
    damaged.write(folder.resolve("damaged"));
    var dry = recover(null, folder.resolve("damaged")).bundles().getFirst();
    var wet = recover(folder.resolve("out"), folder.resolve("damaged")).bundles().getFirst();
    assertEquals(wet.lostBytes(), dry.lostBytes());
    assertEquals(wet.wholeFiles(), dry.wholeFiles());
    assertEquals(wet.imperfect().size(), dry.imperfect().size());
  }

  /** Some copy whole blocks, and who finds files by their beginnings takes more than there was. */
  @Test
  void zerosBehindTheEndOfEachFileCostNothing() throws Exception {
    for (boolean withRoot : new boolean[] {true, false}) {
      for (int block : new int[] {1 << 9, 1 << 16, 0}) {
        var longer = new LinkedHashMap<String, byte[]>();
        for (var file : sound.entrySet()) {
          int more = block == 0 ? 1 << 18 : block - file.getValue().length % block;
          if (withRoot || !rootFiles.contains(file.getKey())) {
            longer.put(file.getKey(), Arrays.copyOf(file.getValue(), file.getValue().length + more));
          }
        }
        var name = withRoot + "-" + block;
        new DamagedCopy(longer, new Random(1)).write(folder.resolve("in-" + name));
        var report = recover(folder.resolve("out-" + name), folder.resolve("in-" + name));
        assertEquals(List.of(), report.bundles().getFirst().imperfect(), name);
        assertEquals(originals.size(), report.bundles().getFirst().wholeFiles(), name);
        var told = report.findings().stream().filter(finding -> finding.code().equals("files-longer")).toList();
        assertEquals(1, told.size(), report.findings().toString());
        assertEquals(withRoot ? 0 : ExitCode.DAMAGED, report.exitCode());
      }
    }
  }

  @Test
  void withoutARootEverythingComesOutByTheVolumesOwnLists() throws Exception {
    var without = new LinkedHashMap<>(sound);
    without.keySet().removeAll(rootFiles);
    without.keySet().removeAll(indexFiles);
    new DamagedCopy(without, new Random(1)).write(folder.resolve("in"));
    var report = recover(folder.resolve("out"), folder.resolve("in"));
    var bundle = report.bundles().getFirst();
    assertEquals(List.of(), bundle.imperfect());
    assertEquals(originals.size(), bundle.wholeFiles());
    assertEquals(List.of("root-lost"), report.findings().stream().map(Finding::code).toList());
    assertEquals(ExitCode.DAMAGED, report.exitCode(), "nothing says that it is all");
  }

  @Test
  void ofAFileWhoseSizeNothingSaysNoNumberIsClaimed() throws Exception {
    int unknown = 0;
    for (var name : fileOfVolume.values()) {
      var whole = sound.get(name);
      int from = DamagedCopy.HEAD_BYTES + DamagedCopy.SEALED_CHUNK + 1_000;
      for (; from < whole.length && !indexFiles.contains(name); from += DamagedCopy.SEALED_CHUNK) {
        var what = name + " cut at " + from;
        var slot = slotFiles.getFirst();
        var left = Map.of(slot, sound.get(slot), name, Arrays.copyOf(whole, from));
        new DamagedCopy(left, new Random(1)).write(folder.resolve("in"));
        var report = recover(folder.resolve("out"), folder.resolve("in"));
        check(report, folder.resolve("out"), what);
        var bundle = report.bundles().getFirst();
        for (var file : bundle.imperfect()) {
          assertTrue(file.isWhole() || file.sizeBytes() < 0, what + ": " + file);
        }
        unknown += (int) bundle.imperfect().stream().filter(file -> file.sizeBytes() < 0).count();
        assertEquals(0, bundle.lostBytes(), what);
        Trees.remove(folder.resolve("in"));
        Trees.remove(folder.resolve("out"));
      }
    }
    assertTrue(unknown > 10, unknown + " files");
  }

  @Test
  void randomDamageGivesNoWrongByteNoSilentLossAndLeavesLittleBehind() throws Exception {
    long seed = Trials.seed(RecoveryTest.class);
    long possible = 0;
    long recovered = 0;
    int opened = 0;
    // One trial of a hundred leaves up to a megabyte behind. Fifty may have three of those: then more are asked.
    for (int trial = 0; trial < Trials.of(1000) || trial < 1000 && recovered < 0.99 * possible; trial++) {
      var damaged = new DamagedCopy(sound, new Random(seed + trial));
      damaged.damage();
      var what = "trial " + trial + ": " + damaged;
      var in = folder.resolve("in");
      var out = folder.resolve("out");
      damaged.write(in);
      boolean unlocks = slotFiles.stream().anyMatch(damaged::isWhole);
      try {
        var report = recover(out, in);
        opened++;
        long left = possible(damaged);
        long taken = check(report, out, what);
        possible += left;
        recovered += Math.min(taken, left);
        if (taken < left) {
          System.out.println(what + ": " + taken + " of " + left + " " + report.findings());
        }
      } catch (Fault e) {
        assertTrue(!unlocks, what + ": " + e.getMessage());
      }
      Trees.remove(in);
      Trees.remove(out);
    }
    System.out.printf("%d opened, %d of %d bytes, %.4f%n", opened, recovered, possible, (double) recovered / possible);
    assertTrue(recovered >= 0.99 * possible, recovered + " of " + possible);
  }

  /** What the damage left of all files, by the layout: bytes of sound chunks of volumes whose key is known. */
  private long possible(DamagedCopy damaged) {
    boolean root = rootFiles.stream().anyMatch(damaged::isWhole);
    long bytes = 0;
    for (var file : located.values()) {
      for (var extent : file.extents()) {
        var name = fileOfVolume.get(extent.volume());
        if (root || damaged.hasHead(name)) {
          bytes += possible(extent, file.file().sizeBytes(), damaged.soundChunks(name));
        }
      }
    }
    return bytes;
  }

  private static long possible(Extent extent, long fileBytes, BitSet chunks) {
    long from = extent.plaintextOffset();
    long to = from + extent.length();
    if (extent.encoding() != Encoding.STORED) {
      boolean whole = extent.length() == 0 || chunks.nextClearBit((int) (from / CHUNK)) > (to - 1) / CHUNK;
      return whole ? fileBytes : 0;
    }
    long bytes = 0;
    for (long at = from; at < to; ) {
      long next = Math.min(to, (at / CHUNK + 1) * CHUNK);
      bytes += chunks.get((int) (at / CHUNK)) ? next - at : 0;
      at = next;
    }
    return bytes;
  }

  /** That every byte is right or named, and every file; returns how many are right. */
  private long check(RecoveryReport report, Path out, String what) throws IOException {
    var bundle = report.bundles().getFirst();
    var told = new LinkedHashMap<String, RecoveredFile>();
    bundle.imperfect().forEach(file -> told.put(file.path(), file));
    boolean unknown = report.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    long right = 0;
    var explained = new ArrayList<Path>();
    for (var file : originals.entrySet()) {
      var path = file.getKey();
      var original = file.getValue();
      var imperfect = told.get(path);
      right += inParts(file.getKey(), original, told, out, what);
      if (imperfect == null && !Files.exists(out.resolve(path))) {
        assertTrue(unknown, what + ": nothing is said of " + path);
        continue;
      }
      if (imperfect != null && imperfect.isLost()) {
        // Of one whose size nothing says, what is lost has no number.
        assertEquals(imperfect.sizeBytes() < 0 ? 0 : original.length, imperfect.lostBytes(), what + ": " + path);
        continue;
      }
      var written = out.resolve(imperfect == null ? path : imperfect.writtenAs());
      explained.add(written);
      right += right(original, Files.readAllBytes(written), imperfect, what + ": " + path);
    }
    try (var files = Files.walk(out)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        boolean named = explained.contains(file) || file.startsWith(out.resolve(RecoveryFolder.UNPROVEN));
        assertTrue(named, what + ": " + file + " is nobody's");
      }
    }
    return right;
  }

  /** A file's parts are taken out one by one where the catalogue that names the whole is lost. */
  private long inParts(String path, byte[] original, Map<String, RecoveredFile> told, Path out, String what)
      throws IOException {
    long right = 0;
    int at = 0;
    var extents = located.get(path).extents();
    for (int i = 0; extents.size() > 1 && i < extents.size(); i++) {
      int length = (int) extents.get(i).length();
      var part = told.get(String.format("%s.%03d", path, i + 1));
      if (part != null && !part.isLost()) {
        var bytes = Arrays.copyOfRange(original, at, at + length);
        right += right(bytes, Files.readAllBytes(out.resolve(part.writtenAs())), part, what + ": " + part.path());
      }
      at += length;
    }
    return right;
  }

  private static long right(byte[] original, byte[] written, RecoveredFile imperfect, String what) {
    var lost = new BitSet();
    if (imperfect != null) {
      for (var loss : imperfect.losses()) {
        lost.set((int) loss.offset(), loss.length() < 0 ? original.length : (int) (loss.offset() + loss.length()));
      }
    }
    long right = 0;
    for (int i = 0; i < original.length; i++) {
      if (lost.get(i)) {
        assertTrue(i >= written.length || written[i] == 0, what + ", byte " + i + " is neither lost nor zero");
      } else {
        assertTrue(i < written.length && written[i] == original[i], what + ", byte " + i + " is wrong");
        right++;
      }
    }
    assertTrue(written.length <= original.length, what + " is too long");
    return right;
  }
}
