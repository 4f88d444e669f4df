package org.bojagi.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
  private static final Predicate<String> JAVA = program -> program.endsWith("/java");

  @TempDir Path folder;
  private DiskWatch watch;

  @BeforeEach
  void watch() throws Exception {
    watch = DiskWatch.in(folder.resolve("watch"));
  }

  private void run(List<String> flags, Class<?> main, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(flags);
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    assertEquals(0, new ProcessBuilder(watch.command(command)).inheritIO().start().waitFor());
  }

  /** Main of a process that does everything that is looked for. */
  static final class Careless {
    public static void main(String[] arguments) throws Exception {
      var folder = Files.createDirectory(Path.of(arguments[0]));
      var file = Files.writeString(folder.resolve("보자기 \"1\".txt"), "x");
      Files.move(file, folder.resolve("moved"));
      Files.createLink(folder.resolve("hard"), folder.resolve("moved"));
      Files.createSymbolicLink(folder.resolve("soft"), folder.resolve("moved"));
      var thread = new Thread(() -> folder.resolve("moved").toFile().delete());
      thread.start();
      thread.join();
      try {
        Files.writeString(folder.resolve("nowhere/file"), "refused");
      } catch (IOException e) {
        // as expected
      }
      new ProcessBuilder("sh", "-c", "echo >'" + folder + "/of-another'").start().waitFor();
      try (var open = new ServerSocket(0)) {
        connect("127.0.0.2", open.getLocalPort());
      }
    }
  }

  /** Main of a process that does nothing of the kind. */
  static final class Careful {
    public static void main(String[] arguments) throws Exception {
      Files.readAllBytes(Path.of("/proc/self/status"));
      Files.exists(Path.of("/nowhere"));
      try (var server = new ServerSocket()) {
        server.bind(new InetSocketAddress("127.0.0.1", 0));
        connect("127.0.0.1", server.getLocalPort());
      }
    }
  }

  private static void connect(String host, int port) {
    try (var socket = new Socket(host, port)) {
      socket.getOutputStream().write(0);
    } catch (IOException e) {
      // that it tried is enough
    }
  }

  @Test
  void whateverChangesAFileSystemIsSeenWithTheProgramThatDidIt() throws Exception {
    var made = folder.resolve("가는 길");
    run(List.of("-XX:-UsePerfData"), Careless.class, made.toString());
    var changes = watch.changes(JAVA);
    var names = changes.stream().filter(call -> !call.failed()).map(DiskWatch.Call::name).sorted().toList();
    assertEquals(List.of("linkat", "mkdir", "openat", "rename", "symlinkat", "unlink"), canonical(names));
    assertTrue(
        changes.stream().anyMatch(call -> call.paths().equals(List.of(made.resolve("보자기 \"1\".txt")))),
        changes.toString());
    assertTrue(
        changes.stream()
            .anyMatch(call -> call.failed() && call.paths().equals(List.of(made.resolve("nowhere/file")))),
        changes.toString());
    assertTrue(changes.stream().noneMatch(call -> call.line().contains("of-another")), changes.toString());
    var others = watch.changes(program -> program.endsWith("sh"));
    assertEquals(1, others.size(), others.toString());
    assertEquals(List.of(made.resolve("of-another")), others.getFirst().paths());
  }

  /** Which of two calls the JDK takes differs from one system to the next. */
  private static List<String> canonical(List<String> names) {
    return names.stream().map(name -> name.matches("link|symlink") ? name + "at" : name).toList();
  }

  @Test
  void whateverReachesBeyondLoopbackIsSeen() throws Exception {
    run(List.of("-XX:-UsePerfData"), Careless.class, folder.resolve("made").toString());
    var network = watch.network(JAVA);
    assertEquals(List.of("bind", "connect"), network.stream().map(DiskWatch.Call::name).sorted().toList());
    assertTrue(network.stream().anyMatch(call -> call.line().contains("127.0.0.2")), network.toString());
  }

  @Test
  void aProcessThatLeavesNothingIsNotBlamed() throws Exception {
    run(List.of("-XX:-UsePerfData"), Careful.class);
    assertEquals(List.of(), watch.changes(JAVA));
    assertEquals(List.of(), watch.network(JAVA));
    assertTrue(watch.calls().size() > 10);
  }

  @Test
  void whatJavaWritesByItselfIsSeen() throws Exception {
    run(List.of("-XX:+UsePerfData"), Careful.class);
    assertTrue(
        watch.changes(JAVA).stream().anyMatch(call -> call.line().contains("hsperfdata")),
        watch.changes(JAVA).toString());
  }
}
