package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * Words that open a slot, from a file or a keyboard to the bytes that are tried (format.md §3).
 *
 * <p>Normalising goes through strings, which Java can't wipe: they end with the process.
 */
public final class Passphrase {
  private static final int MAX_BYTES = 1024;

  private Passphrase() {}

  /**
   * The one line of a passphrase file, as typed: without line end and byte order mark.
   *
   * @return UTF-8, to be wiped by the caller
   * @throws UsageException empty, longer than 1,024 bytes, more lines, not UTF-8, or characters that no Unicode has
   */
  public static byte[] read(InputStream in, String name) throws IOException {
    var all = in.readNBytes(MAX_BYTES + 8);
    try {
      int start = all.length >= 3 && all[0] == (byte) 0xEF && all[1] == (byte) 0xBB && all[2] == (byte) 0xBF ? 3 : 0;
      int end = all.length;
      if (end > start && all[end - 1] == '\n') {
        end--;
      }
      if (end > start && all[end - 1] == '\r') {
        end--;
      }
      return check(Arrays.copyOfRange(all, start, end), name);
    } finally {
      Arrays.fill(all, (byte) 0);
    }
  }

  /** The same for what was typed at a prompt. The array is wiped. */
  public static byte[] of(char[] typed, String name) throws Fault {
    var encoder = StandardCharsets.UTF_8.newEncoder();
    // Large enough from the start: an encoder that makes its own leaves shorter ones behind.
    var utf8 = ByteBuffer.allocate((int) Math.ceil(typed.length * (double) encoder.maxBytesPerChar()));
    try {
      if (encoder.encode(CharBuffer.wrap(typed), utf8, true).isError() || encoder.flush(utf8).isError()) {
        throw refusal("The passphrase has half a character", name);
      }
      return check(Arrays.copyOf(utf8.array(), utf8.position()), name);
    } finally {
      Arrays.fill(typed, '\0');
      Arrays.fill(utf8.array(), (byte) 0);
    }
  }

  private static byte[] check(byte[] bytes, String name) throws UsageException {
    String complaint = null;
    if (bytes.length == 0) {
      complaint = "The passphrase is empty";
    } else if (bytes.length > MAX_BYTES) {
      complaint = "The passphrase is longer than " + MAX_BYTES + " bytes";
    } else {
      try {
        var chars =
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes));
        if (chars.codePoints().anyMatch(c -> c == '\n' || c == '\r')) {
          complaint = "The passphrase has more than one line";
        } else if (chars.codePoints().anyMatch(c -> !Character.isDefined(c) || Character.isISOControl(c))) {
          complaint = "The passphrase has a character that can't be typed again on every computer";
        } else if (chars.codePoints().allMatch(Character::isWhitespace)) {
          complaint = "The passphrase is empty";
        }
        Arrays.fill(chars.array(), '\0');
      } catch (CharacterCodingException e) {
        complaint = "The passphrase is not text in UTF-8";
      }
    }
    if (complaint != null) {
      Arrays.fill(bytes, (byte) 0);
      throw refusal(complaint, name);
    }
    return bytes;
  }

  private static UsageException refusal(String complaint, String name) {
    return new UsageException(complaint, name, "Give one line of text in UTF-8, such as six words.");
  }

  /** The bytes that a slot is written for: NFC, and for words of our lists their canonical form. */
  public static byte[] forWriting(byte[] typed) {
    var nfc = Normalizer.normalize(new String(typed, StandardCharsets.UTF_8), Normalizer.Form.NFC);
    return WordList.words(nfc).map(words -> String.join(" ", words)).orElse(nfc).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What is tried on a slot, in order and each once: as typed; in NFC; the words' canonical form, in lower case with
   * single spaces, whether or not they were typed with any.
   */
  public static List<byte[]> readings(byte[] typed) {
    var text = new String(typed, StandardCharsets.UTF_8);
    var nfc = Normalizer.normalize(text, Normalizer.Form.NFC);
    var canonical =
        WordList.words(nfc)
            .map(words -> String.join(" ", words))
            .orElseGet(() -> WordList.SPACES.matcher(nfc.toLowerCase(Locale.ROOT)).replaceAll(" ").strip());
    var readings = new ArrayList<byte[]>();
    for (var reading : new String[] {text, nfc, canonical}) {
      var bytes = reading.getBytes(StandardCharsets.UTF_8);
      if (readings.stream().noneMatch(other -> Arrays.equals(other, bytes))) {
        readings.add(bytes);
      }
    }
    return readings;
  }
}
