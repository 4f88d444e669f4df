package org.bojagi.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.LargestFile;
import org.bojagi.cli.SmallDisk;
import org.bojagi.export.LeftOut.Reason;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which a person has other things, and one without room. */
class FolderTargetTest {
  private static final ExportProgress SILENT = (done, total, path) -> {};

  @TempDir Path folder;

  private ExportedBundle songs(int... sizes) throws Exception {
    var sources = new ArrayList<ExportedBundle.Source>();
    for (int i = 0; i < sizes.length; i++) {
      sources.add(ExportedBundle.bytes((char) ('a' + i) + ".mp3", 0, "", new byte[sizes[i]]));
    }
    return new ExportedBundle(folder.resolve("bundle"), sources);
  }

  @Test
  void foldersOfOthersAreNeitherLookedIntoNorTouched() throws Exception {
    try (var bundle = songs(10)) {
      var out = folder.resolve("out");
      var mine = Files.createDirectories(out.resolve("mine/below"));
      var note = Files.writeString(mine.resolve(".bojagi-01234567.part"), "of another program");
      var then = FileTime.from(Instant.parse("2024-05-06T07:08:09Z"));
      Files.setLastModifiedTime(mine, then);
      Exporter.toFolder(bundle.plan(PlayerNames.ASCII), "", out, false, SILENT);
      assertTrue(Files.exists(note));
      assertEquals(then, Files.getLastModifiedTime(mine));
      var made = Files.getLastModifiedTime(out.resolve("2-music/01-a-mp3.mp3"));
      assertEquals(made, Files.getLastModifiedTime(out.resolve("2-music")), "own folders have the one time");
    }
  }

  @Test
  void whatTheDiskHasNoRoomForIsNamedAndTheRestIsThere() throws Exception {
    try (var bundle = songs(10_000, 900_000, 10_000);
        var disk = SmallDisk.mount(folder.resolve("disk"), 256 << 10)) {
      var report = Exporter.toFolder(bundle.plan(PlayerNames.ASCII), "", disk.folder(), false, SILENT);
      assertEquals(List.of(new LeftOut("b.mp3", Reason.NO_ROOM, 900_000)), report.leftOut());
      assertEquals(2, report.items());
      assertEquals(3, report.files());
      assertTrue(Files.exists(disk.folder().resolve("index.html")));
      try (var files = Files.list(disk.folder().resolve("2-music"))) {
        assertEquals(2, files.count());
      }
    }
  }

  @Test
  void theStartPageTakesTheRoomOfTheLastItem() throws Exception {
    int page = 4096;
    try (var bundle = songs(8 * page, 7 * page);
        var disk = SmallDisk.mount(folder.resolve("disk"), 16 * page)) {
      var report = Exporter.toFolder(bundle.plan(PlayerNames.ASCII), "", disk.folder(), false, SILENT);
      assertEquals(List.of(new LeftOut("b.mp3", Reason.NO_ROOM, 7 * page)), report.leftOut());
      var start = Files.readString(disk.folder().resolve("index.html"));
      assertTrue(start.contains("01-a-mp3.mp3") && !start.contains("b-mp3"), start);
      assertEquals(8 * page + start.getBytes(StandardCharsets.UTF_8).length, report.bytes());
    }
  }

  @Test
  void noFileOf4GiBIsBegunOnFat32() {
    for (var type : List.of("vfat", "msdos", "FAT32", "FAT")) {
      assertEquals((1L << 32) - 1, LargestFile.of(type), type);
    }
    for (var type : List.of("exfat", "exFAT", "NTFS", "fuseblk", "ext4", "apfs")) {
      assertEquals(Long.MAX_VALUE, LargestFile.of(type), type);
    }
  }

  @Test
  void whatWasTakenBackLeavesNoFolderButWhatWasThereBefore() throws Exception {
    var out = Files.createDirectories(folder.resolve("out"));
    Files.createDirectories(out.resolve("mine"));
    var paths = List.of("mine/a.txt", "new/below/b.txt");
    try (var target = new FolderTarget(out, "test", paths, false)) {
      for (var path : paths) {
        target.write(path, 1, to -> to.write(1));
        target.remove(path);
      }
      target.finish();
    }
    assertTrue(Files.isDirectory(out.resolve("mine")));
    assertFalse(Files.exists(out.resolve("new")));
    try (var left = Files.list(out)) {
      assertEquals(List.of(out.resolve("mine")), left.toList());
    }
    Files.writeString(out.resolve("mine/a.txt"), "mine");
    assertThrows(UsageException.class, () -> new FolderTarget(out, "test", paths, false));
  }

  @Test
  void linksInTheFolderLeadNothingOut() throws Exception {
    var mine = Files.writeString(folder.resolve("mine"), "mine");
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (var bundle = songs(10)) {
      var plan = bundle.plan(PlayerNames.ASCII);
      var journal = Files.createDirectory(folder.resolve("journal"));
      Files.createSymbolicLink(journal.resolve(FolderTarget.JOURNAL), mine);
      assertThrows(UsageException.class, () -> Exporter.toFolder(plan, "", journal, true, SILENT));
      assertEquals("mine", Files.readString(mine));
      var music = Files.createDirectory(folder.resolve("music"));
      Files.createSymbolicLink(music.resolve("2-music"), elsewhere);
      assertThrows(UsageException.class, () -> Exporter.toFolder(plan, "", music, true, SILENT));
      try (var left = Files.list(elsewhere)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  @Test
  void aJournalThatIsLargerThanAnyIsNotRead() throws Exception {
    try (var bundle = songs(10);
        var disk = new RandomAccessFile(folder.resolve("x").toFile(), "rw")) {
      var out = Files.createDirectory(folder.resolve("out"));
      disk.setLength(3L << 30); // of holes: it takes no room
      Files.move(folder.resolve("x"), out.resolve(FolderTarget.JOURNAL));
      assertEquals(1, Exporter.toFolder(bundle.plan(PlayerNames.ASCII), "", out, false, SILENT).items());
    }
  }
}
