package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bojagi.SampleStick;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.bojagi.cli.Bojagi;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/**
 * Texts that attack, packed by the packager and opened in a real browser: nothing of them runs, nothing is
 * fetched, and nobody is led away. The payloads call a listener on this computer, which the browser
 * could reach.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePagesIT {
  private static final Path HOSTILE = Path.of("src/test/resources/org/bojagi/show/hostile");
  private static final Path MADE = Bojagi.PROJECT.resolve("target/hostile-stick");
  private static final String PLACEHOLDER = "listener.invalid:9";
  private static final int CLASSES = 20;
  private static final int PAYLOADS = 15;
  private static final int AT_ONCE = 20;

  /**
   * Item pages of each class that are opened as a person opens them; all are when the full count is asked
   * for.
   */
  private static final int PAGES_OF_EACH = 20;

  @TempDir static Path folder;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, List<String>> itemsOfClass = new TreeMap<>();
  private final List<Element> frames = new ArrayList<>();
  private final Set<String> media = new LinkedHashSet<>();
  private ServerSocket listener;
  private WrappedChromium wrapped;
  private StartedReader reader;
  private Page page;

  @BeforeAll
  void packAndOpen() throws Exception {
    listener = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::count);
    var corpus = MADE.resolve("corpus");
    Trees.remove(MADE);
    writeCorpus(corpus);
    var stick = SampleStick.of(corpus, MADE.resolve("made"));
    wrapped = StartedReader.browser(folder, NetLog.flag(log()));
    reader = StartedReader.start(wrapped, stick).unlock(stick.words);
    page = reader.page;
    findItems();
  }

  @AfterAll
  void nothingButTheReaderWasAsked() throws Exception {
    try {
      assertEquals(0, calls.get());
      assertEquals(List.of(), page.requestsBeyondLoopback());
      var addresses = NetLog.addresses(log());
      assertTrue(addresses.stream().anyMatch(address -> address.startsWith(reader.origin)));
      assertEquals(
          List.of(),
          addresses.stream()
              .filter(address -> address.contains("listener.invalid") || address.contains(listenerAddress()))
              .toList());
    } finally {
      end();
    }
  }

  private void end() throws Exception {
    if (reader != null) {
      reader.close();
    }
    if (wrapped != null) {
      wrapped.close();
    }
    listener.close();
  }

  private static Path log() {
    return folder.resolve("net.json");
  }

  private void count() {
    try {
      while (true) {
        listener.accept().close();
        calls.incrementAndGet();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private String listenerAddress() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Each payload as an item of its own; subtitles beside a film, names as titles. */
  private void writeCorpus(Path corpus) throws IOException {
    try (var files = Files.walk(HOSTILE)) {
      for (var file : files.filter(Files::isRegularFile).filter(file -> !file.endsWith("README.md"))
          .toList()) {
        var attack = file.getParent().getFileName().toString();
        counts.merge(attack, 1, Integer::sum);
        var name = attack + "-" + file.getFileName();
        var target = Files.createDirectories(corpus.resolve(attack)).resolve(name);
        var payload = withListener(Files.readAllBytes(file), listenerAddress());
        if (attack.equals("names")) {
          var title = new String(payload, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
          var quoted = JSON.std.asString(title);
          Files.writeString(
              target.resolveSibling(name.replace(".txt", ".md")),
              "---\ntitle: " + quoted + "\ncreator: " + quoted + "\ndescription: " + quoted + "\n---\n\n글 "
                  + name + "\n");
        } else if (name.endsWith(".vtt")) {
          Files.write(target.resolveSibling(name.replace(".vtt", ".ko.vtt")), payload);
          Files.copy(
              Bojagi.PROJECT.resolve("corpus/영상/값의 저울.webm"), target.resolveSibling(name.replace(".vtt",
                  ".webm")));
        } else {
          Files.write(target, payload);
        }
      }
    }
  }

  /** ASCII stays ASCII in whatever charset the payload pretends to be. */
  private static byte[] withListener(byte[] payload, String address) {
    var text = new String(payload, StandardCharsets.ISO_8859_1);
    return text.replace(PLACEHOLDER, address).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Every item's page as it is served, asked for by the first page's own origin; none is opened for this. */
  private void findItems() {
    var addresses = new LinkedHashMap<String, String>();
    for (int from = 0, before = -1; addresses.size() > before; from += 60) {
      before = addresses.size();
      for (var link : html("/list/all?from=" + from).select("main a.title")) {
        addresses.put(link.attr("href"), link.text());
      }
    }
    addresses.forEach(
        (address, title) -> {
          var document = html(address);
          for (var frame : document.select("iframe")) {
            frames.add(frame);
          }
          for (var element : document.select("img[src], video[src], audio[src], track[src]")) {
            media.add(element.attr("src"));
          }
          for (var attack : counts.keySet()) {
            if (title.replace(' ', '-').contains(attack + "-")) {
              itemsOfClass.computeIfAbsent(attack, none -> new ArrayList<>()).add(address);
            }
          }
        });
    System.out.println(addresses.size() + " items, " + frames.size() + " frames, " + media.size() + " media");
  }

  private Document html(String address) {
    return Jsoup.parse((String) page.evaluate("fetch('" + address + "').then(answer => answer.text())"));
  }

  private void assertNothingRan(String where) {
    assertEquals(0, calls.get(), where);
    assertEquals("", page.evaluate("window.name"), where);
  }

  /** What is sanitised has nothing left that a policy would have to stop, or that throws. */
  private void assertNothingTried(List<String> consoleBefore, String where) {
    var console = page.console();
    assertEquals(List.of(), console.subList(consoleBefore.size(), console.size()), where);
  }

  @Test
  void thereAreTwentyClassesOfAttackWithFifteenPayloadsEachAndAllArePacked() {
    assertTrue(counts.size() >= CLASSES, counts::toString);
    counts.forEach((name, count) -> assertTrue(count >= PAYLOADS, name + " has " + count));
    int payloads = counts.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(frames.size() >= payloads * 3 / 4, frames.size() + " frames");
  }

  /** All texts, several at once, each in a frame like that of its item's page. */
  @Test
  void noTextRunsOrFetchesOrLeadsAway() {
    reader.home();
    page.evaluate("window.stillHere = true");
    var console = page.console();
    for (int from = 0; from < frames.size(); from += AT_ONCE) {
      var some = frames.subList(from, Math.min(frames.size(), from + AT_ONCE));
      var described =
          some.stream()
              .map(
                  frame ->
                      Map.of(
                          "src", frame.attr("src"), "sandbox", frame.attr("sandbox"), "referrerpolicy",
                          frame.attr("referrerpolicy"), "allow", frame.attr("allow")))
              .toList();
      page.evaluate(
          """
          Promise.all(%s.map((attributes, i) => new Promise(done => {
            const frame = document.createElement('iframe');
            for (const name of Object.keys(attributes)) frame.setAttribute(name, attributes[name]);
            frame.id = 'attack-' + i;
            frame.onload = done;
            document.body.append(frame);
          }))).then(() => true)
          """
              .formatted(JSON.std.asString(described)));
      for (int i = 0; i < some.size(); i++) {
        var address = some.get(i).attr("src");
        try (var frame = page.frame("#attack-" + i)) {
          assertEquals(
              List.of("", 1, 1, "null"),
              frame.evaluate("[window.name, document.querySelectorAll('article').length, "
                  + "document.scripts.length, self.origin]"),
              address);
          assertEquals(List.of(), frame.console(), address);
          assertEquals(reader.origin + address, frame.url(), address);
        }
      }
      assertNothingRan("frames from " + from);
      assertNothingTried(console, "frames from " + from);
      assertEquals(true, page.evaluate("window.stillHere === true && location.pathname === '/'"));
      page.evaluate("document.querySelectorAll('[id^=attack-]').forEach(frame => frame.remove())");
    }
  }

  /**
   * As somebody does who opens a picture in a tab of its own. A drawing is served as it was packed: here the
   * policy has to stop it.
   */
  @Test
  void noDrawingRunsWhenItIsAPageOfItsOwn() {
    var drawings = media.stream().filter(address -> type(address).startsWith("image/svg")).toList();
    assertTrue(drawings.size() >= PAYLOADS, drawings.size() + " drawings");
    var tab = reader.chromium.open("about:blank");
    for (var address : drawings) {
      tab.go(reader.origin + address);
      assertEquals(List.of("", "null", "svg"), tab
          .evaluate("[window.name, self.origin, document.documentElement.tagName]"), address);
      assertEquals(reader.origin + address, tab.url());
    }
    assertEquals(List.of(), tab.requestsBeyondLoopback());
    tab.closeTab();
    assertNothingRan("drawings");
  }

  private String type(String address) {
    return (String)
        page.evaluate(
            "fetch('" + address + "', {method: 'HEAD'}).then(r => r.headers.get('content-type') || '')");
  }

  /** The whole page, with title, neighbours, film and subtitles. */
  @Test
  void noPageOfAnItemRunsOrFetchesOrLeadsAway() {
    assertEquals(counts.keySet(), itemsOfClass.keySet());
    var random = new Random(Trials.seed(HostilePagesIT.class));
    for (var attack : itemsOfClass.entrySet()) {
      var addresses = new ArrayList<>(attack.getValue());
      Collections.shuffle(addresses, random);
      for (var address : addresses.subList(0, Math.min(addresses.size(), Trials.of(PAGES_OF_EACH)))) {
        var where = attack.getKey() + " " + address;
        var console = page.console();
        page.go(reader.origin + address);
        page.evaluate(
            """
            document.querySelectorAll('video').forEach(film => {
              film.currentTime = 1;
              for (const track of film.textTracks) track.mode = 'showing';
            })
            """);
        page.waitFor("[...document.querySelectorAll('video')].every(film => film.readyState > 0 && "
            + "!film.seeking)");
        page.waitFor("[...document.querySelectorAll('track')].every(track => track.readyState > 1)");
        if (Boolean.TRUE.equals(page.evaluate("!!document.querySelector('iframe')"))) {
          page.waitFor("document.querySelector('iframe').style.height");
        }
        assertNothingRan(where);
        if (!attack.getKey().startsWith("svg-")) {
          assertNothingTried(console, where);
        }
        assertEquals(reader.origin + address, page.url(), where);
        assertEquals(StartedReader.TITLE, page.evaluate("document.title"), where);
      }
    }
  }

  /** Payloads as they are, in a page of ours that lets them: what was looked for above would be seen. */
  @Test
  void wherePayloadsMayRunTheyAreSeenToRun() throws Exception {
    try (var server = new TestServer()) {
      var address = server.address("").getAuthority();
      for (var name : List.of("scripts/01.html", "events/01.html", "loading-attributes/01.html")) {
        var payload = withListener(Files.readAllBytes(HOSTILE.resolve(name)), address);
        server.page("/" + name, new String(payload, StandardCharsets.UTF_8), "default-src * 'unsafe-inline'");
      }
      var other = reader.chromium.open(server.address("/scripts/01.html").toString());
      Poll.until("the call", () -> server.asked().contains("GET /scripts-01"));
      other.closeTab();
    }
  }
}
