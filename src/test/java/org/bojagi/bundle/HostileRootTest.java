package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.NotTrustedException;
import org.bojagi.fault.WrongSignatureException;
import org.bojagi.inventory.Inventory;
import org.bojagi.inventory.SmallBundles;
import org.bojagi.sign.Signer;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Roots that somebody adds who has the recipient string or the identity, and documents that the publisher signed for
 * something else, but no signing key (format.md §11).
 */
class HostileRootTest {
  @TempDir Path temp;
  private final X25519Identity key = X25519Identity.generate();
  private final SigningKey publisher = SigningKey.generate();
  private Path folder;

  @BeforeEach
  void seal() throws IOException {
    folder = SmallBundles.makeSigned(temp.resolve("b"), "참", publisher, List.of(key.recipient()));
  }

  private Trust given() {
    return new Trust(List.of(new Pinned(publisher.publisher(), Origin.GIVEN, "a.pub")), 0);
  }

  private Bundle open(Path bundle, Trust trust) throws IOException {
    try (var keys = KeyRing.of(key.copy()).trusting(trust)) {
      return Bundle.open(bundle, keys);
    }
  }

  private RootDocuments documents(Path bundle) throws IOException {
    try (var opened = open(bundle, Trust.NONE)) {
      return opened.documents();
    }
  }

  private static List<String> codes(Bundle bundle) {
    return bundle.findings().stream().map(Finding::code).toList();
  }

  /** A root of another bundle id, small enough to be read first, whose only volume begins as the true root does. */
  private void addRootThatNamesTheTrueOne() throws IOException {
    Path trueRoot;
    try (var bundle = open(folder, Trust.NONE)) {
      trueRoot = bundle.rootFiles().getFirst();
    }
    var head = FolderFile.read(trueRoot).head();
    try (var identity = Roots.identity(folder, key)) {
      long size = Files.size(trueRoot);
      var facts =
          new VolumeFacts(
              "0".repeat(32), 1, 100, size, head,
              new VolumeFacts.Catalogue(new Extent("0".repeat(32), Format.CATALOGUE, 0, 0, Extent.Encoding.STORED, 0, 0), 0, new byte[32]));
      var content =
          new Root.Content(
              "00", 1, "", new About(Map.of("ko", "거짓"), "ko", "", "", List.of()), List.of(facts), null, List.of());
      var index = new Root.Index(content.sha256(), 1, List.of(), List.of());
      var file = folder.resolve("00" + Format.EXTENSION);
      RootDocuments.of(content, index).writeTo(file, "00", identity.recipient(), null);
      assertTrue(Files.size(file) <= size, "it is read before the true one");
    }
  }

  @Test
  void aRootThatNamesTheTrueOneAsItsVolumeDoesNotTakeItsPlace() throws Exception {
    addRootThatNamesTheTrueOne();
    assertThrows(DamagedBundleException.class, () -> open(folder, Trust.NONE).close());
    try (var bundle = open(folder, given())) {
      assertEquals("참", bundle.about().ownTitle());
      assertEquals(List.of("root-not-trusted"), codes(bundle));
    }
  }

  @Test
  void norDoesItInAnInventory() throws Exception {
    addRootThatNamesTheTrueOne();
    for (var trust : List.of(Trust.NONE, given())) {
      try (var keys = KeyRing.of(key.copy()).trusting(trust);
          var inventory = Inventory.take(List.of(folder), keys, Inventory.Limits.DEFAULT, (stage, done, total) -> {})) {
        var titles = inventory.bundles().stream().map(found -> found.title()).toList();
        assertEquals(List.of("거짓", "참"), titles);
        var found = inventory.bundles().getLast();
        if (trust.isRequired()) {
          found.open().close();
        } else {
          assertThrows(DamagedBundleException.class, found::open);
        }
      }
    }
  }

  @Test
  void whatThePublisherSignedForAnotherBundleIsNoRootOfThisOne() throws Exception {
    var other = SmallBundles.makeSigned(temp.resolve("other"), "다른 것", publisher, List.of(key.recipient()));
    var documents = documents(other);
    try (var identity = Roots.identity(folder, key)) {
      documents.writeTo(folder.resolve("00" + Format.EXTENSION), "00", identity.recipient(), null);
    }
    try (var bundle = open(folder, given())) {
      assertEquals("참", bundle.about().ownTitle());
      assertEquals(1, codes(bundle).size());
    }
    try (var keys = KeyRing.of(key.copy()).trusting(given());
        var inventory = Inventory.take(List.of(folder), keys, Inventory.Limits.DEFAULT, (stage, done, total) -> {})) {
      inventory.bundles().stream().filter(found -> found.title().equals("참")).findFirst().orElseThrow().open().close();
    }
  }

  @Test
  void inThePlaceOfTheTrueRootItOpensNothing() throws Exception {
    var other = SmallBundles.makeSigned(temp.resolve("other"), "다른 것", publisher, List.of(key.recipient()));
    var documents = documents(other);
    Roots.replace(folder, key, mine -> documents);
    assertThrows(Fault.class, () -> open(folder, given()).close());
  }

  @Test
  void aDeltaOfAnotherBundleOfThePublisherDoesNotKeepThisOneFromOpening() throws Exception {
    var other = SmallBundles.makeSigned(temp.resolve("other"), "다른 것", publisher, List.of(key.recipient()));
    var delta = SmallBundles.makeNext(temp.resolve("delta"), other, key, "다른 것", true);
    Roots.replace(delta, key, documents -> documents.signedBy(publisher));
    var documents = documents(delta);
    try (var identity = Roots.identity(folder, key)) {
      documents.writeTo(folder.resolve("00" + Format.EXTENSION), "00", identity.recipient(), null);
    }
    open(folder, given()).close();
  }

  @Test
  void aSlotThatLeadsToAForeignBundleDoesNotKeepTheTrueOneFromOpening() throws Exception {
    var foreign =
        SmallBundles.makeSigned(temp.resolve("foreign"), "거짓", SigningKey.generate(), List.of(key.recipient()));
    var both = together("both", foreign);
    assertThrows(DamagedBundleException.class, () -> open(both, Trust.NONE).close());
    try (var bundle = open(both, given())) {
      assertEquals("참", bundle.about().ownTitle());
    }
  }

  @Test
  void anUnsignedDeltaWithdrawsNothingAndASignedOneDoes() throws Exception {
    var delta = SmallBundles.makeNext(temp.resolve("delta"), folder, key, "참", true);
    try (var bundle = open(together("unsigned", delta), given())) {
      assertEquals(List.of(), bundle.beside());
      assertTrue(codes(bundle).contains("root-not-trusted"));
    }
    Roots.replace(delta, key, documents -> documents.signedBy(publisher));
    try (var bundle = open(together("signed", delta), given())) {
      assertEquals(1, bundle.beside().size());
      assertTrue(bundle.beside().getFirst().signers().areGiven());
      assertFalse(codes(bundle).contains("root-not-trusted"));
    }
    var stranger = SigningKey.generate();
    Roots.replace(delta, key, documents -> documents.signedBy(stranger));
    try (var bundle = open(together("foreign", delta), given())) {
      assertEquals(List.of(), bundle.beside());
    }
  }

  /** The bundle with what else is put into its folder. */
  private Path together(String name, Path other) throws IOException {
    var both = SealedBundle.copy(folder, temp.resolve(name));
    for (var file : SealedBundle.paths(other)) {
      var copy = both.resolve(file.getFileName());
      if (!Files.exists(copy)) {
        Files.copy(file, copy);
      }
    }
    return both;
  }

  @Test
  void signaturesOfTheOtherDocumentOrOfAnotherEditionDoNotHold() throws Exception {
    Roots.replace(
        folder,
        key,
        mine -> new RootDocuments(mine.content(), mine.indexSignature(), mine.index(), mine.contentSignature()));
    assertThrows(WrongSignatureException.class, () -> open(folder, Trust.NONE).close());
  }

  @Test
  void anIndexThatThePublisherSignedForAnotherContentIsRefused() throws Exception {
    var other = SmallBundles.makeSigned(temp.resolve("other"), "다른 것", publisher, List.of(key.recipient()));
    var documents = documents(other);
    Roots.replace(
        folder,
        key,
        mine ->
            new RootDocuments(
                mine.content(), mine.contentSignature(), documents.index(), documents.indexSignature()));
    for (var trust : List.of(Trust.NONE, given())) {
      assertThrows(DamagedBundleException.class, () -> open(folder, trust).close());
    }
  }

  @Test
  void aSignatureWhoseKeyIdIsKnownAndThatDoesNotHoldIsWrongThoughItNamesNoKey() throws Exception {
    Files.write(temp.resolve("publisher.pub"), publisher.publisher().toFile());
    Roots.replace(
        folder,
        key,
        mine ->
            Roots.withContent(
                new RootDocuments(
                    mine.content(),
                    mine.contentSignature().replaceFirst("signed with .*", "signature"),
                    mine.index(),
                    null),
                content -> content.replace("참", "거짓")));
    assertThrows(WrongSignatureException.class, () -> open(folder, Trust.NONE).close());
  }

  @Test
  void ofADocumentThatIsTwiceInTheRootTheOneIsReadThatTheSignatureIsOf() throws Exception {
    var mine = documents(folder);
    try (var bundle = open(folder, Trust.NONE)) {
      for (var file : bundle.rootFiles()) {
        Files.delete(file);
      }
      var file = folder.resolve("00" + Format.EXTENSION);
      try (var root =
          new VolumeWriter(
              file, bundle.root().content().bundle(), Format.KIND_ROOT, Format.MAX_VOLUME_BYTES,
              bundle.identity().recipient(), null)) {
        for (var text : List.of(mine.content().replace("참", "거짓"), mine.content())) {
          root.write(Format.CONTENT, text.getBytes(StandardCharsets.UTF_8), Extent.Encoding.DEFLATED);
        }
        root.write(Format.INDEX, mine.index().getBytes(StandardCharsets.UTF_8), Extent.Encoding.DEFLATED);
        root.write(
            Format.CONTENT_SIGNATURE, mine.contentSignature().getBytes(StandardCharsets.UTF_8), Extent.Encoding.DEFLATED);
        root.write(
            Format.INDEX_SIGNATURE, mine.indexSignature().getBytes(StandardCharsets.UTF_8), Extent.Encoding.DEFLATED);
        root.finish(null);
      }
    }
    try (var bundle = open(folder, given())) {
      assertEquals("참", bundle.about().ownTitle());
    }
  }

  @Test
  void aKeyOfTheMediumWithThePublishersKeyAndAnotherIdChangesNothing() throws Exception {
    var id = publisher.publisher().toFile();
    var lines = new String(id, StandardCharsets.UTF_8).split("\n");
    var bytes = java.util.Base64.getDecoder().decode(lines[1]);
    Arrays.fill(bytes, 2, 10, (byte) 7);
    Files.writeString(
        temp.resolve("a.pub"), lines[0] + "\n" + java.util.Base64.getEncoder().encodeToString(bytes) + "\n");
    try (var bundle = open(folder, given())) {
      assertTrue(bundle.signers().areGiven());
    }
    try (var bundle = open(folder, Trust.NONE)) {
      assertEquals(Signer.State.SIGNED, bundle.signers().content().state());
      assertFalse(bundle.signers().content().isGiven());
    }
    var stranger =
        new Trust(List.of(new Pinned(SigningKey.generate().publisher(), Origin.GIVEN, "b.pub")), 0);
    assertThrows(NotTrustedException.class, () -> open(folder, stranger).close());
  }
}
