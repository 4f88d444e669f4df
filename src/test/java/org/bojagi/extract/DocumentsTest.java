package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.Finding;
import org.bojagi.scrub.Sensitive;
import org.bojagi.text.PassageText;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every kind of document through a real worker: what is read, what is left out, what is said of
 * what can't be read.
 */
class DocumentsTest {
  private static final ExtractionLimits LIMITS =
      new ExtractionLimits(
          64 << 20,
          16 << 20,
          4 << 20,
          20,
          8 << 20,
          100,
          8 << 20,
          Duration.ofSeconds(20),
          Duration.ofSeconds(120),
          192,
          1_000);

  private static final Map<String, byte[]> SAMPLES = Samples.documents();
  private static ExtractionPool pool;

  @BeforeAll
  static void open() {
    pool = new ExtractionPool(1, LIMITS);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @TestFactory
  Stream<DynamicTest> theTextOfEveryKindIsFound() {
    return SAMPLES.keySet().stream()
        .filter(name -> !name.matches("a\\.(pdf|jpg|png)"))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        assertTrue(text(read(name)).contains(Samples.SENTENCE), text(read(name)))));
  }

  @TestFactory
  Stream<DynamicTest> theTextOfEveryPassageIsReadAgainFromItsRendition() {
    return SAMPLES.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      var extraction = read(name);
                      for (var source : extraction.texts()) {
                        var decoded = decoded(name, extraction, source.renditionName());
                        var format = format(extraction, source.renditionName());
                        for (var passage : source.passages()) {
                          var slice =
                              decoded.substring(
                                  passage.charOffset(),
                                  passage.charOffset() + passage.charLength());
                          assertEquals(passage.text(), PassageText.of(format, slice));
                        }
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> titleTableAndPictureOfADocumentAreKept() {
    return Stream.of("a.docx", "a.odt", "a.hwpx")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      var extraction = read(name);
                      assertEquals(Samples.HEADING, extraction.title());
                      var html =
                          extraction.renditions().stream()
                              .filter(r -> r.role() == Role.HTML)
                              .findFirst()
                              .orElseThrow();
                      var page = Jsoup.parse(new String(html.content(), StandardCharsets.UTF_8));
                      assertEquals(List.of("종류", "권수"), page.select("td").eachText());
                      var picture = page.selectFirst("img").attr("src");
                      assertEquals(
                          List.of(picture),
                          extraction.renditions().stream()
                              .filter(r -> r.role() == Role.PICTURE)
                              .map(Rendition::name)
                              .toList());
                      assertTrue(
                          extraction.sensitive().stream()
                              .anyMatch(s -> s.kind() == Sensitive.Kind.AUTHOR));
                      assertEquals("ko", extraction.language());
                    }));
  }

  @Test
  void picturesInsideDocumentsGiveAwayAPlaceToo() throws IOException {
    assertTrue(read("a.docx").sensitive().stream().anyMatch(s -> s.kind() == Sensitive.Kind.PLACE));
  }

  @Test
  void hwpHasItsTitleItsAuthorAndItsPictures() throws IOException {
    assertEquals(Samples.HEADING, read("a.hwp").title());
    assertEquals(
        List.of(new Sensitive(Sensitive.Kind.AUTHOR, "summary author")), read("a.hwp").sensitive());
    assertEquals(
        List.of(Role.PICTURE, Role.HTML),
        read("a.hwp").renditions().stream().map(Rendition::role).toList());
  }

  @Test
  void aPdfIsTextByPage() throws IOException {
    var pdf = read("a.pdf");
    assertEquals("Burns", pdf.title());
    assertEquals(
        List.of(new Place.Page(1), new Place.Page(2)),
        pdf.texts().getFirst().passages().stream().map(Passage::place).toList());
    assertEquals(
        "First page\fSecond page",
        new String(pdf.renditions().getFirst().content(), StandardCharsets.UTF_8));
    assertEquals(List.of(new Sensitive(Sensitive.Kind.AUTHOR, "PDF Author")), pdf.sensitive());
  }

  @Test
  void anEpubIsReadInTheOrderOfItsSpine() throws IOException {
    var book = read("a.epub");
    assertTrue(text(book).indexOf("둘째") > text(book).indexOf(Samples.SENTENCE));
    assertEquals(List.of("book-names-its-author"), codes(book));
    assertEquals(List.of(), book.sensitive());
  }

  @Test
  void aSavedPageHasItsPictureAndNoMenu() throws IOException {
    var page = read("a.mhtml");
    assertFalse(text(page).contains("차림표"));
    assertEquals(Samples.HEADING, page.title());
    assertTrue(html(page).contains("<img src=\"picture-1.png\""), html(page));
  }

  @Test
  void commentsAndDeletedWordsStayOut() throws IOException {
    var odt =
        extract(
            "a.odt",
            MarkupSamples.odt(
                "<text:tracked-changes><text:changed-region><text:deletion><text:p>지운"
                    + " 말</text:p></text:deletion></text:changed-region></text:tracked-changes>"
                    + "<text:p>앞<office:annotation><dc:creator>Invented</dc:creator><text:p>덧말</text:p></office:annotation></text:p>"));
    assertFalse(
        text(odt).contains("지운 말") || text(odt).contains("덧말") || html(odt).contains("Invented"),
        html(odt));
    assertTrue(odt.sensitive().contains(new Sensitive(Sensitive.Kind.AUTHOR, "comments")));
    assertFalse(text(read("a.hwpx")).contains("숨은 설명"));
    var docx = extract("a.docx", commentedDocx());
    assertTrue(text(docx).contains("남은 말"), text(docx));
    for (var word : List.of("지운 말", "덧말", "Invented")) {
      assertFalse(html(docx).contains(word), html(docx));
    }
    assertTrue(docx.sensitive().size() >= 2, docx.sensitive().toString());
  }

  @Test
  void aRenditionHoldsNothingThatRunsLinksOrLoads() throws IOException {
    for (var name : SAMPLES.keySet()) {
      for (var rendition : read(name).renditions()) {
        if (rendition.role() == Role.HTML) {
          var page = Jsoup.parse(new String(rendition.content(), StandardCharsets.UTF_8));
          assertEquals(
              0,
              page.select("script, style, link, iframe, object, a[href], [onclick]").size(),
              name);
          page.select("img")
              .forEach(image -> assertTrue(image.attr("src").matches("picture-\\d+\\.[a-z]+")));
        }
      }
    }
  }

  @Test
  void textKeepsItsCharsetAndIsItsOwnSource() throws IOException {
    var text = read("a.txt");
    assertEquals(TextFormat.PLAIN, text.textFormat());
    assertEquals("x-windows-949", text.charset());
    assertEquals(Samples.HEADING, text.title());
    assertEquals(List.of(), text.renditions());
    assertEquals(TextFormat.MARKDOWN, read("a.md").textFormat());
    assertEquals(TextFormat.HTML, read("a.html").textFormat());
  }

  @Test
  void subtitlesBecomeOneCaptionsFileForEachLanguage() throws IOException {
    var srt =
        pool.extract(
            new ExtractionRequest("a.ko.srt", "", "", "ko"), SourceBytes.of(SAMPLES.get("a.srt")));
    assertNull(srt.textFormat());
    assertEquals("ko", srt.texts().getFirst().language());
    assertEquals(
        List.of("captions.ko.vtt"),
        read("a.smi").renditions().stream().map(Rendition::name).toList());
  }

  @Test
  void aPictureSaysItsSizeItsTurnAndWhatItGivesAway() throws IOException {
    var jpeg = read("a.jpg");
    assertEquals(new MediaFacts(0, 4, 3, 6, List.of()), jpeg.media());
    assertEquals(
        Set.of(Sensitive.Kind.PLACE, Sensitive.Kind.AUTHOR),
        jpeg.sensitive().stream().map(Sensitive::kind).collect(Collectors.toSet()));
    assertEquals(List.of(), read("a.png").sensitive());
  }

  @Test
  void whatIsEncryptedSaysSo() throws IOException {
    var odf =
        Samples.zip(
            "mimetype",
            Samples.utf8("application/vnd.oasis.opendocument.text"),
            "content.xml",
            new byte[20],
            "META-INF/manifest.xml",
            Samples.utf8(
                "<m:manifest xmlns:m='x'><manifest:encryption-data"
                    + " xmlns:manifest='y'/></m:manifest>"));
    var locked =
        Map.of(
            "a.pdf",
            Samples.pdf("user", "x"),
            "a.docx",
            Samples.encryptedDocx(),
            "a.hwp",
            Samples.hwp(2),
            "a.odt",
            odf);
    for (var entry : locked.entrySet()) {
      assertEquals(
          List.of("document-encrypted"),
          codes(extract(entry.getKey(), entry.getValue())),
          entry.getKey());
    }
  }

  @Test
  void emptyFilesSaySo() throws IOException {
    for (var name : SAMPLES.keySet()) {
      assertEquals(List.of("empty-file"), codes(extract(name, new byte[0])), name);
    }
  }

  private static byte[] commentedDocx() {
    var word = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    var types =
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default"
            + " Extension='rels'"
            + " ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override"
            + " PartName='/word/document.xml'"
            + " ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/><Override"
            + " PartName='/word/comments.xml'"
            + " ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'/></Types>";
    var relation =
        "<Relationship Id='r1'"
            + " Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s'"
            + " Target='%s'/>";
    var relations =
        "<Relationships"
            + " xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>%s</Relationships>";
    var body =
        "<w:document "
            + word
            + "><w:body><w:p><w:commentRangeStart w:id='1'/><w:r><w:t>남은"
            + " 말</w:t></w:r><w:commentRangeEnd w:id='1'/><w:r><w:commentReference"
            + " w:id='1'/></w:r><w:del w:id='2' w:author=\"Invented Editor\"><w:r><w:delText>지운"
            + " 말</w:delText></w:r></w:del></w:p></w:body></w:document>";
    var comments =
        "<w:comments "
            + word
            + "><w:comment w:id='1' w:author=\"Invented"
            + " Reviewer\"><w:p><w:r><w:t>덧말</w:t></w:r></w:p></w:comment></w:comments>";
    return Samples.zip(
        "[Content_Types].xml", Samples.utf8(types),
        "_rels/.rels",
            Samples.utf8(
                relations.formatted(relation.formatted("officeDocument", "word/document.xml"))),
        "word/document.xml", Samples.utf8(body),
        "word/_rels/document.xml.rels",
            Samples.utf8(relations.formatted(relation.formatted("comments", "comments.xml"))),
        "word/comments.xml", Samples.utf8(comments));
  }

  private static Extraction read(String name) throws IOException {
    return extract(name, SAMPLES.get(name));
  }

  private static Extraction extract(String name, byte[] bytes) throws IOException {
    return pool.extract(new ExtractionRequest(name), SourceBytes.of(bytes));
  }

  private static String text(Extraction extraction) {
    return extraction.texts().stream()
        .flatMap(source -> source.passages().stream())
        .map(Passage::text)
        .collect(Collectors.joining("\n"));
  }

  private static String html(Extraction extraction) {
    return extraction.renditions().stream()
        .filter(rendition -> rendition.role() == Role.HTML)
        .map(rendition -> new String(rendition.content(), StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  private static String decoded(String name, Extraction extraction, String rendition) {
    if (rendition.isEmpty()) {
      return org.bojagi.text.Charsets.decode(
          SAMPLES.get(name), org.bojagi.text.Charsets.named(extraction.charset()));
    }
    var content =
        extraction.renditions().stream()
            .filter(r -> r.name().equals(rendition))
            .findFirst()
            .orElseThrow()
            .content();
    return new String(content, StandardCharsets.UTF_8);
  }

  private static TextFormat format(Extraction extraction, String rendition) {
    return rendition.isEmpty()
        ? extraction.textFormat()
        : extraction.renditions().stream()
            .filter(r -> r.name().equals(rendition))
            .findFirst()
            .orElseThrow()
            .textFormat();
  }

  private static List<String> codes(Extraction extraction) {
    return extraction.findings().stream().map(Finding::code).toList();
  }
}
