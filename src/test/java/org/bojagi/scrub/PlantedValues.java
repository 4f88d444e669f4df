package org.bojagi.scrub;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values put into a sample file, one for each place, and the search for them in bytes.
 *
 * <p>A text is searched for in UTF-8, UTF-16LE, UTF-16BE, Latin-1 and MS949, each as it is, percent-encoded (only what
 * must be, and every byte), as base64 at each of its three alignments (also the URL form), as hexadecimal digits, and
 * as HTML's numbers; ASCII letters in any case. A tool's opinion that nothing is left isn't asked.
 */
public final class PlantedValues {
  private static final int START_CHARS = 6;
  private static final long START = (1L << 8 * START_CHARS) - 1;

  private record Needle(String text, String place) {}

  private final Map<String, Set<String>> needlesByPlace = new LinkedHashMap<>();
  private String file = "";
  private int count;

  /** What is planted from now on is said to be in {@code file}. */
  public PlantedValues in(String file) {
    this.file = file + ": ";
    return this;
  }

  /** A text of 12 ASCII letters and digits that stands nowhere else, remembered for {@code place}. */
  public String plant(String place) {
    count++;
    return text(place, "Zq%02dplanted%02d".formatted(count, 97 - count % 97));
  }

  /** The same in Hangul: it has other bytes in every charset. */
  public String plantKorean(String place) {
    count++;
    return text(place, "심은값" + (char) ('가' + 31 * count % 11_000) + (char) ('나' + 57 * count % 9_900) + "번뇌");
  }

  /** Remembers {@code text}, that is already somewhere, and returns it. */
  public String text(String place, String text) {
    var needles = needlesByPlace.computeIfAbsent(file + place, name -> new LinkedHashSet<>());
    for (var charset :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("MS949"))) {
      if (charset.newEncoder().canEncode(text)) {
        addForms(needles, text.getBytes(charset));
      }
    }
    needles.add(lower(text.chars().mapToObj(c -> "&#" + c + ";").collect(Collectors.joining())));
    needles.add(lower(text.chars().mapToObj(c -> "&#x" + Integer.toHexString(c) + ";").collect(Collectors.joining())));
    return text;
  }

  /** Remembers raw bytes, of a GPS rational for example: at least 6, else they'd stand somewhere by chance. */
  public byte[] bytes(String place, byte... raw) {
    if (raw.length < 6) {
      throw new IllegalArgumentException(place + ": too short to be looked for");
    }
    addForms(needlesByPlace.computeIfAbsent(file + place, name -> new LinkedHashSet<>()), raw);
    return raw;
  }

  /** Fails with the places whose values stand in {@code bytes} in any form. */
  public void assertAbsent(byte[] bytes) {
    var there = placesIn(bytes);
    if (!there.isEmpty()) {
      fail("still there: " + there);
    }
  }

  /** Fails with the places whose values don't stand in {@code bytes}: a search that finds nothing proves nothing. */
  public void assertPresent(byte[] bytes) {
    var missing = new ArrayList<>(needlesByPlace.keySet());
    missing.removeAll(placesIn(bytes));
    if (!missing.isEmpty()) {
      fail("never planted: " + missing);
    }
  }

  /** The places whose values stand in {@code bytes}. */
  public List<String> placesIn(byte[] bytes) {
    if (needlesByPlace.isEmpty()) {
      throw new IllegalStateException("nothing was planted");
    }
    var asTheyAre = new String(bytes, StandardCharsets.ISO_8859_1);
    // Base64 may be broken into lines.
    var exact = asTheyAre + '\0' + asTheyAre.replace("\r", "").replace("\n", "");
    var found = new HashSet<String>();
    var needlesByStart = needlesByStart();
    for (var haystack : List.of(lower(exact), exact)) {
      long start = 0;
      for (int end = 1; end <= haystack.length(); end++) {
        start = (start << 8 | haystack.charAt(end - 1)) & START;
        for (var needle : needlesByStart.getOrDefault(start, List.of())) {
          if (haystack.startsWith(needle.text, end - START_CHARS)) {
            found.add(needle.place);
          }
        }
      }
    }
    return needlesByPlace.keySet().stream().filter(found::contains).toList();
  }

  /** All of them in one pass: a bundle is larger than a sample. */
  private Map<Long, List<Needle>> needlesByStart() {
    var byStart = new HashMap<Long, List<Needle>>();
    needlesByPlace.forEach(
        (place, needles) ->
            needles.forEach(
                text -> {
                  long start = 0;
                  for (char c : text.substring(0, START_CHARS).toCharArray()) {
                    start = start << 8 | c;
                  }
                  byStart.computeIfAbsent(start, key -> new ArrayList<>()).add(new Needle(text, place));
                }));
    return byStart;
  }

  private static void addForms(Set<String> needles, byte[] raw) {
    var plain = new String(raw, StandardCharsets.ISO_8859_1);
    needles.add(lower(plain));
    needles.add(plain);
    var hex = HexFormat.of();
    needles.add(hex.formatHex(raw));
    needles.add(hex.withDelimiter(" ").formatHex(raw));
    needles.add(hex.withPrefix("%").formatHex(raw));
    var percent = new StringBuilder();
    for (byte b : raw) {
      int c = b & 0xFF;
      boolean free = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
      percent.append(free ? String.valueOf((char) c) : "%%%02x".formatted(c));
    }
    needles.add(lower(percent.toString()));
    for (int alignment = 0; alignment < 3; alignment++) {
      var shifted = new byte[alignment + raw.length];
      System.arraycopy(raw, 0, shifted, alignment, raw.length);
      for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        var text = encoder.withoutPadding().encodeToString(shifted);
        // The letters that depend on neighbours too: the first ones when shifted, the last of a broken triple.
        int from = new int[] {0, 2, 3}[alignment];
        int to = text.length() - (shifted.length % 3 == 0 ? 0 : 1);
        needles.add(text.substring(from, to));
      }
    }
  }

  /** Lower case of A to Z alone: other letters stand for bytes here. */
  private static String lower(String text) {
    var letters = text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      if (letters[i] >= 'A' && letters[i] <= 'Z') {
        letters[i] += 'a' - 'A';
      }
    }
    return new String(letters);
  }
}
