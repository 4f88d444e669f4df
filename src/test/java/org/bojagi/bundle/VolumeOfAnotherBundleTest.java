package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has the recipient string writes volumes that open, and what is in them is bytes from outside. */
class VolumeOfAnotherBundleTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";

  @TempDir Path temp;
  private final X25519Identity identity = X25519Identity.generate();

  private VolumeFacts written(Path file) throws Exception {
    try (var volume = new VolumeWriter(file, ID, Format.KIND_CONTENT, 1 << 20, identity.recipient(), null)) {
      volume.write("글.txt", "가나다".repeat(300).getBytes(StandardCharsets.UTF_8), Extent.Encoding.DEFLATED);
      volume.write("그림.png", new byte[50], Extent.Encoding.STORED);
      return volume.finish(null);
    }
  }

  private byte[] plaintext(Path file) throws Exception {
    try (var payload = AgePayload.open(FileChannel.open(file), List.of(identity));
        var in = payload.stream(0, payload.plaintextSize(), null)) {
      return in.readAllBytes();
    }
  }

  private byte[] ofAnother(Path file, VolumeFacts facts) throws Exception {
    try (var payload = AgePayload.open(FileChannel.open(file), List.of(identity));
        var in = VolumeOfAnotherBundle.of(payload, facts, ID, OTHER, "volume", null)) {
      return in.readAllBytes();
    }
  }

  @Test
  void itIsASoundZipOfTheOtherBundle() throws Exception {
    var file = temp.resolve("volume.age");
    var changed = ofAnother(file, written(file));
    var about = new String(changed, StandardCharsets.ISO_8859_1);
    assertTrue(about.contains(OTHER) && !about.contains(ID));
    Files.write(temp.resolve("volume.zip"), changed);
    int entries = 0;
    var unzip = new ProcessBuilder("unzip", "-t", temp.resolve("volume.zip").toString());
    var process = unzip.redirectErrorStream(true).start();
    for (var line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
      entries += line.contains("testing:") ? 1 : 0;
    }
    assertEquals(0, process.waitFor());
    assertEquals(4, entries);
  }

  @Test
  void changedBytesAreAFaultOrAVolumeOfTheSameLength() throws Exception {
    var random = new Random(Trials.seed(getClass()));
    var file = temp.resolve("volume.age");
    var facts = written(file);
    var sound = plaintext(file);
    int refused = 0;
    int trials = Trials.of(4000);
    for (int trial = 0; trial < trials; trial++) {
      var bytes = sound.clone();
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        int near = random.nextInt(300);
        bytes[random.nextBoolean() ? near : bytes.length - 1 - near] = (byte) random.nextInt(256);
      }
      var crafted = temp.resolve("crafted.age");
      try (var age = new AgeOutputStream(Files.newOutputStream(crafted), List.of(identity.recipient()), null)) {
        age.write(bytes);
      }
      try {
        assertEquals(bytes.length, ofAnother(crafted, facts).length);
      } catch (Fault fault) {
        refused++;
      }
    }
    assertTrue(refused > trials / 10, refused + " of " + trials);
  }
}
