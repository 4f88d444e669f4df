package org.bojagi.recover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.catalog.PackedFile;
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
    Files.createFile(folder.resolve("recovery~2.txt"));
    assertEquals("recovery~3", RecoveryFolder.freeReport(folder));
  }
}
