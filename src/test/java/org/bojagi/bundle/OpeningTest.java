package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.Recipient;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folder opens with which key, and what is said of one that doesn't. */
class OpeningTest {
  private static final int LOG_N = 4;

  @TempDir Path temp;

  @Test
  void aFolderThatHoldsNoBundleIsNotOne() throws Exception {
    try (var key = X25519Identity.generate()) {
      var missing = temp.resolve("missing");
      var file = Files.writeString(temp.resolve("a file"), "text");
      var empty = Files.createDirectory(temp.resolve("empty"));
      var other = Files.createDirectory(temp.resolve("other"));
      Files.writeString(other.resolve("letter.txt"), "hello");
      Files.writeString(other.resolve("empty.age"), "");
      var said = new ArrayList<String>();
      for (var path : List.of(missing, file, empty, other)) {
        var fault = assertThrows(NotABundleException.class, () -> Bundle.open(path, KeyRing.of(key)));
        assertEquals(ExitCode.NOT_A_BUNDLE, fault.exitCode());
        assertTrue(fault.where().contains(path.getFileName().toString()), fault.where());
        said.add(fault.what());
      }
      assertEquals(4, said.stream().distinct().count(), said.toString());
    }
  }

  @Test
  void slotsAloneVolumesAloneAndAllButTheRootAreSaidApart() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, SealedBundle.someFiles(1));
    var kinds = sealed.byKind();
    assertEquals(2, kinds.get("slot").size());
    assertEquals(2, kinds.get("root").size());
    assertTrue(kinds.get("content").size() > 3 && kinds.get("index").size() > 2, kinds.toString());
    var slots = folderOf("slots", kinds.get("slot"));
    var volumes = folderOf("volumes", kinds.get("content"), kinds.get("index"), kinds.get("root"));
    var rootless = folderOf("rootless", kinds.get("content"), kinds.get("index"), kinds.get("slot"));
    var onlySlots = damaged(slots, sealed.reader);
    var noSlots = damaged(volumes, sealed.reader);
    var noRoot = damaged(rootless, sealed.reader);
    assertTrue(onlySlots.what().contains("root"), onlySlots.what());
    assertTrue(noRoot.what().contains("root"), noRoot.what());
    assertTrue(noSlots.what().contains("slot"), noSlots.what());
    try (var identity = sealed.identity();
        var bundle = Bundle.open(volumes, KeyRing.of(identity))) {
      assertEquals(List.of(), bundle.findings());
    }
  }

  @Test
  void eachOfSeveralKeysOpensAndAStrangersDoesNot() throws Exception {
    try (var archive = X25519Identity.generate();
        var stranger = X25519Identity.generate();
        var words = new ScryptRecipient(Passphrase.forWriting(utf8("봄비 강냉이")), LOG_N)) {
      var sealed =
          new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")), List.of(words, archive.recipient()));
      assertEquals(6, sealed.byKind().get("slot").size());
      sealed.open().close();
      Bundle.open(sealed.folder, KeyRing.of(X25519Identity.parse(archive.encode()))).close();
      Bundle.open(sealed.folder, KeyRing.of(utf8("봄비 강냉이"))).close();
      for (var key : List.of(KeyRing.of(stranger), KeyRing.of(utf8("봄비 강냉이 하나")))) {
        var fault = assertThrows(WrongKeyException.class, () -> Bundle.open(sealed.folder, key));
        assertEquals(ExitCode.WRONG_KEY, fault.exitCode());
      }
    }
  }

  @Test
  void eightPassphrasesAreTriedAndMoreAreNamed() throws Exception {
    var words = new ArrayList<ScryptRecipient>();
    for (int i = 0; i < 10; i++) {
      words.add(new ScryptRecipient(utf8("words " + i), LOG_N));
    }
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")), words);
    int opened = 0;
    for (int i = 0; i < 10; i++) {
      try (var bundle = Bundle.open(sealed.folder, KeyRing.of(utf8("words " + i)))) {
        opened++;
        assertTrue(bundle.findings().stream().anyMatch(f -> f.code().equals("too-many-slots")));
      } catch (WrongKeyException e) {
        assertTrue(e.hint().contains("8"), "a person whose slot is not tried should hear of the limit: " + e.hint());
      }
    }
    assertEquals(Format.MAX_PASSPHRASE_SLOTS, opened);
    sealed.open().close();
  }

  @Test
  void aSlotThatAsksForTooMuchWorkIsRefusedWithAHintAndDoesNotHinderAnother() throws Exception {
    var words = utf8("봄비 강냉이");
    try (var hostile = new ScryptRecipient(words, LOG_N)) {
      var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")), List.of(hostile));
      for (var slot : sealed.byKind().get("slot")) {
        var text = Files.readString(slot, StandardCharsets.ISO_8859_1);
        if (text.contains("-> scrypt ")) {
          Files.writeString(
              slot, text.replaceFirst("(-> scrypt \\S+) " + LOG_N + "\n", "$1 29\n"), StandardCharsets.ISO_8859_1);
        }
      }
      var fault = assertThrows(UsageException.class, () -> Bundle.open(sealed.folder, KeyRing.of(words.clone())));
      assertTrue(fault.hint().contains("--allow-work"), fault.hint());
      var all = SealedBundle.paths(sealed.folder);
      assertTrue(all.stream().anyMatch(path -> path.getFileName().toString().equals(fault.where())), fault.where());

      // Tried first, by its name, and again last.
      try (var identity = sealed.identity();
          var friendly = new ScryptRecipient(words, LOG_N)) {
        for (var name : List.of("0000.age", "ffff.age")) {
          var slot = Files.write(sealed.folder.resolve(name), Slot.seal(identity, friendly));
          Bundle.open(sealed.folder, KeyRing.of(words.clone())).close();
          Files.delete(slot);
        }
      }
    }
  }

  @Test
  void aSlotOfNothingOfUseDoesNotHinderAnother() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    write(sealed.folder.resolve("0001.age"), utf8("no identity\n"), sealed.reader.recipient());
    try (var unrelated = X25519Identity.generate()) {
      Files.write(sealed.folder.resolve("0002.age"), Slot.seal(unrelated, sealed.reader.recipient()));
      try (var bundle = sealed.open()) {
        assertEquals(1, bundle.root().content().volumes().size());
      }
    }
  }

  @Test
  void twoBundlesThatOneIdentityOpensAreRefusedAndNeitherIsChosen() throws Exception {
    var one = new SealedBundle(temp.resolve("one"), 100_000, Map.of("one.bin", utf8("1")));
    var other =
        new SealedBundle(
            temp.resolve("two"), 100_000, Map.of("two.bin", utf8("2")), new byte[10], one.reader, List.of());
    var roots = new ArrayList<>(one.byKind().get("root"));
    roots.addAll(other.byKind().get("root"));
    SealedBundle.copy(other.folder, one.folder);
    var fault = assertThrows(DamagedBundleException.class, one::open);
    assertTrue(fault.what().contains("Two bundles"), fault.what());
    assertEquals(
        2, roots.stream().filter(r -> fault.where().contains(r.getFileName().toString())).count(), fault.where());
  }

  /** The bundle identity is a key like any other: a slot can be written for it by who has its recipient string. */
  @Test
  void aSlotForTheBundleIdentityItselfDoesNotReplaceTheBundle() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    try (var identity = sealed.identity()) {
      var copy = X25519Identity.parse(identity.encode());
      var foreign =
          new SealedBundle(temp.resolve("f"), 100_000, Map.of("f.bin", utf8("f")), new byte[10], copy, List.of());
      SealedBundle.copy(foreign.folder, sealed.folder);
      assertThrows(DamagedBundleException.class, () -> Bundle.open(sealed.folder, KeyRing.of(identity)));
      sealed.open().close();
    }
  }

  @Test
  void twoIdentitiesOfOneBundleAreNoContradiction() throws Exception {
    try (var archive = X25519Identity.generate()) {
      var sealed =
          new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")), List.of(archive.recipient()));
      try (var own = sealed.identity();
          var keys = new KeyRing(List.of(archive, sealed.reader, own), List.of(), LOG_N);
          var bundle = Bundle.open(sealed.folder, keys)) {
        assertEquals(List.of(), bundle.findings());
      }
    }
  }

  /** Whatever is behind a slot that anybody can write for a recipient, the true one is still found. */
  @Test
  void aSlotToANewerOrDamagedRootDoesNotHinderAnother() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    var abouts = List.of("{\"format\":" + (Format.VERSION + 1) + "}", "{\"format\":0}", "[", "{}");
    for (int i = 0; i < abouts.size(); i++) {
      var hostile =
          new SealedBundle(
              temp.resolve("h" + i), 100_000, Map.of("h.bin", utf8("h")), new byte[10], sealed.reader, List.of());
      var slots = hostile.byKind().get("slot");
      new Forgery(hostile).replaceRoots(null, null, abouts.get(i));
      SealedBundle.copy(hostile.folder, sealed.folder);
      Files.copy(slots.getFirst(), sealed.folder.resolve("0000" + i + ".age")); // tried first
    }
    try (var bundle = sealed.open()) {
      assertEveryFile(sealed, bundle);
    }
  }

  @Test
  void aRootThatExhaustsMemoryDoesNotHinderAnother() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    var hostile =
        new SealedBundle(
            temp.resolve("h"), 100_000, Map.of("h.bin", utf8("h")), new byte[10], sealed.reader, List.of());
    new Forgery(hostile).replaceRoots("{\"a\":[" + "[],".repeat(18_000_000) + "[]]}", null);
    SealedBundle.copy(hostile.folder, sealed.folder);
    Files.write(temp.resolve("key"), sealed.reader.encode());
    var arguments = new String[] {sealed.folder.toString(), temp.resolve("key").toString()};
    var process = Programs.java(List.of("-Xmx128m"), OpenWithKey.class, arguments).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  /** Main of the process with little memory. */
  static final class OpenWithKey {
    public static void main(String[] arguments) throws Exception {
      var key = X25519Identity.parse(Files.readAllBytes(Path.of(arguments[1])));
      Bundle.open(Path.of(arguments[0]), KeyRing.of(key)).close();
    }
  }

  @Test
  void aPassphraseSlotToANewerRootDoesNotHinderAnother() throws Exception {
    var words = utf8("봄비 강냉이");
    try (var recipient = new ScryptRecipient(words, LOG_N)) {
      var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")), List.of(recipient));
      var hostile = new SealedBundle(temp.resolve("h"), 100_000, Map.of("h.bin", utf8("h")), List.of(recipient));
      new Forgery(hostile).replaceRoots(null, null, "{\"format\":" + (Format.VERSION + 1) + "}");
      SealedBundle.copy(hostile.folder, sealed.folder);
      try (var identity = hostile.identity()) {
        Files.write(sealed.folder.resolve("0000.age"), Slot.seal(identity, recipient)); // tried first
      }
      try (var bundle = Bundle.open(sealed.folder, KeyRing.of(words))) {
        assertEveryFile(sealed, bundle);
      }
    }
  }

  @Test
  void anUnreadableFileIsNamedAndTheRestOpens() throws Exception {
    var memory = Path.of("/proc/self/mem"); // exists, is a regular file, and can't be read at 0
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isRegularFile(memory));
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    var link = Files.createSymbolicLink(sealed.folder.resolve("broken.age"), memory);
    try (var bundle = sealed.open()) {
      assertTrue(bundle.findings().stream().anyMatch(f -> f.where().contains("broken.age")), "" + bundle.findings());
    }
    Files.delete(link);
  }

  @Test
  void fieldsThatWeDoNotKnowAreNoHindrance() throws Exception {
    var forgery = new Forgery(new SealedBundle(temp.resolve("b"), 100_000, SealedBundle.someFiles(2)));
    forgery.replaceRoots(
        forgery.content().replaceFirst("\\{", "{\"future\":{\"a\":[1,2.5,null]},")
            .replaceFirst("\"volumes\":\\[\\{", "\"volumes\":[{\"colour\":\"blue\","),
        null);
    try (var bundle = forgery.sealed.open()) {
      assertEquals(List.of(), bundle.findings());
      assertEveryFile(forgery.sealed, bundle);
    }
  }

  @Test
  void aNewerFormatIsSaidToBeNewer() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    var forgery = new Forgery(sealed);
    forgery.replaceRoots(null, null, "{\"format\":" + (Format.VERSION + 1) + ",\"bundle\":\"x\",\"new\":{}}");
    var fault = assertThrows(NewerFormatException.class, sealed::open);
    assertEquals(ExitCode.NEWER_FORMAT, fault.exitCode());
  }

  @Test
  void aDraftOfTheFormatIsNotSaidToBeDamaged() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    new Forgery(sealed).replaceRoots(null, null, "{\"format\":0,\"bundle\":\"x\"}");
    assertThrows(NewerFormatException.class, sealed::open);
  }

  @Test
  void anUnknownKindOfVolumeIsPassedOverUnlessItIsAMust() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, SealedBundle.someFiles(3));
    var forgery = new Forgery(sealed);
    var content = forgery.content();
    var parity = "{\"id\":\"ff\",\"kind\":\"parity\",\"file\":5000,\"plaintext\":4096,\"header\":\"AAAA\"";
    forgery.replaceRoots(content.replaceFirst("\"volumes\":\\[", "\"volumes\":[" + parity + "},"), null);
    try (var bundle = sealed.open()) {
      assertEveryFile(sealed, bundle);
    }
    forgery.replaceRoots(content.replaceFirst("\"volumes\":\\[", "\"volumes\":[" + parity + ",\"must\":true},"), null);
    assertThrows(NewerFormatException.class, sealed::open);
  }

  @Test
  void twoRootsOfOneEditionAreRefused() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    var forgery = new Forgery(sealed);
    forgery.addRoot(forgery.content().replace("\"title\":{\"ko\":\"시험\"}", "\"title\":{\"ko\":\"다른\"}"), null);
    var fault = assertThrows(DamagedBundleException.class, sealed::open);
    assertTrue(fault.what().contains("roots"), fault.what());
    assertEquals(ExitCode.DAMAGED, fault.exitCode());
  }

  @Test
  void anOlderEditionBesideANewerIsNamed() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    var forgery = new Forgery(sealed);
    Files.copy(forgery.addRoot(forgery.edition(2, forgery.contentSha256()), null), sealed.folder.resolve("2.age"));
    try (var bundle = sealed.open()) {
      assertEquals(2, bundle.root().content().edition());
      assertEquals(List.of("older-edition"), bundle.findings().stream().map(f -> f.code()).toList());
    }
  }

  @Test
  void aNextEditionThatDoesNotFollowFromThisOneIsRefused() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    var forgery = new Forgery(sealed);
    forgery.addRoot(forgery.edition(2, "00".repeat(32)), null);
    assertThrows(DamagedBundleException.class, sealed::open);
  }

  @Test
  void aRootOfAnotherBundleIdUnderTheSameIdentityIsRefused() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 100_000, Map.of("a.bin", utf8("a")));
    var forgery = new Forgery(sealed);
    forgery.addRoot(forgery.edition(7, "").replaceFirst("\"bundle\":\"[0-9a-f]+\"", "\"bundle\":\"00\""), null);
    assertThrows(DamagedBundleException.class, sealed::open);
  }

  static void assertEveryFile(SealedBundle sealed, Bundle bundle) throws IOException {
    for (var located : sealed.locations.values()) {
      try (var in = bundle.read(located, null)) {
        assertArrayEquals(sealed.files.get(located.file().path()), in.readAllBytes(), located.file().path());
      }
    }
  }

  private static DamagedBundleException damaged(Path folder, X25519Identity key) {
    return assertThrows(DamagedBundleException.class, () -> Bundle.open(folder, KeyRing.of(key)));
  }

  @SafeVarargs
  private Path folderOf(String name, List<Path>... files) throws IOException {
    var folder = Files.createDirectory(temp.resolve(name));
    for (var list : files) {
      for (var file : list) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  private static void write(Path file, byte[] plaintext, Recipient recipient) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var age = new AgeOutputStream(out, List.of(recipient), null)) {
      age.write(plaintext);
    }
    Files.write(file, out.toByteArray());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
