package org.bojagi.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.bojagi.age.Resealed;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.Roots;
import org.bojagi.catalog.Item;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.SearchOptions;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that says what the publisher's catalogue doesn't, and one that was changed after it was signed. */
class SignedIndexTest {
  @TempDir Path temp;
  private final SigningKey publisher = SigningKey.generate();
  private final SigningKey indexer = SigningKey.generate();

  private OpenBundle open(PackedBundle packed) throws IOException {
    var trust =
        new Trust(
            List.of(
                new Pinned(publisher.publisher(), Origin.GIVEN, "a.pub"),
                new Pinned(indexer.publisher(), Origin.GIVEN, "b.pub")),
            0);
    try (var keys = KeyRing.of(X25519Identity.parse(packed.reader.encode())).trusting(trust)) {
      return OpenBundle.open(packed.folder, keys, OpenBundle.newCache());
    }
  }

  private static LinkedHashMap<String, PackedBundle.Source> files() {
    var files = new LinkedHashMap<String, PackedBundle.Source>();
    for (int i = 0; i < 9; i++) {
      files.put("이야기 " + i + (i < 5 ? ".txt" : ".html"), PackedBundle.Source.of(("봄비가 내린다 " + i + "\n").getBytes(UTF_8)));
    }
    return files;
  }

  private static long found(OpenBundle open) throws IOException {
    return new Library(List.of(open)).searcher().search("봄비", SearchOptions.first(20)).hits().size();
  }

  private Root.Index index(PackedBundle packed) throws IOException {
    try (var open = open(packed)) {
      return open.bundle().root().index();
    }
  }

  private PackedBundle signed(PackedBundle.Mistakes mistakes) throws IOException {
    var packed = new PackedBundle(temp.resolve("b"), 1 << 20, files(), mistakes);
    Roots.replace(packed.folder, packed.reader, documents -> documents.signedBy(publisher));
    return packed;
  }

  @Test
  void thePublishersIndexIsTakenAsItIs() throws Exception {
    var packed = signed(new PackedBundle.Mistakes());
    try (var open = open(packed)) {
      assertEquals(0, open.notSigned());
      assertEquals(9, found(open));
    }
  }

  @Test
  void anIndexThatAnotherMadeOfWhatIsThereShowsAllOfIt() throws Exception {
    var packed = signed(new PackedBundle.Mistakes());
    var index = index(packed);
    Roots.replace(packed.folder, packed.reader, documents -> documents.withIndex(index, indexer));
    try (var open = open(packed)) {
      assertTrue(open.bundle().signers().isIndexOfAnother());
      assertEquals(0, open.notSigned());
      assertEquals(9, found(open));
    }
  }

  @Test
  void whatAnothersIndexFindsAndTheSignedCatalogueHasNotIsNotShown() throws Exception {
    var packed =
        signed(
            new PackedBundle.Mistakes() {
              @Override
              boolean oneMoreInIndex() {
                return true;
              }

              @Override
              Locations locations(Locations locations) {
                var file = locations.files().getFirst();
                if (!file.file().path().equals("이야기 3.txt")) {
                  return locations;
                }
                var other = new byte[32];
                return new Locations(List.of(new Locations.Located(file.file(), file.extents(), other)));
              }
            });
    var index = index(packed);
    Roots.replace(packed.folder, packed.reader, documents -> documents.withIndex(index, indexer));
    try (var open = open(packed)) {
      assertEquals(2, open.notSigned());
      assertEquals(8, found(open));
      assertTrue(open.requireIndex().byId(Item.idOf("no such")).isEmpty());
      assertTrue(open.requireIndex().byPath("이야기 3.txt").isEmpty());
      assertEquals(8, open.requireIndex().itemCount());
    }
  }

  @Test
  void anIndexThatWasChangedUnderItsOwnHeaderIsNotRead() throws Exception {
    var packed = signed(new PackedBundle.Mistakes());
    var volume = index(packed).volumes().getFirst();
    try (var identity = Roots.identity(packed.folder, packed.reader);
        var open = open(packed)) {
      var file = open.bundle().file(volume.id()).orElseThrow();
      Resealed.change(file, identity, plaintext -> Arrays.fill(plaintext, 2000, plaintext.length, (byte) 7));
    }
    try (var open = open(packed)) {
      var fault = assertThrows(DamagedBundleException.class, open::requireIndex);
      assertEquals("A part of the index is not the one that was signed", fault.what());
    }
  }
}
