package org.bojagi.bag;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.About;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.cli.SmallDisk;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.open.OpenBundle;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.Packer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written as a bag is one to others, and packing it gives what was packed before. */
class BagRoundTripTest {
  private static final Set<String> LEFT_OUT_HERE =
      Set.of("pdf", "pptx", "odt", "xlsx", "docx", "hwpx", "epub");

  @TempDir Path temp;
  private final X25519Identity archive = X25519Identity.generate();
  private final List<Fault> complaints = new ArrayList<>();

  /** The sample corpus without what takes long, a few films of a few bytes, and what is hard to describe. */
  private Path corpus() throws IOException {
    var corpus = temp.resolve("corpus");
    try (var files = Files.walk(Path.of("corpus"))) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        var path = Path.of("corpus").relativize(file).toString();
        if (!LEFT_OUT_HERE.contains(path.substring(path.lastIndexOf('.') + 1))) {
          write(corpus, path, Files.readAllBytes(file));
        }
      }
    }
    text(corpus, "영상/강.mkv", "no film at all");
    text(corpus, "영상/강.yaml", "title: {ko: \"강: \\\"하나\\\"\", en: \"- The river\"}\nsubject: [강, '#물']\npriority: 3\n");
    text(corpus, "영상/강.ko.srt", "1\n00:00:16,000 --> 00:00:19,000\n강이 흐른다\n");
    text(corpus, "영상/강.en.srt", "1\n00:00:16,000 --> 00:00:19,000\nA river\n");
    text(corpus, "시/bojagi.yaml", "series: {ko: 네 계절, en: Four seasons}\ntype: letter\n");
    text(corpus, "시/봄.md", "---\ntitle: 봄\nprivate: {source: 12}\ncreator: 꾸며낸 인물\n---\n\n봄이 온다.\n");
    text(corpus, "시/여름.md", "# 여름\n\n덥다.\n");
    text(corpus, "시/혼자.md", "---\nseries: false\ntitle: 혼자\nidentifier: alone-1\nfiction: true\n---\n\n홀로.\n");
    text(corpus, "단편/하나.md", "---\nseries: 먼길\npart: 2\nnote: [배고픔, 리별]\n---\n\n길.\n");
    text(corpus, "단편/둘.md", "---\nseries: 먼길\npart: 1\ndate: 2025-03\nsource: 어느 잡지\n---\n\n길.\n");
    text(corpus, "이상한 이름/무엇인가: 왜?.md", "# 물음\n\n왜 그런가.\n");
    text(corpus, "이상한 이름/100%.txt", "백퍼센트\n\n다 되였다.\n");
    return corpus;
  }

  private static void text(Path corpus, String path, String text) throws IOException {
    write(corpus, path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void write(Path corpus, String path, byte[] bytes) throws IOException {
    Files.createDirectories(corpus.resolve(path).getParent());
    Files.write(corpus.resolve(path), bytes);
  }

  private OpenBundle packed(Corpus corpus, String name) throws IOException {
    var options =
        new PackOptions(
            Format.MAX_VOLUME_BYTES, List.of(archive.recipient()), 2, ExtractionLimits.DEFAULT, PackOptions.Traces.KEEP);
    try (corpus) {
      Packer.pack(corpus, temp.resolve(name), options, moment -> {});
    }
    return OpenBundle.open(temp.resolve(name), KeyRing.of(archive), OpenBundle.newCache());
  }

  private BagExport.Outcome export(OpenBundle open, Path bag, boolean renditions) throws IOException {
    return BagExport.write(
        List.of(open), bag, renditions, "", BagRoundTripTest::safe, (f, ofF, b, ofB, path) -> {}, complaints::add);
  }

  /** As the commands change what Windows can't hold. */
  private static String safe(String path) {
    return path.replace(':', '_').replace('?', '_');
  }

  private static TreeMap<String, CatalogueLine> lines(OpenBundle open) throws IOException {
    var lines = new TreeMap<String, CatalogueLine>();
    open.bundle()
        .catalogue(
            line -> lines.put(line.file().path(), line),
            fault -> {
              throw new AssertionError(fault);
            });
    return lines;
  }

  @Test
  void whatIsExportedAndPackedAgainIsTheSame() throws Exception {
    try (var before = packed(CorpusReader.read(corpus()), "before")) {
      var outcome = export(before, temp.resolve("bag"), false);
      assertEquals(List.of(), complaints);
      assertEquals(
          List.of("이상한 이름/무엇인가: 왜?.md"), outcome.renamed().stream().map(BagExport.Renamed::path).toList());
      assertEquals(List.of(), Files.list(temp).filter(f -> f.toString().endsWith(".partial")).toList());
      var result = BagValidation.run(temp.resolve("bag"), 2, (f, ofF, b, ofB, path) -> {});
      assertEquals(List.of(), result.findings());
      assertEquals(outcome.files(), result.payloadFiles());
      assertCoreutilsAgree(temp.resolve("bag"));
      var read =
          BaggedCorpus.read(temp.resolve("bag"), 2, (f, ofF, b, ofB, path) -> {}, finding -> complaints.clear());
      assertEquals(Set.of(), complaints(read));
      try (var after = packed(read, "after")) {
        assertSame(lines(before), lines(after));
        assertEquals(described(before.bundle().about()), described(after.bundle().about()));
      }
    }
  }

  /** But for notes, what is said of a corpus, each with its place. */
  private static Set<String> complaints(Corpus corpus) {
    var complaints = new TreeSet<String>();
    for (var finding : corpus.findings()) {
      if (finding.severity() != Severity.NOTE) {
        complaints.add(finding.code() + " " + finding.where());
      }
    }
    return complaints;
  }

  private static Object described(About about) {
    return List.of(about.title(), about.language(), about.publisher(), about.rights(), about.featured());
  }

  private static void assertSame(TreeMap<String, CatalogueLine> before, TreeMap<String, CatalogueLine> after) {
    var renamed = before.remove("이상한 이름/무엇인가: 왜?.md");
    var otherName = after.remove("이상한 이름/무엇인가_ 왜_.md");
    assertEquals(renamed.file().id(), otherName.file().id());
    assertArrayEquals(renamed.file().sha256(), otherName.file().sha256());
    assertEquals(new TreeSet<>(before.keySet()), new TreeSet<>(after.keySet()));
    var told = new HashSet<String>();
    before.forEach(
        (path, line) -> {
          var again = after.get(path);
          assertEquals(facts(line.file()), facts(again.file()), path);
          // Numbers at the end of names made this series, and its parts can only say its title.
          boolean byNames = path.startsWith("이야기/등대도서관/");
          assertEquals(
              line.item().map(item -> byNames ? withoutSeriesId(item) : item),
              again.item().map(item -> byNames ? withoutSeriesId(item) : item),
              path);
          line.item().ifPresent(item -> told.add(item.type() + (item.series() == null ? "" : " of a series")));
        });
    assertTrue(told.size() > 8, "the corpus has a bit of everything: " + told);
  }

  private static List<Object> withoutSeriesId(Item item) {
    var series = item.series();
    return List.of(item.id(), item.type(), item.language(), item.description(), series.title(), item.part());
  }

  private static Object facts(PackedFile file) {
    return List.of(
        file.id(), file.of(), file.role(), file.derivedFrom(), file.mediaType(), file.language(), file.sizeBytes(),
        Json.hex(file.sha256()));
  }

  /** Checksums by a program that isn't ours; names with percent signs are escaped, which it doesn't know. */
  private void assertCoreutilsAgree(Path bag) throws Exception {
    for (var kind : List.of("sha256", "sha512")) {
      for (var manifest : List.of("manifest-", "tagmanifest-")) {
        var lines = Files.readAllLines(bag.resolve(manifest + kind + ".txt"));
        var plain = temp.resolve(manifest + kind);
        Files.write(plain, lines.stream().map(line -> line.replace("%25", "%")).toList());
        var process =
            new ProcessBuilder(kind + "sum", "--check", "--strict", "--quiet", plain.toString())
                .directory(bag.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
      }
    }
    try (var files = Files.walk(bag.resolve("data"))) {
      var there = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).count();
      assertEquals(there, Files.readAllLines(bag.resolve("manifest-sha256.txt")).size());
    }
    for (var file : List.of("bag-info.txt", "bagit.txt")) {
      assertFalse(Files.readString(bag.resolve(file)).matches("(?s).*20[2-9][0-9]-[01][0-9]-[0-3][0-9].*"), file);
    }
  }

  @Test
  void whatIsSaidOfAnItemStandsBesideItUpToWhatACorpusMayHave() throws Exception {
    var corpus = temp.resolve("said");
    var long1 = "a".repeat(9_000);
    var long3 = "가".repeat(9_000);
    text(corpus, "bojagi.yaml", "rights: " + long3 + "\n");
    text(corpus, "a.txt", "a\n\na\n");
    text(corpus, "a.yaml", "description: " + long1 + "\nsource: " + long1 + "\n");
    text(corpus, "b.txt", "b\n\nb\n");
    text(corpus, "b.yaml", "description: " + long3 + "\nsource: " + long3.substring(3_000) + "\n");
    try (var open = packed(CorpusReader.read(corpus), "before")) {
      var outcome = export(open, temp.resolve("bag"), false);
      assertTrue(Files.readString(temp.resolve("bag/data/a.txt.yaml")).contains(long1));
      assertEquals(List.of("b.txt.yaml"), complaints.stream().map(Fault::where).toList());
      assertEquals(1, outcome.leftOut(), "what can't stand there is counted");
    }
  }

  @Test
  void anInterruptedBagIsGoneOnWithAndOtherBytesAreReplaced() throws Exception {
    var corpus = temp.resolve("small");
    for (int i = 0; i < 5; i++) {
      text(corpus, "글 " + i + ".txt", "글 " + i + "\n\n" + "가나다라 ".repeat(100 * i));
    }
    try (var open = packed(CorpusReader.read(corpus), "before")) {
      var partial = Files.createDirectories(temp.resolve("bag.partial/data"));
      for (int i = 1; i < 4; i++) {
        Files.copy(corpus.resolve("글 " + i + ".txt"), partial.resolve("글 " + i + ".txt"));
      }
      var damaged = Files.readAllBytes(partial.resolve("글 2.txt"));
      damaged[damaged.length / 2] ^= 1;
      Files.write(partial.resolve("글 2.txt"), damaged);
      Files.writeString(partial.resolveSibling("incoming.tmp"), "cut off");
      var outcome = export(open, temp.resolve("bag"), false);
      assertEquals(2, outcome.keptFiles());
      assertEquals(List.of(), BagValidation.run(temp.resolve("bag"), 2, (f, ofF, b, ofB, path) -> {}).findings());
      assertArrayEquals(
          Files.readAllBytes(corpus.resolve("글 2.txt")), Files.readAllBytes(temp.resolve("bag/data/글 2.txt")));

      assertThrows(UsageException.class, () -> export(open, temp.resolve("bag"), false));
      Files.createDirectories(temp.resolve("other.partial/data"));
      Files.writeString(temp.resolve("other.partial/data/somebody's.txt"), "of another bag");
      var refused = assertThrows(UsageException.class, () -> export(open, temp.resolve("other"), true));
      assertTrue(refused.where().endsWith("somebody's.txt"), refused.where());
      assertFalse(Files.exists(temp.resolve("other")));
    }
  }

  @Test
  void linksInWhatAnInterruptedRunLeftLeadNothingOut() throws Exception {
    var mine = Files.writeString(temp.resolve("mine"), "mine");
    for (var name : List.of("manifest-sha256.txt", "incoming.tmp", "data/글")) {
      var partial = Files.createDirectories(temp.resolve("bag.partial/data")).getParent();
      var link = Files.createSymbolicLink(partial.resolve(name), mine);
      var refused = assertThrows(UsageException.class, () -> new BagWriter(temp.resolve("bag")).close());
      assertEquals(link.toString(), refused.where());
      assertEquals("mine", Files.readString(mine));
      Files.delete(link);
    }
  }

  @Test
  void ofAFullDiskTheBagIsNamedAndWhatIsThereIsGoneOnWith() throws Exception {
    var corpus = temp.resolve("large");
    text(corpus, "글 1.txt", "가나다라 ".repeat(1_000));
    text(corpus, "글 2.txt", "가나다라 ".repeat(30_000));
    try (var open = packed(CorpusReader.read(corpus), "before");
        var disk = SmallDisk.mount(temp.resolve("disk"), 200_000)) {
      var bag = disk.folder().resolve("bag");
      var full = assertThrows(DoesNotFitException.class, () -> export(open, bag, false));
      assertEquals(bag.toString(), full.where());
      assertTrue(Files.exists(disk.folder().resolve("bag.partial/data/글 1.txt")));
      assertFalse(Files.exists(bag));
    }
  }
}
