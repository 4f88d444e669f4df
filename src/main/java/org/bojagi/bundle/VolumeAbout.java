package org.bojagi.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bojagi.age.AgePayload;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;

/**
 * What a volume says of itself: its first entry, {@code bojagi.json}, STORED, so that the first chunk is enough
 * (format.md §4.1).
 *
 * @param bundle 128 random bits in hex, as is {@code volume}
 * @param kind content, index or root
 */
public record VolumeAbout(String bundle, String volume, String kind) {
  static final int MAX_BYTES = 16 << 10; // format.md §4.1

  /**
   * @param name of the file, for messages
   * @throws NewerFormatException the format's number is higher than ours, or a draft's
   * @throws DamagedBundleException the plaintext doesn't begin as a volume does
   */
  public static VolumeAbout read(AgePayload payload, String name) throws IOException {
    var head = new byte[(int) Math.min(payload.plaintextSize(), MAX_BYTES)];
    payload.readAt(0, head, 0, head.length);
    return of(head, name);
  }

  /** The same for who has the plaintext's first bytes already: a chunk, or all there is. */
  public static VolumeAbout of(byte[] chunk, String name) throws Fault {
    var head = Arrays.copyOf(chunk, Math.min(chunk.length, MAX_BYTES));
    var local = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < CentralDirectory.LOCAL_HEADER_BYTES || local.getInt(0) != CentralDirectory.LOCAL_SIGNATURE) {
      throw notAVolume(name);
    }
    int nameBytes = local.getShort(26) & 0xFFFF;
    int start = CentralDirectory.LOCAL_HEADER_BYTES + nameBytes + (local.getShort(28) & 0xFFFF);
    if (start > head.length
        || !Format.ABOUT_VOLUME.equals(
            new String(head, CentralDirectory.LOCAL_HEADER_BYTES, nameBytes, StandardCharsets.UTF_8))) {
      throw notAVolume(name);
    }
    // The size stands behind the entry, in its data descriptor; but JSON says itself where it ends.
    try {
      var json = Json.read(new String(head, start, endOfObject(head, start) - start, StandardCharsets.UTF_8));
      if (json.number("format") > Format.VERSION) {
        throw new NewerFormatException(
            "This bundle has format " + json.number("format") + ", and this program knows up to " + Format.VERSION,
            name,
            "Use a newer version of Bojagi.");
      }
      if (json.number("format") < 1) {
        throw new NewerFormatException(
            "This bundle is of a draft of the format, which is read no more", name, "Pack its folder again.");
      }
      return new VolumeAbout(json.string("bundle"), json.string("volume"), json.string("kind"));
    } catch (Json.Malformed e) {
      throw notAVolume(name);
    }
  }

  /** Behind the brace that closes the object; a newer format's may hold others. */
  private static int endOfObject(byte[] json, int start) {
    int depth = 0;
    boolean inString = false;
    for (int i = start; i < json.length; i++) {
      switch (json[i]) {
        case '\\' -> i += inString ? 1 : 0;
        case '"' -> inString = !inString;
        case '{' -> depth += inString ? 0 : 1;
        case '}' -> depth -= inString ? 0 : 1;
        default -> {}
      }
      if (depth == 0) {
        return i + 1;
      }
    }
    return json.length;
  }

  private static DamagedBundleException notAVolume(String name) {
    return new DamagedBundleException(
        "A file opens and is no volume of a bundle", name, "Use another copy of the bundle.");
  }
}
