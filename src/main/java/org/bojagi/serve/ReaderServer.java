package org.bojagi.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.fault.Fault;
import org.bojagi.fault.StorageException;
import org.bojagi.page.Tongue;
import org.bojagi.sign.Trust;

/**
 * The server of one session, on the loopback address alone.
 *
 * <p>It ends by {@link #end}: pages are told why and blank themselves, then whoever started it ends the process.
 */
public final class ReaderServer {
  private static final Duration WATCH = Duration.ofMillis(250);

  /** Whoever reads asks for nothing: what making pages took is given back meanwhile. */
  private static final Duration REST = Duration.ofSeconds(30);

  /** Long enough for the last answers to leave. */
  private static final Duration FAREWELL = Duration.ofMillis(300);

  static {
    // Of the JDK's server, read once when its class is loaded: heads are small, and who doesn't finish asking is let go.
    System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // A browser opens six. One that never finishes its head takes 100 KB of a heap of 76 MB, measured.
    System.setProperty("jdk.httpserver.maxConnections", "250");
  }

  /**
   * @param places sticks or bundles; asked again before each attempt to unlock
   * @param cacheBytes of decrypted chunks of all bundles
   * @param idle after so long without anybody doing anything the process ends
   * @param watched files and folders without which it ends: the stick's
   * @param trust whose bundles are opened
   */
  public record Settings(
      int port,
      Tongue tongue,
      Supplier<List<Path>> places,
      long cacheBytes,
      Duration idle,
      List<Path> watched,
      Trust trust) {

    /** Whoever signed, and unsigned. */
    public Settings(
        int port, Tongue tongue, Supplier<List<Path>> places, long cacheBytes, Duration idle, List<Path> watched) {
      this(port, tongue, places, cacheBytes, idle, watched, Trust.NONE);
    }
  }

  private final HttpServer http;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Session session = new Session();
  private final Attendance attendance = new Attendance();
  private final Guard guard;
  private final Routes routes;
  private final Settings settings;
  private final Consumer<String> ended;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile String endedFor;
  private final ChunkCache cache;
  private boolean resting;
  private Thread watching;
  private Thread saying;

  /** @param ended takes the reason, once everything has been told and closed; it ends the process */
  public ReaderServer(Settings settings, Consumer<String> ended) throws Fault {
    this.settings = settings;
    this.ended = ended;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), settings.port()), 0);
    } catch (IOException e) {
      throw new StorageException(
          "No page can be opened on this computer",
          "127.0.0.1:" + settings.port(),
          settings.port() == 0 ? "Start the computer again." : "Another program uses this port: leave out --port.",
          e);
    }
    guard = new Guard(http.getAddress().getPort(), session);
    cache = new ChunkCache(settings.cacheBytes());
    var unlocking = new Unlocking(settings.places(), cache, settings.trust(), attendance::active);
    var passingOn = new PassingOn(settings.places(), settings.watched(), attendance::active);
    var makers = new PageMakers(cache::clear);
    routes = new Routes(settings.tongue(), unlocking, attendance, passingOn, makers, guard.origin(), this::end);
    http.setExecutor(executor);
    http.createContext("/", this::handle);
  }

  public void start() {
    http.start();
    watching = Thread.ofPlatform().daemon().name("watch").start(this::watch);
    saying = Thread.ofPlatform().daemon().name("farewell").start(this::farewell);
  }

  /** An address that opens the pages once, within 30 seconds. The one before does so no more. */
  public URI newAddress() {
    return URI.create(guard.origin() + "/t/" + session.newTicket());
  }

  /**
   * What goes wrong is thrown on: the server then closes the connection and forgets it. Closing an exchange in its middle
   * closes the connection, too, but the server keeps it, 150 KB for each seek in a film.
   */
  private void handle(HttpExchange exchange) throws IOException {
    try {
      int refusal = guard.refusal(exchange);
      var answer = new Answer(exchange);
      var path = exchange.getRequestURI().getRawPath();
      if (refusal != 0) {
        answer.refuse(refusal);
      } else if (path.startsWith("/t/")) {
        admit(path.substring(3), answer);
      } else {
        routes.answer(exchange, answer);
      }
      exchange.close();
    } catch (IOException | RuntimeException | Error e) {
      // The browser has gone, or a bug, or no memory for this request alone: their messages may hold anything.
      if (Boolean.getBoolean("bojagi.trace")) {
        e.printStackTrace();
      }
      throw new IOException("the answer ends here");
    }
  }

  private void admit(String ticket, Answer answer) throws IOException {
    if (session.admit(ticket)) {
      attendance.active();
      answer.header("Set-Cookie", session.setCookie()).seeOther("/");
    } else {
      answer.page(403, routes.closedPage());
    }
  }

  private void watch() {
    var presence = new Presence(settings.watched());
    try {
      while (true) {
        Thread.sleep(WATCH);
        try {
          look(presence);
        } catch (OutOfMemoryError e) {
          // Of whoever derives a key: the next look will do.
        } catch (RuntimeException | Error e) {
          end("out"); // Java itself lies on the stick: what it can't load any more is gone with it.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Presence presence) {
    if (presence.isGone()) {
      end("out");
    } else if (attendance.allGone()) {
      end("gone");
    } else if (attendance.idle().compareTo(settings.idle()) > 0) {
      end("idle");
    } else {
      rest();
    }
  }

  /** Once after each spell of work: Java by itself keeps what it took, and what was decrypted is kept to be faster. */
  private void rest() {
    boolean idle = attendance.idle().compareTo(REST) > 0;
    if (idle && !resting) {
      cache.clear();
      System.gc();
    }
    resting = idle;
  }

  /** Once: tells the pages. What follows needs nothing that isn't loaded yet, as the stick may be gone. */
  private synchronized void end(String reason) {
    if (endedFor == null) {
      endedFor = reason;
      attendance.end(reason);
      ending.countDown();
    }
  }

  /** Waits for the end and then a moment, and hands over to whoever ends the process. */
  private void farewell() {
    try {
      ending.await();
      Thread.sleep(FAREWELL);
    } catch (InterruptedException e) {
      return;
    }
    ended.accept(endedFor);
  }

  /** For tests in one process: stops without ending it. */
  void stop() {
    http.stop(0);
    executor.shutdownNow();
    watching.interrupt();
    saying.interrupt();
  }
}
