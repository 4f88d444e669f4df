package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bojagi.age.X25519Identity;
import org.bojagi.inventory.SmallBundles;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new index may remove of a folder, and what it leaves though nothing names it any more (format.md §5.5). */
class OldIndexTest {
  @TempDir Path temp;
  private final X25519Identity key = X25519Identity.generate();

  private Bundle open(Path folder, Trust trust) throws IOException {
    try (var keys = KeyRing.of(key.copy()).trusting(trust)) {
      return Bundle.open(folder, keys);
    }
  }

  private void reindex(Path folder, Trust trust) throws IOException {
    try (var bundle = open(folder, trust);
        var made = NewIndex.inPlace(bundle, Format.MAX_VOLUME_BYTES, null)) {
      made.addLuceneFile("segments_1", 3, new ByteArrayInputStream(new byte[3]));
      made.finish(1);
    }
  }

  /** Index volumes of whatever root of the bundle's names them or not. */
  private static List<Path> indexVolumes(Path folder, X25519Identity identity) throws IOException {
    var volumes = new ArrayList<Path>();
    for (var path : SealedBundle.paths(folder)) {
      var file = FolderFile.read(path);
      if (!file.maySlot()) {
        try (var payload = file.open(identity)) {
          if (VolumeAbout.read(payload, file.name()).kind().equals(Format.KIND_INDEX)) {
            volumes.add(path);
          }
        } catch (IOException damaged) {
          // A root that was made so.
        }
      }
    }
    return volumes;
  }

  @Test
  void theIndexOfAnotherEditionWhoseRootIsDamagedStays() throws Exception {
    var first = SmallBundles.make(temp.resolve("1"), "제목", 10, List.of(key.recipient()));
    var second = SmallBundles.makeNext(temp.resolve("2"), first, key, "제목", false);
    List<Path> rootsOfFirst;
    try (var bundle = open(first, Trust.NONE)) {
      rootsOfFirst = bundle.rootFiles();
    }
    try (var identity = Roots.identity(second, key)) {
      var before = indexVolumes(first, identity);
      assertEquals(1, before.size());
      for (var file : SealedBundle.paths(first)) {
        var copy = second.resolve(file.getFileName());
        if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
      for (var root : rootsOfFirst) {
        SealedBundle.flipBit(second.resolve(root.getFileName()), 8L * (Files.size(root) - 40));
      }
      reindex(second, Trust.NONE);
      assertTrue(Files.exists(second.resolve(before.getFirst().getFileName())), "it was another edition's");
      assertEquals(2, indexVolumes(second, identity).size(), "the old one of this edition is gone");
    }
  }

  @Test
  void whatAnInterruptedRunLeftIsRemovedWhereEveryRootWasRead() throws Exception {
    var folder = SmallBundles.make(temp.resolve("b"), "제목", 10, List.of(key.recipient()));
    try (var identity = Roots.identity(folder, key)) {
      var left = folder.resolve(Format.randomId() + Format.EXTENSION);
      var id = "";
      try (var bundle = open(folder, Trust.NONE)) {
        id = bundle.root().content().bundle();
      }
      try (var volume =
          new VolumeWriter(left, id, Format.KIND_INDEX, Format.MAX_VOLUME_BYTES, identity.recipient(), null)) {
        volume.write("lucene/_0.cfs", SealedBundle.bytes(new Random(1), 2000), Extent.Encoding.STORED);
        volume.finish(null);
      }
      reindex(folder, Trust.NONE);
      assertFalse(Files.exists(left));
      assertEquals(1, indexVolumes(folder, identity).size());
    }
  }

  @Test
  void aRootThatContradictsTheSignedOneDoesNotKeepTheIndexFromBeingMadeAnew() throws Exception {
    var publisher = SigningKey.generate();
    var trust =
        new Trust(List.of(new Trust.Pinned(publisher.publisher(), Trust.Origin.GIVEN, "a.pub")), 0);
    var folder = SmallBundles.makeSigned(temp.resolve("b"), "제목", publisher, List.of(key.recipient()));
    Roots.add(
        folder, key, documents -> Roots.withContent(Roots.stripped(documents), content -> content.replace("제목", "가짜")));
    try (var bundle = open(folder, trust);
        var made = NewIndex.inPlace(bundle, Format.MAX_VOLUME_BYTES, null)) {
      made.addLuceneFile("segments_1", 3, new ByteArrayInputStream(new byte[3]));
      made.signWith(publisher);
      made.finish(1);
    }
    try (var bundle = open(folder, trust);
        var identity = Roots.identity(bundle)) {
      assertEquals(2, indexVolumes(folder, identity).size(), "the other root names the old one, which stays");
      assertEquals(2, bundle.root().index().revision());
      assertEquals("제목", bundle.about().ownTitle());
    }
  }
}
