package org.bojagi.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Whether anybody looks at the pages: each keeps a stream of events open (HTML, "Server-sent events"), on which a beat
 * goes out twice a second. A page that hears none for two seconds blanks itself; when no page is left, the process ends.
 */
final class Attendance {
  static final Duration BEAT = Duration.ofMillis(500);

  /** A page that leads to another closes its stream before the other opens one. */
  static final Duration ABSENCE = Duration.ofSeconds(5);

  private final AtomicInteger streams = new AtomicInteger();
  private volatile long lastSeenNanos = System.nanoTime();
  private volatile long lastActiveNanos = System.nanoTime();
  private volatile boolean everSeen;
  private volatile String ending;

  /** Blocks until the page has gone or {@link #end} is called. @param state JSON of one line */
  void stream(HttpExchange exchange, Supplier<String> state) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    streams.incrementAndGet();
    everSeen = true;
    try (var out = exchange.getResponseBody()) {
      while (ending == null) {
        out.write(("event: beat\ndata: " + state.get() + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        Thread.sleep(BEAT);
      }
      out.write(("event: end\ndata: " + ending + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lastSeenNanos = System.nanoTime();
      streams.decrementAndGet();
    }
  }

  /** Somebody asked for something, or a film plays. */
  void active() {
    lastActiveNanos = System.nanoTime();
    lastSeenNanos = lastActiveNanos;
  }

  Duration idle() {
    return Duration.ofNanos(System.nanoTime() - lastActiveNanos);
  }

  /** Whether pages were open and none is any more. Pages without scripts never open a stream: only idling ends those. */
  boolean allGone() {
    return everSeen && streams.get() == 0 && System.nanoTime() - lastSeenNanos > ABSENCE.toNanos();
  }

  /** Tells every page why, and closes their streams. */
  void end(String reason) {
    ending = reason;
  }
}
