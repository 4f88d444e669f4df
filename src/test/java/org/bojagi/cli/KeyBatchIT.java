package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bojagi.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code key batch} and {@code stick --slots}: a card's own words; and passphrases that would be guessed. */
class KeyBatchIT {
  private static final Pattern STRIP =
      Pattern.compile("<p>(?:Number )?(\\d+)번?</p>\\s*<p class=\"words\">([^<]+)</p>");

  @TempDir Path folder;

  @Test
  void eachStickGetsASlotOfItsOwnAndTheStripOfItsNumberOpensIt() throws Exception {
    var small = SmallBundle.get();
    var bundle = small.copy(folder.resolve("봄"));
    var slots = folder.resolve("봄.slots");
    var made =
        Bojagi.run("key", "batch", bundle.toString(), "--count", "2", "--first", "41", "--identity", small.key.toString())
            .succeeds();
    var sheet = made.out();
    assertTrue(sheet.contains("One card's words open every card's content."), sheet);
    assertTrue(sheet.contains("default-src 'none'") && !sheet.contains("http://") && !sheet.contains("<script"), sheet);
    assertTrue(sheet.contains("<div class=\"strip\" lang=\"ko\">") && sheet.contains("End of the sheet, cards: 2."), sheet);
    assertTrue(made.err().contains("bojagi stick TARGET BUNDLE --slots FOLDER"), made.err());
    var strips = STRIP.matcher(sheet).results().toList();
    assertEquals(List.of("41", "42"), strips.stream().map(strip -> strip.group(1)).toList());
    for (var strip : strips) {
      assertEquals(6, strip.group(2).split(" ").length);
      for (var file : SmallBundle.tree(folder).values()) {
        assertFalse(new String(file, StandardCharsets.UTF_8).contains(strip.group(2)), "words are in a file");
      }
    }

    var stick = Files.createDirectories(folder.resolve("stick"));
    var written = Bojagi.run("stick", stick.toString(), bundle.toString(), "--slots", slots.toString()).succeeds();
    assertTrue(written.out().contains("Card number 41") && written.out().contains("Slots left: 1"), written.out());
    assertTrue(Files.isDirectory(slots.resolve("used/00041")) && !Files.exists(slots.resolve("00041")));
    var onStick = stick.resolve("bojagi/봄").toString();
    opens(onStick, strips.get(0).group(2), 0);
    opens(onStick, strips.get(1).group(2), 12);
    Bojagi.run("list", onStick, "--passphrase-file", small.words.toString()).fails(12);
    Bojagi.run("list", onStick, "--identity", small.key.toString()).succeeds();
    assertEquals(2, Bojagi.run("key", "list", onStick, "--json").succeeds().lines().size());

    var second = Files.createDirectories(folder.resolve("second"));
    var json =
        Bojagi.run("stick", second.toString(), bundle.toString(), "--slots", slots.toString(), "--json").succeeds();
    assertEquals(42, Json.read(json.out()).object("cards").number(bundle.toString()));
    Bojagi.run("stick", second.toString(), bundle.toString(), "--slots", slots.toString(), "--yes").fails(2, "No slot is left");
    Bojagi.run("stick", second.toString(), small.bundle.toString(), "--slots", bundle.toString(), "--yes")
        .fails(2, "no folder of slots");
  }

  private static void opens(String bundle, String words, int code) throws Exception {
    var outcome = Bojagi.runWithInput(words + "\n", "list", bundle, "--passphrase-file", "-");
    assertEquals(code, outcome.code(), outcome.err());
  }

  @Test
  void theSheetIsTextWhereThatIsAskedForAndInEitherLanguage() throws Exception {
    var small = SmallBundle.get();
    var slots = folder.resolve("s").toString();
    var made =
        Bojagi.run(
                Map.of("LANG", "ko_KR.UTF-8"), new byte[0], "key", "batch", small.bundle.toString(), "--count", "1", "-o",
                slots, "--text", "--words", "english", "--identity", small.key.toString())
            .succeeds();
    assertTrue(made.out().contains("카드 하나의 낱말로 모든 카드의 내용이 열립니다."), made.out());
    assertTrue(Pattern.compile("Number 1\n\n {4}([a-z]+ ){5}[a-z]+\n\nPlug the card in\\.").matcher(made.out()).find(), made.out());
    Bojagi.run("key", "batch", small.bundle.toString(), "--count", "1", "-o", slots, "--identity", small.key.toString())
        .fails(2, "already");
    Bojagi.run("key", "batch", small.bundle.toString(), "--count", "0", "--identity", small.key.toString())
        .fails(2, "--count");
    var inside = small.bundle.resolve("slots").toString();
    Bojagi.run("key", "batch", small.bundle.toString(), "--count", "1", "-o", inside, "--identity", small.key.toString())
        .fails(2, "in the bundle");
  }

  @Test
  void aRunThatIsKilledLeavesNoSlotsAndIsRunAgain() throws Exception {
    var small = SmallBundle.get();
    var slots = folder.resolve("s");
    var process =
        Bojagi.start(
            Map.of(), "key", "batch", small.bundle.toString(), "--count", "500", "-o", slots.toString(), "--identity",
            small.key.toString());
    var partial = folder.resolve("s.partial/cards/00001");
    while (process.isAlive() && !Files.exists(partial)) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    assertTrue(Files.exists(partial) && !Files.exists(slots));
    Bojagi.run(
            "key", "batch", small.bundle.toString(), "--count", "1", "-o", slots.toString(), "--identity",
            small.key.toString())
        .succeeds();
    assertFalse(Files.exists(folder.resolve("s.partial")));
  }

  @Test
  void whatWouldBeGuessedIsRefusedUnlessInsistedOn() throws Exception {
    var small = SmallBundle.get();
    var corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.writeString(corpus.resolve("글.txt"), "첫눈이 내린 날\n");
    var target = folder.resolve("b");
    var weak = Files.writeString(folder.resolve("weak"), "사랑해요 1234\n").toString();
    var refused =
        Bojagi.run("pack", corpus.toString(), "-o", target.toString(), "--passphrase-file", weak)
            .fails(2, weak, "guesses", "bojagi key words", "--weak-passphrase");
    assertFalse(refused.err().contains("사랑해요") || Files.exists(target), refused.err());
    Bojagi.run("pack", corpus.toString(), "-o", target.toString(), "--passphrase-file", weak, "--weak-passphrase").succeeds();
    Bojagi.run("list", target.toString(), "--passphrase-file", weak).succeeds();
    Bojagi.runWithInput(
            "qwertyuiop\n", "key", "add", target.toString(), "--new-passphrase-file", "-", "--passphrase-file", weak)
        .fails(2, "standard input", "guesses");
    var strong = Bojagi.run("key", "words").succeeds().out();
    Bojagi.runWithInput(strong, "key", "add", target.toString(), "--new-passphrase-file", "-", "--passphrase-file", weak)
        .succeeds();
  }
}
