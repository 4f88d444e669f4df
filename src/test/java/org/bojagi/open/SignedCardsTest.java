package org.bojagi.open;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.RootDocuments;
import org.bojagi.bundle.Roots;
import org.bojagi.search.SearchOptions;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;
import org.bojagi.verify.PackedCards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card set that its publisher signed, and whose index another made anew (format.md §5.2, §5.4). */
class SignedCardsTest {
  private static final int CARDS = 2;
  @TempDir Path temp;
  private final SigningKey publisher = SigningKey.generate();
  private final SigningKey indexer = SigningKey.generate();
  private PackedCards cards;

  @BeforeEach
  void pack() throws IOException {
    cards = new PackedCards(temp.resolve("set"), CARDS);
    replaceRoots(documents -> documents.signedBy(publisher));
  }

  private void replaceRoots(java.util.function.UnaryOperator<RootDocuments> by) throws IOException {
    for (int card = 1; card <= CARDS; card++) {
      Roots.replace(cards.card(card), cards.reader, by);
    }
  }

  private void makeIndexAnothers() throws IOException {
    try (var bundle = open(1)) {
      var index = bundle.root().index();
      replaceRoots(documents -> documents.withIndex(index, indexer));
    }
  }

  private Bundle open(int card) throws IOException {
    var given = List.of(pinned(publisher), pinned(indexer));
    try (var keys = KeyRing.of(X25519Identity.parse(cards.reader.encode())).trusting(new Trust(given, 1))) {
      return Bundle.open(cards.card(card), keys);
    }
  }

  private static Pinned pinned(SigningKey key) {
    return new Pinned(key.publisher(), Origin.GIVEN, "a.pub");
  }

  private static long found(Together together) throws IOException {
    return new Library(together.all()).searcher().search("살구꽃", SearchOptions.first(10)).total();
  }

  @Test
  void eachCardAloneIsThePublishersAndTogetherTheyAreReadWhole() throws Exception {
    try (var together = new Together(OpenBundle.newCache())) {
      for (int card = 1; card <= CARDS; card++) {
        together.add(open(card));
        assertEquals(2, found(together), "its index is the publisher's, and knows of both");
      }
      assertEquals(1, together.all().size());
      assertTrue(together.all().getFirst().bundle().signers().areGiven());
      var library = new Library(together.all());
      for (int card = 1; card <= CARDS; card++) {
        var film = library.shelves().byPath(0, PackedCards.filmPath(card)).orElseThrow();
        var located = library.file(film.stored(), 0);
        try (var in = library.read(0, located, 70_000, 200_000, null)) {
          assertArrayEquals(Arrays.copyOfRange(PackedCards.film(card), 70_000, 270_000), in.readAllBytes());
        }
      }
    }
  }

  @Test
  void whatOnlyAnotherCardVouchesForIsShownOnceThatCardIsThere() throws Exception {
    makeIndexAnothers();
    try (var together = new Together(OpenBundle.newCache())) {
      together.add(open(1));
      assertEquals(1, found(together));
      assertEquals(2, together.all().getFirst().notSigned());
      together.add(open(2));
      assertEquals(0, together.all().getFirst().notSigned());
      assertEquals(2, found(together));
    }
  }

  @Test
  void joiningTheSameCardAgainShowsNoMore() throws Exception {
    makeIndexAnothers();
    try (var set = OpenBundle.of(open(1), OpenBundle.newCache())) {
      assertFalse(set.join(open(1)));
      assertTrue(set.join(open(2)));
      assertFalse(set.join(open(2)));
    }
  }

  @Test
  void aCatalogueThatCantBeReadCostsItsItemsAndNotTheSearch() throws Exception {
    makeIndexAnothers();
    var first = open(1);
    first.join(open(2));
    for (var volume : first.root().content().volumes()) {
      if (volume.card() == 2) {
        Files.delete(first.file(volume.id()).orElseThrow());
      }
    }
    try (var set = OpenBundle.of(first, OpenBundle.newCache())) {
      assertEquals(2, set.requireIndex().itemCount());
      assertEquals(2, set.notSigned());
    }
  }
}
