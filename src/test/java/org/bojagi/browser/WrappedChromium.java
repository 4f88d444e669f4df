package org.bojagi.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program named {@code chromium} that hands on its arguments to the real one, which runs without a screen,
 * in a profile and home of the test's, with a port for the DevTools protocol. Not in Chromium's headless
 * mode, which takes no windows from a second start: it is the ordinary browser, drawing to nowhere.
 *
 * <p>Put its folder first on the path, or give {@link #program} to {@code --browser}. What it is called with
 * otherwise is what reaches the browser. Closing kills every browser that was started through it; the folders
 * stay, so that a test can search them.
 */
public final class WrappedChromium implements AutoCloseable {
  private final Path folder;

  private WrappedChromium(Path folder) {
    this.folder = folder;
  }

  /**
   * Skips the test where no Chromium is installed.
   *
   * @param folder may hold a profile of an earlier browser, which is then used again
   * @param flags more for the real browser
   */
  public static WrappedChromium in(Path folder, String... flags) throws IOException {
    var real = installed();
    Assumptions.assumeTrue(real.isPresent(), "Chromium is not installed");
    var wrapped = new WrappedChromium(folder.toAbsolutePath());
    var program = wrapped.program();
    for (var made : List.of(wrapped.profile(), wrapped.home(), wrapped.temporary(), program.getParent())) {
      Files.createDirectories(made);
    }
    Files.deleteIfExists(wrapped.pids());
    var command = new ArrayList<>(List.of(real.get().toString()));
    command.addAll(
        List.of(
            "--ozone-platform=headless", "--ozone-override-screen-size=1280,1000", "--window-size=1280,900",
            "--remote-debugging-port=0", "--user-data-dir=" + wrapped.profile(),
            "--disable-background-networking", "--disable-component-update", "--mute-audio"));
    if (isRoot()) {
      command.add("--no-sandbox");
    }
    command.addAll(List.of(flags));
    var script = new StringBuilder("#!/bin/sh\n");
    script.append("printf '%s\\n' $$ >>").append(quoted(wrapped.pids().toString())).append('\n');
    script.append("printf '%s\\n' \"$@\" >").append(quoted(wrapped.argumentsFile().toString())).append('\n');
    script.append("export HOME=").append(quoted(wrapped.home().toString())).append('\n');
    script.append("unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME\n");
    // As on a system that keeps /tmp on the same disk as everything else, unless whoever calls has a better
    // place.
    script.append("TMPDIR=${TMPDIR:-").append(quoted(wrapped.temporary().toString())).append("}\n");
    script.append("export TMPDIR\nexec");
    command.forEach(word -> script.append(' ').append(quoted(word)));
    Files.writeString(wrapped.program(), script + " \"$@\"\n");
    Files.setPosixFilePermissions(wrapped.program(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.deleteIfExists(wrapped.portFile());
    return wrapped;
  }

  private static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(entry -> Path.of(entry, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** The program to start; also the only one in its folder. */
  public Path program() {
    return folder.resolve("program").resolve("chromium");
  }

  public Path profile() {
    return folder.resolve("profile");
  }

  public Path home() {
    return folder.resolve("home");
  }

  public Path temporary() {
    return folder.resolve("tmp");
  }

  private Path pids() {
    return folder.resolve("program").resolve("pids");
  }

  private Path argumentsFile() {
    return folder.resolve("program").resolve("arguments");
  }

  private Path portFile() {
    return profile().resolve("DevToolsActivePort");
  }

  /** A browser that ran before. */
  public WrappedChromium start(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(program().toString()));
    command.addAll(List.of(arguments));
    new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    return this;
  }

  /** What it was called with last. */
  public List<String> arguments() throws IOException {
    return Files.readAllLines(argumentsFile());
  }

  /** Waits until the browser that someone starts through this has its port. */
  public Chromium attach() throws IOException, InterruptedException {
    var port =
        Poll.until(
            "the browser's port",
            Poll.LIMIT,
            () -> Files.readAllLines(portFile()),
            lines -> lines.size() == 2 && !lines.getFirst().isBlank());
    return Chromium.attach(Integer.parseInt(port.getFirst()));
  }

  /** Waits until every browser that was started through this has ended by itself. */
  public void awaitEnd() throws IOException {
    for (var browser : browsers()) {
      Poll.until("the browser's end", () -> !browser.isAlive());
    }
    deleteSockets();
  }

  /** Kills the browser with all of its processes, as a crash of the system would. */
  public void kill() throws IOException {
    for (var browser : browsers()) {
      var all = Stream.concat(Stream.of(browser), browser.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      // Not by onExit, which looks but every 300 ms at what isn't a child of this process.
      Poll.until("the end of the browser's processes", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
    Files.deleteIfExists(portFile());
    deleteSockets();
  }

  private List<ProcessHandle> browsers() throws IOException {
    if (!Files.exists(pids())) {
      return List.of();
    }
    return Files.readAllLines(pids()).stream()
        .map(Long::parseLong)
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(process -> process.info().command().orElse("").contains("chromium"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    kill();
  }

  /**
   * A browser that was killed leaves folders with sockets in the temporary folder, and links to them in its
   * own.
   */
  private void deleteSockets() throws IOException {
    if (!Files.exists(folder)) {
      return; // on a disk that is unmounted already
    }
    List<Path> links;
    try (var files = Files.walk(folder)) {
      links = files.filter(Files::isSymbolicLink).toList();
    }
    for (var link : links) {
      if (!Files.isSymbolicLink(link)) {
        continue; // it lay in a folder of sockets, which is deleted with the first link that leads there
      }
      var target = link.resolveSibling(Files.readSymbolicLink(link));
      var sockets = target.getFileName().toString().equals("SingletonSocket") ? target.getParent() : target;
      Files.delete(link);
      if (Files.isDirectory(sockets)) {
        for (var file : sockets.toFile().listFiles()) {
          Files.delete(file.toPath());
        }
        Files.delete(sockets);
      }
    }
  }
}
