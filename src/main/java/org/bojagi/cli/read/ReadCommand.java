package org.bojagi.cli.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.open.FoundBundles;
import org.bojagi.page.Tongue;
import org.bojagi.serve.ReaderServer;
import org.bojagi.stick.Media;
import org.bojagi.window.Browser;
import org.bojagi.window.Browsers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code read}: the pages, in a private window of the browser that is there, until they are locked. */
@Command(name = "read")
public final class ReadCommand implements Callable<Integer> {
  static final int CACHE_BYTES = 24 << 20;

  @Parameters(paramLabel = "BUNDLE", arity = "0..*", descriptionKey = "read.BUNDLE")
  private List<Path> places = List.of();

  @Option(names = "--sticks", descriptionKey = "read.sticks")
  private boolean sticks;

  @Option(names = "--no-browser", descriptionKey = "read.no-browser")
  private boolean noBrowser;

  @Option(names = "--print-url", descriptionKey = "read.print-url")
  private boolean printUrl;

  @Option(names = "--browser", paramLabel = "PATH", descriptionKey = "read.browser")
  private Path browser;

  @Option(names = "--port", paramLabel = "N", defaultValue = "0", descriptionKey = "read.port")
  private int port;

  @Option(names = "--idle", paramLabel = "MINUTES", defaultValue = "15", descriptionKey = "read.idle")
  private int idleMinutes;

  @Mixin private TrustOptions trust;

  @Override
  public Integer call() throws IOException {
    requireSense();
    var here = places.isEmpty() ? List.of(Path.of("")) : places;
    var chosen = noBrowser ? Optional.<Browser>empty() : browser();
    var server =
        new ReaderServer(
            new ReaderServer.Settings(
                port,
                Tongue.of(Locale.getDefault().toLanguageTag()),
                () -> FoundBundles.in(sticks ? withOtherSticks(here) : here),
                CACHE_BYTES,
                Duration.ofMinutes(idleMinutes),
                watched(here),
                trust.trust()),
            // At once and from here: on the way back through this program lie classes of a stick that may be gone.
            reason -> Program.end(ExitCode.DONE));
    server.start();
    var address = server.newAddress();
    if (printUrl) {
      Terminal.out().println(address);
      Terminal.out().flush();
    }
    if (chosen.isPresent()) {
      chosen.get().open(address);
    } else if (!printUrl) {
      Terminal.note(Texts.text(noBrowser ? "read.open-it" : "read.no-browser-found", address));
    }
    if (chosen.isEmpty()) {
      renewOnEnter(server);
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  private static List<Path> withOtherSticks(List<Path> here) {
    var all = new ArrayList<>(here);
    Media.plugged().forEach(medium -> all.add(medium.folder()));
    return all;
  }

  private void requireSense() throws UsageException {
    if (port < 0 || port > 65_535) {
      throw new UsageException("There is no such port", "--port " + port, "Leave it out, and a free one is taken.");
    }
    if (idleMinutes < 1 || idleMinutes > 24 * 60) {
      throw new UsageException(
          "The pages can't wait for so long or so short", "--idle " + idleMinutes, "Give minutes from 1 to 1440.");
    }
  }

  private Optional<Browser> browser() throws Fault {
    return browser != null ? Optional.of(Browser.named(browser)) : Browsers.installed().stream().findFirst();
  }

  /** What is on the stick: the places, and this program with its Java. */
  private static List<Path> watched(List<Path> places) {
    var watched = new ArrayList<Path>();
    places.forEach(place -> watched.add(place.toAbsolutePath()));
    watched.add(Path.of(System.getProperty("java.home")));
    var program = System.getProperty("java.class.path");
    if (!program.contains(System.getProperty("path.separator"))) {
      watched.add(Path.of(program).toAbsolutePath());
    }
    return watched.stream().filter(Files::exists).toList();
  }

  /** An address opens the pages once, within half a minute; who was slower gets another. */
  private static void renewOnEnter(ReaderServer server) {
    if (Terminal.console().isEmpty()) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("enter")
        .start(
            () -> {
              try {
                var in = new BufferedReader(new InputStreamReader(Terminal.in(), StandardCharsets.UTF_8));
                while (in.readLine() != null) {
                  URI address = server.newAddress();
                  Terminal.note(Texts.text("read.open-it", address));
                }
              } catch (IOException e) {
                // Nobody is there to press it.
              }
            });
  }
}
