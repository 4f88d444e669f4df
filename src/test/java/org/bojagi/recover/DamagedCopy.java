package org.bojagi.recover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A bundle's files in memory, damaged at random, and what that left of each: known by comparing with the sound ones, and
 * by the layout of age files alone (format.md §2).
 */
final class DamagedCopy {
  static final int HEAD_BYTES = 184;
  static final int SEALED_CHUNK = 65_552;

  private final Random random;
  private final Map<String, byte[]> sound;
  private final List<Copy> copies = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  /** A file as it is now, and which one it was. */
  private static final class Copy {
    final String origin;
    String name;
    byte[] bytes;

    Copy(String origin, String name, byte[] bytes) {
      this.origin = origin;
      this.name = name;
      this.bytes = bytes;
    }
  }

  DamagedCopy(Map<String, byte[]> sound, Random random) {
    this.random = random;
    this.sound = sound;
    sound.forEach((name, bytes) -> copies.add(new Copy(name, name, bytes.clone())));
  }

  /** A flat folder, with its files. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (var file : files(folder).keySet()) {
        Files.delete(folder.resolve(file));
      }
      Files.delete(folder);
    }
  }

  static Map<String, byte[]> files(Path folder) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var paths = Files.list(folder)) {
      for (var path : paths.sorted().toList()) {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  void damage() {
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      var copy = copies.get(random.nextInt(copies.size()));
      switch (random.nextInt(8)) {
        case 0 -> flip(copy, 1 + random.nextInt(20));
        case 1 -> overwrite(copy, 4096, 1 + random.nextInt(4));
        case 2 -> overwrite(copy, 4096 * (16 + random.nextInt(100)), 1);
        case 3 -> cut(copy);
        case 4 -> lose(copy);
        case 5 -> twice(copy);
        case 6 -> swapNames(copy);
        default -> mix(copy);
      }
    }
  }

  private void flip(Copy copy, int bits) {
    told.add("flip " + bits + " in " + copy.origin);
    for (int i = 0; i < bits && copy.bytes.length > 0; i++) {
      copy.bytes[random.nextInt(copy.bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private void overwrite(Copy copy, int length, int times) {
    told.add("overwrite " + times + " x " + length + " in " + copy.origin);
    for (int i = 0; i < times && copy.bytes.length > 0; i++) {
      int from = random.nextInt(copy.bytes.length) / 4096 * 4096;
      var garbage = new byte[Math.min(length, copy.bytes.length - from)];
      if (random.nextBoolean()) {
        random.nextBytes(garbage);
      }
      System.arraycopy(garbage, 0, copy.bytes, from, garbage.length);
    }
  }

  private void cut(Copy copy) {
    told.add("cut " + copy.origin);
    copy.bytes = Arrays.copyOf(copy.bytes, random.nextInt(copy.bytes.length + 1));
  }

  private void lose(Copy copy) {
    told.add("lose " + copy.origin);
    copies.remove(copy);
  }

  private void twice(Copy copy) {
    told.add("double and damage " + copy.origin);
    copies.add(new Copy(copy.origin, "again-" + copies.size() + ".age", copy.bytes.clone()));
    overwrite(random.nextBoolean() ? copy : copies.getLast(), 4096, 1 + random.nextInt(3));
  }

  private void swapNames(Copy copy) {
    var other = copies.get(random.nextInt(copies.size()));
    told.add("swap names " + copy.origin + " " + other.origin);
    var name = copy.name;
    copy.name = other.name;
    other.name = name;
  }

  /** A stretch of another file comes in the place of this one's, as cross-linked clusters do. */
  private void mix(Copy copy) {
    var other = copies.get(random.nextInt(copies.size()));
    told.add("mix " + other.origin + " into " + copy.origin);
    int length = Math.min(copy.bytes.length, other.bytes.length);
    if (other != copy && length > 8192) {
      int from = random.nextInt(length / 4096) * 4096;
      System.arraycopy(other.bytes, from, copy.bytes, from, Math.min(length - from, 4096 * (1 + random.nextInt(40))));
    }
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var copy : copies) {
      Files.write(folder.resolve(copy.name), copy.bytes);
    }
  }

  /** Whether all of a file is somewhere, byte for byte. */
  boolean isWhole(String origin) {
    return copies.stream().anyMatch(copy -> copy.origin.equals(origin) && Arrays.equals(copy.bytes, sound.get(origin)));
  }

  boolean hasHead(String origin) {
    return copies.stream()
        .filter(copy -> copy.origin.equals(origin) && copy.bytes.length >= HEAD_BYTES)
        .anyMatch(copy -> Arrays.equals(copy.bytes, 0, HEAD_BYTES, sound.get(origin), 0, HEAD_BYTES));
  }

  /** Chunks of which a copy has every byte where it belongs. */
  BitSet soundChunks(String origin) {
    var chunks = new BitSet();
    var whole = sound.get(origin);
    for (var copy : copies) {
      if (copy.origin.equals(origin)) {
        for (int chunk = 0, from = HEAD_BYTES; from < whole.length; chunk++, from += SEALED_CHUNK) {
          int to = Math.min(whole.length, from + SEALED_CHUNK);
          if (copy.bytes.length >= to && Arrays.equals(copy.bytes, from, to, whole, from, to)) {
            chunks.set(chunk);
          }
        }
      }
    }
    return chunks;
  }

  @Override
  public String toString() {
    return String.join("; ", told);
  }
}
