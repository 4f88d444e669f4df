package org.bojagi.browser;

import static org.bojagi.browser.DevTools.list;
import static org.bojagi.browser.DevTools.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.jr.ob.JSON;

/**
 * A tab, or a frame that has a process of its own, as sandboxed ones have.
 *
 * <p>Expressions are evaluated by the debugger: neither the page's policy nor switched-off scripts hinder
 * them.
 */
public final class Page implements AutoCloseable {
  private static final int SHIFT = 8;

  /** Of a place: whether the mouse in its middle is on the element. */
  private static final int HELD = 2;

  /** More than anything moves by itself. */
  private static final int LOOKS = 100;

  private static final Pattern WITHIN =
      Pattern.compile("(?:http|ws)://127\\.0\\.0\\.1(?::\\d+)?/|data:|blob:|about:");

  /** What axe asks of whole pages: a frame stands in the main part of one, below its heading. */
  private static final Map<String, ?> NOT_OF_FRAMES =
      Map.of(
          "landmark-one-main", Map.of("enabled", false), "page-has-heading-one", Map.of("enabled", false),
          "region", Map.of("enabled", false));

  /**
   * What a page, or a frame within it, asked for since {@link Page} was made.
   *
   * @param type {@code Document}, {@code Image}, {@code Media}, …
   */
  public record Request(String method, String url, String type) {}

  private final Chromium chromium;
  private final DevTools tools;
  private final Chromium.Target target;
  private final String session;
  private final Page parent;
  private final String frameSelector;
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private boolean scripts = true;
  private final List<String> console = new CopyOnWriteArrayList<>();

  Page(
      Chromium chromium,
      DevTools tools,
      Chromium.Target target,
      String session,
      Page parent,
      String frameSelector) {
    this.chromium = chromium;
    this.tools = tools;
    this.target = target;
    this.session = session;
    this.parent = parent;
    this.frameSelector = frameSelector;
    sessions.add(session);
    tools.listen(this::onEvent);
    watch(session).orTimeout(Poll.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    call("Page.enable", Map.of());
    if (parent == null) {
      call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }
  }

  /**
   * A frame's requests are seen from its first on: it waits until the commands before its release are carried
   * out.
   */
  private CompletableFuture<?> watch(String of) {
    tools.send(of, "Network.enable", Map.of());
    tools.send(of, "Log.enable", Map.of());
    tools.send(of, "Runtime.enable", Map.of());
    tools.send(
        of,
        "Target.setAutoAttach",
        Map.of("autoAttach", true, "waitForDebuggerOnStart", true, "flatten", true));
    return tools.send(of, "Runtime.runIfWaitingForDebugger", Map.of());
  }

  private void onEvent(DevTools.Event event) {
    if (!sessions.contains(event.session())) {
      return;
    }
    var parameters = event.parameters();
    switch (event.method()) {
      case "Target.attachedToTarget" -> {
        var child = (String) parameters.get("sessionId");
        sessions.add(child);
        watch(child);
      }
      case "Network.requestWillBeSent" -> {
        var request = object(parameters.get("request"));
        requests.add(
            new Request(
                (String) request.get("method"),
                (String) request.get("url"),
                String.valueOf(parameters.get("type"))));
      }
      case "Network.webSocketCreated" ->
          requests.add(new Request("GET", (String) parameters.get("url"), "WebSocket"));
      case "Log.entryAdded" -> {
        var entry = object(parameters.get("entry"));
        console.add(entry.get("level") + ": " + entry.get("text"));
      }
      case "Runtime.exceptionThrown" -> console.add("exception: " + parameters.get("exceptionDetails"));
      case "Runtime.consoleAPICalled" -> console.add(parameters.get("type") + ": " + parameters.get("args"));
      default -> {}
    }
  }

  private Map<String, Object> call(String method, Map<String, ?> parameters) {
    return tools.call(session, method, parameters);
  }

  // What stands there

  /**
   * The value of a JavaScript expression, a promise's when it is kept: null, Boolean, Number, String, List or
   * Map.
   *
   * @throws IllegalStateException the expression throws; or no answer, where the page itself runs an endless
   * loop
   */
  public Object evaluate(String expression) {
    var answer =
        call(
            "Runtime.evaluate",
            Map.of(
                "expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
    if (answer.get("exceptionDetails") != null) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return object(answer.get("result")).get("value");
  }

  /** Until an expression is true, also across a change of page. Where it doesn't come, what stands there is said. */
  public Page waitFor(String expression) {
    try {
      Poll.until(expression, () -> Boolean.TRUE.equals(evaluate("!!(" + expression + ")")));
      return this;
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", " + shown(), e);
    }
  }

  private String shown() {
    try {
      return "at " + url() + ": " + text();
    } catch (IllegalStateException e) {
      return "and the page doesn't answer: " + e.getMessage();
    }
  }

  public Page waitForText(String text) {
    return waitFor("document.body && document.body.innerText.includes(" + JSON.std.asString(text) + ")");
  }

  /** As a person reads it, without what is hidden. */
  public String text() {
    return String.valueOf(evaluate("document.body ? document.body.innerText : ''"));
  }

  public String url() {
    return (String) evaluate("location.href");
  }

  /** Of the element that has the focus; empty where none has. */
  public String focused() {
    return (String)
        evaluate(
            "(e => !e || e === document.body ? '' : e.outerHTML.slice(0, 200))(document.activeElement)");
  }

  /** The frame that an element is, once it has a process of its own. */
  public Page frame(String selector) {
    waitFor("document.readyState === 'complete'");
    waitFor("document.querySelector(" + JSON.std.asString(selector) + ")");
    var root = object(call("DOM.getDocument", Map.of("depth", 0)).get("root"));
    var node = call("DOM.querySelector", Map.of("nodeId", root.get("nodeId"), "selector", selector));
    var described = object(call("DOM.describeNode", Map.of("nodeId", node.get("nodeId"))).get("node"));
    var frame = chromium.target("iframe", candidate -> candidate.id().equals(described.get("frameId")));
    return chromium.attach(frame, this, selector);
  }

  /**
   * What was asked for since this was made, frames' requests too; a page that was open before has asked
   * already. The first requests of a frame whose text stands in the page ({@code srcdoc}) are missing: {@link
   * NetLog} has them.
   */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Requests that left this computer's loopback; what stays within the page is none. */
  public List<Request> requestsBeyondLoopback() {
    return requests.stream()
        .filter(request -> !WITHIN.matcher(request.url()).lookingAt())
        .toList();
  }

  /** What the browser and the page's scripts complained of: violated policies, exceptions, console. */
  public List<String> console() {
    return List.copyOf(console);
  }

  // What a person does

  public Page go(String address) {
    return leave("Page.navigate", Map.of("url", address)).waitFor("document.readyState === 'complete'");
  }

  public Page reload() {
    return leave("Page.reload", Map.of()).waitFor("document.readyState === 'complete'");
  }

  private Page leave(String how, Map<String, ?> parameters) {
    evaluate("window.before = true");
    call(how, parameters);
    return waitFor("!window.before");
  }

  /** A page whose script is still on its way, until {@link #letThrough}. */
  Page reloadWithout(String addressPattern) {
    call("Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", addressPattern))));
    return leave("Page.reload", Map.of());
  }

  Page letThrough() {
    call("Fetch.disable", Map.of());
    return this;
  }

  /**
   * With the mouse, in the middle of the first element that the selector finds, scrolled to where it can be
   * seen. Where the page moves on while the mouse is on its way, it goes after the element, as a hand does.
   */
  public Page click(String selector) {
    waitFor("document.querySelector(" + JSON.std.asString(selector) + ")");
    if (!root().scripts) {
      waitFor("document.readyState === 'complete'"); // nothing is drawn that could be waited for
    }
    var middle = restingMiddle(selector);
    if (parent != null || !scripts) {
      return clickAt(middle[0], middle[1]);
    }
    if (!pressOn(selector, middle)) {
      Poll.until("the mouse on " + selector, () -> pressOn(selector, restingMiddle(selector)));
    }
    return this;
  }

  /** @return whether the button went down on the element, and so was let go there */
  private boolean pressOn(String selector, double[] middle) {
    evaluate(
        "(e => { window.hit = false; addEventListener('pointerdown', event => {"
            + " window.hit = e.contains(event.target) }, {capture: true, once: true}); })(document.querySelector(%s))".formatted(JSON.std.asString(selector)));
    mouse("mouseMoved", middle[0], middle[1], 0);
    mouse("mousePressed", middle[0], middle[1], 1);
    boolean hit = Boolean.TRUE.equals(evaluate("window.hit"));
    if (!hit) {
      mouse("mouseMoved", 0, 0, 1); // let go elsewhere, it is no click
    }
    mouse("mouseReleased", hit ? middle[0] : 0, hit ? middle[1] : 0, 1);
    return hit;
  }

  /**
   * Of an element on which the mouse can get hold, once it is in the same place before and after the window was drawn:
   * a click may land in what was there before.
   */
  private double[] restingMiddle(String selector) {
    var before = new double[0];
    for (int look = 0; look < LOOKS; look++) {
      var now = place(selector);
      if (Arrays.equals(before, now)) {
        if (now[HELD] == 0) {
          throw new IllegalStateException(selector + " is covered by something else, or outside of the window");
        }
        return now;
      }
      before = now;
      if (root().scripts) {
        // A window that the system holds for covered draws nothing at all.
        root().evaluate("new Promise(drawn => { requestAnimationFrame(() => requestAnimationFrame(() => "
            + "drawn(true))); setTimeout(() => drawn(false), 1000) })");
      }
    }
    throw new IllegalStateException(selector + " doesn't come to rest");
  }

  /** @param x in CSS pixels of this page or frame */
  public Page clickAt(double x, double y) {
    if (parent != null) {
      var corner = corner();
      parent.clickAt(x + number(corner.get(0)), y + number(corner.get(1)));
      return this;
    }
    mouse("mouseMoved", x, y, 0);
    mouse("mousePressed", x, y, 1);
    mouse("mouseReleased", x, y, 1);
    return this;
  }

  /** The middle of an element in this page or frame, {@link #HELD}, and where the frame is. */
  private double[] place(String selector) {
    var corner = parent == null ? List.of(0, 0) : corner();
    var place =
        list(
            evaluate(
                "(e => { e.scrollIntoView({block: 'center', behavior: 'instant'});"
                        + " const r = e.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2;"
                        + " return [x, y, e.contains(document.elementFromPoint(x, y)) ? 1 : 0]; })"
                        + "(document.querySelector(%s))".formatted(JSON.std.asString(selector))));
    return Stream.concat(place.stream(), corner.stream()).mapToDouble(Page::number).toArray();
  }

  /** Of this frame in its parent, scrolled to where it can be seen. */
  private List<?> corner() {
    return list(
        parent.evaluate(
            "(e => (e.scrollIntoView({block: 'nearest', behavior: 'instant'}),"
                    + " [e.getBoundingClientRect().x + e.clientLeft,"
                    + " e.getBoundingClientRect().y + e.clientTop]))"
                    + "(document.querySelector(%s))".formatted(JSON.std.asString(frameSelector))));
  }

  private static double number(Object json) {
    return ((Number) json).doubleValue();
  }

  private void mouse(String type, double x, double y, int clicks) {
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type", type, "x", x, "y", y, "button", clicks == 0 ? "none" : "left",
            "buttons", type.equals("mousePressed") ? 1 : 0, "clickCount", clicks));
  }

  public Page press(Key key) {
    return press(key, 0);
  }

  public Page pressWithShift(Key key) {
    return press(key, SHIFT);
  }

  private Page press(Key key, int modifiers) {
    press(key, key.text.isEmpty() ? "rawKeyDown" : "keyDown", key.text, modifiers).join();
    // The frame that had the focus may have gone with the key: then nobody answers.
    press(key, "keyUp", "", modifiers);
    return this;
  }

  private CompletableFuture<?> press(Key key, String type, String text, int modifiers) {
    return tools
        .send(
            root().session,
            "Input.dispatchKeyEvent",
            Map.of(
                "type", type, "key", key.key, "code", key.code, "windowsVirtualKeyCode", key.number, "text",
                text, "modifiers", modifiers))
        .orTimeout(Poll.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Text into what has the focus, as an input method hands it over: Hangul too. */
  public Page type(String text) {
    root().call("Input.insertText", Map.of("text", text));
    return this;
  }

  /** A syllable that an input method still works on. */
  public Page compose(String text) {
    root().call(
            "Input.imeSetComposition",
            Map.of("text", text, "selectionStart", text.length(), "selectionEnd", text.length()));
    return this;
  }

  private Page root() {
    return parent == null ? this : parent.root();
  }

  /** Makes the page's own process crash. */
  public void crash() {
    tools.send(session, "Page.crash", Map.of());
  }

  public Page closeTab() {
    call("Page.close", Map.of());
    return this;
  }

  // What a person's computer is like

  /** In CSS pixels. */
  public Page setViewport(int width, int height) {
    var size = Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false);
    call("Emulation.setDeviceMetricsOverride", size);
    return this;
  }

  /** @param scheme {@code light} or {@code dark} */
  public Page setColourScheme(String scheme) {
    var preferred = Map.of("name", "prefers-color-scheme", "value", scheme);
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(preferred)));
    return this;
  }

  /** Files that are saved from this tab land here, without a question. */
  Page saveInto(Path folder) {
    call("Page.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    return this;
  }

  /** From the next page on, as where a person has switched scripts off. */
  public Page setScripts(boolean allowed) {
    scripts = allowed;
    call("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    return this;
  }

  // What is kept of it

  /** The window's part of the page. */
  public Path screenshot(Path png) throws IOException {
    return screenshot(png, Map.of("format", "png"));
  }

  /** The page down to its end. */
  public Path wholeScreenshot(Path png) throws IOException {
    var size = object(call("Page.getLayoutMetrics", Map.of()).get("cssContentSize"));
    var clip =
        Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
    return screenshot(png, Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
  }

  private Path screenshot(Path png, Map<String, ?> parameters) throws IOException {
    Files.createDirectories(png.toAbsolutePath().getParent());
    var picture = (String) call("Page.captureScreenshot", parameters).get("data");
    return Files.write(png, Base64.getDecoder().decode(picture));
  }

  /**
   * What axe-core finds wrong, one line for each place; frames are not entered, ask each for its own. axe
   * waits by timers, which don't run where scripts are forbidden: there they are made to run at once.
   */
  public List<String> accessibilityViolations() {
    try (var script = Page.class.getResourceAsStream("/axe.min.js")) {
      if (!Boolean.TRUE.equals(evaluate("!!window.axe"))) {
        evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8) + ";0");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var violations =
        list(
            evaluate(
                """
                (async () => {
                  const later = window.setTimeout;
                  window.setTimeout = action => { Promise.resolve().then(action); return 0; };
                  try {
                    return (await axe.run(document, {iframes: false, rules: %s})).violations;
                  } finally {
                    window.setTimeout = later;
                  }
                })()
                """
                    .formatted(JSON.std.asString(parent == null ? Map.of() : NOT_OF_FRAMES))));
    return violations.stream()
        .map(DevTools::object)
        .flatMap(
            violation ->
                list(violation.get("nodes")).stream()
                    .map(DevTools::object)
                    .map(
                        node ->
                            "%s, %s: %s; %s"
                                .formatted(
                                    violation.get("id"),
                                    violation.get("impact"),
                                    violation.get("help"),
                                    list(node.get("target")).stream().map(String::valueOf).collect(
                                            Collectors.joining(" in "))
                                        + " "
                                        + node.get("html"))))
        .toList();
  }

  /** Lets go of the page; it stays open. */
  @Override
  public void close() {
    tools.send("", "Target.detachFromTarget", Map.of("sessionId", session));
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
