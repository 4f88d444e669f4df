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
import org.bojagi.language.Analysis;
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

  /** Who is found with a reader must not be found with a Northern dictionary in clear. */
  @Test
  void itHoldsNoWordsOfTheNorth() throws Exception {
    try (var jar = new JarFile(JAR.toFile())) {
      assertTrue(jar.stream().noneMatch(entry -> entry.getName().contains("north-south")));
    }
    try (var packager = new JarFile(Bojagi.PROJECT.resolve("target/bojagi.jar").toFile())) {
      assertTrue(packager.getEntry("org/bojagi/seal/north-south.tsv") != null);
    }
  }

  /** Classes that nothing seems to lead to are left out of it: in no script may that change a word. */
  @Test
  void itCutsTextOfAnyScriptAsThePackagerDoes() throws Exception {
    var text =
        "력사책을 펼쳤다 첫눈이 Ⅳ ﬁne Straße İstanbul bridges' running 雪のち晴れ 二十二步 臺灣 ภาษาไทยง่ายมาก ພາສາລາວ ភាសាខ្មែរ"
            + " မြန်မာဘာသာ हिन्दी में עברית العربية ქართული 👩‍👩‍👧 e\u0301 \u1100\u1161 x@y.org 3.14 U.S.A. ＡＢＣ";
    try (var loader = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      int rules = org.bojagi.language.WordRule.values().length;
      assertTrue(rules > 2);
      for (int rule = 0; rule < rules; rule++) {
        var here = words(getClass().getClassLoader(), rule, text);
        assertTrue(here.size() > 10, here.toString());
        assertEquals(here, words(loader, rule, text));
      }
    }
  }

  private static List<String> words(ClassLoader loader, int rule, String text) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      var rules = loader.loadClass("org.bojagi.language.WordRule");
      var analyzer = rules.getMethod("analyzer", int.class).invoke(rules.getEnumConstants()[rule], Analysis.VERSION);
      var stream =
          loader
              .loadClass("org.apache.lucene.analysis.Analyzer")
              .getMethod("tokenStream", String.class, String.class)
              .invoke(analyzer, "text", text);
      var streams = loader.loadClass("org.apache.lucene.analysis.TokenStream");
      var term =
          streams
              .getMethod("addAttribute", Class.class)
              .invoke(stream, loader.loadClass("org.apache.lucene.analysis.tokenattributes.CharTermAttribute"));
      streams.getMethod("reset").invoke(stream);
      var words = new java.util.ArrayList<String>();
      while ((boolean) streams.getMethod("incrementToken").invoke(stream)) {
        words.add(term.toString());
      }
      streams.getMethod("end").invoke(stream);
      streams.getMethod("close").invoke(stream);
      return words;
    } finally {
      thread.setContextClassLoader(before);
    }
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
