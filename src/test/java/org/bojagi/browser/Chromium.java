package org.bojagi.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.jr.ob.JSON;

/**
 * A Chromium that runs already, with {@code --remote-debugging-port}, whoever started it: all of its windows,
 * private ones too, and frames of another origin, sandboxed ones among them. Closing lets go of it and
 * doesn't end it.
 */
public final class Chromium implements AutoCloseable {
  /** @param type {@code page}, {@code iframe} for a frame in a process of its own, and others */
  public record Target(String id, String type, String url, String title) {}

  private final DevTools tools;

  private Chromium(DevTools tools) {
    this.tools = tools;
  }

  public static Chromium attach(int port) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/version")).build();
      var answer = JSON.std.mapFrom(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
      return new Chromium(new DevTools(URI.create((String) answer.get("webSocketDebuggerUrl"))));
    }
  }

  public List<Target> targets() {
    return DevTools.list(tools.call("", "Target.getTargets", Map.of()).get("targetInfos")).stream()
        .map(DevTools::object)
        .map(
            info ->
                new Target(
                    (String) info.get("targetId"),
                    (String) info.get("type"),
                    (String) info.get("url"),
                    (String) info.get("title")))
        .toList();
  }

  /** Waits for a tab whose address begins so. */
  public Page page(String addressPrefix) {
    return attach(target("page", target -> target.url().startsWith(addressPrefix)), null, "");
  }

  /** Opens a tab in an ordinary window. */
  public Page open(String address) {
    var made = tools.call("", "Target.createTarget", Map.of("url", address));
    return attach(target("page", target -> target.id().equals(made.get("targetId"))), null, "");
  }

  /** Closes every tab whose address begins so, and waits until they are gone. */
  public void closePages(String addressPrefix) {
    Poll.until(
        "the end of tabs of " + addressPrefix,
        () -> {
          var open =
              targets().stream()
                  .filter(target -> target.type().equals("page") && target.url().startsWith(addressPrefix))
                  .toList();
          open.forEach(target -> tools.send("", "Target.closeTarget", Map.of("targetId", target.id())));
          return open.isEmpty();
        });
  }

  Target target(String type, Predicate<Target> wanted) {
    return Poll.until(
            "a " + type,
            Poll.LIMIT,
            () -> targets().stream().filter(target -> target.type().equals(type)).filter(wanted).findFirst(),
            found -> found.isPresent())
        .orElseThrow();
  }

  Page attach(Target target, Page parent, String frameSelector) {
    var answer = tools.call("", "Target.attachToTarget", Map.of("targetId", target.id(), "flatten", true));
    return new Page(this, tools, target, (String) answer.get("sessionId"), parent, frameSelector);
  }

  /** Asks the browser to end, as a person who closes its last window does. */
  public void quit() {
    tools.send("", "Browser.close", Map.of());
  }

  /** Makes the browser's own process crash, with every page. */
  public void crash() {
    tools.send("", "Browser.crash", Map.of());
  }

  @Override
  public void close() {
    tools.close();
  }
}
