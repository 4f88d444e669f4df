package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The reader's jar has all that it needs and nothing that only packs. */
class ReaderJarIT {
  private static final Path JAR = Bojagi.PROJECT.resolve("target/bojagi-reader.jar");

  /** jsoup's regular expressions by another library, which it looks for and does without; and notes for compilers. */
  private static final List<String> DONE_WITHOUT = List.of("com.google.re2j.", "org.jspecify.annotations.");

  @Test
  void itMissesNothing() {
    var out = new StringWriter();
    var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    jdeps.run(
        new PrintWriter(out), new PrintWriter(out), "--multi-release", "25", "--missing-deps", JAR.toString());
    var missing =
        out.toString()
            .lines()
            .filter(line -> line.contains("->") && line.startsWith("   "))
            .filter(line -> DONE_WITHOUT.stream().noneMatch(line::contains))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void everyClassOfOursLoadsFromItAlone() throws Exception {
    int loaded = 0;
    try (var jar = new JarFile(JAR.toFile());
        var loader = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (var entry : jar.stream().toList()) {
        var name = entry.getName();
        if (name.startsWith("org/bojagi/") && name.endsWith(".class") && !name.endsWith("package-info.class")) {
          Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), false, loader).getDeclaredMethods();
          loaded++;
        }
      }
    }
    assertTrue(loaded > 100, loaded + " classes");
  }

  @Test
  void itHoldsNothingThatOnlyPacks() throws Exception {
    try (var jar = new JarFile(JAR.toFile())) {
      for (var folder :
          List.of(
              "org/apache/tika/", "org/apache/poi/", "org/apache/pdfbox/", "org/snakeyaml/", "org/bojagi/corpus/",
              "org/bojagi/extract/", "org/bojagi/seal/", "org/bojagi/cli/pack/")) {
        assertEquals(List.of(), jar.stream().filter(entry -> entry.getName().startsWith(folder)).toList());
      }
      assertTrue(jar.getEntry("META-INF/services/org.apache.lucene.codecs.Codec") != null);
    }
    long size = Files.size(JAR);
    System.out.println("The reader's jar has " + size + " bytes");
    assertTrue(size <= 25_000_000, size + " bytes");
  }
}
