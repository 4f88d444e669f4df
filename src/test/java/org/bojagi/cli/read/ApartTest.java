package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApartTest {
  @TempDir Path temp;

  @Test
  void aPlaceIsWithinAFolderByItsNameOrThroughALinkBeforeItExists() throws Exception {
    var bundle = Files.createDirectories(temp.resolve("bundle"));
    var link = Files.createSymbolicLink(temp.resolve("link"), bundle);
    for (var within : List.of(bundle, bundle.resolve("new/below"), link.resolve("new"), temp.resolve("x/../bundle/new"))) {
      assertTrue(Apart.isWithin(within, bundle), within.toString());
      assertTrue(Apart.isWithin(within, link), within.toString());
      assertThrows(UsageException.class, () -> Apart.require("It would lie there", within, List.of(temp.resolve("y"), bundle)));
    }
    for (var beside : List.of(temp, temp.resolve("bundle2"), temp.resolve("new/bundle"))) {
      assertFalse(Apart.isWithin(beside, bundle), beside.toString());
      assertDoesNotThrow(() -> Apart.require("It would lie there", beside, List.of(bundle)));
    }
  }
}
