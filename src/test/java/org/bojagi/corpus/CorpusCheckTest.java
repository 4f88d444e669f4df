package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bojagi.catalog.ItemType;
import org.bojagi.fault.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusCheckTest {
  @TempDir Path temp;

  private static final byte[] AVI = "RIFF....AVI LIST".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WITH_PLACE =
      "\u00ff\u00d8\u00ff\u00e1\0\u0020http: exif:GPSLatitude='0'"
          .getBytes(StandardCharsets.ISO_8859_1);

  private TestFolder folder() {
    return new TestFolder(temp.resolve("corpus"));
  }

  private CorpusCheck mixed() throws Exception {
    return CorpusCheck.of(
        folder()
            .with("a/bojagi.yaml", "series: true", "type: story")
            .withNames("a/1.md", "a/2.md", "a/3.md", "b/x (상).md", "b/x (중).md", "b/x (하).md")
            .with("c/bojagi.yaml", "type: story", "series: c")
            .withNames("c/y.md", "c/z.md", "book.epub", "more.epub", "letters/l.hwp")
            .with("one.avi", AVI)
            .withNames("two.mp4", "three.mp4", "three.ko.srt")
            .with("p1.jpg", WITH_PLACE)
            .with("p2.jpg", WITH_PLACE)
            .withNames("p3.jpg", "_kept.md")
            .with("empty.md", new byte[0])
            .read());
  }

  @Test
  void theSentencesHaveTheRightPlurals() throws Exception {
    assertEquals(
        List.of(
            "3 stories in 8 parts, 3 films, 3 pictures, 2 books, 1 letter.",
            "2 films without Korean subtitles, 1 film that no browser plays, 2 pictures that say"
                + " where they were taken.",
            "18 files, 1 kB in all.",
            "1 file or folder stays out because of names or .bojagiignore.",
            "1 file or folder can't go in."),
        mixed().summary(Locale.US));
  }

  @Test
  void theSentencesAreKoreanToo() throws Exception {
    assertEquals(
        List.of(
            "이야기 3편(모두 8부), 영화 3편, 그림 3장, 책 2권, 편지 1통.",
            "조선말자막이 없는 영화 2편, 열람기에서 볼수 없는 영화 1편, 찍은 곳이 적혀있는 그림 2장.",
            "파일 18개, 모두 1 kB.",
            "이름이나 .bojagiignore 때문에 빠지는 파일과 등록부 1개.",
            "넣을수 없는 파일과 등록부 1개."),
        mixed().summary(Locale.forLanguageTag("ko-KP")));
  }

  @Test
  void eachRemarkIsAFindingWithItsFile() throws Exception {
    assertEquals(
        Set.of(
            "film-without-subtitles one.avi",
            "film-no-browser-plays one.avi",
            "film-without-subtitles two.mp4",
            "picture-says-where p1.jpg",
            "picture-says-where p2.jpg"),
        new HashSet<>(
            mixed().findings().stream()
                .map(finding -> finding.code() + " " + finding.where())
                .toList()));
  }

  @Test
  void ofAPlaceItIsSaidThatPackingTakesItOut() throws Exception {
    var hints =
        mixed().findings().stream()
            .filter(finding -> finding.code().endsWith("-says-where"))
            .map(Finding::hint)
            .distinct()
            .toList();
    assertEquals(1, hints.size());
    assertTrue(hints.getFirst().startsWith("Packing takes the place out"), hints.getFirst());
  }

  @Test
  void subtitlesAreMissedInTheLanguageOfTheCorpus() throws Exception {
    var check =
        CorpusCheck.of(
            folder()
                .with("bojagi.yaml", "language: zh-Hans")
                .withNames("a.mp4", "a.ko.srt")
                .read());
    assertTrue(
        check.summary(Locale.ENGLISH).contains("1 film without Chinese subtitles."),
        check.toString());
  }

  @Test
  void anEmptyFolderSaysSo() throws Exception {
    assertEquals(
        List.of("Nothing would go in.", "No files, 0 kB in all."),
        CorpusCheck.of(CorpusReader.read(temp)).summary(Locale.ENGLISH));
  }

  @Test
  void bothLanguagesHaveEveryKey() {
    var english = keys(Locale.ENGLISH);
    var korean = keys(Locale.KOREAN);
    english.removeIf(key -> key.startsWith("language."));
    korean.removeIf(key -> key.startsWith("language."));
    assertEquals(english, korean);
    assertFalse(english.isEmpty());
    for (var type : ItemType.values()) {
      assertTrue(
          english.contains("type." + type.code()) && english.contains("summary." + type.code()),
          type.code());
    }
  }

  private static Set<String> keys(Locale locale) {
    return new HashSet<>(Messages.in(locale).ownKeys());
  }

  @Test
  void everyReasonHasItsSentence() throws Exception {
    for (var item : mixed().corpus().items()) {
      for (var explanation : item.explanations()) {
        for (var locale : List.of(Locale.ENGLISH, Locale.KOREAN)) {
          var sentence = explanation.sentence(locale);
          assertFalse(sentence.contains("{") || sentence.isBlank(), sentence);
        }
      }
    }
  }
}
