package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bojagi.age.AgeInputStream;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.Identity;
import org.bojagi.age.Recipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;

/**
 * A tiny age file whose plaintext is the bundle identity (format.md §3), so that {@code age -d -i SLOT VOLUME} works by
 * hand. No proof of who made it: whoever has a recipient string can write one.
 */
public final class Slot {
  private Slot() {}

  /** The bytes of a slot file, to be written twice. */
  static byte[] seal(X25519Identity bundleIdentity, Recipient recipient) throws IOException {
    var line = bundleIdentity.encode();
    var sealed = new ByteArrayOutputStream();
    try (var age = new AgeOutputStream(sealed, List.of(recipient), null)) {
      age.write(line);
      age.write('\n');
    } finally {
      Arrays.fill(line, (byte) 0);
    }
    return sealed.toByteArray();
  }

  /**
   * @throws org.bojagi.fault.WrongKeyException the identity doesn't open it
   * @throws DamagedBundleException it opens, and isn't a slot
   */
  public static X25519Identity open(byte[] slotFile, Identity identity, String name) throws IOException {
    var buffer = new byte[Format.MAX_SLOT_FILE_BYTES]; // a stream's own would not be wiped
    var plaintext = new byte[0];
    try (var age = new AgeInputStream(new ByteArrayInputStream(slotFile), List.of(identity), null, name)) {
      plaintext = Arrays.copyOf(buffer, age.readNBytes(buffer, 0, buffer.length));
      var identities = X25519Identity.parseFile(plaintext);
      if (identities.size() == 1) {
        return identities.getFirst();
      }
      identities.forEach(X25519Identity::close);
      throw new DamagedBundleException(
          "A slot holds not one identity", name, "Use another slot, or another copy of the bundle.");
    } finally {
      Arrays.fill(buffer, (byte) 0);
      Arrays.fill(plaintext, (byte) 0);
    }
  }
}
