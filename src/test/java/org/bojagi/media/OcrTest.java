package org.bojagi.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrTest {
  private static final String FONTS = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
  private static final String GOTHIC = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

  private static final List<String> STORY =
      List.of(
          "그해 겨울 우리 집에는 숟가락이 다섯개, 사람이 넷이였다.",
          "어머니는 밥상을 차릴 때마다 숟가락을 다섯개 놓았다.",
          "강냉이가루가 떨어진 날 아침에 첫눈이 내렸다.",
          "어머니는 가마에 물을 붓고 불을 땠다.",
          "물이 끓자 소금을 조금 넣고 마른 시래기를 한줌 넣었다.",
          "그리고 다른 날과 똑같이 숟가락을 다섯개 놓았다.",
          "점심무렵에 어머니는 하나밖에 없는 재봉기를 보자기에 쌌다.",
          "외할머니가 물려준 손재봉기였다.",
          "손잡이가 닳아서 나무결이 비단처럼 매끈하였다.");

  @TempDir Path folder;

  private static Ocr ocr() {
    var found = Ocr.find();
    assumeTrue(
        found.isPresent() && found.get().languages().contains("kor"),
        "Tesseract or its Korean is not installed: apt-get install tesseract-ocr tesseract-ocr-kor");
    return found.orElseThrow();
  }

  /** A page of A4 as wide as page pictures are. */
  private static byte[] page(List<String> lines) throws Exception {
    var file = new File(new File(FONTS).exists() ? FONTS : GOTHIC);
    assumeTrue(file.exists(), "no Korean font is installed: apt-get install fonts-noto-cjk");
    var font = Arrays.stream(Font.createFonts(file)).filter(f -> f.canDisplay('쌌')).findFirst().orElseThrow();
    var image = new BufferedImage(1_100, 1_556, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(font.deriveFont(23f)); // 11 points
    for (int i = 0; i < lines.size(); i++) {
      graphics.drawString(lines.get(i), 110, 150 + 40 * i);
    }
    graphics.dispose();
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private static Ocr.Pages pages(byte[]... pictures) {
    var left =
        new ArrayDeque<>(
            IntStream.range(0, pictures.length).mapToObj(i -> new Ocr.Page(i + 1, pictures[i])).toList());
    return left::poll;
  }

  @Test
  void aKoreanPageIsReadWithFewerThanTenWrongOfAHundred() throws Exception {
    var page = page(STORY);
    for (var language : List.of("ko-KP", "und")) {
      long began = System.nanoTime();
      var reading = ocr().read(pages(page), language);
      double wrong = wrong(letters(String.join("", STORY)), letters(reading.text()));
      System.out.printf(
          "%s: %.1f %% wrong, %d ms%n", language, 100 * wrong, (System.nanoTime() - began) / 1_000_000);
      assertEquals(1, reading.pagesRead());
      assertTrue(wrong < 0.1, reading.text());
    }
  }

  @Test
  void eachPageKeepsItsNumberAndAnEmptyOneIsNone() throws Exception {
    var reading = ocr().read(pages(page(List.of()), page(STORY), page(List.of()), page(STORY.subList(6, 9))), "ko");
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
    var reading = ocr().read(pages(new byte[500], page(STORY)), "ko");
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
      java.nio.file.Files.deleteIfExists(folder.resolve("runs"));
      var fake = Ocr.of(FakeProgram.of(folder, "tesseract", asked + script)).orElseThrow();
      var five = new byte[5][1_000_000];
      var reading = fake.read(pages(five), "ko");
      assertEquals(3, reading.pagesFailed(), script);
      assertEquals("", reading.text());
      assertEquals(3, java.nio.file.Files.readAllLines(folder.resolve("runs")).size());
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
        int best = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (said.charAt(i - 1) == read.charAt(j - 1) ? 0 : 1));
        diagonal = row[j];
        row[j] = best;
      }
    }
    return (double) row[read.length()] / said.length();
  }
}
