package org.bojagi.recover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.bundle.Extent;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryFolderTest {
  @TempDir Path folder;

  @Test
  void aFileOfWhichNothingIsLeftCostsNoRoomMeanwhile() throws Exception {
    var file = folder.resolve("film");
    var bundle = new SalvagedBundle("", null, null, new ArrayList<>());
    var film = SalvagedBundle.file("film", 300L << 20);
    try (var reading = new FileReading(bundle, film, FilePlace.certain(List.of()), null);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      RecoveryFolder.copy(reading, channel, new byte[PackedFile.SEGMENT_BYTES]);
      assertEquals(0, channel.size());
      assertEquals(List.of(new Loss(0, 300L << 20, Loss.Why.NOT_FOUND)), reading.losses());
    }
  }

  @Test
  void aReportOverwritesNoneOfAnEarlierRun() throws Exception {
    assertEquals("recovery", RecoveryFolder.freeReport(folder));
    Files.createFile(folder.resolve("recovery.json"));
    assertEquals("recovery~2", RecoveryFolder.freeReport(folder));
    Files.createSymbolicLink(folder.resolve("recovery~2.txt"), folder.resolve("nowhere"));
    assertEquals("recovery~3", RecoveryFolder.freeReport(folder));
  }

  @Test
  void aFileInTheWayOfAFolderGivesItAnotherName() throws Exception {
    Files.writeString(folder.resolve("film"), "other");
    var bundle = new SalvagedBundle("", null, null, new ArrayList<>());
    var film = SalvagedBundle.file("film/a.txt", 0);
    try (var output = new RecoveryFolder(folder, name -> name);
        var reading = new FileReading(bundle, film, FilePlace.certain(List.of()), null)) {
      assertEquals("film~2/a.txt", output.write(film, reading, "").name());
    }
    assertEquals("other", Files.readString(folder.resolve("film")));
  }

  @Test
  void whatAnEarlierRunLeftHalfWrittenIsRemovedAndNothingElse() throws Exception {
    Files.writeString(folder.resolve(".bojagi-0123abcd.part"), "half");
    Files.writeString(folder.resolve(".bojagi-0123abcd.part2"), "somebody's");
    Files.createDirectory(folder.resolve(".bojagi-89abcdef.part"));
    new RecoveryFolder(folder, name -> name).close();
    try (var left = Files.list(folder)) {
      assertEquals(
          List.of(".bojagi-0123abcd.part2", ".bojagi-89abcdef.part"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aFileThatTheTargetDidNotTakeIsNamedAndNotCalledDamaged() {
    var film = new RecoveredFile("film", "", 7, RecoveredFile.Proof.HASH, List.of(new Loss(0, 7, Loss.Why.NO_ROOM)));
    var bundle = new RecoveryReport.OfBundle("", "", 1, true, "", 0, 0, 0, 7, List.of(film));
    var finding = new Finding(Finding.Severity.ERROR, RecoveryReport.NOT_WRITTEN, "film", "", "");
    assertEquals(List.of(film), bundle.lost());
    assertEquals(ExitCode.SKIPPED, new RecoveryReport(List.of(bundle), List.of(finding)).exitCode());
  }

  @Test
  void aFileThatClaimsToBeLargerThanAnythingIsLostAtOnce() throws Exception {
    var bundle = new SalvagedBundle("", null, null, new ArrayList<>());
    var film = SalvagedBundle.file("film", 1L << 60);
    var deflated = new Extent("0".repeat(32), "film", 0, 7, Extent.Encoding.DEFLATED);
    for (var place : List.of(FilePlace.certain(List.of()), FilePlace.certain(List.of(deflated)))) {
      try (var reading = new FileReading(bundle, film, place, null)) {
        assertTimeoutPreemptively(
            Duration.ofMinutes(5), () -> RecoveryFolder.copy(reading, null, new byte[PackedFile.SEGMENT_BYTES]));
        var why = place.extents().isEmpty() ? Loss.Why.NOT_FOUND : Loss.Why.VOLUME_MISSING;
        assertEquals(List.of(new Loss(0, 1L << 60, why)), reading.losses());
      }
    }
  }

  @Test
  void aLinkInTheFolderLeadsNothingOut() throws Exception {
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    var out = Files.createDirectory(folder.resolve("out"));
    Files.createSymbolicLink(out.resolve("films"), elsewhere);
    var bundle = new SalvagedBundle("", null, null, new ArrayList<>());
    var film = SalvagedBundle.file("films/a.txt", 0);
    try (var output = new RecoveryFolder(out, name -> name);
        var reading = new FileReading(bundle, film, FilePlace.certain(List.of()), null)) {
      var refused = assertThrows(UsageException.class, () -> output.write(film, reading, ""));
      assertEquals(out.resolve("films").toString(), refused.where());
    }
    try (var left = Files.list(elsewhere)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
