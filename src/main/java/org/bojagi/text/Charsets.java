package org.bojagi.text;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * In which charset a text was written, and reading it so. Decoding never fails: what is no text
 * becomes U+FFFD.
 */
public final class Charsets {
  static final Charset KOREAN = Charset.forName("x-windows-949");
  static final Charset SIMPLIFIED = Charset.forName("GB18030");
  static final Charset TRADITIONAL = Charset.forName("Big5");
  static final Charset WESTERN = Charset.forName("windows-1252");

  /**
   * What files call themselves and what they are: Windows wrote its own superset under the
   * standard's name.
   */
  private static final Map<String, Charset> SUPERSETS =
      Map.ofEntries(
          Map.entry("euc-kr", KOREAN),
          Map.entry("ks_c_5601-1987", KOREAN),
          Map.entry("ksc5601", KOREAN),
          Map.entry("ks_c_5601", KOREAN),
          Map.entry("cp949", KOREAN),
          Map.entry("ms949", KOREAN),
          Map.entry("uhc", KOREAN),
          Map.entry("gb2312", SIMPLIFIED),
          Map.entry("gbk", SIMPLIFIED),
          Map.entry("cp936", SIMPLIFIED),
          Map.entry("us-ascii", WESTERN),
          Map.entry("ascii", WESTERN),
          Map.entry("iso-8859-1", WESTERN),
          Map.entry("latin1", WESTERN));

  private static final Pattern DECLARATION =
      Pattern.compile("(?i)(?:charset|encoding)\\s*=\\s*[\"']?\\s*([A-Za-z0-9._:-]{2,40})");

  private static final int DECLARATION_BYTES = 4_096;
  private static final int SAMPLE_BYTES = 64 * 1024;

  private Charsets() {}

  /**
   * A byte order mark is believed first, then what is certainly UTF-8, then {@code declared}, then
   * what the text says of itself, then what its characters look like.
   *
   * @param headOrAll the file or its first 64 KiB or more; a character cut at the end does no harm
   * @param declared what the team's metadata says; empty where it says nothing
   * @return one that {@link Charset#forName} finds by its name, never {@code UTF-16} without an
   *     order of bytes
   */
  public static Charset detect(byte[] headOrAll, String declared) {
    var marked = byMark(headOrAll);
    if (marked != null) {
      return marked;
    }
    var utf16 = CharsetGuess.utf16(headOrAll);
    if (utf16 != null) {
      return utf16;
    }
    var utf8 = Utf8Count.of(headOrAll);
    if (utf8.isAscii() || utf8.isCertain()) {
      return StandardCharsets.UTF_8;
    }
    var byTeam = superset(declared);
    if (byTeam != null) {
      return byTeam;
    }
    if (utf8.isLikely()) {
      return StandardCharsets.UTF_8;
    }
    var sample = sample(headOrAll);
    var bySelf = superset(declaredInside(headOrAll));
    // Western and UTF-8 are what templates say without knowing.
    if (bySelf != null
        && bySelf != WESTERN
        && bySelf != StandardCharsets.UTF_8
        && CharsetGuess.malformedShare(sample, bySelf) < 0.02) {
      return bySelf;
    }
    return CharsetGuess.byCharacters(sample);
  }

  /**
   * Characters of the whole file; a byte order mark stays as U+FEFF, so that offsets agree with
   * {@link #reader}.
   */
  public static String decode(byte[] bytes, Charset charset) {
    return charset.decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** The same characters as {@link #decode}, read as they are asked for. */
  public static Reader reader(InputStream in, Charset charset) {
    return new BufferedReader(new InputStreamReader(in, charset));
  }

  /** By the name that a catalogue keeps; UTF-8 where it is empty or unknown. */
  public static Charset named(String name) {
    try {
      return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static Charset byMark(byte[] bytes) {
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      return StandardCharsets.UTF_8;
    }
    if (startsWith(bytes, 0xff, 0xfe)) {
      return StandardCharsets.UTF_16LE;
    }
    return startsWith(bytes, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Null where the name is empty, unknown, or of a charset whose order of bytes it doesn't say. */
  private static Charset superset(String name) {
    var key = name.strip().toLowerCase(Locale.ROOT);
    if (SUPERSETS.containsKey(key)) {
      return SUPERSETS.get(key);
    }
    try {
      return key.isEmpty() || key.startsWith("utf-16") || key.startsWith("utf-32")
          ? null
          : Charset.forName(key);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static String declaredInside(byte[] bytes) {
    var head =
        new String(
            bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    var found = DECLARATION.matcher(head);
    return found.find() ? found.group(1) : "";
  }

  /** From a little before the first byte that is not ASCII: a page may begin with long scripts. */
  private static byte[] sample(byte[] bytes) {
    int from = 0;
    while (from < bytes.length && bytes[from] >= 0) {
      from++;
    }
    from = Math.max(0, from - 64);
    return java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + SAMPLE_BYTES));
  }
}
