package org.bojagi.stick;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.spi.ToolProvider;
import org.bojagi.fault.UsageException;

/** Links a small runtime for another platform from the modules of a JDK for it; only where this Java is a JDK. */
public final class CrossLink {
  private CrossLink() {}

  /** Whether the JDK has its modules as files, and this one can link them: jlink asks for the same version. */
  public static boolean isPossible(RuntimeImage jdk) {
    return !jdk.jmods().isEmpty()
        && ToolProvider.findFirst("jlink").isPresent()
        && jdk.version().replaceFirst("[^0-9].*", "").equals(String.valueOf(Runtime.version().feature()));
  }

  /**
   * @param scratch an empty folder of the caller's, who removes it after the runtime was copied from it
   * @throws UsageException jlink refused; the message has its words
   */
  public static RuntimeImage link(RuntimeImage jdk, Path scratch) throws IOException {
    var modules = Files.createDirectories(scratch.resolve("jmods"));
    for (var jmod : jdk.jmods()) {
      try (var in = jmod.contents().open()) {
        Files.copy(in, scratch.resolve(jmod.path()));
      }
    }
    var image = scratch.resolve("image");
    var out = new StringWriter();
    int code =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                new PrintWriter(out), new PrintWriter(out), "--module-path", modules.toString(), "--add-modules",
                String.join(",", RuntimeImage.MODULES), "--strip-debug", "--no-header-files", "--no-man-pages",
                "--compress", "zip-9", "--output", image.toString());
    if (code != 0) {
      throw new UsageException(
          "No runtime can be linked from these modules: " + out.toString().strip().lines().findFirst().orElse("?"),
          jdk.platform().toString(),
          "Give a JRE for that system instead.");
    }
    return RuntimeImage.of(named(image, jdk.platform()));
  }

  /** What jlink makes doesn't say for which system. */
  private static Path named(Path image, Platform platform) throws IOException {
    var release = image.resolve("release");
    var facts = new Properties();
    try (var in = Files.newInputStream(release)) {
      facts.load(in);
    }
    var system = platform.system().equals("macos") ? "Darwin" : platform.system();
    var lines =
        "JAVA_VERSION=%s%nMODULES=%s%nOS_NAME=\"%s\"%nOS_ARCH=\"%s\"%n"
            .formatted(facts.getProperty("JAVA_VERSION"), facts.getProperty("MODULES"), system, platform.machine());
    Files.writeString(release, lines);
    return image;
  }
}
