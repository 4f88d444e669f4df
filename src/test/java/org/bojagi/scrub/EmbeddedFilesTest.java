package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Files in {@code data:} addresses, wherever a text may have one and however it is written there. */
class EmbeddedFilesTest {
  private static final String LINE = "\n";

  private final PlantedValues planted = new PlantedValues();

  private byte[] jpeg(String place) throws IOException {
    var plain = Samples.jpeg(false);
    var comment = Samples.segment(0xFE, Samples.latin(planted.plant(place)));
    return Samples.join(Arrays.copyOf(plain, 2), comment, Arrays.copyOfRange(plain, 2, plain.length));
  }

  private static String address(String type, byte[] file) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(file);
  }

  private String picture(String place) throws IOException {
    return address("image/jpeg", jpeg(place));
  }

  private static String percent(String text) {
    return text.replace("+", "%2B").replace("/", "%2f").replace("=", "%3D");
  }

  private static String lines(String text, String end) {
    return text.replaceAll(".{76}", "$0" + end);
  }

  private static Cleaning cleaning(String type, byte[] text) throws IOException {
    return TextScrubbing.of(type, SeekableBytes.of(text), Set.of());
  }

  private static byte[] cleaned(String type, byte[] text) throws IOException {
    return EditedBytes.stream(SeekableBytes.of(text), cleaning(type, text)).readAllBytes();
  }

  /** Nothing is named as left, and every address that comes out is a whole picture without the comment. */
  private void assertCleaned(String type, String text, int pictures) throws IOException {
    var clean = cleaned(type, text.getBytes(UTF_8));
    var found = 0;
    for (var match = Pattern.compile("base64,([A-Za-z0-9+/]+=*)").matcher(new String(clean, ISO_8859_1)); match.find(); ) {
      var file = Base64.getDecoder().decode(match.group(1));
      planted.assertAbsent(file);
      assertEquals(Samples.jpeg(false).length, file.length, text.substring(0, 60));
      found++;
    }
    assertEquals(pictures, found, text.substring(0, 60));
    planted.assertAbsent(clean);
    assertEquals(List.of(), cleaning(type, text.getBytes(UTF_8)).left(), text.substring(0, 60));
  }

  @Test
  void picturesAreCleanedWhereverAPageHasThem() throws IOException {
    for (var page :
        List.of(
            "<img src='%s'>", "<img src=%s>", "<video poster='%s'></video>", "<link rel=icon href='%s'>",
            "<p style=\"background:url('%s')\">", "<p style='background:url(&quot;%s&quot;)'>",
            "<style>a{background:url(%s)}</style>", "<style>a{background:url(\"%s\")}/* c */</style>",
            "<script>var a = '%s';</script>", "<script type='application/json'>{\"a\":\"%s\"}</script>",
            "<svg><image xlink:href='%s'/></svg>", "<template><img src='%s'></template>",
            "<textarea>%s</textarea>", "<p>%s</p>", "<object data='%s'></object>",
            "<img src='%s' data-author=kim>", "<ins style='background:url(%s)' datetime=2020-01-01>")) {
      assertCleaned("text/html", "<!doctype html>" + page.formatted(picture(page)), 1);
    }
    var two = "<!doctype html><img srcset='%s 1x, %s 2x'>";
    assertCleaned("text/html", two.formatted(picture("first"), picture("second")), 2);
  }

  @Test
  void escapesOfEachLanguageAreUnderstood() throws IOException {
    var html = "<!doctype html><img src=\"%s\">";
    assertCleaned("text/html", html.formatted(percent(picture("percent"))), 1);
    assertCleaned("text/html", html.formatted(lines(picture("lines"), LINE)), 1);
    assertCleaned("text/html", html.formatted(lines(picture("coded lines"), "%0A")), 1);
    assertCleaned("text/html", html.formatted(lines(picture("lines as references"), "&#10;")), 1);
    assertCleaned(
        "text/html", html.formatted(picture("references").replace("+", "&#43;").replace("/", "&#x2F;")), 1);
    assertCleaned("text/html", html.formatted(picture("case").replace("data:image/jpeg;base64", "DATA:Image/JPEG;BASE64"))
        .replace("BASE64,", "base64,"), 1);
    assertCleaned("text/html", html.formatted(picture("called otherwise").replace("image/jpeg", "application/x")), 1);
    assertCleaned("text/html", html.formatted(picture("without a type").replace("image/jpeg", "")), 1);
    assertCleaned("text/css", "a{background:url('%s')}".formatted(picture("CSS").replace("/", "\\/")), 1);
    assertCleaned("text/css", "a{background:url('%s')}".formatted(picture("CSS").replace("/", "\\2f ")), 1);
    assertCleaned("application/json", "{\"a\":\"%s\"}".formatted(picture("JSON").replace("/", "\\/")), 1);
    assertCleaned(
        "application/json",
        "{\"a\":\"%s\"}".formatted(picture("JSON").replace("/", "\\u002f").replace("+", "\\u002B")), 1);
    assertCleaned("text/javascript", "a = '%s'".formatted(lines(picture("script"), "\\\n")), 1);
  }

  @Test
  void picturesInPlainTextGoAndItsWordsStay() throws IOException {
    for (var text : List.of("Words %s more words", "Words\n%s\nmore words\n", "a,\"%s\",words\n")) {
      var picture = picture(text);
      var clean = new String(cleaned("text/plain", text.formatted(picture).getBytes(UTF_8)), UTF_8);
      assertEquals(text.formatted(address("image/jpeg", Samples.jpeg(false))), clean);
    }
    var broken = "Words " + lines(picture("lines"), LINE) + "\nmore words";
    assertCleaned("text/plain", broken, 1);
    assertTrue(new String(cleaned("text/plain", broken.getBytes(UTF_8)), UTF_8).endsWith("\nmore words"));
  }

  @Test
  void aPictureBeforeACommentOfMarkdownIsCleaned() throws IOException {
    assertCleaned("text/markdown", "![a](%s)\n\n<!-- c -->\n\n[a]: %s\n\n[x]: # (c)\n".formatted(picture("a"), picture("b")), 2);
  }

  @Test
  void drawingsInAddressesAreCleanedInDepth() throws IOException {
    var drawing = "<svg xmlns='http://www.w3.org/2000/svg'><metadata>%s</metadata><image href='%s'/></svg>";
    for (int depth = 1; depth <= 3; depth++) {
      var inner = picture("depth " + depth);
      var coded = picture("depth in percent form " + depth);
      for (int i = 0; i < depth; i++) {
        inner = address("image/svg+xml", drawing.formatted(planted.plant("metadata"), inner).getBytes(UTF_8));
        var hex = new StringBuilder();
        for (byte b : drawing.formatted(planted.plant("metadata"), coded).getBytes(UTF_8)) {
          hex.append("%%%02x".formatted(b));
        }
        coded = "data:image/svg+xml," + hex;
      }
      for (var text : List.of("<img src=\"" + inner + "\">", "<img src=\"" + coded + "\">")) {
        var clean = cleaned("text/html", text.getBytes(UTF_8));
        assertEquals(List.of(), cleaning("text/html", text.getBytes(UTF_8)).left());
        planted.assertAbsent(unwrapped(clean));
      }
    }
    var raw = "<img src='data:image/svg+xml;utf8,<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- %s --><g/></svg>' alt=x>";
    var clean = new String(cleaned("text/html", raw.formatted(planted.plant("as it is")).getBytes(UTF_8)), UTF_8);
    planted.assertAbsent(clean.getBytes(UTF_8));
    assertTrue(clean.endsWith("' alt=x>"));
  }

  /** The text, what its addresses hold, and so on. */
  private static byte[] unwrapped(byte[] text) {
    var latin = new String(text, ISO_8859_1);
    var all = text;
    for (var match = Pattern.compile("base64,([A-Za-z0-9+/]+=*)|svg\\+xml,([%A-Za-z0-9]+)").matcher(latin); match.find(); ) {
      var file =
          match.group(1) != null
              ? Base64.getDecoder().decode(match.group(1))
              : java.net.URLDecoder.decode(match.group(2), ISO_8859_1).getBytes(ISO_8859_1);
      all = Samples.join(all, unwrapped(file));
    }
    return all;
  }

  @Test
  void whatIsNotLookedIntoIsNamed() throws IOException {
    for (var type : List.of("application/pdf", "application/octet-stream")) {
      var text = "<embed src='" + address(type, "%PDF-1.4 kim".getBytes(UTF_8)) + "'>";
      assertFalse(cleaning("text/html", text.getBytes(UTF_8)).left().isEmpty(), type);
    }
    for (var harmless : List.of("font/woff2", "text/plain", "application/x-font-ttf", "text/javascript", "")) {
      var text = "<a href='" + address(harmless, "words".getBytes(UTF_8)) + "'>";
      assertEquals(Cleaning.NOTHING, cleaning("text/html", text.getBytes(UTF_8)), harmless);
    }
  }

  @Test
  void wordsThatOnlyLookSoStay() throws IOException {
    for (var text :
        List.of("data: 1, 2", "metadata:image/png;base64,AAAA", "data:image/png;base64", "{data:[1,2]}", "data:,x",
            "data:image/png;base64,", "a data:b,c")) {
      assertEquals(Cleaning.NOTHING, cleaning("text/plain", text.getBytes(UTF_8)), text);
      assertEquals(Cleaning.NOTHING, cleaning("text/html", text.getBytes(UTF_8)), text);
    }
  }

  /** The reader of a text holds 64 KiB of it, and of UTF-16 half as many letters. */
  @Test
  void anAddressOverTwoWindowsIsFound() throws IOException {
    var picture = picture("windows");
    for (int before = 65_536 - 40; before < 65_536; before += 3) {
      var text = "x".repeat(before) + " " + picture + " x";
      planted.assertAbsent(cleaned("text/plain", text.getBytes(UTF_8)));
    }
    var wide = ("\uFEFF" + "x".repeat(1 << 20) + "<img src='" + picture + "'>").getBytes(UTF_16LE);
    planted.assertAbsent(cleaned("text/html", wide));
    assertEquals(List.of(), cleaning("text/html", wide).left());
  }

  @Test
  void commentsOfStylesGoAndStringsStay() throws IOException {
    var style = "a{content:\"/* stays */\";b:url(x/*stays*/y)}/* %s */b{}/**/";
    var clean = "a{content:\"/* stays */\";b:url(x/*stays*/y)}/**/b{}/**/";
    var name = planted.plant("style");
    assertEquals(clean, new String(cleaned("text/css", style.formatted(name).getBytes(UTF_8)), UTF_8));
    var page = "<style>" + style.formatted(name) + "</style><p data-author='" + planted.plant("account") + "'>x";
    planted.assertAbsent(cleaned("text/html", page.getBytes(UTF_8)));
    var svg = "<svg xmlns='http://www.w3.org/2000/svg'><style>" + style.formatted(name) + "</style></svg>";
    planted.assertAbsent(cleaned("image/svg+xml", svg.getBytes(UTF_8)));
  }
}
