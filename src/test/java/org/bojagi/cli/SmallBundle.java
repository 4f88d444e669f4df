package org.bojagi.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bojagi.MadeOnce;

/** A corpus of a few files and its bundle in volumes of 1 MiB, packed by the launcher once for all tests. */
final class SmallBundle {
  private static SmallBundle instance;

  final Path corpus;
  final Path bundle;
  final Path key;
  final Path words;

  /** What is packed, by its path in the corpus. */
  final Map<String, byte[]> files = new LinkedHashMap<>();

  /** @return to be left as it is: tests that change it take a {@link #copy} */
  static synchronized SmallBundle get() throws Exception {
    if (instance == null) {
      instance = new SmallBundle();
    }
    return instance;
  }

  private SmallBundle() throws Exception {
    text("이야기/다리 우에서/1.ko.md", "# 다리 우에서\n\n첫째 다리를 건느니 첫눈이 내렸다. 할머니는 살구나무 아래에 서계셨다.\n");
    text("이야기/다리 우에서/2.ko.md", "# 강 건너\n\n둘째 날에는 력사책을 펼쳤다. 로동과 녀성에 대한 글이였다. 손전화는 없었다.\n");
    text("이야기/다리 우에서/1.en.md", "# On the bridge\n\nThe first snow fell while we crossed the bridge.\n");
    text("알아두기/rumour.txt", "How to check a rumour\n\nAsk who saw it, and when. A rumour has no date.\n");
    text("알아두기/二十二步.zh.md", "# 二十二步\n\n雪。一个脚印也没有。还没有人过桥。\n");
    text("영상/살구나무.ko.srt", "1\n00:00:16,000 --> 00:00:19,000\n살구꽃이 핀다\n");
    files.put("영상/살구나무.mp4", random(3_000_000));
    files.put("그림/🎨 " + "가".repeat(60) + ".bin", random(70_000));
    var from = List.of(MadeOnce.BUILT, MadeOnce.compiled(SmallBundle.class));
    var made = MadeOnce.folder("small-bundle", from, this::make);
    corpus = made.resolve("corpus");
    bundle = made.resolve("bundle");
    key = made.resolve("archive.key");
    words = made.resolve("words.txt");
  }

  private void make(Path made) throws Exception {
    for (var file : files.entrySet()) {
      write(made.resolve("corpus").resolve(file.getKey()), file.getValue());
    }
    write(made.resolve("corpus/_동의서/이름.txt"), "never packed".getBytes(StandardCharsets.UTF_8));
    var words = made.resolve("words.txt");
    Files.writeString(words, "다리 우에서 만난 사람\n");
    var key = made.resolve("archive.key").toString();
    var recipient = Bojagi.run("key", "new", "-o", key).succeeds().out().strip();
    Bojagi.run(
            // The film and the picture are random bytes, which nobody can clean.
            "pack", made.resolve("corpus").toString(), "--keep-metadata", "-o", made.resolve("bundle").toString(), "--volume-size",
            "1MiB", "--passphrase-file", words.toString(), "--weak-passphrase", "--recipient", recipient, "--yes")
        .succeeds();
  }

  /** A copy of the bundle that a test may damage. */
  Path copy(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var volumes = Files.list(bundle)) {
      for (var volume : volumes.toList()) {
        Files.copy(volume, folder.resolve(volume.getFileName()));
      }
    }
    return folder;
  }

  private void text(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Every regular file below a folder by its path there. */
  static Map<String, byte[]> tree(Path folder) throws IOException {
    var files = new TreeMap<String, byte[]>();
    if (Files.exists(folder)) {
      try (var tree = Files.walk(folder)) {
        for (var path : tree.filter(Files::isRegularFile).toList()) {
          files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
      }
    }
    return files;
  }
}
