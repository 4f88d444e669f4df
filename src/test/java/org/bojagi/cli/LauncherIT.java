package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher works from wherever it was put. */
class LauncherIT {
  @TempDir Path folder;

  @Test
  void aFolderMayHaveSpacesAndHangulInItsPath() throws Exception {
    var small = SmallBundle.get();
    var home = Files.createDirectories(folder.resolve("a b 가"));
    var built = Bojagi.PROJECT.resolve("target");
    var target = Files.createDirectories(home.resolve("target"));
    copy(Bojagi.PROJECT.resolve("bojagi"), home);
    var options = Files.createDirectories(home.resolve("launcher"));
    for (var file : List.of("java.options", "read.options")) {
      copy(Bojagi.PROJECT.resolve("launcher").resolve(file), options);
    }
    for (var file : List.of("bojagi.jar", "bojagi-reader.jar", "bojagi-reader.aot")) {
      if (Files.exists(built.resolve(file))) {
        copy(built.resolve(file), target);
      }
    }
    Files.createSymbolicLink(target.resolve("lib"), built.resolve("lib"));
    Files.createSymbolicLink(target.resolve("runtime"), built.resolve("runtime"));

    assertTrue(run(home, "--help").contains("search"));
    var query = List.of("search", small.bundle.toString(), "-q", "snow", "--identity", small.key.toString());
    assertTrue(run(home, query.toArray(String[]::new)).contains("snow"));
  }

  /** Without a limit garbage lay about in half of the computer's memory: 1.4 GB of 30,000 pages checked. */
  @ParameterizedTest
  @ValueSource(strings = {"extract", "cat", "verify"})
  void whatStreamsHasASmallHeap(String command) throws Exception {
    var process =
        new ProcessBuilder(Bojagi.PROJECT.resolve("bojagi").toString(), command).redirectErrorStream(true);
    process.environment().put("BOJAGI_JAVA", "-XX:+PrintFlagsFinal -version");
    var running = process.start();
    var flags = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, running.waitFor(), flags);
    assertTrue(flags.matches("(?s).*\\bMaxHeapSize\\s+= " + (160 << 20) + "\\b.*"), flags);
  }

  private static void copy(Path file, Path into) throws Exception {
    Files.copy(file, into.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static String run(Path home, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(home.resolve("bojagi").toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }
}
