package org.bojagi.window;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.fault.Fault;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;

/**
 * A browser that is installed here.
 *
 * @param program absolute
 */
public record Browser(BrowserKind kind, Path program) {
  private static final Path MEMORY = Path.of("/dev/shm");

  /**
   * The browser that a person names; its file name says which kind it is.
   *
   * @throws UsageException it is no program, or none whose private window we know how to ask for
   */
  public static Browser named(Path program) throws Fault {
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new UsageException(
          "There is no program of that name",
          program.toString(),
          "Give --browser the browser's program itself: its path, not a folder or a shortcut.");
    }
    var name = program.getFileName().toString();
    var kind =
        BrowserKind.ofProgram(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "How to ask this browser for a private window is not known",
                        program.toString(),
                        "Give --browser the path of Chromium, Chrome, Edge, Whale or Firefox, or use"
                            + " --no-browser and open the address in a private window yourself."));
    return new Browser(kind, program.toAbsolutePath());
  }

  /**
   * Opens a private window with an address of ours.
   *
   * <p>The process that is returned may end at once: a browser that already runs opens the window itself,
   * with the options and the environment that it was started with. Its end says nothing about the page.
   *
   * @param address on loopback. It stands on the browser's command line, which other processes can read
   * @throws StorageException the program can't be started
   */
  public Process open(URI address) throws Fault {
    if (!"http".equals(address.getScheme()) || !"127.0.0.1".equals(address.getHost())) {
      throw new IllegalArgumentException("not an address of ours");
    }
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(kind.options());
    command.add(address.toASCIIString());
    var builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
    // Not where we stand: a browser that stays there would keep the stick from being taken out.
    builder.directory(program.getParent().toFile());
    cleanEnvironment(builder.environment(), Files.isDirectory(MEMORY) && Files.isWritable(MEMORY));
    try {
      var process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException refusal) {
      throw new StorageException(
          "The browser can't be started",
          program.toString(),
          "Open the address in a private window yourself, or name another browser with --browser.",
          refusal);
    }
  }

  /**
   * Takes out what was meant for Java, and what our launcher set; asks for temporary files in memory.
   *
   * <p>Firefox spills films to the temporary folder. Chromium 156 shares memory between its processes without
   * files; older ones do so in {@code /dev/shm}, and in the temporary folder where Debian's start script
   * finds less than 3.8 GB there. So the temporary folder becomes {@code /dev/shm}.
   *
   * @param memory whether {@code /dev/shm} is there
   */
  static void cleanEnvironment(Map<String, String> environment, boolean memory) {
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("JAVA_")
                    || name.startsWith("_JAVA_")
                    || name.startsWith("JDK_")
                    || name.startsWith("BOJAGI_")
                    || name.equals("CLASSPATH"));
    if (environment.containsKey("LANG") && "C.UTF-8".equals(environment.get("LC_ALL"))) {
      environment.remove("LC_ALL"); // Ours: the browser shows and asks for the person's own language.
    }
    environment.put("MOZ_CRASHREPORTER_DISABLE", "1"); // Firefox has no option for it.
    if (memory) {
      environment.put("TMPDIR", MEMORY.toString());
    }
  }
}
