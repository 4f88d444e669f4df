package org.bojagi.browser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Words, and stretches of bytes, that must not be found anywhere, in the shapes in which programs write them
 * down. What is compressed or encrypted is not found.
 */
public final class Needles {
  private static final int BUFFER_BYTES = 4 << 20;
  private static final int LONGEST_BYTES = 4096;

  private record Needle(String name, byte[] bytes) {}

  private final List<Needle> needles = new ArrayList<>();
  private final boolean[] begins = new boolean[1 << 16];

  public static Needles words(String... words) {
    var needles = new Needles();
    for (var word : words) {
      needles.word(word);
    }
    return needles;
  }

  /**
   * As UTF-8, UTF-16 of both orders, code page 949, Unicode's taken-apart form, percent signs, JavaScript's
   * escapes.
   */
  public Needles word(String word) {
    var utf8 = word.getBytes(StandardCharsets.UTF_8);
    bytes(word + " in UTF-8", utf8);
    bytes(word + " in UTF-16LE", word.getBytes(StandardCharsets.UTF_16LE));
    bytes(word + " in UTF-16BE", word.getBytes(StandardCharsets.UTF_16BE));
    if (word.chars().allMatch(c -> c < 128)) {
      return this;
    }
    var korean = Charset.forName("MS949");
    if (korean.newEncoder().canEncode(word)) {
      bytes(word + " in MS949", word.getBytes(korean));
    }
    var apart = Normalizer.normalize(word, Normalizer.Form.NFD);
    if (!apart.equals(word)) {
      bytes(word + " in UTF-8, taken apart", apart.getBytes(StandardCharsets.UTF_8));
    }
    var percent = "%" + HexFormat.ofDelimiter("%").withUpperCase().formatHex(utf8);
    bytes(word + " in percent signs", percent.getBytes(StandardCharsets.US_ASCII));
    bytes(word + " in percent signs", percent.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    for (var form : List.of("\\u%04x", "\\u%04X")) {
      var escaped = word.chars().mapToObj(c -> form.formatted(c)).collect(Collectors.joining());
      bytes(word + " in escapes", escaped.getBytes(StandardCharsets.US_ASCII));
    }
    return this;
  }

  /** @param bytes at least four, so that they are not found by chance */
  public Needles bytes(String name, byte[] bytes) {
    if (bytes.length < 4 || bytes.length > LONGEST_BYTES) {
      throw new IllegalArgumentException(name + " has " + bytes.length + " bytes");
    }
    needles.add(new Needle(name, bytes));
    begins[pair(bytes, 0)] = true;
    return this;
  }

  /** What is found in a file, a device's too, with the place of its first byte; at most a hundred places. */
  public List<String> in(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in(in, file.toString());
    }
  }

  /**
   * What is found in files below a folder, and in their names. What can't be read because it went away is
   * left out.
   */
  public List<String> below(Path folder) throws IOException {
    var found = new TreeSet<String>();
    List<Path> files;
    try (var all = Files.walk(folder)) {
      files = all.toList();
    }
    for (var file : files) {
      var name = folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8);
      found.addAll(in(new ByteArrayInputStream(name), "the name of " + file));
      if (Files.isSymbolicLink(file)) {
        var target = Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
        found.addAll(in(new ByteArrayInputStream(target), "the target of " + file));
      } else if (Files.isRegularFile(file)) {
        found.addAll(in(file));
      }
    }
    return List.copyOf(found);
  }

  private List<String> in(InputStream in, String where) throws IOException {
    var found = new ArrayList<String>();
    var buffer = new byte[BUFFER_BYTES + LONGEST_BYTES];
    int kept = 0;
    long before = 0; // bytes in front of the buffer's first
    for (int read; found.size() < 100 && (read = in.readNBytes(buffer, kept, BUFFER_BYTES)) > 0; ) {
      int size = kept + read;
      // A needle that may go on beyond the buffer is looked for in the next one.
      int from = read < BUFFER_BYTES ? size : size - LONGEST_BYTES;
      search(buffer, size, Math.max(from, 0), before, where, found);
      kept = size - Math.max(from, 0);
      System.arraycopy(buffer, size - kept, buffer, 0, kept);
      before += size - kept;
    }
    return found;
  }

  private void search(byte[] buffer, int size, int until, long before, String where, List<String> found) {
    for (int i = 0; i < until && i + 1 < size; i++) {
      if (!begins[pair(buffer, i)]) {
        continue;
      }
      for (var needle : needles) {
        int end = i + needle.bytes.length;
        if (end <= size && Arrays.equals(buffer, i, end, needle.bytes, 0, needle.bytes.length)) {
          found.add(needle.name + " at " + (before + i) + " of " + where);
        }
      }
    }
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
