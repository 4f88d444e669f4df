package org.bojagi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bojagi.browser.Poll;
import org.bojagi.browser.WrappedChromium;

/**
 * {@code sh read.sh read …} from a stick as a person starts it, who has set Java to write all it can, in a
 * home, a temporary and a current folder of the test's.
 */
public final class ReaderProcess implements AutoCloseable {
  private final Process process;
  private final StringBuffer said = new StringBuffer();
  private final Thread listening;

  private ReaderProcess(Process process) {
    this.process = process;
    this.listening = Thread.ofVirtual().start(this::listen);
  }

  /**
   * @param watching a command that runs what follows it; empty for none
   * @param home holds the folders {@code home}, {@code tmp} and {@code here} afterwards
   * @param arguments of the reader after {@code read}
   */
  public static ReaderProcess start(List<String> watching, Path stick, Path home,
      String... arguments) throws IOException {
    var command = new ArrayList<>(watching);
    command.addAll(List.of("sh", stick.resolve("read.sh").toString(), "read"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    for (var folder : List.of("home", "tmp", "here")) {
      Files.createDirectories(home.resolve(folder));
    }
    builder.directory(home.resolve("here").toFile());
    var environment = builder.environment();
    environment.put("HOME", home.resolve("home").toString());
    environment.put("TMPDIR", home.resolve("tmp").toString());
    environment.put("LANG", "en_US.UTF-8");
    environment.remove("LC_ALL");
    environment.put("JAVA_TOOL_OPTIONS",
        "-XX:+UsePerfData -XX:+HeapDumpOnOutOfMemoryError -XX:+CreateCoredumpOnCrash");
    return new ReaderProcess(builder.start());
  }

  public static ReaderProcess start(Path stick, Path home, WrappedChromium browser) throws IOException {
    return start(List.of(), stick, home, "--browser", browser.program().toString(),
        SampleStick.bundle(stick).toString());
  }

  private void listen() {
    try (var in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      var buffer = new char[1 << 10];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        said.append(buffer, 0, n);
      }
    } catch (IOException e) {
      // It was killed.
    }
  }

  /** What {@code --print-url} prints; opens the pages once. */
  public URI address() {
    var text = Poll.until("the address", Poll.LIMIT, this::said, said -> said.contains("/t/")
        && said.endsWith("\n"));
    // Where the computer has swap, a warning stands before it.
    return URI.create(text.lines().filter(line -> line.contains("/t/")).findFirst().orElseThrow());
  }

  /** On its terminal, standard error too. */
  public String said() {
    return said.toString();
  }

  /** The process of Java itself, which the shell becomes. */
  public ProcessHandle java() {
    return Poll.until(
            "the reader's process",
            Poll.LIMIT,
            () -> Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(ReaderProcess::isJava).findFirst(),
            found -> found.isPresent())
        .orElseThrow();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/bin/java.exe");
  }

  public ReaderProcess signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(java().pid())).inheritIO().start().waitFor();
    return this;
  }

  /** From now on Java gets so much more from the system, and then no more. */
  public void allowMemory(long moreBytes) throws IOException, InterruptedException {
    var pid = String.valueOf(java().pid());
    var pages = Files.readString(Path.of("/proc", pid, "statm")).split(" ")[0];
    long limit = Long.parseLong(pages) * 4096 + moreBytes;
    var limiting = new ProcessBuilder("prlimit", "--pid", pid, "--as=" + limit).inheritIO().start();
    assertEquals(0, limiting.waitFor());
  }

  /** @return Java's exit code, or that of whatever watches it */
  public int awaitEnd() throws InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "the reader doesn't end: " + said);
    listening.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
