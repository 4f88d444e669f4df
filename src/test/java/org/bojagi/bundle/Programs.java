package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other programs, run as a person would run them: age, unzip, and Java itself with other settings. */
final class Programs {
  /** age asks for a passphrase on a terminal only: python's pty types it at the prompt. */
  private static final String TYPE_PASSPHRASE =
      """
      import os, pty, sys
      passphrase = sys.stdin.buffer.readline()
      pid, terminal = pty.fork()
      if pid == 0:
          os.execvp(sys.argv[1], sys.argv[1:])
      said = b''
      typed = False
      try:
          while True:
              more = os.read(terminal, 1000)
              if not more:
                  break
              said += more
              if not typed and b'passphrase' in said and said.rstrip().endswith(b':'):
                  typed = True
                  os.write(terminal, passphrase)
      except OSError:
          pass
      sys.exit(1 if os.waitpid(pid, 0)[1] != 0 else 0)
      """;

  private final Path folder;

  Programs(Path folder) {
    this.folder = folder;
  }

  /** Standard output; fails the test where the program fails. */
  byte[] run(byte[] input, String... command) throws IOException, InterruptedException {
    var in = Files.write(folder.resolve("standard-input"), input);
    var error = folder.resolve("standard-error");
    var builder = new ProcessBuilder(command).redirectInput(in.toFile()).redirectError(error.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(
        0, process.waitFor(), String.join(" ", command) + ": " + new String(output, StandardCharsets.UTF_8)
            + new String(Files.readAllBytes(error), StandardCharsets.UTF_8));
    Files.delete(in);
    return output;
  }

  byte[] type(String passphrase, String... command) throws IOException, InterruptedException {
    var typing = new ArrayList<>(List.of("python3", "-c", TYPE_PASSPHRASE));
    typing.addAll(List.of(command));
    return run((passphrase + "\n").getBytes(StandardCharsets.UTF_8), typing.toArray(String[]::new));
  }

  /** A main class of the tests in a Java of its own. */
  static ProcessBuilder java(List<String> options, Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
