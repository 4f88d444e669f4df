package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bojagi.bundle.WordList;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guess at a ZIP is cheap, so its password has to hold out more of them. */
class ZipPassphraseTest {
  @TempDir Path folder;

  private String file(String words) throws IOException {
    return Files.writeString(folder.resolve("words"), words + "\n").toString();
  }

  @Test
  void sixWordsByChanceAreTakenAndFiveAreNot() throws Exception {
    var six = WordList.ENGLISH.offer();
    for (int i = 0; i < 1_000; i++) {
      assertArrayEquals(six.toCharArray(), ZipPassphrase.ask(file(six), false));
      six = WordList.ENGLISH.offer();
    }
    var five = file(six.substring(0, six.lastIndexOf(' ')));
    var refused = assertThrows(UsageException.class, () -> ZipPassphrase.ask(five, false));
    assertTrue(refused.getMessage().contains("10^18"), refused.getMessage());
    ZipPassphrase.ask(five, true);
  }

  @Test
  void lettersThatProgramsDifferAboutAreRefusedEvenWhereWeakOnesAreNot() throws Exception {
    var korean = file(WordList.KOREAN.offer());
    assertThrows(UsageException.class, () -> ZipPassphrase.ask(korean, true));
    var short8 = file("tr0ub4d&");
    assertThrows(UsageException.class, () -> ZipPassphrase.ask(short8, false));
  }
}
