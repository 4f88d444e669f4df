package org.bojagi.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bojagi.age.Resealed;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.RootDocuments;
import org.bojagi.bundle.Roots;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is found of deltas, older editions and signed bundles in one folder, and of volumes of a later version: whole and
 * quick, of the bundle and of each delta that is opened beside it.
 */
class BesideTableTest {
  @TempDir static Path temp;
  private static final SigningKey PUBLISHER = SigningKey.generate();
  private static final SigningKey STRANGER = SigningKey.generate();
  private static PackedBundle first;
  private static PackedBundle second;
  private static PackedBundle delta;

  /** Changes a copy of the first edition's folder. */
  @FunctionalInterface
  private interface Change {
    void to(Path copy) throws IOException;
  }

  private record Row(String name, boolean trusting, String whole, String quick, Change change) {}

  @BeforeAll
  static void pack() throws IOException {
    first = new PackedBundle(temp.resolve("1"), 1 << 20, files("첫", 6), new PackedBundle.Mistakes());
    second = new PackedBundle(temp.resolve("2"), first, false, files("둘째", 3));
    delta = new PackedBundle(temp.resolve("delta"), first, true, files("더한", 2));
  }

  private static Map<String, PackedBundle.Source> files(String name, int count) {
    var files = new LinkedHashMap<String, PackedBundle.Source>();
    for (int i = 0; i < count; i++) {
      var text = (name + " 이야기 " + i + "\n").repeat(400);
      files.put(name + " " + i + ".txt", PackedBundle.Source.of(text.getBytes(UTF_8)));
    }
    return files;
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    rows.add(
        new Row("a newer edition beside it", false, "older-edition volume-foreign", "older-edition volume-foreign",
            copy -> add(second, copy)));
    rows.add(new Row("a delta beside it", false, "", "", copy -> add(delta, copy)));
    rows.add(
        new Row("a delta without its content", false, "volume-lost", "volume-lost", copy -> {
          add(delta, copy);
          try (var bundle = delta.open()) {
            Files.delete(copy.resolve(name(bundle, bundle.root().content().volumes().getFirst().id())));
          }
        }));
    rows.add(
        new Row("a delta without its roots", false, "another-bundle", "another-bundle", copy -> {
          add(delta, copy);
          try (var bundle = delta.open()) {
            for (var root : bundle.rootFiles()) {
              Files.delete(copy.resolve(root.getFileName()));
            }
          }
        }));
    rows.add(
        new Row("a newer edition and a delta that it needs no more", false, "older-edition volume-foreign",
            "older-edition volume-foreign", copy -> {
          add(second, copy);
          add(delta, copy);
        }));
    rows.add(new Row("signed by the publisher", true, "", "", copy -> replace(copy, mine -> mine.signedBy(PUBLISHER))));
    rows.add(
        new Row("signed, and an unsigned root beside it", true, "root-not-trusted root-single",
            "root-not-trusted root-single", copy -> {
          replace(copy, mine -> mine.signedBy(PUBLISHER));
          try (var bundle = open(copy, false)) {
            Files.delete(bundle.rootFiles().getFirst());
          }
          Roots.add(copy, first.reader, Roots::stripped);
        }));
    rows.add(
        new Row("signed, and an unsigned delta beside it", true, "root-not-trusted another-bundle",
            "root-not-trusted another-bundle", copy -> {
          replace(copy, mine -> mine.signedBy(PUBLISHER));
          add(delta, copy);
        }));
    rows.add(
        new Row("signed, and another's key beside it", false, "signer-not-beside", "signer-not-beside", copy -> {
          replace(copy, mine -> mine.signedBy(PUBLISHER));
          Files.write(copy.resolveSibling("stranger.pub"), STRANGER.publisher().toFile());
        }));
    rows.add(
        new Row("signed, and the catalogue changed under its own header", true, "catalogue-damaged", "", copy -> {
          replace(copy, mine -> mine.signedBy(PUBLISHER));
          change(copy, true);
        }));
    rows.add(
        new Row("signed, and the index changed under its own header", true, "index-unreadable index-changed hashes-unchecked",
            "index-unreadable", copy -> {
          replace(copy, mine -> mine.signedBy(PUBLISHER));
          change(copy, false);
        }));
    rows.add(
        new Row("two indexes of one content", false, "older-index root-single", "older-index root-single", copy ->
            Roots.add(
                copy, first.reader,
                mine -> Roots.withIndex(mine, json -> json.replace("\"analysis\":1", "\"analysis\":2")))));
    rows.add(
        new Row("a volume of a kind that is not known", false, "volume-of-unknown-kind", "volume-of-unknown-kind", copy ->
            replace(copy, mine -> Roots.withContent(mine, json -> withVolumeOfKind(json, copy)))));
    return rows;
  }

  @TestFactory
  Stream<DynamicTest> eachIsFoundAsItselfAndNothingElse() {
    return rows().stream().map(row -> DynamicTest.dynamicTest(row.name, () -> check(row)));
  }

  private static void check(Row row) throws IOException {
    var copy = Files.createDirectories(Files.createTempDirectory(temp, "row").resolve("b"));
    add(first, copy);
    row.change.to(copy);
    try (var bundle = open(copy, row.trusting)) {
      var whole = new TreeSet<String>();
      var quick = new TreeSet<String>();
      var parts = new ArrayList<>(List.of(bundle));
      parts.addAll(bundle.beside());
      for (var part : parts) {
        take(Verification.run(part, (done, total) -> {}), whole);
        take(Verification.quick(part), quick);
      }
      assertEquals(set(row.whole), whole);
      assertEquals(set(row.quick), quick);
    }
  }

  private static void take(List<CheckResult> results, TreeSet<String> codes) {
    for (var result : results) {
      for (var finding : result.findings()) {
        var flaw = Flaw.of(finding).orElseThrow(() -> new AssertionError(finding.code()));
        assertEquals(result.check(), flaw.check(), finding.code());
        assertEquals(finding.severity(), flaw.severity(), finding.code());
        codes.add(finding.code());
      }
    }
  }

  private static TreeSet<String> set(String codes) {
    return new TreeSet<>(codes.isEmpty() ? List.of() : Arrays.asList(codes.split(" ")));
  }

  private static Bundle open(Path folder, boolean trusting) throws IOException {
    var given = new Trust(List.of(new Pinned(PUBLISHER.publisher(), Origin.GIVEN, "a.pub")), 0);
    try (var keys = KeyRing.of(X25519Identity.parse(first.reader.encode())).trusting(trusting ? given : Trust.NONE)) {
      return Bundle.open(folder, keys);
    }
  }

  private static void replace(Path copy, java.util.function.UnaryOperator<RootDocuments> by) throws IOException {
    Roots.replace(copy, first.reader, by);
  }

  private static void add(PackedBundle packed, Path folder) throws IOException {
    for (var file : packed.files()) {
      var copy = folder.resolve(file.getFileName());
      if (!Files.exists(copy)) {
        Files.copy(file, copy);
      }
    }
  }

  private static Path name(Bundle bundle, String volume) {
    return bundle.file(volume).orElseThrow().getFileName();
  }

  /** One byte, as who has the identity can: of a catalogue, or of the index. */
  private static void change(Path copy, boolean catalogue) throws IOException {
    try (var bundle = open(copy, false);
        var identity = Roots.identity(copy, first.reader)) {
      var content = bundle.root().content().volumes().getFirst();
      var lucene = bundle.root().index().files().getFirst().extents().getFirst();
      var volume = catalogue ? content.id() : lucene.volume();
      int at =
          (int) (catalogue
              ? content.catalogue().extent().plaintextOffset() + content.catalogue().extent().length() - 3
              : lucene.plaintextOffset() + 30);
      Resealed.change(bundle.file(volume).orElseThrow(), identity, plaintext -> plaintext[at] ^= 1);
    }
  }

  /** One more volume, of a later version: any file of the same identity will do. */
  private static String withVolumeOfKind(String json, Path copy) {
    try (var other = delta.open()) {
      var file = other.file(other.root().content().volumes().getFirst().id()).orElseThrow();
      Files.copy(file, copy.resolve("00.age"));
      var bytes = other.root().content().volumes().getFirst().header();
      var header = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      return json.replaceFirst(
          "\"volumes\":\\[", "\"volumes\":[{\"id\":\"ff\",\"kind\":\"parity\",\"header\":\"" + header + "\"},");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
