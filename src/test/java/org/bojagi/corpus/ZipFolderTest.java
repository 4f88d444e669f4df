package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bojagi.Trials;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipFolderTest {
  @TempDir Path temp;

  private Path zip(Charset charset, String... entries) throws IOException {
    var zip = temp.resolve("a.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip), charset)) {
      for (var entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write("# 글\n".getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }

  private static void zip(Path folder, Path zip, String prefix) throws IOException {
    try (var files = Files.walk(folder);
        var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(
            new ZipEntry(prefix + folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
  }

  /** Changes a field of every entry in the central directory. */
  private static void patch(Path zip, int offset, int... bytes) throws IOException {
    var content = Files.readAllBytes(zip);
    for (int i = 0; i + 46 < content.length; i++) {
      if (content[i] == 'P'
          && content[i + 1] == 'K'
          && content[i + 2] == 1
          && content[i + 3] == 2) {
        for (int b = 0; b < bytes.length; b++) {
          content[i + offset + b] = (byte) bytes[b];
        }
      }
    }
    Files.write(zip, content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "corpus/"})
  void aZipOfAFolderIsThatFolder(String prefix) throws Exception {
    var folder = ExampleFolderTest.example(temp.resolve("corpus"));
    zip(folder.path(), temp.resolve("corpus.zip"), prefix);
    try (var expected = folder.read();
        var actual = CorpusReader.read(temp.resolve("corpus.zip"))) {
      assertEquals(expected.info(), actual.info());
      assertEquals(expected.findings(), actual.findings());
      assertEquals(expected.leftovers(), actual.leftovers());
      assertEquals(
          expected.items().stream().map(CorpusItem::item).toList(),
          actual.items().stream().map(CorpusItem::item).toList());
      for (int i = 0; i < expected.items().size(); i++) {
        for (int f = 0; f < expected.items().get(i).files().size(); f++) {
          try (var one = expected.items().get(i).files().get(f).open();
              var other = actual.items().get(i).files().get(f).open()) {
            assertEquals(List.of(one.readAllBytes().length), List.of(other.readAllBytes().length));
          }
        }
      }
    }
  }

  @Test
  void whatMacosAddsStaysOut() throws Exception {
    var decomposed = Normalizer.normalize("눈.md", Normalizer.Form.NFD);
    var zip =
        zip(StandardCharsets.UTF_8, "corpus/" + decomposed, "__MACOSX/corpus/._" + decomposed);
    try (var corpus = CorpusReader.read(zip)) {
      assertEquals(List.of("눈.md"), TestFolder.paths(corpus));
    }
  }

  @Test
  void namesInCp949AreRead() throws Exception {
    try (var corpus = CorpusReader.read(zip(Charset.forName("MS949"), "이야기/눈.md", "이야기/똠방각하.md"))) {
      assertEquals(List.of("눈.md", "똠방각하.md"), TestFolder.paths(corpus));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../눈.md", "a/../../눈.md", "a/./눈.md", ".."})
  void aNameThatLeadsOutIsRefused(String name) throws Exception {
    var zip = zip(StandardCharsets.UTF_8, name, "a.md");
    assertThrows(InputException.class, () -> CorpusReader.read(zip));
  }

  @Test
  void aLinkInAZipIsNamed() throws Exception {
    var zip = zip(StandardCharsets.UTF_8, "x/a.md", "x/b.md");
    patch(zip, 40, 0xFF, 0xA1);
    try (var corpus = CorpusReader.read(zip)) {
      assertEquals(List.of("link-outside a.md", "link-outside b.md"), TestFolder.findings(corpus));
      assertEquals(List.of(), corpus.items());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, 9, this is encrypted inside the ZIP",
    "10, 12, this is compressed in a way that is not read"
  })
  void anEncryptedEntryAndOneThatCannotBeUnpackedAreNamed(int offset, int value, String what)
      throws Exception {
    var zip = zip(StandardCharsets.UTF_8, "a.md", "b.md");
    patch(zip, offset, value);
    var fault = assertThrows(InputException.class, () -> CorpusReader.read(zip));
    assertEquals(what, fault.what());
    assertEquals(zip + ": a.md", fault.where());
  }

  @Test
  void anEntryThatGrowsTooMuchIsNamedAndNotRead() throws Exception {
    var zip = temp.resolve("a.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("bomb.html"));
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 65; i++) {
        out.write(zeros);
      }
      out.putNextEntry(new ZipEntry("a.md"));
      out.write('a');
    }
    try (var corpus = CorpusReader.read(zip)) {
      assertEquals(List.of("zip-bomb bomb.html"), TestFolder.findings(corpus));
      assertEquals(List.of("a.md"), TestFolder.paths(corpus));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PK", "not a ZIP at all, and longer than its shortest end would be"})
  void anotherFileIsRefused(String content) throws Exception {
    var file = Files.writeString(temp.resolve("a.zip"), content);
    assertThrows(InputException.class, () -> CorpusReader.read(file));
  }

  /** Of a file, and of a folder. */
  @ParameterizedTest
  @ValueSource(strings = {"corpus/boja\0i.yaml", "corpus/a\0b/c.md"})
  void aNameThatNoFileSystemTakesIsNamedAndTheRestGoesIn(String name) throws Exception {
    try (var corpus = CorpusReader.read(zip(StandardCharsets.UTF_8, name, "corpus/눈.md"))) {
      assertEquals(List.of("눈.md"), TestFolder.paths(corpus));
      assertEquals(List.of("name-not-allowed"), corpus.findings().stream().map(Finding::code).toList());
    }
  }

  @Test
  void aChangedZipIsReadOrRefusedAndNothingElse() throws Exception {
    var random = new Random(Trials.seed(getClass()));
    var valid =
        Files.readAllBytes(
            zip(StandardCharsets.UTF_8, "corpus/a.md", "corpus/bojagi.yaml", "corpus/b/눈.html"));
    var zip = temp.resolve("changed.zip");
    for (int trial = 0; trial < Trials.of(10_000); trial++) {
      var bytes = valid.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(
          zip,
          random.nextInt(10) == 0
              ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
              : bytes);
      try (var corpus = CorpusReader.read(zip)) {
        CorpusCheck.of(corpus).summary(Locale.ENGLISH);
      } catch (Fault e) {
        // Named, with a hint.
      }
    }
  }
}
