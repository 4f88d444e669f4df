package org.bojagi.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bojagi.Trials;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.show.ShownBundle.Corpus;
import org.bojagi.text.Charsets;
import org.bojagi.text.Subtitles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packed texts that attack: src/test/resources/org/bojagi/show/hostile, a folder for each class. */
class HostileTextTest {
  private static final Path HOSTILE = Path.of("src/test/resources/org/bojagi/show/hostile");
  private static final Path CRASHES = Path.of("src/test/resources/org/bojagi/show/crashes");
  private static final int CLASSES = 20;
  private static final int PAYLOADS = 15;

  @TempDir Path folder;

  private static TreeMap<String, byte[]> payloads(Path root) throws IOException {
    var payloads = new TreeMap<String, byte[]>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("README.md")) {
          payloads.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
    }
    return payloads;
  }

  private static Corpus withNeighbours() {
    return new Corpus()
        .add("영상/살구나무.mp4", "영상/살구나무.mp4", Role.ITEM, "video/mp4", null, new byte[] {1})
        .add("그림/강.jpg", "그림/강.jpg", Role.ITEM, "image/jpeg", null, new byte[] {1})
        .text("글/2.md", TextFormat.MARKDOWN, "둘째");
  }

  private static TextFormat format(String name) {
    return name.endsWith(".md") ? TextFormat.MARKDOWN : name.endsWith(".txt") ? TextFormat.PLAIN : TextFormat.HTML;
  }

  @Test
  void thereAreTwentyClassesOfAttackWithFifteenPayloadsEach() throws IOException {
    var counts = new TreeMap<String, Integer>();
    payloads(HOSTILE).keySet().forEach(name -> counts.merge(name.substring(0, name.indexOf('/')), 1, Integer::sum));
    assertTrue(counts.size() >= CLASSES, counts::toString);
    counts.forEach((name, count) -> assertTrue(count >= PAYLOADS, name + " has " + count));
  }

  /** As the page, Markdown and plain text that it claims to be, and as each of the others: a claim costs nothing. */
  @Test
  void nothingButAllowedElementsAndOurOwnAddressesIsLeftOfAnyPayload() throws IOException {
    var corpus = withNeighbours();
    var payloads = payloads(HOSTILE);
    payloads.putAll(payloads(CRASHES));
    var paths = new ArrayList<String>();
    for (var payload : payloads.entrySet()) {
      var text = Charsets.decode(payload.getValue(), Charsets.detect(payload.getValue(), ""));
      for (var format : List.of(TextFormat.HTML, TextFormat.MARKDOWN, TextFormat.PLAIN, TextFormat.PAGED)) {
        var path = "글/" + payload.getKey().replace('/', '-') + "." + format.code();
        paths.add(path);
        corpus.text(path, format, text);
      }
      // What a bundle's maker says the charset is may be wrong on purpose.
      var raw = "글/raw-" + payload.getKey().replace('/', '-');
      paths.add(raw);
      corpus.add(raw, raw, Role.ITEM, "text/html", format(payload.getKey()), payload.getValue());
    }
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      for (var path : paths) {
        var frame = bundle.frame(path);
        ShownHtml.assertAllowed(frame, bundle.addresses, path);
        ShownHtml.assertStable(frame, path);
      }
    }
  }

  /** What a page says is shown; left out is what stands in buttons, films, comments and styles. */
  @Test
  void theWordsOfMostPayloadsAreStillThere() throws IOException {
    var corpus = withNeighbours();
    var payloads = payloads(HOSTILE);
    payloads.keySet().removeIf(name -> !name.endsWith(".html") && !name.endsWith(".md"));
    payloads.forEach((name, bytes) -> corpus.text("글/" + name, format(name), Charsets.decode(bytes, Charsets.detect(bytes, ""))));
    var lost = new ArrayList<String>();
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      for (var name : payloads.keySet()) {
        if (!bundle.frame("글/" + name).html().contains("글")) {
          lost.add(name);
        }
      }
    }
    assertTrue(lost.size() < payloads.size() / 8, lost.size() + ": " + lost);
  }

  @Test
  void drawingsAreServedAsPicturesInASandboxAndNothingElseOfThesePayloadsIsServedAtAll() throws IOException {
    for (var payload : payloads(HOSTILE).entrySet()) {
      var type = MediaType.of(payload.getValue());
      if (payload.getKey().endsWith(".svg")) {
        assertEquals("image/svg+xml", type.orElseThrow().contentType(), payload.getKey());
        assertTrue(type.get().contentSecurityPolicy().contains("default-src 'none'"), payload.getKey());
        assertTrue(type.get().contentSecurityPolicy().endsWith("sandbox"), payload.getKey());
      } else if (type.isPresent()) {
        // A page that begins with a drawing is a drawing, with the drawing's headers.
        assertEquals("image/svg+xml", type.get().contentType(), payload.getKey());
      }
    }
  }

  @Test
  void subtitlesAreWrittenAnewFromTheirCues() throws IOException {
    var payloads = payloads(HOSTILE);
    payloads.keySet().removeIf(name -> !name.endsWith(".vtt"));
    var corpus = new Corpus();
    payloads.forEach((name, bytes) -> corpus.add(name, name, Role.ITEM, "text/vtt", TextFormat.WEBVTT, bytes));
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      for (var name : payloads.keySet()) {
        var cues = Transcripts.cues(bundle.open, bundle.locations(name).files().getFirst());
        var written = Transcripts.webVtt(cues);
        assertWritten(name, written);
        assertFalse(cues.isEmpty(), name);
        assertEquals(cues, Subtitles.read(Subtitles.Format.WEBVTT, written, "").get(""), name);
      }
    }
  }

  private static void assertWritten(String name, String webVtt) {
    assertTrue(webVtt.startsWith("WEBVTT\n"), name);
    var cues = webVtt.substring("WEBVTT\n".length());
    for (var block : cues.isEmpty() ? new String[0] : cues.split("\n\n")) {
      var lines = block.strip().split("\n");
      assertTrue(lines[0].matches("\\d\\d+:\\d\\d:\\d\\d\\.\\d{3} --> \\d\\d+:\\d\\d:\\d\\d\\.\\d{3}"), name + ": " + lines[0]);
      for (int i = 1; i < lines.length; i++) {
        assertFalse(lines[i].matches("(?s).*(<|>|\\r|\\x00).*"), name + ": " + lines[i]);
      }
    }
  }

  /** Random changes of the payloads, put together at random: nothing throws, nothing gets through. */
  @Test
  void noChangeOfThePayloadsThrowsOrGetsThrough() throws IOException {
    long seed = Trials.seed(HostileTextTest.class);
    var random = new Random(seed);
    assertFalse(payloads(CRASHES).isEmpty());
    var payloads = List.copyOf(payloads(HOSTILE).values());
    int trials = Trials.of(20_000);
    var corpus = withNeighbours();
    var texts = new TreeMap<String, String>();
    for (int i = 0; i < trials; i++) {
      var format = List.of(TextFormat.HTML, TextFormat.HTML, TextFormat.MARKDOWN, TextFormat.PLAIN, TextFormat.PAGED).get(i % 5);
      var path = "글/" + i + "." + format.code();
      texts.put(path, changed(payloads, random));
      corpus.text(path, format, texts.get(path));
    }
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      for (var text : texts.entrySet()) {
        var what = "seed " + seed + ", " + text.getKey() + ":\n" + text.getValue();
        try {
          var frame = bundle.frame(text.getKey());
          ShownHtml.assertAllowed(frame, bundle.addresses, what);
          ShownHtml.assertStable(frame, what);
        } catch (RuntimeException e) {
          throw new AssertionError(what, e);
        }
        assertWritten(what, Transcripts.webVtt(
            Subtitles.read(Subtitles.Format.WEBVTT, text.getValue(), "").getOrDefault("", List.of())));
      }
    }
  }

  private static final List<String> PIECES =
      List.of("<", ">", "\"", "'", "</", "<!--", "-->", "<table>", "<svg>", "</svg>", "<math>", "<style>", "</style>", "<a href=#x>",
          "<p>", "</p>", "<b>", "\u0000", "&", "<template>", "<select>", "<img src=../그림/강.jpg>", "<h1>", "\n\n", "<ruby>", "<rt>", "<td>",
          "<li>", "<button>", "<object>", "<marquee>", "<form>", "<nobr>", "<pre>\n", "<textarea>", "<dd>", "\f", "<caption>", "<applet>");

  private static String changed(List<byte[]> payloads, Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      text.append(new String(payloads.get(random.nextInt(payloads.size())), StandardCharsets.UTF_8));
    }
    if (text.length() > 3_000) {
      text.setLength(3_000);
    }
    for (int i = random.nextInt(0, 12); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.setCharAt(at, (char) random.nextInt(0x20, 0x7f));
        default -> text.insert(random.nextInt(text.length()), text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
      }
    }
    return text.toString();
  }

  @Test
  void titlesAndNamesAreWordsWhateverTheyAre() throws IOException {
    var corpus = new Corpus();
    var names = new ArrayList<String>();
    for (var payload : payloads(HOSTILE).entrySet()) {
      if (payload.getKey().startsWith("names/")) {
        var name = new String(payload.getValue(), StandardCharsets.UTF_8).replaceAll("[/\\\\\\x00-\\x1f]", "_");
        names.add(name);
        corpus.add(name + ".mp4", name + ".mp4", Role.ITEM, "video/mp4", null, new byte[] {1});
      }
    }
    var text = new StringBuilder();
    for (var name : names) {
      var encoded = java.net.URLEncoder.encode(name + ".mp4", StandardCharsets.UTF_8).replace("+", "%20");
      text.append("![](").append(encoded).append(") ![](no").append(encoded).append(") [x](").append(encoded).append(")\n\n");
    }
    corpus.text("글.md", TextFormat.MARKDOWN, text.toString());
    try (var bundle = new ShownBundle(folder.resolve("bundle"), corpus)) {
      var frame = bundle.frame("글.md");
      var article = ShownHtml.assertAllowed(frame, bundle.addresses, "names");
      ShownHtml.assertStable(frame, "names");
      assertEquals(names.size(), article.select("video").size());
      assertEquals(names.size(), article.select("span.note").size());
    }
  }

  /** Not of the class's tests, but of its folder: no payload is empty. */
  @Test
  void everyPayloadSaysSomething() throws IOException {
    for (Map.Entry<String, byte[]> payload : payloads(HOSTILE).entrySet()) {
      assertTrue(payload.getValue().length > 0, payload.getKey());
    }
  }
}
