package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the launcher as a person or a script does: the finished jars in a process of their own, without a terminal. */
public final class Bojagi {
  public static final Path PROJECT = Path.of("").toAbsolutePath();

  /** What tests pack ends before Java's second compiler pays, which takes as long as all the rest. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private Bojagi() {}

  /** What a run came to. */
  public record Outcome(int code, byte[] outBytes, String err) {
    public String out() {
      return new String(outBytes, StandardCharsets.UTF_8);
    }

    List<String> lines() {
      return out().lines().toList();
    }

    /** @param whatOrWhere must stand in the message */
    Outcome fails(int expected, String... whatOrWhere) {
      assertEquals(expected, code, err);
      var message = err.lines().filter(line -> line.startsWith("bojagi: ")).toList();
      assertFalse(message.isEmpty(), err);
      assertTrue(
          message.stream().allMatch(line -> line.matches("bojagi: .+ \\(.+\\)\\. .+[.)…-]|bojagi: .+ \\(.+\\)\\.?.*")),
          err);
      for (var part : whatOrWhere) {
        assertTrue(err.contains(part), part + " is not in: " + err);
      }
      return this;
    }

    public Outcome succeeds() {
      assertEquals(0, code, err);
      return this;
    }
  }

  public static Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), new byte[0], arguments);
  }

  static Outcome runWithInput(String input, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), input.getBytes(StandardCharsets.UTF_8), arguments);
  }

  static Outcome run(Map<String, String> environment, byte[] input, String... arguments)
      throws IOException, InterruptedException {
    var process = start(environment, arguments);
    var out = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()));
    var err = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // It ended without reading all: that is for the test to judge.
    }
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "a command doesn't end");
    var outcome = new Outcome(process.exitValue(), out.join(), new String(err.join(), StandardCharsets.UTF_8));
    for (var trace : List.of("\tat ", "Exception in thread", "java.lang.")) {
      assertFalse(outcome.err.contains(trace) || outcome.out().contains(trace), outcome.err);
    }
    return outcome;
  }

  static Process start(Map<String, String> environment, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(PROJECT.resolve("bojagi").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("LANG", "en_US.UTF-8");
    builder.environment().put("BOJAGI_JAVA", QUICK_START);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static byte[] readAll(java.io.InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
