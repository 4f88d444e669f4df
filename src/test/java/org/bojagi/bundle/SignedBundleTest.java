package org.bojagi.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bojagi.age.Resealed;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.NotTrustedException;
import org.bojagi.sign.Signer;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody can do to a signed bundle who has no signing key: with the recipient string, or with the identity itself,
 * as a reader has it (format.md §5.4).
 */
class SignedBundleTest {
  @TempDir Path temp;
  private final SigningKey publisher = SigningKey.generate();
  private final SigningKey stranger = SigningKey.generate();
  private SealedBundle sealed;

  @BeforeEach
  void seal() throws IOException {
    sealed = new SealedBundle(temp.resolve("sticks/b"), 2_000_000, files());
    Roots.replace(sealed.folder, sealed.reader, documents -> documents.signedBy(publisher));
  }

  private static java.util.Map<String, byte[]> files() {
    var files = SealedBundle.someFiles(7);
    files.put("큰 것.bin", SealedBundle.bytes(new java.util.Random(8), 2_500_000));
    files.put("같은 것.bin", SealedBundle.bytes(new java.util.Random(8), 2_500_000));
    files.put("다른 것.bin", SealedBundle.bytes(new java.util.Random(9), 1_100_000));
    return files;
  }

  private Trust given(int atLeast, SigningKey... keys) {
    return new Trust(
        Arrays.stream(keys).map(key -> new Pinned(key.publisher(), Origin.GIVEN, "a.pub")).toList(), atLeast);
  }

  private Bundle open(Trust trust) throws IOException {
    try (var keys = KeyRing.of(X25519Identity.parse(sealed.reader.encode())).trusting(trust)) {
      return Bundle.open(sealed.folder, keys);
    }
  }

  private void replace(java.util.function.UnaryOperator<RootDocuments> by) throws IOException {
    Roots.replace(sealed.folder, sealed.reader, by);
  }

  private String refusal(Trust trust) {
    return assertThrows(NotTrustedException.class, () -> open(trust).close()).getMessage();
  }

  @Test
  void whatThePublisherSignedOpensAndEveryFileIsRead() throws Exception {
    try (var bundle = open(given(1, publisher))) {
      assertTrue(bundle.signers().areGiven());
      assertFalse(bundle.signers().isIndexOfAnother());
      assertEquals(List.of(), bundle.findings());
      OpeningTest.assertEveryFile(sealed, bundle);
      for (var file : sealed.locations.values()) {
        long size = file.file().sizeBytes();
        long from = size / 3;
        try (var in = bundle.read(file, from, size - from, null)) {
          var whole = sealed.files.get(file.file().path());
          assertArrayEquals(Arrays.copyOfRange(whole, (int) from, whole.length), in.readAllBytes());
        }
      }
    }
  }

  @Test
  void withoutTrustAnUnsignedBundleOpensAsUnsigned() throws Exception {
    replace(Roots::stripped);
    try (var bundle = open(Trust.NONE)) {
      assertEquals(Signer.State.UNSIGNED, bundle.signers().content().state());
    }
  }

  @Test
  void withTrustAStrippedSignatureIsRefused() throws Exception {
    replace(Roots::stripped);
    assertTrue(refusal(given(0, publisher)).startsWith("This bundle is not signed"));
  }

  @Test
  void withTrustAStrippedSignatureOfTheIndexAloneIsRefused() throws Exception {
    replace(documents -> new RootDocuments(documents.content(), documents.contentSignature(), documents.index(), null));
    assertTrue(refusal(given(0, publisher)).startsWith("The index of this bundle is not signed"));
  }

  @Test
  void withTrustAForeignSignatureIsRefused() throws Exception {
    replace(documents -> documents.signedBy(stranger));
    assertTrue(refusal(given(0, publisher)).startsWith("This bundle is signed by another key"));
    try (var bundle = open(Trust.NONE)) {
      assertEquals(stranger.publisher(), bundle.signers().content().key());
      assertNull(bundle.signers().content().pinned());
    }
  }

  @Test
  void aWrongSignatureIsRefusedByEverybody() throws Exception {
    replace(documents -> Roots.withContent(documents, content -> content.replace("시험", "시엄")));
    for (var trust : List.of(Trust.NONE, given(0, publisher))) {
      var fault = assertThrows(DamagedBundleException.class, () -> open(trust).close());
      assertTrue(fault.what().startsWith("A signature of this root"), fault.what());
    }
  }

  @Test
  void aReplayedSignatureOfAnotherEditionIsRefused() throws Exception {
    var old = new ArrayList<RootDocuments>();
    replace(
        documents -> {
          old.add(documents);
          return Roots.nextEdition(documents).signedBy(publisher);
        });
    replace(
        documents ->
            new RootDocuments(
                documents.content(), old.getFirst().contentSignature(), documents.index(), documents.indexSignature()));
    assertThrows(DamagedBundleException.class, () -> open(given(0, publisher)).close());
  }

  @Test
  void aSignatureByAKeyThatNobodyKnowsCouldNotBeChecked() throws Exception {
    replace(
        documents ->
            new RootDocuments(
                documents.content(), anonymous(documents.contentSignature()), documents.index(), documents.indexSignature()));
    try (var bundle = open(Trust.NONE)) {
      assertEquals(Signer.State.UNKNOWN_KEY, bundle.signers().content().state());
    }
    open(given(0, publisher)).close();
    refusal(given(0, stranger));
  }

  private static String anonymous(String signature) {
    return signature.replaceFirst("signed with [A-Za-z0-9+/=]+", "signature from minisign secret key");
  }

  @Test
  void anOldEditionIsRefusedWhereANewerOneWasAskedFor() throws Exception {
    open(given(1, publisher)).close();
    assertTrue(refusal(given(2, publisher)).startsWith("This is edition 1, and 2 or newer was asked for"));
    assertTrue(refusal(given(2)).contains("edition 1"));
    replace(documents -> Roots.nextEdition(documents).signedBy(publisher));
    open(given(2, publisher)).close();
  }

  @Test
  void aRootThatContradictsTheTrueOneDoesNotKeepItFromOpening() throws Exception {
    Roots.add(
        sealed.folder,
        sealed.reader,
        documents -> Roots.withContent(documents, content -> content.replace("시험", "시엄")).signedBy(stranger));
    assertThrows(DamagedBundleException.class, () -> open(Trust.NONE).close());
    try (var bundle = open(given(0, publisher))) {
      assertEquals("시험", bundle.about().ownTitle());
      assertEquals(List.of("root-not-trusted"), bundle.findings().stream().map(finding -> finding.code()).toList());
    }
  }

  @Test
  void aSwappedVolumeIsNotServedThoughTheRecipientIsKnown() throws Exception {
    var forgery = new Forgery(sealed);
    var volume = sealed.byKind().get("content").getFirst();
    byte[] plaintext;
    try (var identity = sealed.identity()) {
      plaintext = SealedBundle.plaintext(volume, identity);
    }
    try (var out = new org.bojagi.age.AgeOutputStream(Files.newOutputStream(volume), List.of(forgery.recipient()), null)) {
      out.write(plaintext);
    }
    try (var bundle = open(given(0, publisher))) {
      assertTrue(bundle.findings().stream().anyMatch(finding -> finding.code().equals("volume-lost")));
    }
  }

  @Test
  void aFileThatWasChangedUnderItsOwnHeaderIsNotServed() throws Exception {
    var file = sealed.locations.get("그림.png");
    changeVolume(file.extents().getFirst().volume(), (int) file.extents().getFirst().plaintextOffset() + 9);
    try (var bundle = open(Trust.NONE);
        var in = bundle.read(file, null)) {
      var fault = assertThrows(DamagedBundleException.class, in::read);
      assertTrue(fault.where().startsWith("그림.png"), fault.where());
    }
    replace(Roots::stripped);
    try (var bundle = open(Trust.NONE);
        var in = bundle.read(file, null)) {
      assertEquals(30_000, in.readAllBytes().length, "unsigned, whoever has the key answers for it");
    }
  }

  @Test
  void ofALargeFileTheSegmentsThatWereNotChangedAreServed() throws Exception {
    var file = sealed.locations.get("큰 것.bin");
    var last = file.extents().getLast();
    changeVolume(last.volume(), (int) (last.plaintextOffset() + last.length()) - 5);
    try (var bundle = open(Trust.NONE);
        var in = bundle.read(file, null)) {
      assertArrayEquals(Arrays.copyOf(sealed.files.get("큰 것.bin"), 2 << 20), in.readNBytes(2 << 20));
      assertThrows(DamagedBundleException.class, in::read);
    }
  }

  @Test
  void whereTheIndexHasNoHashOfAFileItsLineOfTheCatalogueIsTaken() throws Exception {
    try (var bundle = open(given(0, publisher))) {
      for (var file : sealed.locations.values()) {
        var older = new Locations.Located(file.file().withoutHashes(), file.extents(), new byte[0]);
        try (var in = bundle.read(older, null)) {
          assertArrayEquals(sealed.files.get(file.file().path()), in.readAllBytes());
        }
      }
    }
  }

  @Test
  void aChangedCatalogueIsRefusedBeforeItsFirstLine() throws Exception {
    var volumes = catalogues(open(Trust.NONE));
    var volume = volumes.getFirst();
    changeVolume(volume.id(), (int) (volume.catalogue().extent().plaintextOffset() + volume.catalogue().extent().length()) - 3);
    try (var bundle = open(Trust.NONE)) {
      assertThrows(
          DamagedBundleException.class,
          () -> bundle.catalogue(volume, line -> { throw new AssertionError("a line was shown"); }));
    }
  }

  @Test
  void anAddedItemIsInNoCatalogueThatThePublisherSigned() throws Exception {
    var volume = catalogues(open(Trust.NONE)).getFirst();
    replace(
        documents ->
            Roots.withContent(
                documents, content -> content.replace("\"size\":" + volume.catalogue().sizeBytes(), "\"size\":1")));
    assertThrows(DamagedBundleException.class, () -> open(Trust.NONE).close());
  }

  private static List<VolumeFacts> catalogues(Bundle opened) throws IOException {
    try (var bundle = opened) {
      return bundle.root().content().volumes();
    }
  }

  private void changeVolume(String id, int offset) throws IOException {
    try (var bundle = open(Trust.NONE);
        var identity = sealed.identity()) {
      Resealed.change(bundle.file(id).orElseThrow(), identity, plaintext -> plaintext[offset] ^= 1);
    }
  }

  @Test
  void aKeyBesideTheBundleProvesThatBothCameTogetherAndNoMore() throws Exception {
    Files.write(temp.resolve("sticks/publisher.pub"), publisher.publisher().toFile());
    Files.write(temp.resolve("sticks/other.pub"), "ssh-ed25519 AAAA".getBytes(UTF_8));
    try (var bundle = open(Trust.NONE)) {
      assertEquals(Origin.SAME_MEDIUM, bundle.signers().content().knownAs().orElseThrow().origin());
      assertEquals(List.of(), bundle.findings());
    }
    replace(documents -> documents.signedBy(stranger));
    try (var bundle = open(Trust.NONE)) {
      assertEquals(List.of("signer-not-beside"), bundle.findings().stream().map(finding -> finding.code()).toList());
    }
    refusal(given(0, publisher));
  }

  @Test
  void whoeverReindexesSignsTheIndexAndLeavesTheContentAsItIs() throws Exception {
    Root.Index index;
    try (var bundle = open(Trust.NONE)) {
      index = bundle.root().index();
    }
    replace(documents -> documents.withIndex(index, stranger));
    refusal(given(0, publisher));
    try (var bundle = open(given(0, publisher, stranger))) {
      assertTrue(bundle.signers().isIndexOfAnother());
      assertEquals(publisher.publisher(), bundle.signers().content().key());
      assertEquals(stranger.publisher(), bundle.signers().index().key());
    }
  }

  @Test
  void aCardWithoutAKeyNamesNoPublisher() throws Exception {
    var key = publisher.publisher().encode();
    for (var file : SealedBundle.paths(sealed.folder)) {
      var bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertFalse(bytes.contains(key.substring(14)) || bytes.contains("minisig") || bytes.contains("untrusted"));
    }
  }
}
