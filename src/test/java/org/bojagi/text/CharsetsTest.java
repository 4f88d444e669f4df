package org.bojagi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class CharsetsTest {
  private static final String KOREAN = "다리 우에서 우리는 오래동안 이야기하였다. 똠방각하 펲시콜라";
  private static final String NORTHERN = "리 로인은 녀자들의 로동을 리해하였다";
  private static final String SIMPLIFIED = "消息传得快，不等于消息是真的。听到一件事，先不要急着相信";
  private static final String TRADITIONAL = "消息傳得快，不等於消息是真的。聽到一件事，先不要急著相信";
  private static final String WESTERN = "Le café était fermé – l’hôtelier n’était pas là.";

  @Test
  void textIsReadInTheCharsetThatItWasWrittenIn() {
    written(KOREAN, "x-windows-949", "x-windows-949");
    written(NORTHERN, "EUC-KR", "x-windows-949");
    written(SIMPLIFIED, "GB18030", "GB18030");
    written(SIMPLIFIED, "GBK", "GB18030");
    written(TRADITIONAL, "Big5", "Big5");
    written(WESTERN, "windows-1252", "windows-1252");
    for (var text : List.of(KOREAN, NORTHERN, SIMPLIFIED, TRADITIONAL, WESTERN)) {
      written(text, "UTF-8", "UTF-8");
      written(text, "UTF-16LE", "UTF-16LE");
      written(text, "UTF-16BE", "UTF-16BE");
      written("\ufeff" + text, "UTF-8", "UTF-8");
      written("\ufeff" + text, "UTF-16LE", "UTF-16LE");
      written("\ufeff" + text, "UTF-16BE", "UTF-16BE");
    }
    written("plain words", "US-ASCII", "UTF-8");
    written("", "US-ASCII", "UTF-8");
  }

  @Test
  void tenSyllablesAreEnough() {
    written("나는 오늘 집에 있었다", "EUC-KR", "x-windows-949");
    written("今天我不在家里，你去吗", "GBK", "GB18030");
    written("今天我不在家裡，你說呢", "Big5", "Big5");
  }

  @Test
  void whatAPageCallsEucKrIsReadAsWindows949() {
    var page = "<html><head><meta charset=euc-kr></head><body>똠방각하</body>";
    written(page, "x-windows-949", "x-windows-949");
  }

  @Test
  void aPageThatOnlyClaimsToBeUtf8IsNotBelieved() {
    written("<meta charset=utf-8>" + KOREAN, "x-windows-949", "x-windows-949");
  }

  @Test
  void oneBrokenByteDoesNotMakeItAnotherCharset() {
    var bytes = KOREAN.repeat(10).getBytes(StandardCharsets.UTF_8);
    bytes[301] = (byte) 0xff;
    assertEquals(StandardCharsets.UTF_8, Charsets.detect(bytes, ""));
  }

  @Test
  void aCharacterCutAtTheEndDoesNoHarm() {
    var bytes = KOREAN.getBytes(StandardCharsets.UTF_8);
    for (int length = 40; length < bytes.length; length++) {
      assertEquals(
          StandardCharsets.UTF_8, Charsets.detect(java.util.Arrays.copyOf(bytes, length), ""));
    }
  }

  @Test
  void theTeamsWordWinsOverGuessesAndLosesToCertainty() {
    assertEquals(
        Charset.forName("Shift_JIS"),
        Charsets.detect(new byte[] {(byte) 0x82, (byte) 0xa0}, "shift_jis"));
    assertEquals(
        Charsets.KOREAN, Charsets.detect(SIMPLIFIED.getBytes(Charsets.SIMPLIFIED), "euc-kr"));
    assertEquals(
        StandardCharsets.UTF_8, Charsets.detect(KOREAN.getBytes(StandardCharsets.UTF_8), "cp949"));
    assertEquals(
        Charsets.KOREAN, Charsets.detect(KOREAN.getBytes(Charsets.KOREAN), "no such charset"));
  }

  @Test
  void readingInPiecesGivesTheSameCharactersForAnyBytes() throws IOException {
    long seed = Trials.seed(CharsetsTest.class);
    int trials = Trials.of(4_000);
    for (int i = 0; i < trials; i++) {
      var random = new Random(seed + i);
      var bytes = new byte[random.nextInt(20_000)];
      random.nextBytes(bytes);
      for (int at = random.nextInt(9_000); at < bytes.length; at += 1 + random.nextInt(50)) {
        bytes[at] = 'a';
      }
      Charsets.detect(bytes, "");
      for (var name :
          List.of(
              "UTF-8",
              "UTF-16LE",
              "UTF-16BE",
              "x-windows-949",
              "GB18030",
              "Big5",
              "windows-1252")) {
        var charset = Charset.forName(name);
        var whole = Charsets.decode(bytes, charset);
        var pieces = new StringWriter();
        Charsets.reader(inPieces(bytes, random), charset).transferTo(pieces);
        assertEquals(whole, pieces.toString(), name);
      }
    }
  }

  private static InputStream inPieces(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(7_000)));
      }
    };
  }

  private static void written(String text, String charset, String detected) {
    var bytes = text.getBytes(Charset.forName(charset));
    var found = Charsets.detect(bytes, "");
    assertEquals(detected, found.name(), text);
    assertEquals(text, Charsets.decode(bytes, found));
    assertTrue(Charsets.named(found.name()).equals(found));
  }
}
