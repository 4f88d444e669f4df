package org.bojagi.open;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.search.SearchOptions;
import org.bojagi.verify.PackedCards;
import org.bojagi.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle spread over cards (format.md §5.2). */
class CardSetTest {
  @TempDir Path temp;

  private Together open(PackedCards cards, int... numbers) throws IOException {
    var together = new Together(OpenBundle.newCache());
    for (int number : numbers) {
      try (var keys = KeyRing.of(X25519Identity.parse(cards.reader.encode()))) {
        together.open(cards.card(number), keys);
      }
    }
    return together;
  }

  @Test
  void eachCardHasItsOwnContentAndAllElse() throws Exception {
    var cards = new PackedCards(temp.resolve("set"), 3);
    assertEquals(3, Files.list(temp.resolve("set")).count());
    for (int card = 1; card <= 3; card++) {
      try (var open = open(cards, card)) {
        var bundle = open.all().getFirst().bundle();
        assertEquals(new TreeSet<>(Set.of(card)), bundle.cardsHere());
        assertEquals(3, bundle.cardCount());
        assertEquals(2, bundle.rootFiles().size());
        assertTrue(bundle.root().index().volumes().stream().allMatch(v -> bundle.file(v.id()).isPresent()));
      }
    }
  }

  @Test
  void oneCardAloneIsSoundAndNamesTheOthers() throws Exception {
    var cards = new PackedCards(temp.resolve("set"), 3);
    try (var open = open(cards, 2)) {
      var bundle = open.all().getFirst().bundle();
      assertEquals(
          List.of("on-another-card", "on-another-card"), bundle.findings().stream().map(Finding::code).toList());
      assertEquals(List.of("card 1", "card 3"), bundle.findings().stream().map(Finding::where).toList());
      var worst =
          Verification.run(bundle, (done, total) -> {}).stream()
              .flatMap(result -> result.findings().stream())
              .filter(finding -> finding.severity() != Severity.NOTE)
              .toList();
      assertEquals(List.of(), worst);
    }
  }

  @Test
  void whatIsOnAnotherCardIsFoundAndNamedWithItsCard() throws Exception {
    var cards = new PackedCards(temp.resolve("set"), 2);
    try (var open = open(cards, 1)) {
      var library = new Library(open.all());
      var bundle = open.all().getFirst().bundle();
      var hits = library.searcher().search("살구꽃", SearchOptions.first(10)).hits();
      assertEquals(2, hits.size());
      for (var hit : hits) {
        boolean here = hit.path().equals(PackedCards.textPath(1));
        assertEquals(
            here ? OptionalInt.empty() : OptionalInt.of(2),
            bundle.cardElsewhere(library.locations(hit.item()).files().getFirst()));
        assertEquals(here, hit.snippet().text().contains("살구꽃"));
      }
      var film = library.shelves().byPath(0, PackedCards.filmPath(2)).orElseThrow();
      var located = library.file(film.stored(), 0);
      var thrown =
          assertThrows(
              OnAnotherCardException.class,
              () -> library.read(0, located, 0, PackedCards.FILM_BYTES, null).readAllBytes());
      assertEquals(2, thrown.card());
      assertEquals(ExitCode.SKIPPED, thrown.exitCode());
    }
  }

  @Test
  void cardsOpenedTogetherAreOneBundleWhoeverComesFirst() throws Exception {
    var cards = new PackedCards(temp.resolve("set"), 3);
    try (var open = open(cards, 3, 1, 1, 2)) {
      assertEquals(1, open.all().size());
      var bundle = open.all().getFirst().bundle();
      assertEquals(List.of(), bundle.findings());
      var library = new Library(open.all());
      assertEquals(3, library.searcher().search("살구꽃", SearchOptions.first(10)).total());
      for (int card = 1; card <= 3; card++) {
        var film = library.shelves().byPath(0, PackedCards.filmPath(card)).orElseThrow();
        var located = library.file(film.stored(), 0);
        try (var in = library.read(0, located, 0, PackedCards.FILM_BYTES, null)) {
          assertArrayEquals(PackedCards.film(card), in.readAllBytes());
        }
      }
    }
  }

  @Test
  void aLostVolumeOfTheCardItselfIsAnError() throws Exception {
    var cards = new PackedCards(temp.resolve("set"), 2);
    Path lost;
    try (var open = open(cards, 1)) {
      var bundle = open.all().getFirst().bundle();
      lost =
          bundle.root().content().volumes().stream()
              .filter(volume -> volume.card() == 1)
              .reduce((first, last) -> last)
              .flatMap(volume -> bundle.file(volume.id()))
              .orElseThrow();
    }
    Files.delete(lost);
    try (var open = open(cards, 1)) {
      var findings = open.all().getFirst().bundle().findings();
      assertEquals(Set.of("volume-lost", "on-another-card"), Set.copyOf(findings.stream().map(Finding::code).toList()));
    }
  }
}
