package org.bojagi.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrTest {
  @TempDir Path folder;

  private static Ocr.Pages pages(byte[]... pictures) {
    var left =
        new ArrayDeque<>(
            IntStream.range(0, pictures.length).mapToObj(i -> new Ocr.Page(i + 1, pictures[i])).toList());
    return left::poll;
  }

  @Test
  void aKoreanPageIsReadWithFewerThanTenWrongOfAHundred() throws Exception {
    var page = ScannedPages.png(ScannedPages.STORY);
    for (var language : List.of("ko-KP", "und")) {
      long began = System.nanoTime();
      var reading = ScannedPages.ocr().read(pages(page), language);
      double wrong = wrong(letters(String.join("", ScannedPages.STORY)), letters(reading.text()));
      System.out.printf(
          "%s: %.1f %% wrong, %d ms%n", language, 100 * wrong, (System.nanoTime() - began) / 1_000_000);
      assertEquals(1, reading.pagesRead());
      assertTrue(wrong < 0.1, reading.text());
    }
  }

  @Test
  void eachPageKeepsItsNumberAndAnEmptyOneIsNone() throws Exception {
    var empty = ScannedPages.png(List.of());
    var first = ScannedPages.png(ScannedPages.STORY);
    var last = ScannedPages.png(ScannedPages.STORY.subList(6, 9));
    var reading = ScannedPages.ocr().read(pages(empty, first, empty, last), "ko");
    var pages = reading.text().split("\f", -1);
    assertEquals(4, pages.length);
    assertTrue(pages[0].isEmpty());
    assertTrue(pages[1].contains("강냉이"), pages[1]);
    assertTrue(pages[3].contains("어머니"), pages[3]);
    assertEquals(2, reading.pagesRead());
    assertEquals(0, reading.pagesFailed());
  }

  @Test
  void whatIsNoPictureIsAPageThatFailed() throws Exception {
    var reading = ScannedPages.ocr().read(pages(new byte[500], ScannedPages.png(ScannedPages.STORY)), "ko");
    assertEquals(1, reading.pagesFailed());
    assertEquals(1, reading.pagesRead());
    assertTrue(reading.text().startsWith("\f"));
  }

  @Test
  void aTesseractThatDiesOrFloodsCostsThePagesAndIsLeftAloneAfterThree() throws Exception {
    var asked =
        "case \"$*\" in --version) echo 'tesseract 5.3.0'; exit;; --list-langs) echo kor; exit;; esac\n"
            + "echo x >> " + folder.resolve("runs") + "\n";
    for (var script : List.of("exit 1", "kill -9 $$", "head -c 100000000 /dev/zero")) {
      Files.deleteIfExists(folder.resolve("runs"));
      var fake = Ocr.of(FakeProgram.of(folder, "tesseract", asked + script)).orElseThrow();
      var five = new byte[5][1_000_000];
      var reading = fake.read(pages(five), "ko");
      assertEquals(3, reading.pagesFailed(), script);
      assertEquals("", reading.text());
      assertEquals(3, Files.readAllLines(folder.resolve("runs")).size());
    }
  }

  @Test
  void aLanguageThatIsNotInstalledIsNotReadWithAnother() throws IOException {
    var asked = "case \"$*\" in --version) echo 'tesseract 4.1.1';; --list-langs) echo eng;; *) echo nonsense;; esac";
    var english = Ocr.of(FakeProgram.of(folder, "english", asked)).orElseThrow();
    assertEquals(List.of("eng"), english.languages());
    assertFalse(english.reads("ko-KP"));
    assertEquals("", english.read(pages(new byte[10]), "ko").text());
    assertEquals("nonsense", english.read(pages(new byte[10]), "en").text());
    assertTrue(Ocr.of(FakeProgram.of(folder, "none", "echo 'tesseract 5.0.0'")).isEmpty());
  }

  private static String letters(String text) {
    return text.replaceAll("\\s", "");
  }

  /** Levenshtein's distance as a share of what stands there. */
  private static double wrong(String said, String read) {
    var row = IntStream.rangeClosed(0, read.length()).toArray();
    for (int i = 1; i <= said.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= read.length(); j++) {
        int same = said.charAt(i - 1) == read.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + same);
        diagonal = row[j];
        row[j] = best;
      }
    }
    return (double) row[read.length()] / said.length();
  }
}
