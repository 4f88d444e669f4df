package org.bojagi.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.Inflater;
import org.bojagi.Trials;
import org.bojagi.age.Recipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.CentralDirectory;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Roots;
import org.bojagi.bundle.Slots;
import org.bojagi.catalog.Json;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.extract.ExtractionPool;
import org.bojagi.fault.UsageException;
import org.bojagi.language.KoreanOrder;
import org.bojagi.seal.Edition;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.Packer;
import org.bojagi.seal.Resumption;
import org.bojagi.search.Facet;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Shelves.Order;
import org.bojagi.sign.SigningKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus packed again and again: what a reader sees is what packing it anew shows. */
class EditionsTest {
  private static final List<String> WORDS =
      List.of("사과", "나무", "강물", "다리", "첫눈", "겨울", "편지", "노래", "apple", "river", "winter", "letter");
  private static final long VOLUME_BYTES = 1 << 17;

  private static ExtractionPool pool;

  @TempDir Path temp;
  private final X25519Identity reader = X25519Identity.generate();
  private Random random = new Random(1);
  private int made;

  @BeforeAll
  static void startWorkers() {
    pool = new ExtractionPool(1, ExtractionLimits.DEFAULT);
  }

  @AfterAll
  static void endWorkers() {
    pool.close();
  }

  @Test
  void whatAReaderSeesOfEditionsAndDeltasIsWhatAFreshPackShows() throws Exception {
    random = new Random(Trials.seed(getClass()));
    for (int trial = 0; trial < Trials.of(100); trial++) {
      var corpus = Files.createDirectories(temp.resolve("corpus-" + trial));
      for (int i = random.nextInt(4, 14); i > 0; i--) {
        add(corpus);
      }
      var first = anew(corpus);
      var newest = first;
      var shown = new ArrayList<>(List.of(first));
      for (int edition = 2; edition <= 5; edition++) {
        var before = tree(corpus);
        for (int edits = random.nextInt(1, 6); edits > 0; edits--) {
          edit(corpus);
        }
        var fresh = view(List.of(anew(corpus)));
        newest = update(newest, corpus);
        assertSame(fresh, view(List.of(newest)), "edition " + edition);
        try {
          shown.add(since(shown, corpus));
        } catch (UsageException nothingChanged) {
          assertTrue(nothingChanged.what().contains("Nothing changed"));
          assertEquals(before, tree(corpus));
        }
        assertSame(fresh, view(shown), "deltas up to " + edition);
      }
    }
  }

  @Test
  void onlyTheVolumesOfWhatChangedAreWrittenAnew() throws Exception {
    var corpus = large("corpus", 24);
    var first = anew(corpus);
    Files.writeString(corpus.resolve("07/text.txt"), "전혀 다른 글\n");
    var second = folder();
    var report = pack(corpus, second, List.of(first), true);
    assertTrue(report.reusedVolumes() >= 20, report.toString());
    assertEquals(47, report.unchangedItems());
    var before = contents(first);
    var after = contents(second);
    assertTrue(after.stream().filter(before::contains).count() >= report.reusedVolumes());
    try (var bundle = open(second)) {
      assertEquals(2, bundle.root().content().edition());
      assertEquals(List.of(), bundle.findings());
    }
  }

  @Test
  void whatWasRemovedIsInNoVolumeOfTheNextEdition() throws Exception {
    var corpus = large("corpus", 6);
    Files.writeString(corpus.resolve("secret.txt"), "살구꽃비밀의이름 ".repeat(9));
    Files.createDirectories(corpus.resolve("03"));
    Files.writeString(corpus.resolve("03/more.txt"), "살구꽃비밀의이름도 여기에\n");
    var first = anew(corpus);
    assertTrue(plaintexts(first).stream().anyMatch(text -> contains(text, "살구꽃비밀의이름")));
    Files.delete(corpus.resolve("secret.txt"));
    Files.writeString(corpus.resolve("03/more.txt"), "이름은 없다\n");
    var second = update(first, corpus);
    for (var text : plaintexts(second)) {
      assertFalse(contains(text, "살구꽃비밀의이름"));
    }
    assertEquals(view(List.of(anew(corpus))), view(List.of(second)));
  }

  @Test
  void theWaysToUnlockAreThoseOfTheEditionBefore() throws Exception {
    var corpus = large("corpus", 2);
    var first = anew(corpus);
    var second = update(first, corpus);
    assertEquals(
        Slots.count(Slots.list(first), Slots.Kind.RECIPIENT), Slots.count(Slots.list(second), Slots.Kind.RECIPIENT));
    open(second).close();
  }

  @Test
  void aDeltaInTheFolderOfItsBundleIsOpenedWithIt() throws Exception {
    var corpus = large("corpus", 3);
    var first = anew(corpus);
    Files.delete(corpus.resolve("00/text.txt"));
    Files.writeString(corpus.resolve("new.txt"), "새로운 강물 이야기\n");
    var delta = since(List.of(first), corpus);
    var fresh = view(List.of(anew(corpus)));
    try (var files = Files.list(delta)) {
      for (var file : files.toList()) {
        Files.copy(file, first.resolve(file.getFileName()));
      }
    }
    assertEquals(fresh, view(List.of(first)));
    try (var bundle = open(first)) {
      assertEquals(List.of(), bundle.findings().stream().filter(f -> !f.code().equals("slot-single")).toList());
    }
  }

  @Test
  void aDeltaAloneOpensAndSaysSo() throws Exception {
    var corpus = large("corpus", 3);
    var first = anew(corpus);
    Files.writeString(corpus.resolve("new.txt"), "새로운 강물 이야기\n");
    var delta = since(List.of(first), corpus);
    try (var together = together(List.of(delta))) {
      var library = new Library(together.all());
      assertEquals(List.of("delta-alone"), library.findings().stream().map(f -> f.code()).toList());
      assertEquals(1, library.shelves().count(Set.of()));
    }
  }

  @Test
  void oneDeltaSinceTheBundleTakesThePlaceOfTheOnesBefore() throws Exception {
    var corpus = large("corpus", 3);
    var first = anew(corpus);
    Files.writeString(corpus.resolve("new.txt"), "새로운 강물 이야기\n");
    var second = since(List.of(first), corpus);
    Files.writeString(corpus.resolve("newer.txt"), "더 새로운 겨울 이야기\n");
    var third = since(List.of(first, second), corpus);
    var fresh = view(List.of(anew(corpus)));
    assertEquals(fresh, view(List.of(third, first, second)));
    try (var together = together(List.of(first, third))) {
      assertEquals(
          List.of("delta-gap"), new Library(together.all()).findings().stream().map(f -> f.code()).toList());
    }
    var newer = update(update(first, corpus), corpus);
    try (var together = together(List.of(newer, second, third))) {
      assertEquals(
          Set.of("delta-superseded"),
          new HashSet<>(new Library(together.all()).findings().stream().map(f -> f.code()).toList()));
    }
    assertEquals(fresh, view(List.of(newer, second, third)));
  }

  private static void assertSame(Map<String, Object> expected, Map<String, Object> shown, String where) {
    expected.forEach((what, value) -> assertEquals(value, shown.get(what), where + ", " + what));
  }

  /** Random texts in folders of their own, each enough for a volume. */
  private Path large(String name, int texts) throws IOException {
    var corpus = Files.createDirectories(temp.resolve(name));
    for (int i = 0; i < texts; i++) {
      var folder = Files.createDirectories(corpus.resolve(String.format("%02d", i)));
      var noise = new byte[100_000];
      random.nextBytes(noise);
      Files.write(folder.resolve("picture.bin"), noise);
      Files.writeString(
          folder.resolve("text.txt"), "# 제목 " + i + "\n[그림](picture.bin) " + text() + "\n");
    }
    return corpus;
  }

  private void edit(Path corpus) throws IOException {
    var files = new ArrayList<>(tree(corpus).keySet());
    if (files.size() < 3 || random.nextInt(3) == 0) {
      add(corpus);
      return;
    }
    var file = corpus.resolve(files.get(random.nextInt(files.size())));
    switch (random.nextInt(5)) {
      case 0 -> Files.delete(file);
      case 1 -> Files.writeString(file, text());
      case 2 -> Files.move(file, file.resolveSibling("m" + made++ + file.getFileName()));
      case 3 ->
          Files.writeString(
              corpus.resolve("bojagi.yaml"),
              "title: {ko: 시험 " + random.nextInt(3) + "}\npublisher: " + WORDS.get(random.nextInt(4)) + "\n");
      default -> Files.writeString(file, Files.readString(file) + " " + word());
    }
  }

  private void add(Path corpus) throws IOException {
    var folder = Files.createDirectories(corpus.resolve(random.nextInt(3) == 0 ? "연속" : "글" + random.nextInt(3)));
    int number = made++;
    var name = folder.endsWith("연속") ? number + ".md" : "t" + number + (random.nextBoolean() ? ".md" : ".txt");
    var front = name.endsWith(".md") && random.nextBoolean() ? "---\ntitle: " + word() + "\ncreator: [" + word() + "]\n---\n" : "";
    Files.writeString(folder.resolve(name), front + "# " + word() + " " + word() + "\n\n" + text());
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private String text() {
    var text = new StringBuilder();
    for (int words = random.nextInt(5, 200); words > 0; words--) {
      text.append(word()).append(random.nextInt(12) == 0 ? ".\n\n" : " ");
    }
    return text.append(Long.toHexString(random.nextLong())).append('\n').toString();
  }

  private static Map<String, String> tree(Path corpus) throws IOException {
    var tree = new TreeMap<String, String>();
    try (var files = Files.walk(corpus)) {
      for (var file : files.filter(Files::isRegularFile).filter(f -> !f.endsWith("bojagi.yaml")).toList()) {
        tree.put(corpus.relativize(file).toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return tree;
  }

  private Path folder() {
    return temp.resolve("bundle-" + made++);
  }

  private Path anew(Path corpus) throws Exception {
    var target = folder();
    try (var read = CorpusReader.read(corpus)) {
      var options = options(List.of(reader.recipient()));
      Packer.pack(read, target, options, null, Resumption.none(), pool, moment -> {});
    }
    return target;
  }

  private Path update(Path before, Path corpus) throws Exception {
    var target = folder();
    pack(corpus, target, List.of(before), true);
    return target;
  }

  private Path since(List<Path> before, Path corpus) throws Exception {
    var target = folder();
    pack(corpus, target, before, false);
    return target;
  }

  private Edition.Summary pack(Path corpus, Path target, List<Path> before, boolean update) throws Exception {
    try (var together = together(before)) {
      var bundles = together.all().stream().map(OpenBundle::bundle).toList();
      try (var edition = update ? Edition.update(bundles.getFirst()) : Edition.delta(bundles);
          var read = CorpusReader.read(corpus)) {
        var report = Packer.pack(read, target, options(List.of()), edition, Resumption.none(), pool, moment -> {});
        if (update) {
          assertEquals(read.items().size(), report.items());
        }
        return edition.summary();
      }
    }
  }

  private static PackOptions options(List<? extends Recipient> slots) {
    return new PackOptions(
        VOLUME_BYTES, List.copyOf(slots), 1, ExtractionLimits.DEFAULT, PackOptions.Traces.REMOVE);
  }

  private KeyRing keys() throws IOException {
    return KeyRing.of(X25519Identity.parse(reader.encode()));
  }

  private Bundle open(Path folder) throws IOException {
    try (var keys = keys()) {
      return Bundle.open(folder, keys);
    }
  }

  private Together together(List<Path> folders) throws IOException {
    var together = new Together(OpenBundle.newCache());
    try (var keys = keys()) {
      for (var folder : folders) {
        together.open(folder, keys);
      }
    }
    return together;
  }

  /** All that a reader can tell, in no order that bundles may choose. */
  private Map<String, Object> view(List<Path> folders) throws Exception {
    var view = new TreeMap<String, Object>();
    try (var together = together(folders)) {
      var library = new Library(together.all());
      view.put("count", library.shelves().count(Set.of()));
      view.put("types", library.shelves().count(Set.of("story", "document")));
      var titles = new ArrayList<String>();
      var files = new TreeMap<String, String>();
      for (var item : library.shelves().list(Set.of(), Order.SOUTHERN, 0, 1000)) {
        titles.add(item.stored().title());
        files.put(item.stored().id(), Json.write(library.shelves().describe(item).toJson()));
        for (var file : library.locations(item.stored()).files()) {
          try (var in = library.read(item.bundle(), file, 0, file.file().sizeBytes(), null)) {
            files.put(file.file().path(), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
          }
        }
      }
      // Titles that differ in signs alone sort alike; which comes first a bundle may choose.
      var order = Comparator.<String, byte[]>comparing(KoreanOrder.SOUTHERN::key, Arrays::compareUnsigned);
      for (int i = 1; i < titles.size(); i++) {
        assertTrue(order.compare(titles.get(i - 1), titles.get(i)) <= 0, titles.toString());
      }
      titles.sort(order.thenComparing(Comparator.naturalOrder()));
      view.put("titles", titles);
      view.put("files", files);
      var catalogued = new TreeSet<String>();
      for (var open : together.all()) {
        open.bundle()
            .catalogue(
                line -> {
                  if (!open.isHidden(line.file().of())) {
                    catalogued.add(Json.write(line.file().toJson()) + line.item().map(i -> i.toJson().toString()));
                  }
                },
                lost -> {
                  throw new IllegalStateException(lost);
                });
      }
      view.put("catalogue", catalogued);
      view.put("seriesCount", library.shelves().seriesCount(Set.of()));
      var series = new ArrayList<String>();
      for (var each : library.shelves().series(Set.of(), Order.NORTHERN, 0, 100)) {
        var parts = library.shelves().parts(each.bundle(), each.id(), 0, 100).stream().map(p -> p.stored().id()).toList();
        series.add(each.id() + each.title() + each.parts() + new TreeSet<>(parts));
      }
      view.put("series", series);
      for (var word : WORDS) {
        var results = library.searcher().search(word, SearchOptions.first(100).counting(Set.of(Facet.TYPE, Facet.LANGUAGE, Facet.SERIES)));
        view.put("total " + word, results.total());
        view.put("hits " + word, new TreeSet<>(results.hits().stream().map(hit -> hit.id()).toList()));
        view.put("facets " + word, results.facets().counts(Facet.TYPE) + "" + results.facets().counts(Facet.SERIES));
        view.put(
            "suggestions " + word,
            new TreeSet<>(library.suggester().suggest(word, 50).stream().map(s -> s.text() + s.kind() + s.count()).toList()));
      }
    }
    return view;
  }

  private static Set<String> contents(Path folder) throws IOException {
    var contents = new HashSet<String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        contents.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  /** Of every packed file and every line of the catalogues, as anybody with the key finds them by hand. */
  private List<byte[]> plaintexts(Path folder) throws Exception {
    var texts = new ArrayList<byte[]>();
    try (var together = together(List.of(folder))) {
      var bundle = together.all().getFirst().bundle();
      for (var volume : bundle.root().volumes()) {
        var payload = bundle.payload(volume.id());
        var bytes = new byte[(int) payload.plaintextSize()];
        payload.readAt(0, bytes, 0, bytes.length);
        texts.add(bytes);
        for (var entry : CentralDirectory.read(payload, "volume")) {
          var extent = CentralDirectory.extent(payload, volume.id(), entry, "volume");
          var whole = new Inflater(true);
          var packed = Arrays.copyOfRange(
              bytes, (int) extent.plaintextOffset(), (int) (extent.plaintextOffset() + extent.length()));
          if (extent.encoding() == Extent.Encoding.DEFLATED) {
            whole.setInput(packed);
            var unpacked = new byte[(int) entry.sizeBytes()];
            whole.inflate(unpacked);
            texts.add(unpacked);
          }
          whole.end();
        }
      }
    }
    return texts;
  }

  private static boolean contains(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .contains(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  @Test
  void nothingIsTakenOverByAnIndexThatThePublisherDidNotMake() throws Exception {
    var corpus = large("corpus", 3);
    var first = anew(corpus);
    Files.writeString(corpus.resolve("01/text.txt"), "전혀 다른 글\n");
    try (var publisher = SigningKey.generate()) {
      Roots.replace(first, reader, documents -> documents.signedBy(publisher));
      assertEquals(5, pack(corpus, folder(), List.of(first), true).unchangedItems());
      Roots.replace(first, reader, documents -> Roots.withIndex(documents, index -> index));
      var summary = pack(corpus, folder(), List.of(first), true);
      assertEquals(0, summary.unchangedItems());
      assertEquals(0, summary.reusedVolumes());
    }
  }
}
