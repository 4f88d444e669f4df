package org.bojagi.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;

/** However six words reach the keyboard, they open; what can't be typed again is refused before it locks anyone out. */
class PassphraseTest {
  @Test
  void theFirstLineIsTakenWithoutItsEndAndMark() throws Exception {
    for (var file : List.of("봄 비", "봄 비\n", "봄 비\r\n", "\uFEFF봄 비", "\uFEFF봄 비\r\n")) {
      assertEquals("봄 비", new String(read(file.getBytes(UTF_8)), UTF_8));
    }
    assertEquals(" a ", new String(read(" a \n".getBytes(UTF_8)), UTF_8), "spaces are the person's own");
  }

  @Test
  void whatCannotBeTypedAgainIsRefused() {
    var seen = new HashSet<String>();
    for (var file :
        List.of(
            new byte[0], "\n".getBytes(UTF_8), "\uFEFF\r\n".getBytes(UTF_8), "   \n".getBytes(UTF_8),
            "secret\ntwo\n".getBytes(UTF_8), "secret\r\ntwo".getBytes(UTF_8), "secret\n\n".getBytes(UTF_8), "secret\rtwo".getBytes(UTF_8),
            new byte[] {(byte) 0xC0, (byte) 0x80}, new byte[] {(byte) 0xB0, (byte) 0xA1, (byte) 0xB3, (byte) 0xAA}, // EUC-KR
            new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}, // UTF-16
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, // a lone surrogate
            "a\tb".getBytes(UTF_8), "a\u0000b".getBytes(UTF_8), "a\u0378".getBytes(UTF_8), "a\uFFFF".getBytes(UTF_8),
            "x".repeat(1025).getBytes(UTF_8), "x".repeat(100_000).getBytes(UTF_8))) {
      var fault = assertThrows(UsageException.class, () -> read(file));
      assertEquals(ExitCode.USAGE, fault.exitCode());
      assertFalse(fault.getMessage().contains("secret"), "the passphrase is in the message");
      seen.add(fault.what());
    }
    assertEquals(5, seen.size(), seen.toString());
  }

  @Test
  void whatIsTypedAtAPromptIsCheckedTheSameAndWiped() throws Exception {
    var typed = "봄비 강냉이".toCharArray();
    assertEquals("봄비 강냉이", new String(Passphrase.of(typed, "prompt"), UTF_8));
    assertArrayEquals(new char[typed.length], typed);
    assertThrows(UsageException.class, () -> Passphrase.of(new char[0], "prompt"));
    assertThrows(UsageException.class, () -> Passphrase.of("a\nb".toCharArray(), "prompt"));
    assertThrows(UsageException.class, () -> Passphrase.of("a\ud800".toCharArray(), "prompt"), "half a character");
  }

  @Test
  void wordsOfAListOpenHoweverTheyAreSpacedComposedOrCapitalised() {
    var random = new Random(Trials.seed(PassphraseTest.class));
    for (var list : WordList.values()) {
      for (int i = 0; i < 200; i++) {
        var offered = list.offer();
        assertEquals(WordList.WORDS, offered.split(" ").length);
        var written = Passphrase.forWriting(offered.getBytes(UTF_8));
        assertEquals(offered, new String(written, UTF_8));
        var space = List.of("", "  ", "\u00A0", "\u3000", " ").get(random.nextInt(5));
        var typed = (random.nextBoolean() ? " " : "") + offered.replace(" ", space) + (random.nextBoolean() ? " " : "");
        typed = random.nextBoolean() ? typed.toUpperCase(Locale.ROOT) : typed;
        typed = Normalizer.normalize(typed, random.nextBoolean() ? Normalizer.Form.NFD : Normalizer.Form.NFC);
        assertTrue(opens(typed, offered), offered + " as " + typed);
        assertArrayEquals(written, Passphrase.forWriting(typed.getBytes(UTF_8)), typed);
      }
    }
  }

  @Test
  void anyOtherPassphraseOpensAsTypedOrInNfc() {
    var text = "나의 Geheimnis ß é!";
    assertTrue(opens(text, text));
    assertTrue(opens(Normalizer.normalize(text, Normalizer.Form.NFD), text));
    assertFalse(opens("나의Geheimnisßé!", text));
    assertEquals(1, Passphrase.readings("abcdef1".getBytes(UTF_8)).size(), "each reading costs a second");
  }

  @Test
  void noPassphraseOpensAnother() {
    var readings = new HashSet<String>();
    for (var text : List.of("가나다", "가나라", "가나다!", "", "abandon", "abandom")) {
      for (var reading : Passphrase.readings(text.getBytes(UTF_8))) {
        readings.add(new String(reading, UTF_8));
      }
    }
    assertEquals(6, readings.size(), readings.toString());
  }

  @Test
  void everyWordIsFoundBesideAnyOther() throws Exception {
    for (var resource : List.of("words.ko.txt", "words.en.txt")) {
      try (var in = WordList.class.getResourceAsStream(resource)) {
        var words = new String(in.readAllBytes(), UTF_8).split("\n");
        for (int i = 0; i < words.length; i++) {
          var two = List.of(words[i], words[(i * 31 + 7) % words.length]);
          assertEquals(Optional.of(two), WordList.words(String.join("", two)));
        }
      }
    }
  }

  @Test
  void anythingElseIsNoRowOfWords() {
    for (var text : List.of("", " ", "abandonx", "hello world!", "봄봄봄봄", "사과 abandon")) {
      assertEquals(Optional.empty(), WordList.words(text), text);
    }
  }

  @Test
  void offersDifferAndHaveNoWordTwice() {
    var offers = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      var offer = i % 2 == 0 ? WordList.KOREAN.offer() : new String(WordList.KOREAN.offerBytes(), UTF_8);
      assertEquals(WordList.WORDS, List.of(offer.split(" ")).stream().distinct().count(), offer);
      offers.add(offer);
    }
    assertEquals(1000, offers.size());
  }

  private static boolean opens(String typed, String written) {
    var wanted = Passphrase.forWriting(written.getBytes(UTF_8));
    return Passphrase.readings(typed.getBytes(UTF_8)).stream().anyMatch(r -> java.util.Arrays.equals(r, wanted));
  }

  private static byte[] read(byte[] file) throws java.io.IOException {
    try {
      return Passphrase.read(new ByteArrayInputStream(file), "words.txt");
    } catch (Fault e) {
      assertEquals("words.txt", e.where());
      throw e;
    }
  }
}
