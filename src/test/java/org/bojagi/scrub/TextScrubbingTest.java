package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class TextScrubbingTest {
  private static final String HTML = "text/html";
  private static final Path ODD = Path.of("src/test/resources/org/bojagi/scrub/odd-texts");

  private final PlantedValues planted = new PlantedValues();

  @Test
  void whatAPageSaysWithoutShowingItGoesAndWhatItShowsStays() throws IOException {
    for (var charset : List.of(UTF_8, UTF_16LE, UTF_16BE, Charset.forName("MS949"))) {
      var page = PlantedTexts.page(planted);
      var bytes =
          (charset == UTF_16LE || charset == UTF_16BE ? "\ufeff" + page : page).getBytes(charset);
      planted.assertPresent(bytes);
      var cleaned = cleaned(HTML, bytes);
      planted.assertAbsent(cleaned);
      var text = new String(cleaned, charset).replace("\ufeff", "");
      assertEquals(shown(page), shown(text));
      for (var kept :
          List.of(
              "<!-- in a script -->",
              "<!-- in a style -->",
              "<!-- in a field -->",
              "name=viewport",
              "href=next.html")) {
        assertTrue(text.contains(kept), kept);
      }
    }
  }

  @Test
  void picturesInsideAreCleaned() throws IOException {
    var jpeg = jpegWithComment();
    var text = Base64.getEncoder().encodeToString(jpeg);
    var page =
        ("<img src=\"data:image/jpeg;base64,"
                + text
                + "\"><style>a{background:url(data:image/jpeg;base64,"
                + text
                + ")}</style>")
            .getBytes(UTF_8);
    planted.assertPresent(page);
    planted.assertAbsent(cleaned(HTML, page));
    planted.assertAbsent(
        cleaned("text/markdown", ("![x](data:image/jpeg;base64," + text + ")").getBytes(UTF_8)));
  }

  @Test
  void aPictureOfTwentyMegabytesInsideIsCleaned() throws IOException {
    var comment = "planted comment";
    var png = new byte[20 << 20];
    var head =
        FileBytes.join(
            "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(ISO_8859_1),
            new byte[17],
            FileBytes.bigEndian(comment.length(), 4),
            ("tEXt" + comment + "crc!").getBytes(ISO_8859_1),
            FileBytes.bigEndian(png.length - 69 - comment.length(), 4),
            "IDAT".getBytes(ISO_8859_1));
    var end = "\0\0\0\0IENDcrc!".getBytes(ISO_8859_1);
    System.arraycopy(head, 0, png, 0, head.length);
    System.arraycopy(end, 0, png, png.length - end.length, end.length);
    var page =
        FileBytes.join(
            "<img src=\"data:image/png;base64,".getBytes(UTF_8), Base64.getEncoder().encode(png), "\">".getBytes(UTF_8));
    var cleaning = TextScrubbing.of(HTML, SeekableBytes.of(page), Set.of());
    assertEquals(List.of(), cleaning.left());
    assertEquals(page.length - 36, cleaning.sizeAfter(page.length));
  }

  @Test
  void whatIsPutInPlaceOfPicturesIsBoundedAndTheRestNamed() throws IOException {
    var edits = MarkupEdits.of(SeekableBytes.of(new byte[100]), Set.of());
    var picture = new byte[10 << 20];
    for (int i = 0; i < 12; i++) {
      assertTrue(edits.put(i, i + 1, picture));
    }
    assertFalse(edits.put(12, 13, picture));
    assertTrue(edits.put(13, 14, new byte[1]));
    assertEquals(
        List.of(new Sensitive(Sensitive.Kind.CONTENT, "more places to clean than can be held")),
        edits.finish().left());
  }

  @Test
  void aDrawingLosesWhatItsProgramKeepsAndDrawsTheSame() throws IOException {
    var drawing = PlantedTexts.drawing(planted);
    planted.assertPresent(drawing.getBytes(UTF_8));
    var cleaned = cleaned("image/svg+xml", drawing.getBytes(UTF_8));
    planted.assertAbsent(cleaned);
    assertTrue(
        new String(cleaned, UTF_8)
            .endsWith(
                "<metadata/><style><![CDATA[ <!-- stays --> ]]></style><text>살구</text><path d='M0"
                    + " 0'/></svg>"));
  }

  @Test
  void commentsInMarkdownGoAndCodeStays() throws IOException {
    var text = PlantedTexts.markdown(planted);
    planted.assertPresent(text.getBytes(UTF_8));
    var cleaned = new String(cleaned("text/markdown", text.getBytes(UTF_8)), UTF_8);
    planted.assertAbsent(cleaned.getBytes(UTF_8));
    for (var kept :
        List.of(
            "`<!-- code -->`",
            "``a ` <!-- code -->``",
            "<!-- fenced -->",
            "<!-- indented -->",
            "\\<!-- shown -->")) {
      assertTrue(cleaned.contains(kept), kept);
    }
  }

  @Test
  void whatIsKeptOnPurposeStays() throws IOException {
    var page = "<meta name=author content=Poet><meta name=generator content=x>".getBytes(UTF_8);
    var cleaning = TextScrubbing.of(HTML, SeekableBytes.of(page), Set.of(Sensitive.Kind.AUTHOR));
    assertEquals(1, cleaning.edits().size());
  }

  @Test
  void whatCannotBeCleanedIsNamed() throws IOException {
    var page =
        "<a href='file:///C:/Users/x/a.html'>a</a><script"
            + " type='application/ld+json'>{\"author\":1}</script>";
    var left = TextScrubbing.of(HTML, SeekableBytes.of(page.getBytes(UTF_8)), Set.of()).left();
    assertEquals(
        List.of(Sensitive.Kind.PATH, Sensitive.Kind.AUTHOR),
        left.stream().map(Sensitive::kind).toList());
    var shifted = "<p>\u001b$B</p><!-- x -->".getBytes(ISO_8859_1);
    var cleaning = TextScrubbing.of(HTML, SeekableBytes.of(shifted), Set.of());
    assertTrue(cleaning.edits().isEmpty());
    assertFalse(cleaning.left().isEmpty());
  }

  @Test
  void aPageOfAnyMakingShowsTheSameAfterwards() throws IOException {
    long seed = Trials.seed(TextScrubbingTest.class);
    var pieces =
        List.of(
            "<!--",
            "-->",
            "--!>",
            "<!-->",
            "<script>",
            "</script>",
            "<style>",
            "</style ",
            "<svg>",
            "</svg>",
            "<![CDATA[",
            "]]>",
            "<textarea>",
            "</textarea>",
            "<title>",
            "</title>",
            "<p",
            ">",
            "<",
            "&am",
            "p;",
            "'",
            "\"",
            "=",
            "<?x",
            "</ x",
            "<pre>",
            "\n",
            "a",
            " b ",
            "<meta name=author content=x>",
            "<meta name='",
            "<link rel=me>",
            "</p>",
            "<ins datetime=1>",
            "/",
            "<!doctype html>",
            "<!x>",
            "<b>",
            "-",
            "!",
            "<noscript>",
            "</noscript>",
            "<plaintext>");
    for (int i = 0; i < Trials.of(100_000); i++) {
      var random = new Random(seed + i);
      var page = new StringBuilder();
      for (int n = random.nextInt(25); n > 0; n--) {
        page.append(pieces.get(random.nextInt(pieces.size())));
      }
      var text = page.toString();
      var cleaned = new String(cleaned(HTML, text.getBytes(UTF_8)), UTF_8);
      assertEquals(
          shown(text), shown(cleaned), () -> "-Dseed, page: " + text + "\ncleaned: " + cleaned);
    }
  }

  @Test
  void oddTextsAreReadToTheirEnd() throws IOException {
    try (var files = Files.list(ODD)) {
      var odd = files.toList();
      assertFalse(odd.isEmpty());
      for (var file : odd) {
        for (var type : List.of(HTML, "image/svg+xml", "text/markdown")) {
          cleaned(type, Files.readAllBytes(file));
        }
      }
    }
  }

  @Test
  void anyBytesGiveEditsThatFit() throws IOException {
    long seed = Trials.seed(TextScrubbingTest.class);
    var page = PlantedTexts.page(planted).getBytes(UTF_8);
    for (int i = 0; i < Trials.of(40_000); i++) {
      var random = new Random(seed + i);
      var changed = page.clone();
      for (int flips = 1 + random.nextInt(10); flips > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      cleaned(List.of(HTML, "image/svg+xml", "text/markdown", "text/xml").get(i % 4), changed);
    }
  }

  /**
   * The tree without comments: texts that they kept apart grow together in what is compared, not in
   * the page. {@code <?x>} shows as little as a comment, and jsoup holds it in a node of its own; left
   * in the tree it would hide from jsoup's printing that a line feed is the first of a {@code <pre>}.
   */
  private static String shown(String page) {
    var document = Jsoup.parse(page);
    document.outputSettings().prettyPrint(false);
    document.select("meta").forEach(meta -> meta.clearAttributes());
    document.select("link").forEach(link -> link.clearAttributes());
    document.select("ins, del").forEach(change -> change.removeAttr("cite").removeAttr("datetime"));
    document.filter(
        new org.jsoup.select.NodeFilter() {
          @Override
          public FilterResult head(org.jsoup.nodes.Node node, int depth) {
            return node instanceof org.jsoup.nodes.Comment
                    || node instanceof org.jsoup.nodes.ProcessingInstruction
                ? FilterResult.REMOVE
                : FilterResult.CONTINUE;
          }
        });
    return document.outerHtml();
  }

  private static byte[] cleaned(String mediaType, byte[] bytes) throws IOException {
    var file = SeekableBytes.of(bytes);
    var cleaning = TextScrubbing.of(mediaType, file, Set.of());
    var cleaned = EditedBytes.stream(file, cleaning).readAllBytes();
    assertEquals(cleaning.sizeAfter(bytes.length), cleaned.length);
    return cleaned;
  }

  /** A start, a comment and an end: enough to be one. */
  private byte[] jpegWithComment() throws IOException {
    var out = new java.io.ByteArrayOutputStream();
    javax.imageio.ImageIO.write(
        new java.awt.image.BufferedImage(4, 3, java.awt.image.BufferedImage.TYPE_INT_RGB),
        "jpg",
        out);
    var jpeg = out.toByteArray();
    var comment = planted.plant("JPEG within").getBytes(UTF_8);
    var joined = new java.io.ByteArrayOutputStream();
    joined.write(jpeg, 0, 2);
    joined.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (comment.length + 2)});
    joined.write(comment);
    joined.write(jpeg, 2, jpeg.length - 2);
    return joined.toByteArray();
  }
}
