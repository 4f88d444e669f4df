package org.bojagi.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.SourceFile;

/** Films of every kind, made by ffmpeg itself as a test begins. */
public final class Films {
  private Films() {}

  /** The installed one; the test is skipped, saying why, where there is none. */
  public static Ffmpeg ffmpeg() {
    var found = Ffmpeg.find();
    assumeTrue(found.isPresent(), "ffmpeg is not installed: apt-get install ffmpeg");
    return found.orElseThrow();
  }

  /**
   * A test picture with a sound, as {@code name}.
   *
   * @param options of ffmpeg, for the output
   */
  public static Path make(Path folder, String name, int seconds, String... options)
      throws IOException, InterruptedException {
    var made = folder.resolve(name);
    var command =
        new ArrayList<>(
            List.of(
                "ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25",
                "-f", "lavfi", "-i", "sine=f=440", "-t", String.valueOf(seconds)));
    command.addAll(List.of(options));
    command.add(made.toString());
    run(command);
    return made;
  }

  public static void run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), command + ": " + said);
  }

  public static SourceFile source(Path file, String mediaType) throws IOException {
    return new SourceFile(
        file.getParent(),
        file.getFileName(),
        "영상/" + file.getFileName(),
        Role.ITEM,
        mediaType,
        "ko",
        "",
        Files.size(file),
        Files.getLastModifiedTime(file).toMillis(),
        0);
  }
}
