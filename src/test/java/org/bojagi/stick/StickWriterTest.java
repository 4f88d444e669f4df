package org.bojagi.stick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Finding;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.stick.StickProgress.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StickWriterTest {
  private static final StickProgress SILENT = (phase, done, total, path) -> {};

  @TempDir Path folder;
  private Path target;
  private Path spring;
  private CarriedReader reader;

  @BeforeEach
  void prepare() throws IOException {
    target = Files.createDirectories(folder.resolve("막대 기"));
    spring = Samples.bundle(folder.resolve("봄 2026"), 2);
    reader = Samples.reader(folder.resolve("built"));
  }

  private StickWriter writer(Path... bundles) {
    return new StickWriter(reader, List.of(), List.of(bundles), "");
  }

  @Test
  void everythingLiesWhereTheLaunchersLookForIt() throws Exception {
    var writer = writer(spring);
    var plan = writer.plan(target);
    assertFalse(plan.replaces());
    assertTrue(Samples.tree(target).isEmpty(), "a plan writes nothing");
    var report = writer.write(plan, SILENT);

    assertEquals(List.of(), report.findings());
    var tree = Samples.tree(target);
    assertEquals(
        Set.of(
            "read.sh", "read.command", "read.cmd", "bojagi/reader.jar", "bojagi/java.options", "bojagi/read.options",
            "bojagi/봄 2026/00.age", "bojagi/봄 2026/1f.age", "bojagi/봄 2026/2f.age", "bojagi/linux-x64/release", "bojagi/linux-x64/lib/modules",
            "bojagi/linux-x64/bin/java.exe", "bojagi/linux-x64/lib/server/libjvm.so", "bojagi/linux-x64/lib/libnet.so",
            "bojagi/linux-x64/conf/net.properties", "bojagi/linux-x64/legal/java.base/LICENSE",
            "bojagi/linux-x64/lib/security/cacerts"),
        tree.keySet());
    assertEquals("bin/java", tree.get("bojagi/linux-x64/bin/java.exe"));
    assertEquals(plan.sizeBytes(), tree.values().stream().mapToLong(String::length).sum());
    assertTrue(tree.get("read.cmd").contains("\r\n"));
    assertTrue(report.freeBytes() > 0 && report.totalBytes() >= report.freeBytes());
    assertTrue(Files.isExecutable(target.resolve("bojagi/linux-x64/bin/java.exe")));
  }

  @Test
  void allFilesAndFoldersHaveOneTime() throws Exception {
    write(writer(spring));
    var times = new HashSet<Long>();
    try (var tree = Files.walk(target)) {
      for (var path : tree.filter(path -> !path.equals(target)).toList()) {
        times.add(Files.getLastModifiedTime(path).toMillis());
      }
    }
    assertEquals(Set.of(946_684_800_000L), times);
  }

  @Test
  void neutralNamesSayNothing() throws Exception {
    var summer = Samples.bundle(folder.resolve("summer"), 1);
    write(new StickWriter(reader, List.of(), List.of(spring, summer), "notes"));
    var names = Samples.tree(target).keySet();
    assertTrue(names.containsAll(Set.of("notes.sh", "notes.cmd", "notes.command", "notes/1/00.age", "notes/2/1f.age")));
    assertTrue(names.stream().noneMatch(name -> name.contains("bojagi") || name.contains("봄")), names.toString());
  }

  @Test
  void bundlesOfOneNameLieBesideEachOther() throws Exception {
    var other = Samples.bundle(folder.resolve("other/봄 2026"), 1);
    write(writer(spring, other));
    assertTrue(Samples.tree(target).keySet().containsAll(Set.of("bojagi/봄 2026/2f.age", "bojagi/봄 2026-2/1f.age")));
  }

  @Test
  void aRuntimeThatIsGivenTakesThePlaceOfItsPlatformsOwn() throws Exception {
    var windows = RuntimeImage.of(Samples.jdk(folder.resolve("w"), "Windows", "amd64", "25.0.1"));
    var newer = RuntimeImage.of(Samples.jdk(folder.resolve("l"), "Linux", "x86_64", "26"));
    write(new StickWriter(reader, List.of(windows, newer), List.of(spring), ""));
    var tree = Samples.tree(target);
    assertTrue(tree.get("bojagi/linux-x64/release").contains("26"));
    assertEquals("bin/javaw.exe", tree.get("bojagi/windows-x64/bin/javaw.exe"));
  }

  @Test
  void aStickMakesAnotherLikeIt() throws Exception {
    write(writer(spring));
    Files.writeString(target.resolve("bojagi/linux-x64/reader.aot"), "a cache");
    var carried = CarriedReader.in(target.resolve("bojagi"));
    var second = Files.createDirectory(folder.resolve("second"));
    write(new StickWriter(carried, List.of(), carried.bundles(), ""), second);
    assertEquals(Samples.tree(target), Samples.tree(second));
  }

  @Test
  void aSlotOfItsOwnTakesThePlaceOfPassphrasesAndRecipientsStay() throws Exception {
    Samples.passphraseSlot(spring.resolve("a0.age"), 'B');
    Files.copy(spring.resolve("a0.age"), spring.resolve("a1.age"));
    var damaged = Files.readString(spring.resolve("a0.age")).replace("-> scrypt", "-> scrupt");
    Files.writeString(spring.resolve("a2.age"), damaged);
    var own = List.of(folder.resolve("c0.age"), folder.resolve("c1.age"));
    for (var file : own) {
      Samples.passphraseSlot(file, 'C');
    }
    var summer = Samples.bundle(folder.resolve("summer"), 1);
    Samples.passphraseSlot(summer.resolve("d0.age"), 'D');
    write(new StickWriter(reader, List.of(), List.of(spring, summer), Map.of(spring, own), ""));
    var tree = Samples.tree(target);
    var names = tree.keySet().stream().filter(name -> name.startsWith("bojagi/봄 2026/")).map(n -> n.substring(14)).toList();
    assertEquals(List.of("00.age", "1f.age", "2f.age", "c0.age", "c1.age"), names);
    assertTrue(tree.containsKey("bojagi/summer/d0.age"), "a bundle without a batch goes as it is");
    // Written again with another slot, nothing of the first is left.
    var next = folder.resolve("e0.age");
    Samples.passphraseSlot(next, 'E');
    write(new StickWriter(reader, List.of(), List.of(spring, summer), Map.of(spring, List.of(next)), ""));
    assertFalse(Samples.tree(target).containsKey("bojagi/봄 2026/c0.age"));
    assertTrue(Samples.tree(target).containsKey("bojagi/봄 2026/e0.age"));
  }

  @Test
  void aChangedFileIsNamedAndTheStickStaysUnfinished() throws Exception {
    var volume = target.resolve("bojagi/봄 2026/2f.age");
    var failing =
        new StickWriter(
            reader,
            List.of(),
            List.of(spring),
            Map.of(),
            "",
            stick -> {
              try {
                var bytes = Files.readAllBytes(volume);
                bytes[700_000] ^= 1;
                Files.write(volume, bytes);
                Files.delete(target.resolve("bojagi/reader.jar"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    var findings = failing.write(failing.plan(target), SILENT).findings();
    assertEquals(
        List.of("bojagi/reader.jar", "bojagi/봄 2026/2f.age"), findings.stream().map(Finding::where).toList());
    assertTrue(Files.exists(target.resolve("bojagi/unfinished")));
    Files.writeString(target.resolve("bojagi/reader.jar"), "again");
    assertThrows(UsageException.class, () -> CarriedReader.in(target.resolve("bojagi")), "it isn't passed on");

    assertFalse(writer(spring).plan(target).replaces(), "an unfinished stick is finished without asking");
    write(writer(spring));
    assertFalse(Files.exists(target.resolve("bojagi/unfinished")));
  }

  @Test
  void aKilledRunIsRunAgain() throws Exception {
    var stopped = writer(spring);
    var plan = stopped.plan(target);
    assertThrows(
        IllegalStateException.class,
        () ->
            stopped.write(
                plan,
                (phase, done, total, path) -> {
                  if (path.endsWith("2f.age")) {
                    throw new IllegalStateException("killed");
                  }
                }));
    Files.writeString(target.resolve("bojagi/unfinished.part"), "left by a run that had no time to clean up");
    assertFalse(Files.exists(target.resolve("read.sh")), "launchers come last");
    write(writer(spring));
    assertTrue(Samples.tree(target).keySet().stream().noneMatch(name -> name.contains("unfinished")));
  }

  @Test
  void anOlderStickIsReplacedAndWhatIsNotOursStays() throws Exception {
    var older = Samples.bundle(folder.resolve("older/봄 2026"), 5);
    write(writer(older, Samples.bundle(folder.resolve("kept"), 1)));
    Files.writeString(target.resolve("letter.txt"), "mine");
    Files.writeString(target.resolve("bojagi/봄 2026/letter.txt"), "mine");
    Files.createDirectories(target.resolve("bojagi/linux-x64/lib/old"));
    Files.writeString(target.resolve("bojagi/linux-x64/lib/old/gone.so"), "of another version");

    var plan = writer(spring).plan(target);
    assertTrue(plan.replaces());
    writer(spring).write(plan, SILENT);
    var names = Samples.tree(target).keySet();
    assertTrue(names.containsAll(Set.of("letter.txt", "bojagi/봄 2026/letter.txt", "bojagi/kept/1f.age")));
    assertFalse(names.contains("bojagi/봄 2026/5f.age"), "volumes of an older edition would be taken for the newer's");
    assertFalse(Files.exists(target.resolve("bojagi/linux-x64/lib/old")));
  }

  @Test
  void whatDoesNotFitIsSaidBeforeAByteIsWritten() throws Exception {
    var huge = spring.resolve("ff.age");
    Samples.text(huge, "age-encryption.org/v1\n");
    try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(FatRules.MAX_FILE_BYTES + 1);
    }
    var tooLarge = assertThrows(DoesNotFitException.class, () -> writer(spring).plan(target));
    assertTrue(tooLarge.where().endsWith("ff.age"), tooLarge.getMessage());

    // what other tests running now delete meanwhile is free for the plan: 64 GiB more than is free now
    long tooMany = Files.getFileStore(target).getUsableSpace() + 16 * FatRules.MAX_FILE_BYTES;
    var many = new ArrayList<Path>();
    for (long bytes = 0; bytes <= tooMany; bytes += FatRules.MAX_FILE_BYTES) {
      var bundle = Samples.bundle(folder.resolve("large " + many.size()), 0);
      Samples.text(bundle.resolve("ff.age"), "age-encryption.org/v1\n");
      try (var sparse = new java.io.RandomAccessFile(bundle.resolve("ff.age").toFile(), "rw")) {
        sparse.setLength(FatRules.MAX_FILE_BYTES);
      }
      many.add(bundle);
    }
    var full = assertThrows(DoesNotFitException.class, () -> writer(many.toArray(Path[]::new)).plan(target));
    assertTrue(full.what().matches("[0-9,]+ bytes are needed, and [0-9,]+ are free"), full.getMessage());
    assertTrue(Samples.tree(target).isEmpty());
  }

  @Test
  void placesThatMakeNoSenseAreRefused() throws Exception {
    assertThrows(UsageException.class, () -> writer(spring).plan(folder.resolve("nowhere")));
    assertThrows(UsageException.class, () -> writer(spring).plan(spring.resolve("00.age")));
    assertThrows(UsageException.class, () -> writer(spring).plan(spring), "a stick in the bundle");
    assertThrows(UsageException.class, () -> writer().plan(target));
    assertThrows(NotABundleException.class, () -> writer(folder.resolve("nowhere")).plan(target));
    assertThrows(NotABundleException.class, () -> writer(folder.resolve("built/linux")).plan(target));
    write(writer(spring));
    var own = target.resolve("bojagi/봄 2026");
    assertThrows(UsageException.class, () -> writer(own).plan(target), "a bundle that would be replaced by itself");
    assertThrows(
        UsageException.class, () -> new StickWriter(reader, List.of(), List.of(spring), "con").plan(target));
    assertThrows(
        UsageException.class, () -> new StickWriter(reader, List.of(), List.of(spring), "a/b").plan(target));
    Samples.text(Samples.bundle(folder.resolve("bad: name"), 1).resolve("x"), "");
    assertThrows(UsageException.class, () -> writer(folder.resolve("bad: name")).plan(target));
    assertFalse(new StickWriter(reader, List.of(), List.of(folder.resolve("bad: name")), "n").plan(target).replaces());
  }

  @Test
  void aSecondRunAtTheSameStickIsRefused() throws Exception {
    var writer = writer(spring);
    var plan = writer.plan(target);
    var refused = new ArrayList<Throwable>();
    writer.write(
        plan,
        (phase, done, total, path) -> {
          if (refused.isEmpty()) {
            refused.add(assertThrows(UsageException.class, () -> writer(spring).write(plan, SILENT)));
          }
        });
    assertEquals(1, refused.size());
  }

  @Test
  void progressTellsBothPhasesToTheirEnd() throws Exception {
    var ends = EnumSet.noneOf(Phase.class);
    var writer = writer(spring);
    writer.write(
        writer.plan(target),
        (phase, done, total, path) -> {
          assertTrue(done <= total);
          if (done == total) {
            ends.add(phase);
          }
        });
    assertEquals(EnumSet.allOf(Phase.class), ends);
  }

  @Test
  void readingBackGivesTheSameHashOnAnyFileSystem() throws Exception {
    var file = folder.resolve("f");
    for (int size : List.of(0, 1, 511, 512, 4_096, 1 << 20, (1 << 20) + 1, 2_500_000)) {
      var bytes = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
      Files.write(file, bytes);
      var expected = Sha256.of(bytes);
      org.junit.jupiter.api.Assertions.assertArrayEquals(expected, new ReadBack().sha256(file, count -> {}), size + "");
    }
  }

  private void write(StickWriter writer) throws IOException {
    write(writer, target);
  }

  private static void write(StickWriter writer, Path to) throws IOException {
    assertEquals(List.of(), writer.write(writer.plan(to), SILENT).findings());
  }

  @Test
  void aFileThatIsNoKeyKeepsNobodyFromPassingTheStickOn() throws Exception {
    write(writer(spring));
    Files.writeString(target.resolve("bojagi/9.pub"), "no key");
    var carried = CarriedReader.in(target.resolve("bojagi"));
    var second = Files.createDirectory(folder.resolve("second"));
    write(new StickWriter(carried, List.of(), carried.bundles(), ""), second);
    Files.delete(target.resolve("bojagi/9.pub"));
    assertEquals(Samples.tree(target), Samples.tree(second));
  }

  @Test
  void aLinkOnTheStickLeadsNothingOut() throws Exception {
    var mine = Files.writeString(folder.resolve("mine"), "mine");
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    for (var link : List.of("bojagi/unfinished", "bojagi/unfinished.part", "bojagi/봄 2026", "bojagi")) {
      var path = target.resolve(link);
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, link.contains("unfinished") ? mine : elsewhere);
      var refused = assertThrows(UsageException.class, () -> write(writer(spring)), link);
      assertEquals(path.toString(), refused.where());
      Files.delete(path);
      Files.deleteIfExists(target.resolve("bojagi"));
    }
    assertEquals("mine", Files.readString(mine));
    assertEquals(Map.of(), Samples.tree(elsewhere));
  }
}
