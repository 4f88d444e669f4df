package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.bojagi.window.Browser;
import org.bojagi.window.BrowserKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The driver, on pages of its own: what the tests of the reader rest on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumTest {
  private static final String POLICY =
      "default-src 'none'; form-action 'self'; frame-src 'self'; script-src 'self'; media-src 'self';"
          + " style-src 'unsafe-inline'";
  private static final String FILM = "(document.querySelector('video'))";
  private static final String KOREAN = "<!doctype html><html lang='ko'>";
  private static final String FORM =
      """
      <!doctype html><html lang="ko"><title>시험</title><style>
      body { background: white }
      @media (prefers-color-scheme: dark) { body { background: black; color: white } }
      </style><main><h1>보자기</h1>
      <form action="/next"><label>낱말 <input name="q" autocomplete="off"></label><button>찾기</button></form>
      <noscript>scripts are off</noscript><p id="ran"></p>
      <iframe title="안" sandbox src="/inner" style="margin: 30px; border: 7px solid; height: 90px"></iframe>
      </main><script src="/script.js"></script>
      """;
  private static final String SCRIPT =
      """
      document.getElementById('ran').textContent = 'scripts ran';
      window.keys = [];
      addEventListener('keydown', event => keys.push(event.key + '/' + event.code + '/' + event.keyCode));
      """;

  @TempDir static Path folder;
  private TestServer server;
  private WrappedChromium wrapped;
  private Chromium chromium;
  private Page page;

  @BeforeAll
  void startAsTheReaderDoes() throws Exception {
    server =
        new TestServer()
            .page("/", FORM, POLICY)
            .page("/inner", KOREAN + "<p>안쪽</p><a href='/clicked'>여기</a>", "default-src 'none'")
            .page("/clicked", KOREAN + "<p>눌렀습니다", "default-src 'none'")
            .page("/next", KOREAN + "<title>다음</title><h1>다음</h1><input><img src='data:,x'>", POLICY)
            .page(
                "/leaking",
                "<!doctype html><iframe sandbox src='/leak'></iframe>"
                + "<iframe sandbox srcdoc='<img src=http://127.0.0.2:4999/b>'></iframe>",
                "default-src *; frame-src *")
            .page("/leak", "<img src=http://127.0.0.2:4999/a>", "default-src *")
            .page("/film", "<!doctype html><video src='/film.mp4' controls></video>", POLICY)
            .file("/script.js", "text/javascript", SCRIPT.getBytes(StandardCharsets.UTF_8))
            .file("/film.mp4", "video/mp4", Files.readAllBytes(Path.of("corpus/영상/살구나무.mp4")));
    wrapped = WrappedChromium.in(folder.resolve("it's 브라우저"), NetLog.flag(log()));
    var browser = Browser.named(wrapped.program());
    assertEquals(BrowserKind.CHROMIUM, browser.kind());
    browser.open(server.address("/"));
    chromium = wrapped.attach();
    page = chromium.page(server.address("/").toString());
  }

  private static Path log() {
    return folder.resolve("net.json");
  }

  @AfterAll
  void end() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (wrapped != null) {
      wrapped.close();
    }
    server.close();
  }

  @BeforeEach
  void toTheForm() {
    page.setScripts(true).go(server.address("/").toString());
  }

  @Test
  void thePrivateWindowThatTheProductAsksForIsSeen() throws Exception {
    assertTrue(wrapped.arguments().contains("--incognito"), wrapped.arguments().toString());
    assertTrue(page.text().contains("보자기"), page.text());
    // Only in private windows is storage kept in memory; and there is no other window.
    assertEquals(1, chromium.targets().stream().filter(target -> target.type().equals("page")).count());
  }

  @Test
  void aFormIsFilledInHangulByKeyboardAlone() {
    page.press(Key.TAB);
    assertTrue(page.focused().startsWith("<input"), page.focused());
    page.type("살구나무").press(Key.ENTER).waitFor("location.pathname === '/next'");
    assertEquals("?q=%EC%82%B4%EA%B5%AC%EB%82%98%EB%AC%B4", page.evaluate("location.search"));
    assertTrue(server.asked().contains("GET /next?q=%EC%82%B4%EA%B5%AC%EB%82%98%EB%AC%B4"));
  }

  @Test
  void keysArriveAsFromAKeyboard() {
    page.press(Key.ESCAPE).press(Key.LEFT).press(Key.TAB).pressWithShift(Key.TAB);
    page.press(Key.ESCAPE_TO_INPUT_METHOD);
    assertEquals(
        List.of("Escape/Escape/27", "ArrowLeft/ArrowLeft/37", "Tab/Tab/9", "Tab/Tab/9", "Process/Escape/229"),
        page.evaluate("keys"));
  }

  @Test
  void aSyllableInTheMakingIsSeen() {
    page.click("input").compose("ㅎ").compose("하");
    assertEquals("하", page.evaluate("document.querySelector('input').value"));
  }

  @Test
  void theMouseClicksAlsoWithinASandboxedFrame() {
    page.click("button").waitFor("location.pathname === '/next'");
    page.go(server.address("/").toString());
    try (var frame = page.frame("iframe")) {
      frame.waitForText("안쪽");
      assertEquals("null", frame.evaluate("self.origin"));
      assertThrows(IllegalStateException.class, () -> page.evaluate("frames[0].document.title"));
      frame.click("a").waitForText("눌렀습니다");
    }
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"position: fixed; inset: 0\">')");
    assertThrows(IllegalStateException.class, () -> page.click("button"));
  }

  /** As a frame does that grows under a link when its own script comes. */
  @Test
  void theMouseGoesAfterALinkThatMovesAway() {
    page.evaluate(
        """
        (e => {
          let moves = 3;
          e.insertAdjacentHTML('beforebegin', '<iframe style="display: block; height: 10px"></iframe>');
          const frame = e.previousSibling;
          addEventListener('pointermove', () => {
            if (moves-- > 0) {
              frame.style.height = frame.offsetHeight + 90 + 'px';
            }
          }, true);
        })(document.querySelector('button'))
        """);
    page.click("button").waitFor("location.pathname === '/next'");
  }

  @Test
  void scriptsCanBeForbidden() {
    assertTrue(page.text().contains("scripts ran") && !page.text().contains("scripts are off"), page.text());
    page.setScripts(false).reload();
    assertTrue(page.text().contains("scripts are off") && !page.text().contains("scripts ran"), page.text());
  }

  @Test
  void sizeAndColoursAreThoseAskedForAndAPictureIsTaken() throws Exception {
    page.setViewport(360, 640).setColourScheme("dark");
    var dark = ImageIO.read(page.screenshot(folder.resolve("dark.png")).toFile());
    assertEquals(List.of(360, 640), List.of(dark.getWidth(), dark.getHeight()));
    assertEquals(0xff000000, dark.getRGB(2, 2));
    page.setColourScheme("light").evaluate("document.body.style.height = '3000px'");
    var light = ImageIO.read(page.wholeScreenshot(folder.resolve("light.png")).toFile());
    assertTrue(light.getHeight() >= 3000, "height " + light.getHeight());
    assertEquals(0xffffffff, light.getRGB(2, 2));
  }

  @Test
  void whatHindersPeopleIsFound() {
    assertEquals(List.of(), page.accessibilityViolations());
    page.evaluate("document.querySelector('label').replaceWith(document.querySelector('input'))");
    var violations = page.accessibilityViolations();
    assertEquals(1, violations.size(), violations.toString());
    assertTrue(violations.getFirst().startsWith("label, critical: "), violations.getFirst());
  }

  @Test
  void whatHindersPeopleInASandboxedFrameIsFound() {
    try (var frame = page.frame("iframe")) {
      frame.waitForText("안쪽").evaluate("document.querySelector('a').textContent = ''");
      var violations = frame.accessibilityViolations();
      assertTrue(violations.stream().anyMatch(line -> line.startsWith("link-name")), violations.toString());
    }
  }

  @Test
  void requestsOfFramesAreSeenFromTheFirstOn() {
    try (var seeing = chromium.page(server.address("/").toString())) {
      seeing.go(server.address("/leaking").toString());
      Poll.until(
          "the request of the frame",
          () ->
              seeing.requestsBeyondLoopback().equals(
                  List.of(new Page.Request("GET", "http://127.0.0.2:4999/a", "Image"))));
    }
  }

  @Test
  void theNetworkLogSeesFramesThatAreWrittenIntoThePageToo() throws Exception {
    page.go(server.address("/leaking").toString());
    Poll.until(
        "the request of the frame in the page",
        () -> NetLog.addresses(log()).contains("http://127.0.0.2:4999/b"));
    assertTrue(NetLog.addresses(log()).contains(server.address("/leak").toString()));
  }

  @Test
  void aFilmPlaysAfterASeekToItsLastThird() {
    page.go(server.address("/film").toString());
    page.waitFor("(v => v.readyState > 0)" + FILM);
    page.evaluate("(v => { v.muted = true; v.currentTime = v.duration * 0.7; return v.play() })" + FILM);
    page.waitFor("(v => v.videoWidth > 0 && v.currentTime > v.duration * 0.7 + 0.2)" + FILM);
  }

  @Test
  void whatAPolicyRefusesIsInTheConsole() {
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=/picture>')");
    Poll.until(
        "the refusal",
        () -> page.console().stream().anyMatch(line -> line.matches(".*/picture.*default-src.*")));
    assertTrue(server.asked().stream().noneMatch(request -> request.contains("/picture")));
  }
}
