package org.bojagi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may use which: the arrows of docs/architecture.md, and no other. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.bojagi");

  /** Package → what it may use besides {@code fault} and {@code catalog}, which all may (fault uses nothing). */
  private static final Map<String, Set<String>> ARROWS = new LinkedHashMap<>();

  static {
    ARROWS.put("fault", Set.of());
    ARROWS.put("catalog", Set.of());
    ARROWS.put("age", Set.of());
    ARROWS.put("text", Set.of());
    ARROWS.put("language", Set.of());
    ARROWS.put("zstd", Set.of());
    ARROWS.put("sign", Set.of("age"));
    ARROWS.put("bundle", Set.of("age", "sign", "zstd"));
    ARROWS.put("index", Set.of("age", "bundle", "language", "text"));
    ARROWS.put("search", Set.of("index", "bundle", "language", "text"));
    ARROWS.put("inventory", Set.of("age", "bundle", "language", "sign"));
    ARROWS.put("verify", Set.of("age", "bundle", "index", "sign"));
    ARROWS.put("recover", Set.of("age", "bundle", "index", "language", "text", "zstd"));
    ARROWS.put("stick", Set.of("bundle", "sign"));
    ARROWS.put("corpus", Set.of("text"));
    ARROWS.put("scrub", Set.of());
    ARROWS.put("extract", Set.of("text", "scrub"));
    ARROWS.put("plan", Set.of("bundle", "corpus", "index", "media", "text"));
    ARROWS.put("media", Set.of("corpus"));
    ARROWS.put(
        "seal",
        Set.of("age", "text", "language", "bundle", "index", "corpus", "extract", "scrub", "plan", "media", "sign"));
    ARROWS.put("bag", Set.of("bundle", "corpus", "open"));
    ARROWS.put("open", Set.of("bundle", "index", "search"));
    ARROWS.put("reindex", Set.of("age", "bundle", "index", "language", "text"));
    ARROWS.put("repack", Set.of("age", "bundle", "index", "language", "search", "open", "sign"));
    ARROWS.put("show", Set.of("bundle", "index", "search", "text", "open"));
    ARROWS.put("export", Set.of("age", "bundle", "index", "language", "media", "open", "plan", "show", "text"));
    ARROWS.put("page", Set.of("bundle", "index", "search", "text", "language", "open", "show", "sign"));
    ARROWS.put("serve", Set.of("bundle", "index", "search", "language", "open", "show", "page", "repack", "stick", "sign", "age"));
    ARROWS.put("window", Set.of());
    ARROWS.put("stick", Set.of("bundle", "sign"));
    ARROWS.put(
        "cli.read",
        Set.of(
            "age", "bundle", "index", "inventory", "search", "verify", "language", "open", "page", "repack", "serve", "window",
            "stick", "sign"));
    ARROWS.put(
        "cli.pack",
        Set.of(
            "age", "bag", "bundle", "corpus", "language", "seal", "extract", "scrub", "plan", "media", "stick", "open",
            "search", "export", "inventory", "recover", "reindex", "repack", "sign", "cli.read"));
  }

  @TestFactory
  Stream<DynamicTest> usesOnlyWhatTheMapAllows() {
    return ARROWS.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      var allowed =
                          Stream.concat(
                                  Stream.of(name, "fault", name.equals("fault") ? "fault" : "catalog"),
                                  ARROWS.get(name).stream())
                              .map(ArchitectureTest::full)
                              .toArray(String[]::new);
                      classes()
                          .that(resideInAPackage(full(name)))
                          .should()
                          .onlyDependOnClassesThat(
                              resideInAnyPackage(allowed)
                                  .or(com.tngtech.archunit.base.DescribedPredicate.not(
                                      resideInAPackage("org.bojagi.."))))
                          .allowEmptyShould(true)
                          .check(CODE);
                    }));
  }

  @Test
  void noCycles() {
    slices().matching("org.bojagi.(**)").should().beFreeOfCycles().check(CODE);
  }

  /** Tika and what comes with it is met in the worker's process only. */
  @Test
  void onlyExtractKnowsTika() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(full("extract"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.apache.tika..", "org.apache.pdfbox..", "org.apache.poi.."))
        .check(CODE);
  }

  /** Pictures are decoded in the worker's process only: AWT starts what a reader's process must not. */
  @Test
  void onlyExtractDecodesPictures() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(full("extract"))
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing.."))
        .check(CODE);
  }

  @Test
  void everyPackageIsOnTheMapAndSaysWhatItIs() throws Exception {
    var root = Path.of("src/main/java/org/bojagi");
    try (var files = Files.walk(root)) {
      var packages =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(file -> root.relativize(file.getParent()).toString().replace('/', '.').replace('\\', '.'))
              .distinct()
              .toList();
      for (var name : packages) {
        assertTrue(ARROWS.containsKey(name), name + " is not on the map");
        assertTrue(
            Files.exists(root.resolve(name.replace('.', '/')).resolve("package-info.java")),
            name + " has no package-info");
      }
    }
  }

  private static String full(String name) {
    return "org.bojagi." + name;
  }
}
