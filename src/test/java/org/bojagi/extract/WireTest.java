package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.Finding;
import org.bojagi.scrub.Sensitive;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final ExtractionRequest REQUEST = new ExtractionRequest("이야기/가.docx");

  @Test
  void anAnswerArrivesAsItWasGiven() throws IOException {
    var arrived = read(written(answer("document.html", Role.HTML, "제목")));
    assertEquals("제목", arrived.title());
    assertEquals(answer("document.html", Role.HTML, "").texts(), arrived.texts());
    assertEquals(answer("document.html", Role.HTML, "").findings(), arrived.findings());
    assertEquals(answer("document.html", Role.HTML, "").sensitive(), arrived.sensitive());
    assertEquals(12, arrived.lastPage());
    assertEquals(new MediaFacts(1.5, 2, 3, 6, List.of("avc1")), arrived.media());
    assertEquals(
        "가",
        new String(
            arrived.renditions().getFirst().content(), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void namesThatLeadElsewhereAreRefused() {
    for (var name :
        List.of(
            "../x.html",
            "/x.html",
            "a/b.html",
            "x",
            "",
            ".html",
            "a\\b.html",
            "CON:x.html",
            "가.html")) {
      assertThrows(IOException.class, () -> read(written(answer(name, Role.HTML, ""))), name);
    }
  }

  @Test
  void aWorkerCannotPassARenditionOffAsSomethingElse() {
    for (var role :
        List.of(Role.ITEM, Role.TRANSLATION, Role.COMPANION, Role.SUBTITLES, Role.POSTER)) {
      assertThrows(IOException.class, () -> read(written(answer("document.html", role, ""))));
    }
  }

  @Test
  void aPageAndAThumbnailHaveTheirNameAndNoOther() throws IOException {
    read(written(answer("page-0001.png", Role.PAGE, "")));
    read(written(answer("thumbnail.jpg", Role.THUMBNAIL, "")));
    for (var name : List.of("page-1.png", "page-00001.png", "page-0001.gif", "thumbnail.jpg")) {
      assertThrows(IOException.class, () -> read(written(answer(name, Role.PAGE, ""))), name);
    }
    assertThrows(IOException.class, () -> read(written(answer("page-0001.png", Role.THUMBNAIL, ""))));
  }

  @Test
  void aQuestionArrivesAsItWasAsked() throws IOException {
    var plain = new ExtractionRequest("이야기/가.pdf", "application/pdf", "UTF-8", "ko");
    var pages = plain.withThumbnail(true).withPages(new ExtractionRequest.Pages(3, 7));
    for (var request : List.of(plain, plain.withThumbnail(true), pages)) {
      var out = new ByteArrayOutputStream();
      var keep = request == plain ? null : Set.of(Sensitive.Kind.AUTHOR, Sensitive.Kind.CONTENT);
      Wire.writeQuestion(new DataOutputStream(out), request, keep, SourceBytes.of(new byte[] {1, 2}));
      var in = new DataInputStream(new ByteArrayInputStream(out.toByteArray()));
      assertEquals(request, Wire.readRequest(in));
      assertEquals(keep, Wire.readKeep(in));
      assertEquals(2, Wire.readBytes(in).length);
    }
  }

  @Test
  void whatWouldMoveATerminalsCursorIsTakenOut() throws IOException {
    assertEquals(
        "a [2Jb", read(written(answer("document.html", Role.HTML, "a\u001b[2Jb"))).title());
  }

  @Test
  void anyChangeOfAnAnswerGivesAnExtractionOrIsRefused() throws IOException {
    long seed = Trials.seed(WireTest.class);
    int trials = Trials.of(40_000);
    var answer = written(answer("document.html", Role.HTML, "제목"));
    int refused = 0;
    for (int i = 0; i < trials; i++) {
      var random = new Random(seed + i);
      var changed = answer.clone();
      for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        read(changed);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
  }

  @Test
  void aCleanedDocumentArrivesAsItWasSent() throws IOException {
    var sent = new Cleaned(true, List.of(new Sensitive(Sensitive.Kind.AUTHOR, "a\u001b[2J")), List.of());
    var into = new ByteArrayOutputStream();
    var arrived = readCleaned(writtenCleaned(sent, Samples.utf8("문서")), 100, into);
    assertEquals(List.of(new Sensitive(Sensitive.Kind.AUTHOR, "a [2J")), arrived.removed());
    assertEquals("문서", into.toString(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void aDocumentThatGrewBeyondItsBoundIsRefusedBeforeAByteOfIt() throws IOException {
    var answer = writtenCleaned(new Cleaned(true, List.of(), List.of()), new byte[0]);
    java.nio.ByteBuffer.wrap(answer).putLong(answer.length - 8, CleanedWire.maxBytes(100) + 1);
    assertThrows(IOException.class, () -> readCleaned(answer, 100, new ByteArrayOutputStream()));
  }

  @Test
  void anyChangeOfACleanedDocumentsAnswerIsOneOrIsRefused() throws IOException {
    long seed = Trials.seed(WireTest.class);
    int trials = Trials.of(40_000);
    var sensitive = List.of(new Sensitive(Sensitive.Kind.PATH, "x"), new Sensitive(Sensitive.Kind.CONTENT, "그림"));
    var answer = writtenCleaned(new Cleaned(true, sensitive, sensitive), new byte[50]);
    int refused = 0;
    for (int i = 0; i < trials; i++) {
      var random = new Random(seed + i);
      var changed = answer.clone();
      for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      var into = new ByteArrayOutputStream();
      try {
        var cleaned = readCleaned(changed, 50, into);
        assertTrue(cleaned.changed() || into.size() == 0 && cleaned.removed().isEmpty());
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
  }

  private static byte[] writtenCleaned(Cleaned cleaned, byte[] document) throws IOException {
    var out = new ByteArrayOutputStream();
    var pieces = new DocumentPieces();
    pieces.write(document, 0, document.length);
    CleanedWire.write(new DataOutputStream(out), cleaned, pieces);
    return out.toByteArray();
  }

  private static Cleaned readCleaned(byte[] answer, long sourceBytes, ByteArrayOutputStream into)
      throws IOException {
    return CleanedWire.read(new DataInputStream(new ByteArrayInputStream(answer)), sourceBytes, into);
  }

  private static Extraction answer(String name, Role role, String title) {
    var passages =
        List.of(
            new Passage(new Place.Start(), 0, 3, "하나"),
            new Passage(new Place.Page(2), 3, 3, "둘"),
            new Passage(new Place.Second(1.5), 6, 3, "셋"),
            new Passage(new Place.Heading("장"), 9, 3, "넷"));
    return new Extraction(
        "application/pdf",
        title,
        "ko",
        "",
        null,
        List.of(new Rendition(name, role, "text/html", "ko", TextFormat.HTML, Samples.utf8("가"))),
        List.of(new SourceText(name, "ko", passages)),
        12,
        new MediaFacts(1.5, 2, 3, 6, List.of("avc1")),
        List.of(new Sensitive(Sensitive.Kind.PLACE, "GPS Latitude")),
        List.of(new Finding(Finding.Severity.NOTE, "a-code", REQUEST.path(), "What", "Hint.")));
  }

  private static byte[] written(Extraction extraction) throws IOException {
    var out = new ByteArrayOutputStream();
    Wire.writeAnswer(new DataOutputStream(out), extraction);
    return out.toByteArray();
  }

  private static Extraction read(byte[] answer) throws IOException {
    return Wire.readAnswer(
        new DataInputStream(new ByteArrayInputStream(answer)), REQUEST, ExtractionLimits.DEFAULT);
  }
}
