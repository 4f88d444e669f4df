package org.bojagi.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A folder as a team might have it: films, sounds and pictures of random bytes, and texts of the sample's sentences. */
final class RandomCorpus {
  private static final String[] MEDIA = {"mp4", "mp4", "webm", "mp3", "jpg", "jpg", "png"};

  private final Random random;
  private final Map<String, List<String>> sentences = new TreeMap<>();
  private final Map<String, List<String>> words = new TreeMap<>();

  RandomCorpus(Random random) throws IOException {
    this.random = random;
    try (var tree = Files.walk(Path.of("corpus"))) {
      for (var file : tree.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
        for (var sentence : Files.readString(file).split("(?<=[.。?!])\\s+|\\n+")) {
          if (sentence.length() > 20 && sentence.length() < 400 && !sentence.contains("[")) {
            sentences
                .computeIfAbsent(language(sentence), unused -> new ArrayList<>())
                .add(sentence.replaceAll("[#>*|`-]", ""));
          }
        }
      }
    }
    for (var language : List.of("ko", "en")) {
      try (var in = org.bojagi.bundle.WordList.class.getResourceAsStream("words." + language + ".txt")) {
        words.put(language, new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      }
    }
    words.put("zh", sentences.get("zh").stream().map(sentence -> sentence.substring(0, 8)).toList());
  }

  private static String language(String sentence) {
    boolean hangul = sentence.chars().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3);
    return hangul ? "ko" : sentence.chars().anyMatch(c -> c >= 0x4E00 && c <= 0x9FFF) ? "zh" : "en";
  }

  /** A text is in one language, mostly Korean. */
  private String anyLanguage() {
    int n = random.nextInt(10);
    return n < 6 ? "ko" : n < 8 ? "en" : "zh";
  }

  /** @param mediaBytes about, of all media */
  void write(Path folder, long mediaBytes, int texts) throws IOException {
    Files.createDirectories(folder);
    long left = mediaBytes;
    for (int i = 0; left > 0; i++) {
      int size = (int) Math.min(left, 1 + random.nextLong(Math.max(2, mediaBytes / 3)));
      var bytes = new byte[size];
      random.nextBytes(bytes);
      var name = "매체 " + i / 4 + "/m" + i + "." + MEDIA[random.nextInt(MEDIA.length)];
      put(folder.resolve(name), bytes);
      if (name.endsWith("mp4") && random.nextBoolean()) {
        put(folder.resolve(name.replace(".mp4", ".ko.srt")), subtitles().getBytes(StandardCharsets.UTF_8));
      }
      left -= size;
    }
    for (int i = 0; i < texts; i++) {
      boolean series = i % 10 < 3;
      var name = series ? "이야기 " + i / 10 + "/" + (i % 10 + 1) + ".md" : "글/" + random.nextInt(1_000_000) + ".md";
      put(folder.resolve(name), text(200 + random.nextInt(12_000)).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private String text(int chars) {
    var language = anyLanguage();
    var known = sentences.get(language);
    var text = new StringBuilder("# " + word(language) + " " + word(language) + "\n\n");
    while (text.length() < chars) {
      if (random.nextInt(4) > 0) {
        text.append(known.get(random.nextInt(known.size()))).append(' ');
      } else {
        for (int i = 0; i < 8; i++) {
          text.append(word(language)).append(' ');
        }
      }
      text.append(random.nextInt(5) == 0 ? "\n\n" : "");
    }
    return text.toString();
  }

  private String word(String language) {
    var known = words.get(language);
    return known.get(random.nextInt(known.size()));
  }

  private String subtitles() {
    var text = new StringBuilder();
    var known = sentences.get("ko");
    for (int i = 1; i < 100; i++) {
      text.append(i).append("\n00:%02d:%02d,000 --> 00:%02d:%02d,500\n".formatted(i / 60, i % 60, i / 60, i % 60));
      text.append(known.get(random.nextInt(known.size()))).append("\n\n");
    }
    return text.toString();
  }
}
