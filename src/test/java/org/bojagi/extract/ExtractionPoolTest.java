package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One file can cost time, never the others' results: with real child processes. */
class ExtractionPoolTest {
  private static final ExtractionLimits TIGHT =
      new ExtractionLimits(
          1 << 20,
          1 << 20,
          1 << 20,
          10,
          1 << 20,
          100,
          8 << 20,
          Duration.ofSeconds(3),
          Duration.ofSeconds(60),
          64,
          1_000);

  private static ExtractionPool pool;

  @BeforeAll
  static void open() {
    pool = new ExtractionPool(1, TIGHT, Misbehaving.class.getName());
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void anEndlessLoopEndsAfterItsCpuTimeAndTheNextFileIsRead() throws IOException {
    good();
    assertEquals(List.of("extraction-took-too-long"), codes(ask("loop")));
    good();
  }

  @Test
  void whatOnlyWaitsEndsByTheWallClock() throws IOException {
    assertEquals(List.of("extraction-took-too-long"), codesOfWhatOnlyWaits(4));
  }

  /** On a busy computer the process itself may not be there by then: it is given longer. */
  private static List<String> codesOfWhatOnlyWaits(int seconds) throws IOException {
    var impatient =
        new ExtractionLimits(
            1 << 20,
            1 << 20,
            1 << 20,
            10,
            1 << 20,
            100,
            8 << 20,
            Duration.ofSeconds(60),
            Duration.ofSeconds(seconds),
            64,
            1_000);
    try (var short_ = new ExtractionPool(1, impatient, Misbehaving.class.getName())) {
      return codes(short_.extract(new ExtractionRequest("hang"), bytes("x")));
    } catch (IOException e) {
      if (seconds > 60) {
        throw e;
      }
      return codesOfWhatOnlyWaits(4 * seconds);
    }
  }

  @Test
  void aWorkerThatDiesWhileItCleansLeavesTheDocumentAsItWas() throws IOException {
    for (var path : List.of("loop", "memory", "halt", "garbage")) {
      var into = new java.io.ByteArrayOutputStream();
      var cleaned = pool.clean(new ExtractionRequest(path), Set.of(), bytes("x"), into);
      assertEquals(false, cleaned.changed(), path);
      assertEquals(1, cleaned.left().size());
      assertEquals(0, into.size());
    }
    var into = new java.io.ByteArrayOutputStream();
    assertTrue(pool.clean(new ExtractionRequest("good"), Set.of(), bytes("문서"), into).changed());
    assertEquals("문서", into.toString(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void halfACleanedDocumentIsNotChanged() throws IOException {
    var cleaned = pool.clean(new ExtractionRequest("half"), Set.of(), bytes("x"), new java.io.ByteArrayOutputStream());
    assertEquals(false, cleaned.changed());
    good();
  }

  @Test
  void aDocumentThatCannotBeWrittenIsNotTheWorkersFault() throws IOException {
    var full =
        new java.io.OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space");
          }
        };
    var failure =
        assertThrows(
            IOException.class, () -> pool.clean(new ExtractionRequest("good"), Set.of(), bytes("x"), full));
    assertEquals("no space", failure.getMessage());
    good();
  }

  @Test
  void aRealWorkerCleansADocument() throws IOException {
    try (var real = new ExtractionPool(1, ExtractionLimits.DEFAULT)) {
      var into = new java.io.ByteArrayOutputStream();
      var request = new ExtractionRequest("a.pdf");
      var cleaned = real.clean(request, Set.of(), SourceBytes.of(Samples.pdf("", "Text")), into);
      assertTrue(cleaned.changed());
      assertEquals(
          TakenApart.words("a.pdf", Samples.pdf("", "Text")), TakenApart.words("a.pdf", into.toByteArray()));
    }
  }

  /** The parts of a large one fill the heap once as they are and once cleaned. */
  @Test
  void aDocumentOfManyPhotographsIsCleanedInLittleMoreThanTwiceItsSize() throws IOException {
    var parts = new Object[24];
    parts[0] = "mimetype";
    parts[1] = Samples.utf8("application/vnd.oasis.opendocument.text");
    var photograph = new byte[3 << 20];
    new java.util.Random(1).nextBytes(photograph);
    for (int i = 0; i < photograph.length; i++) {
      photograph[i] &= 0x7F; // within a scan nothing looks like a mark
    }
    var head = Samples.joined(Samples.jpegComment("planted"), new byte[] {-1, (byte) 0xDA, 0, 2});
    System.arraycopy(head, 0, photograph, 0, head.length);
    photograph[photograph.length - 2] = -1;
    photograph[photograph.length - 1] = (byte) 0xD9;
    parts[2] = "content.xml";
    parts[3] = Samples.utf8("<x/>");
    for (int i = 4; i < parts.length; i += 2) {
      parts[i] = "Pictures/" + i + ".jpg";
      parts[i + 1] = photograph;
    }
    var document = Samples.zip(parts);
    var heap =
        new ExtractionLimits(
            64 << 20, 1 << 20, 1 << 20, 10, 1 << 20, 100, 8 << 20, Duration.ofSeconds(60), Duration.ofMinutes(5), 112,
            100);
    try (var real = new ExtractionPool(1, heap)) {
      var into = new java.io.ByteArrayOutputStream();
      var cleaned = real.clean(new ExtractionRequest("a.odt"), Set.of(), SourceBytes.of(document), into);
      assertEquals(List.of(), cleaned.left());
      assertTrue(cleaned.changed());
    }
  }

  @Test
  void outOfMemoryEndsTheWorkerOnly() throws IOException {
    assertEquals(List.of("extraction-out-of-memory"), codes(ask("memory")));
    good();
  }

  @Test
  void aStackOverflowIsTheFilesFaultAndTheWorkerGoesOn() throws IOException {
    assertEquals(List.of("document-damaged"), codes(ask("stack")));
    good();
  }

  @Test
  void haltAndExitAreCrashes() throws IOException {
    assertEquals(List.of("extraction-crashed"), codes(ask("halt")));
    assertEquals(List.of("extraction-crashed"), codes(ask("exit")));
    good();
  }

  @Test
  void aFileIsNotBlamedForWhatCameBeforeIt() throws IOException {
    assertEquals(List.of(), codes(ask("poison")));
    good();
  }

  @Test
  void nonsenseFromAWorkerIsRefused() throws IOException {
    for (int seed = 0; seed < 5; seed++) {
      assertEquals(
          List.of("extraction-crashed"),
          codes(
              pool.extract(
                  new ExtractionRequest("garbage"), SourceBytes.of(new byte[] {(byte) seed}))));
    }
    assertEquals(List.of("extraction-crashed"), codes(ask("flood")));
    good();
  }

  @Test
  void whatAParserPrintsDoesNoHarm() throws IOException {
    assertEquals(List.of(), codes(ask("print")));
    good();
  }

  @Test
  void aWorkerReachesNoNetwork() throws IOException {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(1);
      var port = String.valueOf(server.getLocalPort());
      for (var protocol : List.of("http", "https", "ftp")) {
        assertEquals(
            List.of("document-damaged"),
            codes(
                pool.extract(
                    new ExtractionRequest("url"), bytes(protocol + "://127.0.0.1:" + port + "/"))));
      }
      assertEquals(
          List.of("document-damaged"),
          codes(pool.extract(new ExtractionRequest("socket"), bytes(port))));
      assertEquals(List.of("document-damaged"), codes(ask("host")));
      assertThrows(java.net.SocketTimeoutException.class, server::accept);
    }
  }

  @Test
  void aWorkerMakesNoTemporaryFile() throws IOException {
    assertEquals(List.of("document-damaged"), codes(ask("spool")));
  }

  @Test
  void filesFromManyThreadsAreReadWhileSomeOfThemCrash() throws Exception {
    try (var several = new ExtractionPool(2, TIGHT, Misbehaving.class.getName());
        var threads = Executors.newFixedThreadPool(6)) {
      List<Future<Extraction>> answers =
          IntStream.range(0, 60)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              several.extract(
                                  new ExtractionRequest(i % 20 == 7 ? "halt" : "n" + i),
                                  bytes("글 " + i))))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        var answer = answers.get(i).get();
        if (i % 20 == 7) {
          assertEquals(List.of("extraction-crashed"), codes(answer));
        } else {
          assertEquals("글 " + i, answer.texts().getFirst().passages().getFirst().text());
        }
      }
    }
  }

  @Test
  void aWornOutWorkerIsRenewed() throws IOException {
    var renewing =
        new ExtractionLimits(
            1 << 20,
            1 << 20,
            1 << 20,
            10,
            1 << 20,
            100,
            8 << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            64,
            1);
    try (var two = new ExtractionPool(1, renewing, Misbehaving.class.getName())) {
      for (int i = 0; i < 3; i++) {
        assertEquals(List.of(), codes(two.extract(new ExtractionRequest("poison"), bytes("x"))));
      }
    }
  }

  @Test
  void whatIsTooLargeIsNotRead() throws IOException {
    var large = new SourceBytes(TIGHT.textBytes() + 1, InputStream::nullInputStream);
    assertEquals(
        List.of("too-large-to-read"), codes(pool.extract(new ExtractionRequest("a.txt"), large)));
  }

  @Test
  void aFileThatCannotBeReadIsTheCallersMatter() throws IOException {
    var shorter = new SourceBytes(100, () -> InputStream.nullInputStream());
    assertThrows(IOException.class, () -> pool.extract(new ExtractionRequest("n"), shorter));
    good();
  }

  @Test
  void aClosedPoolSaysSo() throws IOException {
    var closed = new ExtractionPool(1, TIGHT, Misbehaving.class.getName());
    closed.close();
    assertThrows(IOException.class, () -> closed.extract(new ExtractionRequest("n"), bytes("x")));
  }

  @Test
  void aWorkerThatCannotStartIsNoFilesFault() throws IOException {
    try (var none = new ExtractionPool(1, TIGHT, "org.bojagi.extract.NoSuchClass")) {
      assertThrows(IOException.class, () -> none.extract(new ExtractionRequest("n"), bytes("x")));
    }
  }

  private static void good() throws IOException {
    var extraction = ask("good");
    assertEquals(List.of(), extraction.findings());
    assertTrue(extraction.texts().getFirst().passages().getFirst().text().startsWith("한마디"));
  }

  private static Extraction ask(String path) throws IOException {
    return pool.extract(new ExtractionRequest(path), bytes("한마디"));
  }

  private static SourceBytes bytes(String text) {
    return SourceBytes.of(Samples.utf8(text));
  }

  private static List<String> codes(Extraction extraction) {
    return extraction.findings().stream().map(finding -> finding.code()).toList();
  }
}
