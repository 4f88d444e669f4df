package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.Sentences;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.verify.Check;
import org.bojagi.verify.Flaw;
import org.bojagi.verify.Remedy;
import org.junit.jupiter.api.Test;

/** Faults and findings come before Korean readers in Korean. */
class SentencesTest {
  private static final Path FOLDER = Path.of("src/main/resources/org/bojagi/fault");
  private static final List<Path> SENTENCES =
      List.of(FOLDER.resolve("sentences.ko.txt"), FOLDER.resolve("sentences.pack.ko.txt"));

  private static String korean(String english) {
    return Sentences.in(Locale.KOREAN, english);
  }

  private static boolean isKorean(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3) && !text.matches("(?s).*\\b(the|is|of)\\b.*");
  }

  @Test
  void aFaultIsToldWithItsPlaceAndItsHint() {
    var fault =
        new WrongKeyException(
            "This passphrase opens nothing here",
            "/media/여름 (1). There/봄",
            "Check each word, the keyboard's language and the Caps Lock key.");
    assertEquals(
        "이 암호로는 여기서 아무것도 열리지 않습니다 (/media/여름 (1). There/봄). 낱말 하나하나와 건반의 언어, Caps Lock 건을 보십시오.",
        korean(fault.getMessage()));
    assertEquals(fault.getMessage(), Sentences.in(Locale.ENGLISH, fault.getMessage()));
    assertEquals(
        "토막 하나가 상했습니다 (1f.age, chunk 3, byte 9). 가져온 곳에서 파일을 다시 베끼십시오. 다른 토막들은 그대로입니다.",
        korean("A chunk is damaged (1f.age, chunk 3, byte 9). Copy the file again from where it came from; the other"
            + " chunks are not affected."));
  }

  @Test
  void placesAreTakenOverAndWhatIsNotKnownStays() {
    var cut =
        new Finding(
            Severity.ERROR, "volume-cut", "1f.age", "A volume ends 65536 bytes early",
            "Copy it again from another copy; what comes before the cut is still served.");
    assertTrue(korean(cut.sentence()).startsWith("권 하나가 65536바이트 먼저 끝납니다 (1f.age). 다른 사본"), korean(cut.sentence()));
    assertEquals("Nobody said this (here). Nor this.", korean("Nobody said this (here). Nor this."));
    assertEquals("권 하나가 없습니다 (여기). Nobody said this.", korean("A volume is missing (여기). Nobody said this."));
    assertEquals("색인을 열수 없습니다: 토막 하나가 상했습니다", korean("The search index can't be opened: A chunk is damaged"));
    assertEquals(
        "보자기 하나를 내놓습니다 (봄). 파일이 비여있습니다 (여름). 다른 사본을 쓰십시오.",
        korean("A bundle is left out (봄). The file is empty (여름). Use another copy of it."));
    assertEquals("", korean(""));
  }

  @Test
  void whatVerifyTellsIsAllKnown() {
    var all = new ArrayList<String>();
    for (var check : Check.values()) {
      all.add(check.description());
    }
    for (var flaw : Flaw.values()) {
      all.add(flaw.cost());
      all.add(flaw.hint());
    }
    for (var remedy : Remedy.values()) {
      all.add(remedy.sentence());
    }
    all.removeIf(english -> isKorean(korean(english)));
    assertEquals(List.of(), all);
  }

  @Test
  void partsOfASentenceAreToldToo() {
    assertEquals(
        "Windows에서 이 이름은 쓸수 없는 글자 ?이(가) 들어있습니다 (a?.txt). 보자기안에서는 그대로이고 Windows에서 꺼낼 때 바뀝니다.",
        korean(
            "on Windows this name has the character ? (a?.txt). It stays so in the bundle and is changed when it is"
                + " taken out there."));
    assertEquals(
        "약 1.2 GB만큼 넘칩니다 (--card 4GB). --cards as-needed를 주면 카드가 2개 듭니다. --fit를 주면 영화 3편을 작게 만들고 자료 5건(1.1 GB)을"
            + " 뺍니다.",
        korean(
            "This is about 1.2 GB too much (--card 4GB). --cards as-needed takes 2. --fit makes 3 films smaller and"
                + " leaves out 5 items (1.1 GB)."));
    assertEquals(
        "뿌리를 읽을수 없습니다: x (1f.age). 다른 사본을 쓰십시오.",
        korean("The root can't be read: x (1f.age). Use another copy of it."));
    assertEquals(
        "어느 열람기가 이 영화를 틀수 있을지 장담하지 못합니다 (A_OPUSV) (값.webm). 다시 싸십시오.",
        korean("no browser can be counted on to play this film (A_OPUSV) (값.webm). Pack again."));
    assertEquals(
        "열쇠가 없고 물어볼 말단도 없습니다 (열기). 암호를 주십시오.",
        korean("There is no key, and no terminal to ask for one (unlocking). Give the passphrase."));
  }

  /** Findings and sentences that are put together aren't looked at. */
  @Test
  void everyFaultThatIsMadeOfOneSentenceIsKnown() throws IOException {
    var unknown =
        Pattern.compile("new (?:Usage|Input|DoesNotFit|Storage|WrongKey)Exception\\(\\s*\"([^\"\\\\]*)\",")
            .matcher(sources())
            .results()
            .map(fault -> fault.group(1))
            .filter(english -> !isKorean(korean(english)))
            .toList();
    assertEquals(List.of(), unknown);
  }

  /** Whoever changes an English sentence is told that it has a Korean one. */
  @Test
  void everySentenceIsStillSaidAndHasTheSamePlaces() throws IOException {
    var said = sources();
    var pairs = new ArrayList<String>();
    for (var file : SENTENCES) {
      for (var line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          pairs.add(line);
        }
      }
    }
    assertEquals(0, pairs.size() % 2);
    assertTrue(pairs.size() > 400, pairs.size() + " lines");
    var seen = new HashSet<String>();
    var unsaid = new ArrayList<String>();
    for (int i = 0; i < pairs.size(); i += 2) {
      var english = pairs.get(i);
      var other = pairs.get(i + 1);
      assertTrue(seen.add(english), "twice: " + english);
      assertTrue(isKorean(other), other);
      assertEquals(english.split("%s", -1).length, other.split("%s", -1).length, english);
      for (var part : english.split("%s")) {
        if (!said.contains(part.replace("\"", "\\\""))) {
          unsaid.add(english);
        }
      }
    }
    assertEquals(List.of(), unsaid);
  }

  /** With texts that stand in several pieces put together. */
  private static String sources() throws IOException {
    var all = new StringBuilder();
    List<Path> files;
    try (var tree = Files.walk(Path.of("src/main/java"))) {
      files = tree.filter(file -> file.toString().endsWith(".java")).toList();
    }
    for (var file : files) {
      all.append(Files.readString(file));
    }
    return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
  }
}
