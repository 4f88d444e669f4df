package org.bojagi.repack;

import static org.bojagi.repack.PackedEditions.TEAM;
import static org.bojagi.repack.PackedEditions.contents;
import static org.bojagi.repack.PackedEditions.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Format;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.Facet;
import org.bojagi.search.SearchOptions;
import org.bojagi.verify.PackedBundle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some items of a corpus that was packed, and packed again: what of them is in a bundle of their own, and what isn't. */
class SelectingTest {
  private static Path bundle;
  private static Path delta;
  private static Path other;

  @TempDir static Path shared;
  @TempDir Path temp;
  private final X25519Identity reader = X25519Identity.generate();
  private final List<Fault> complaints = new ArrayList<>();

  @BeforeAll
  static void pack() throws Exception {
    var packed = new PackedEditions(shared);
    bundle = packed.bundle;
    delta = packed.delta;
    other = packed.other;
  }

  private Selecting.Report select(String query, SearchOptions chosen, List<String> paths, Path... folders)
      throws IOException {
    try (var together = together(TEAM, folders)) {
      var library = new Library(together.all());
      var selection = Selection.of(library, query, chosen, paths);
      return Selecting.select(
          library, selection, wanted(), complaints::add, (done, total) -> {});
    }
  }

  private NewBundle wanted() {
    return new NewBundle(Map.of(), temp.resolve("new"), Format.MAX_VOLUME_BYTES, List.of(reader.recipient()));
  }

  private static SearchOptions any() {
    return SearchOptions.first(1);
  }

  private Set<String> found(String query) throws IOException {
    try (var together = together(reader, temp.resolve("new"))) {
      var library = new Library(together.all());
      var found = new TreeSet<String>();
      library.searcher().search(query, SearchOptions.first(50)).hits().forEach(hit -> found.add(hit.path()));
      return found;
    }
  }

  @Test
  void anItemGoesWithItsTranslationsSubtitlesAndRenditionsAndNothingElse() throws Exception {
    var report = select("", any(), List.of("이야기/다리 우에서/1.en.md", "영상"), bundle);
    assertEquals(2, report.items(), report.toString());
    var all = contents(TEAM, bundle);
    var chosen = contents(reader, temp.resolve("new"));
    assertTrue(chosen.size() >= 4, chosen.keySet().toString());
    assertTrue(chosen.containsKey("영상/살구나무.ko.srt") && chosen.containsKey("이야기/다리 우에서/1.ko.md"));
    assertFalse(chosen.containsKey("이야기/다리 우에서/2.ko.md"));
    chosen.forEach((path, line) -> assertEquals(all.get(path), line, path));
    assertEquals(report.files(), chosen.size());
    // Of the other items nothing is there, on shelves least of all, which are compressed: names say it too.
    assertEquals(Set.of("영상/살구나무.mp4", "이야기/다리 우에서/1.ko.md"), found("살구나무"));
    assertEquals(Set.of(), found("력사책"));
    for (var file : plaintexts()) {
      assertFalse(file.contains("소문") || file.contains("2.ko.md"), "an item that wasn't chosen");
    }
  }

  @Test
  void whatIsUnnamedSaysNothingOfWhomItCameFrom() throws Exception {
    select("", any(), List.of("영상"), bundle);
    assertEquals("시험 모임 모임의것", said("new"));
    try (var together = together(TEAM, bundle)) {
      var library = new Library(together.all());
      var selection = Selection.of(library, "", any(), List.of("영상"));
      var unnamed = NewBundle.unnamed(temp.resolve("unnamed"), Format.MAX_VOLUME_BYTES, List.of(reader.recipient()));
      Selecting.select(library, selection, unnamed, complaints::add, (done, total) -> {});
    }
    assertEquals("  ", said("unnamed"));
  }

  private String said(String folder) throws IOException {
    try (var together = together(reader, temp.resolve(folder))) {
      var about = together.all().getFirst().bundle().about();
      return about.ownTitle() + " " + about.publisher() + " " + about.rights();
    }
  }

  /** Every volume decrypted, and every shelf's and deflated file's content by its line. */
  private List<String> plaintexts() throws IOException {
    var texts = new ArrayList<String>();
    try (var together = together(reader, temp.resolve("new"))) {
      var made = together.all().getFirst().bundle();
      for (var volume : made.root().content().volumes()) {
        var payload = made.payload(volume.id());
        try (var in = payload.stream(0, payload.plaintextSize(), null)) {
          texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    contents(reader, temp.resolve("new")).values().forEach(texts::add);
    return texts;
  }

  @Test
  void aQueryTakesWhatHasEachWordAndFiltersNarrowIt() throws Exception {
    select("살구나무", any(), List.of(), bundle);
    assertEquals(Set.of("영상/살구나무.mp4", "이야기/다리 우에서/1.ko.md"), items());
    try (var together = together(TEAM, bundle)) {
      var library = new Library(together.all());
      var films = any().only(Facet.TYPE, Set.of("film"));
      assertEquals(1, Selection.of(library, "살구나무", films, List.of()).size());
      assertEquals(0, Selection.of(library, "살구나무 없는낱말", any(), List.of()).size());
      var english = any().only(Facet.LANGUAGE, Set.of("en"));
      assertEquals(
          Set.of("이야기/다리 우에서/1.ko.md"),
          Set.copyOf(Selection.of(library, "", english, List.of()).items().getFirst().values()));
      var unmet = Selection.of(library, "살구나무", any(), List.of("없는것", "이야기/"));
      assertEquals(List.of("없는것"), unmet.findings().stream().map(finding -> finding.where()).toList());
      assertEquals(1, unmet.size());
    }
  }

  private Set<String> items() throws IOException {
    var items = new TreeSet<String>();
    try (var together = together(reader, temp.resolve("new"))) {
      together.all().getFirst().bundle()
          .catalogue(line -> line.item().ifPresent(item -> items.add(line.file().path())), lost -> {});
    }
    return items;
  }

  @Test
  void theNewestOfAnItemIsTakenAndNothingThatWasWithdrawn() throws Exception {
    select("", any(), List.of("편지"), bundle, delta);
    assertEquals(Set.of("편지/고친것.txt"), items());
    assertTrue(plaintexts().stream().anyMatch(text -> text.contains("새로운글이다")) || found("새로운글").size() == 1);
    assertEquals(Set.of(), found("낡은글"));
    assertEquals(Set.of(), found("거두어들인다"));
    assertTrue(plaintexts().stream().noneMatch(text -> text.contains("거두어들인")));
  }

  @Test
  void itemsOfSeveralBundlesAreOneBundleOfItsOwn() throws Exception {
    try (var together = together(TEAM, bundle, other)) {
      var library = new Library(together.all());
      var selection = Selection.of(library, "", any(), List.of("편지"));
      assertEquals(List.of("same-id"), selection.findings().stream().map(finding -> finding.code()).toList());
      assertEquals(3, selection.size());
    }
    select("살구나무", any(), List.of(), bundle, other);
    assertEquals(Set.of("영상/살구나무.mp4", "이야기/다리 우에서/1.ko.md", "편지/봄.txt"), items());
    assertEquals(items(), found("살구나무"));
    try (var made = together(reader, temp.resolve("new"));
        var old = together(TEAM, bundle)) {
      var content = made.all().getFirst().bundle().root().content();
      assertEquals(1, content.edition());
      assertNotEquals(old.all().getFirst().bundle().root().content().bundle(), content.bundle());
    }
    assertThrows(WrongKeyException.class, () -> together(TEAM, temp.resolve("new")).close());
    assertEquals(List.of(), complaints);
  }

  @Test
  void aNorthernWordFindsASouthernOneThereToo() throws Exception {
    select("력사책", any(), List.of(), bundle);
    assertEquals(Set.of("이야기/다리 우에서/2.ko.md"), found("휴대전화"));
    try (var made = together(reader, temp.resolve("new"));
        var old = together(TEAM, bundle)) {
      var index = made.all().getFirst().requireIndex();
      var before = old.all().getFirst().requireIndex();
      assertEquals(before.wordSource(), index.wordSource());
      assertTrue(before.wordPairs().size() > 1000);
      assertEquals(new HashSet<>(before.wordPairs()), new HashSet<>(index.wordPairs()));
    }
  }

  @Test
  void whatIsDamagedIsNamedAndTheRestGoesOn() throws Exception {
    var copy = Files.createDirectories(temp.resolve("copy"));
    try (var files = Files.list(bundle)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    try (var together = together(TEAM, copy)) {
      var open = together.all().getFirst();
      var film = OpenBundle.locations(open.requireIndex().byPath("영상/살구나무.mp4").orElseThrow()).files().getFirst();
      var damaged = open.bundle().file(film.extents().getFirst().volume()).orElseThrow();
      var bytes = Files.readAllBytes(damaged);
      bytes[(int) film.extents().getFirst().plaintextOffset() + 200_000] ^= 1;
      Files.write(damaged, bytes);
    }
    var report = select("살구나무", any(), List.of(), copy);
    assertEquals(1, report.damaged(), report.toString());
    assertEquals(Set.of("이야기/다리 우에서/1.ko.md"), items());
    assertEquals(1, complaints.size());
    assertThrows(UsageException.class, () -> select("없는낱말이다", any(), List.of(), copy));
  }

  @Test
  void whatIsSaidToBeNeededIsMoreThanWhatIsWrittenAndWhatACardHasNoRoomForIsRefused() throws Exception {
    try (var together = together(TEAM, bundle, other)) {
      var library = new Library(together.all());
      for (var query : List.of("살구나무", "력사책", "")) {
        var folder = temp.resolve("new" + query);
        var selection = Selection.of(library, query, any(), List.of());
        var room = SelectionRoom.of(library, selection);
        var slots = List.of(reader.recipient());
        var tooSmall = new NewBundle(Map.of(), folder, Format.MAX_VOLUME_BYTES, slots, null, room.bundleBytes() - 1);
        var refused =
            assertThrows(
                DoesNotFitException.class,
                () -> Selecting.select(library, selection, tooSmall, complaints::add, (done, total) -> {}));
        assertTrue(refused.getMessage().contains("the card has room for"), refused.getMessage());
        try (var left = Files.list(temp)) {
          assertFalse(left.anyMatch(path -> path.getFileName().toString().startsWith("new" + query + ".")), query);
        }
        var large = new NewBundle(Map.of(), folder, Format.MAX_VOLUME_BYTES, slots, null, room.bundleBytes());
        Selecting.select(library, selection, large, complaints::add, (done, total) -> {});
        long written = 0;
        try (var files = Files.list(folder)) {
          for (var file : files.toList()) {
            written += Files.size(file);
          }
        }
        assertTrue(written <= room.bundleBytes(), query + ": " + written + " of " + room);
        assertTrue(SelectionRoom.freeBytes(folder.resolve("not/there/yet")) > 0);
      }
    }
  }

  @Test
  void aPathThatLeadsOutIsNamedAndLeftOut() throws Exception {
    var files = new LinkedHashMap<String, PackedBundle.Source>();
    for (var path : List.of("글/살구.txt", "../밖.txt", "글/../../밖.txt", "/밖.txt", "글//밖.txt")) {
      files.put(path, PackedBundle.Source.of("살구나무 아래\n".getBytes(StandardCharsets.UTF_8)));
    }
    var hostile = new PackedBundle(temp.resolve("hostile"), 400_000, files, new PackedBundle.Mistakes());
    try (var together = together(hostile.reader, hostile.folder)) {
      var library = new Library(together.all());
      var selection = Selection.of(library, "살구나무", any(), List.of());
      assertEquals(5, selection.size());
      var report =
          Selecting.select(
              library, selection, wanted(), complaints::add, (done, total) -> {});
      assertEquals(4, report.leftOut(), report.toString());
      assertEquals(1, report.items());
    }
    assertEquals(4, complaints.size());
    assertEquals(Set.of("글/살구.txt"), items());
  }
}
