package org.bojagi.reindex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bojagi.FailingFileSystem;
import org.bojagi.Trees;
import org.bojagi.Trials;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.NewIndex;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.language.WordPair;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.search.SearchOptions;
import org.bojagi.seal.Edition;
import org.bojagi.seal.NorthSouthWords;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.Packer;
import org.bojagi.sign.SigningKey;
import org.bojagi.verify.PackedCards;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that is made anew is the one that was packed, whatever became of that. */
class ReindexingTest {
  private static final List<String> QUERIES =
      List.of("살구", "력사", "로동", "bridge", "雪", "첫눈", "\"다리 우에서\"", "구급처치", "ㅅㄱ", "화상 AND 설사");

  @TempDir Path folder;
  private final X25519Identity archive = X25519Identity.generate();

  @Test
  void ofTheSampleFolderInManyVolumesItIsTheSame() throws Exception {
    var bundle = folder.resolve("bundle");
    pack(Path.of("corpus"), bundle, 200_000);
    var content = contentFiles(bundle);
    assertTrue(content.size() > 5, content.size() + " content volumes");
    var before = index(bundle);
    var answers = answers(bundle);
    var names = names(bundle);
    var report = reindex(bundle);
    assertEquals(List.of(), report.findings());
    assertEquals(List.of(), IndexContent.differences(before, index(bundle)));
    assertEquals(answers, answers(bundle));
    assertEquals(content, contentFiles(bundle));
    var after = names(bundle);
    after.removeAll(names);
    assertEquals(2 + indexVolumes(bundle), after.size(), "roots and index volumes are new, and nothing is left over");
    assertSound(bundle);
  }

  @Test
  void contentThatStandsTwiceAndNamesThatWereTakenAreFound() throws Exception {
    var corpus = Files.createDirectories(folder.resolve("corpus"));
    var same = "# 같은 글\n\n살구꽃이 두번 핀다.\n";
    write(corpus, "가/첫째.md", same);
    write(corpus, "나/둘째.md", same);
    write(corpus, "하/셋째.md", same);
    write(corpus, "_padding", "one 11111\n");
    write(corpus, "padding", "two 22222\n");
    write(corpus, "bojagi.json", "{\"a\":1}");
    write(corpus, "_bojagi.json", "{\"b\":2}");
    write(corpus, "shelves/0001.tar.zst", "no shelf\n");
    write(corpus, "x/catalogue.jsonl", "no catalogue\n");
    Files.write(corpus.resolve("film.001"), random(1, 90_000));
    Files.write(corpus.resolve("film"), random(2, 400_000));
    Files.write(corpus.resolve("y.bin"), random(3, 150_000));
    Files.createDirectories(corpus.resolve("z"));
    Files.write(corpus.resolve("z/copy of y.bin"), random(3, 150_000));
    var bundle = folder.resolve("bundle");
    pack(corpus, bundle, 100_000);
    var before = index(bundle);
    removeIndexVolumes(bundle);
    assertEquals(List.of(), reindex(bundle).findings());
    assertEquals(List.of(), IndexContent.differences(before, index(bundle)));
    assertSound(bundle);
  }

  @Test
  void anItemOfMoreTextThanIsHeldAtOnceIsTheSame() throws Exception {
    var corpus = Files.createDirectories(folder.resolve("corpus"));
    for (var language : List.of("ko", "en", "zh", "ja", "de", "ru")) {
      write(corpus, "다리." + language + ".txt", "살구 bridge 桥 " + language + "\n".repeat(900_000) + "the last line\n");
    }
    var bundle = folder.resolve("bundle");
    pack(corpus, bundle, Format.MAX_VOLUME_BYTES);
    var before = index(bundle);
    var report = reindex(bundle);
    assertEquals(1, report.items());
    assertEquals(6, report.texts());
    assertEquals(List.of(), report.findings());
    assertEquals(List.of(), IndexContent.differences(before, index(bundle)));
  }

  @Test
  void aLostIndexIsMadeFromTheContentAlone() throws Exception {
    var bundle = folder.resolve("bundle");
    pack(small(), bundle, Format.MAX_VOLUME_BYTES);
    var before = index(bundle);
    removeIndexVolumes(bundle);
    try (var open = open(bundle)) {
      assertTrue(open.index().isEmpty());
      assertTrue(open.indexFault().getMessage().contains("reindex"), open.indexFault().getMessage());
    }
    assertEquals(List.of(), reindex(bundle).findings());
    assertEquals(List.of(), IndexContent.differences(before, index(bundle)));
    assertSound(bundle);
  }

  @Test
  void whatIsLostIsLeftOutAndNamedAndTheRestIsFound() throws Exception {
    var bundle = folder.resolve("bundle");
    pack(small(), bundle, 100_000);
    var before = index(bundle);
    try (var open = open(bundle)) {
      var film = open.requireIndex().byPath("film.bin").orElseThrow();
      var lost = film.decodedLocations().files().getFirst().extents().getFirst().volume();
      Files.delete(open.bundle().file(lost).orElseThrow());
    }
    removeIndexVolumes(bundle);
    var report = reindex(bundle);
    assertFalse(report.isWhole());
    assertTrue(
        report.findings().stream().anyMatch(f -> f.code().equals("item-lost") && f.where().equals("film.bin")),
        report.findings().toString());
    var lostPaths = report.findings().stream().map(Finding::where).collect(Collectors.toSet());
    var kept = before.stream().filter(line -> isOfItem(line) && !lostPaths.contains(path(line))).toList();
    var after = index(bundle).stream().filter(ReindexingTest::isOfItem).toList();
    assertFalse(kept.isEmpty());
    assertEquals(kept, after);
  }

  @Test
  void whatOnlyTheOldIndexKnowsIsTakenFromThereAndNamed() throws Exception {
    var bundle = folder.resolve("bundle");
    pack(small(), bundle, Format.MAX_VOLUME_BYTES);
    var before = descriptions(bundle);
    try (var open = open(bundle)) {
      var volume = open.bundle().root().content().volumes().getFirst();
      var file = open.bundle().file(volume.id()).orElseThrow();
      var bytes = Files.readAllBytes(file);
      // The last chunks, in which are the catalogue and the list of entries.
      for (int i = 1; i < 100; i++) {
        bytes[bytes.length - i] ^= 1;
      }
      Files.write(file, bytes);
    }
    var report = reindex(bundle);
    var codes = report.findings().stream().map(Finding::code).collect(Collectors.toSet());
    // The shelf is in the last chunk, too: its texts are found by their titles.
    assertEquals(Set.of("volume-damaged", "catalogue-lost", "item-uncatalogued", "text-damaged"), codes);
    assertEquals(before, descriptions(bundle));
  }

  @Test
  void whereNothingCanBeReadNothingIsChanged() throws Exception {
    var bundle = folder.resolve("bundle");
    pack(small(), bundle, Format.MAX_VOLUME_BYTES);
    try (var open = open(bundle)) {
      for (var volume : open.bundle().root().content().volumes()) {
        Files.delete(open.bundle().file(volume.id()).orElseThrow());
      }
    }
    removeIndexVolumes(bundle);
    var names = names(bundle);
    assertThrows(DamagedBundleException.class, () -> reindex(bundle));
    assertEquals(names, names(bundle));
  }

  @Test
  void anyMomentAtWhichItFailsLeavesABundleThatOpensAndIsReindexedAgain() throws Exception {
    var packed = folder.resolve("packed");
    pack(small(), packed, 100_000);
    reindex(packed, List.of()); // without words of North and South, which are most of so small an index
    var content = contentFiles(packed);
    var before = index(packed);
    var sound = new FailingFileSystem(0, false, "");
    var untouched = copy(packed, folder.resolve("untouched"));
    reindex(sound.of(untouched), List.of());
    var which = LongStream.rangeClosed(1, sound.changes()).boxed().collect(Collectors.toList());
    Collections.shuffle(which, new Random(Trials.seed(ReindexingTest.class)));
    // The last are moves and removals: each of them.
    var changes = new ArrayList<>(which.subList(0, Math.min(which.size(), Trials.of(100))));
    LongStream.rangeClosed(sound.changes() - 13, sound.changes()).filter(n -> n > 0).forEach(changes::add);
    for (long change : changes) {
      var bundle = copy(packed, folder.resolve("b" + change + "-" + changes.size()));
      try {
        reindex(new FailingFileSystem(change, change % 2 == 0, "Input/output error").of(bundle), List.of());
      } catch (Fault expected) {
        // Said which storage failed.
      }
      assertEquals(List.of(), IndexContent.differences(before, index(bundle)), "change " + change);
      assertEquals(List.of(), reindex(bundle, List.of()).findings());
      assertEquals(List.of(), IndexContent.differences(before, index(bundle)), "change " + change);
      assertEquals(content, contentFiles(bundle));
      int expected = 2 + 2 + content.size() + indexVolumes(bundle);
      assertEquals(expected, names(bundle).size(), "change " + change + " leaves something");
      assertSound(bundle);
      Trees.remove(bundle);
    }
  }

  @Test
  void aNewFolderGetsCopiesOfSlotsAndContent() throws Exception {
    var bundle = folder.resolve("bundle");
    pack(small(), bundle, 100_000);
    var names = names(bundle);
    var target = folder.resolve("new");
    try (var open = open(bundle);
        var made = NewIndex.into(open.bundle(), target, Format.MAX_VOLUME_BYTES, null)) {
      run(open, made);
    }
    assertEquals(names, names(bundle));
    assertEquals(contentFiles(bundle), contentFiles(target));
    assertEquals(List.of(), IndexContent.differences(index(bundle), index(target)));
    assertSound(target);
  }

  @Test
  void eachCardOfASetGetsTheIndex() throws Exception {
    var cards = new PackedCards(folder.resolve("set"), 3);
    try (var together = new Together(OpenBundle.newCache())) {
      for (int card = 1; card <= 3; card++) {
        try (var keys = KeyRing.of(X25519Identity.parse(cards.reader.encode()))) {
          together.open(cards.card(card), keys);
        }
      }
      var open = together.all().getFirst();
      try (var made = NewIndex.inPlace(open.bundle(), Format.MAX_VOLUME_BYTES, null)) {
        assertEquals(6, run(open, made).items());
      }
    }
    for (int card = 1; card <= 3; card++) {
      try (var keys = KeyRing.of(X25519Identity.parse(cards.reader.encode()));
          var open = OpenBundle.open(cards.card(card), keys, OpenBundle.newCache())) {
        assertEquals(2, open.bundle().root().index().revision());
        assertEquals(
            3, new Library(List.of(open)).searcher().search("살구꽃", SearchOptions.first(10)).total());
        assertEquals(
            Set.of("on-another-card"),
            open.bundle().findings().stream().map(Finding::code).collect(Collectors.toSet()));
      }
    }
  }

  @Test
  void aDeltaHasItsOwnAndStillGoesWithItsBundle() throws Exception {
    var corpus = small();
    var bundle = folder.resolve("bundle");
    pack(corpus, bundle, Format.MAX_VOLUME_BYTES);
    write(corpus, "이야기/나중.md", "# 나중\n\n살구꽃나중\n");
    Files.delete(corpus.resolve("이야기/2.ko.md"));
    var delta = folder.resolve("delta");
    try (var keys = keys();
        var old = Bundle.open(bundle, keys);
        var edition = Edition.delta(List.of(old));
        var read = CorpusReader.read(corpus)) {
      Packer.pack(read, delta, options(Format.MAX_VOLUME_BYTES), edition, moment -> {});
    }
    var before = index(delta);
    assertEquals(List.of(), reindex(bundle).findings());
    assertEquals(List.of(), reindex(delta).findings());
    assertEquals(List.of(), IndexContent.differences(before, index(delta)));
    try (var keys = keys();
        var together = new Together(OpenBundle.newCache())) {
      together.open(bundle, keys);
      together.open(delta, keys);
      var library = new Library(together.all());
      assertEquals(List.of(), library.findings());
      assertEquals(1, library.searcher().search("살구꽃나중", SearchOptions.first(10)).total());
      assertEquals(0, library.searcher().search("력사책", SearchOptions.first(10)).total());
    }
  }

  @Test
  void whatThePublisherSignedOfTheContentStaysAndTheIndexIsSignedByWhoMadeIt() throws Exception {
    var bundle = folder.resolve("bundle");
    try (var publisher = SigningKey.generate();
        var archivist = SigningKey.generate()) {
      try (var read = CorpusReader.read(small())) {
        Packer.pack(read, bundle, options(Format.MAX_VOLUME_BYTES).signedBy(publisher), moment -> {});
      }
      var before = index(bundle);
      for (var indexer : new SigningKey[] {null, archivist}) {
        try (var open = open(bundle);
            var made = NewIndex.inPlace(open.bundle(), Format.MAX_VOLUME_BYTES, null)) {
          made.signWith(indexer);
          assertEquals(List.of(), run(open, made).findings());
        }
        assertEquals(List.of(), IndexContent.differences(before, index(bundle)));
        try (var open = open(bundle)) {
          var signers = open.bundle().signers();
          assertTrue(signers.content().isSigned());
          assertEquals(indexer != null, signers.index().isSigned());
          assertTrue(signers.isIndexOfAnother());
        }
        assertSound(bundle);
      }
    }
  }

  @Test
  void whoIsAtItAlreadyIsNotDisturbed() throws Exception {
    var bundle = folder.resolve("bundle");
    pack(small(), bundle, Format.MAX_VOLUME_BYTES);
    try (var open = open(bundle);
        var made = NewIndex.inPlace(open.bundle(), Format.MAX_VOLUME_BYTES, null)) {
      assertTrue(Files.isDirectory(made.scratch()));
      assertThrows(UsageException.class, () -> reindex(bundle));
    }
    assertSound(bundle);
  }

  @Test
  void aSurveySaysWhatThereIsAndChangesNothing() throws Exception {
    var bundle = folder.resolve("bundle");
    pack(small(), bundle, 100_000);
    var names = names(bundle);
    ReindexReport survey;
    try (var open = open(bundle)) {
      survey = Reindexing.survey(open.bundle(), (volume, volumes, items) -> {});
    }
    assertEquals(names, names(bundle));
    var report = reindex(bundle);
    assertEquals(report.items(), survey.items());
    assertEquals(report.texts(), survey.texts());
    assertEquals(report.textBytes(), survey.textBytes());
    assertEquals(report.files(), survey.files());
  }

  // ---- making

  private Path small() throws IOException {
    var corpus = Files.createDirectories(folder.resolve("small"));
    write(corpus, "이야기/1.ko.md", "# 다리 우에서\n\n첫눈이 내렸다. 할머니는 살구나무 아래에 서계셨다.\n");
    write(corpus, "이야기/2.ko.md", "# 강 건너\n\n력사책을 펼쳤다.\n");
    write(corpus, "이야기/1.en.md", "# On the bridge\n\nThe first snow fell.\n");
    write(corpus, "알아두기/二十二步.zh.md", "# 二十二步\n\n雪。一个脚印也没有。\n");
    write(corpus, "페지.html", "<title>페지</title><h1>하나</h1><p>살구꽃이 핀다</p><h2>둘</h2><p>진다</p>");
    write(corpus, "film.ko.srt", "1\n00:00:16,000 --> 00:00:19,000\n살구꽃이 핀다\n");
    Files.write(corpus.resolve("film.bin"), random(7, 300_000));
    Files.write(corpus.resolve("그림.bin"), random(8, 40_000));
    return corpus;
  }

  private static Path copy(Path bundle, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(bundle)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  private static byte[] random(int seed, int length) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void write(Path corpus, String path, String text) throws IOException {
    var file = corpus.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(UTF_8));
  }

  private PackOptions options(long volumeBytes) {
    return new PackOptions(
        volumeBytes, List.of(archive.recipient()), 2, ExtractionLimits.DEFAULT, PackOptions.Traces.KEEP);
  }

  private void pack(Path corpus, Path bundle, long volumeBytes) throws IOException {
    try (var read = CorpusReader.read(corpus)) {
      Packer.pack(read, bundle, options(volumeBytes), moment -> {});
    }
  }

  private ReindexReport reindex(Path bundle) throws IOException {
    return reindex(bundle, NorthSouthWords.read());
  }

  private ReindexReport reindex(Path bundle, List<WordPair> words) throws IOException {
    try (var open = open(bundle);
        var made = NewIndex.inPlace(open.bundle(), 100_000, null)) {
      return run(open, made, words);
    }
  }

  private static ReindexReport run(OpenBundle open, NewIndex made) throws IOException {
    return run(open, made, NorthSouthWords.read());
  }

  private static ReindexReport run(OpenBundle open, NewIndex made, List<WordPair> words) throws IOException {
    return Reindexing.run(
        open.bundle(),
        open.index().orElse(null),
        made,
        words,
        NorthSouthWords.SOURCE,
        (volume, volumes, items) -> {});
  }

  // ---- looking

  private KeyRing keys() throws IOException {
    return KeyRing.of(X25519Identity.parse(archive.encode()));
  }

  private OpenBundle open(Path bundle) throws IOException {
    try (var keys = keys()) {
      return OpenBundle.open(bundle, keys, OpenBundle.newCache());
    }
  }

  private Set<String> index(Path bundle) throws Exception {
    try (var open = open(bundle)) {
      return IndexContent.of(open.requireIndex());
    }
  }

  private static boolean isOfItem(String line) {
    return line.contains("/") && !line.startsWith("term ") && !line.startsWith("value ");
  }

  private static String path(String line) {
    return line.replaceFirst(" [0-9]+ [a-z]+ (?s:.*)", "");
  }

  private List<String> descriptions(Path bundle) throws Exception {
    return index(bundle).stream().filter(line -> line.contains(" description {") || line.contains(" locations {"))
        .map(line -> line.replaceFirst(" [0-9]+ ", " "))
        .toList();
  }

  private Map<String, String> contentFiles(Path bundle) throws IOException {
    try (var open = open(bundle)) {
      var files = new TreeMap<String, String>();
      for (var volume : open.bundle().root().content().volumes()) {
        var file = open.bundle().file(volume.id());
        if (file.isPresent()) {
          files.put(volume.id(), Json.hex(Sha256.of(Files.readAllBytes(file.get()))));
        }
      }
      return files;
    }
  }

  private int indexVolumes(Path bundle) throws IOException {
    try (var open = open(bundle)) {
      return open.bundle().root().index().volumes().size();
    }
  }

  private void removeIndexVolumes(Path bundle) throws IOException {
    try (var open = open(bundle)) {
      for (var volume : open.bundle().root().index().volumes()) {
        Files.delete(open.bundle().file(volume.id()).orElseThrow());
      }
    }
  }

  private static Set<String> names(Path bundle) throws IOException {
    try (var files = Files.list(bundle)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private void assertSound(Path bundle) throws IOException {
    try (var open = open(bundle)) {
      assertEquals(List.of(), open.bundle().findings());
      var found =
          Verification.run(open.bundle(), (done, total) -> {}).stream()
              .flatMap(result -> result.findings().stream())
              .filter(finding -> finding.severity() != Severity.NOTE)
              .toList();
      assertEquals(List.of(), found);
    }
  }

  /** Hits with their snippets and places, facets, suggestions, as a person is shown them. */
  private List<String> answers(Path bundle) throws Exception {
    var answers = new ArrayList<String>();
    try (var open = open(bundle)) {
      var library = new Library(List.of(open));
      for (var query : QUERIES) {
        var results = library.searcher().search(query, SearchOptions.first(50));
        answers.add(query + " " + results.total());
        results.hits().stream()
            .map(hit -> query + " " + hit.path() + " " + hit.score() + " " + hit.snippet().text())
            .sorted()
            .forEach(answers::add);
        library.suggester().suggest(query, 10).forEach(name -> answers.add(query + " " + name));
      }
    }
    return answers;
  }
}
