package org.bojagi.seal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Random;

/** What a folder may hold besides bytes: names of every character and length, links, pipes, sockets, holes. */
final class OddNames {
  private static final byte[] TEXT = "작은 글이다.\n".getBytes(StandardCharsets.UTF_8);

  /** Of which the bundle itself has files, or makes names. */
  private static final String[] OURS = {
    "bojagi.json", "content.json", "index.json", "catalogue.jsonl", "lucene", "renditions", "shelf.zst", "a.txt.001"
  };

  private static final String[] FIXED = {
    "CON", "nul.txt", "COM1.md", "aux.", "끝.", "끝 ", " 앞.txt", "...", "-rf", "--help.txt", "a\nb.txt", "a\rb.md",
    "\t.txt", "\u001b[2J\u001b]0;a\u0007.txt", "\u0001.txt", "\u007f.txt", "\u0085.txt", "a\\b.txt", "C:\\a.txt", "a:b.txt:1",
    "*?<>|\".txt", "'\"`$(id);&.txt", "%2e%2e%2fa.txt", "%00.txt", "\u202Etxt.exe", "\u2066\u2069\u200F.txt", "\uFEFF.txt",
    "\u200B.txt", "🪡🧵🎎.txt", "👩‍👩‍👧‍👦.md", "\uD83C.txt", "e\u0301\u0301\u0301.txt", "ｆｕｌｌ．ｔｘｔ", "ﷺ.txt", "ß.TXT", "İ.txt",
    "Ω.txt", "Å.txt", "<script>alert(1)</script>.html", "&amp;.html", "{{a}}.md", "name.ko.en.zh.txt", "2025-99-99 날.md",
    "99999999999999999999.md", "제2147483648편.md", "..a", "a..", "~", "#.md", "?.md", "a;b=c.txt", "\u0000e.txt"
  };

  private OddNames() {}

  /** A small sound text under an odd name. */
  static Path named(Path folder, Random random) throws IOException {
    var name =
        switch (random.nextInt(6)) {
          case 0 -> Normalizer.normalize("살구나무 " + random.nextInt(9), Normalizer.Form.NFD) + ".txt";
          case 1 -> "a".repeat(251) + ".txt";
          case 2 -> "가".repeat(83) + ".md";
          case 3 -> random(random);
          default -> FIXED[random.nextInt(FIXED.length)];
        };
    return written(folder, name);
  }

  private static String random(Random random) {
    var name = new StringBuilder();
    for (int i = 1 + random.nextInt(40); i > 0; i--) {
      int c = random.nextInt(4) == 0 ? random.nextInt(0x20000) : random.nextInt(0x300);
      if (c != 0 && c != '/' && (c < 0xD800 || c > 0xDFFF)) {
        name.appendCodePoint(c);
      }
    }
    return name.append(new String[] {"", ".txt", ".html", ".jpg"}[random.nextInt(4)]).toString();
  }

  /** Null where the file system, or Java in this locale, has no such name. */
  private static Path written(Path folder, String name) {
    try {
      return Files.write(folder.resolve(name), TEXT);
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /** A folder that is called as the bundle calls its own. */
  static Path ours(Path folder, Random random) throws IOException {
    var name = OURS[random.nextInt(OURS.length)];
    return random.nextBoolean()
        ? written(folder, name)
        : written(Files.createDirectories(folder.resolve(name)), "a.txt");
  }

  /** Bytes that are no UTF-8: as a folder from an old Windows has them. */
  static Path bytes(Path folder, Random random) throws IOException, InterruptedException {
    var octal =
        new String[] {
          "\\273\\354\\261\\270.txt", "\\377\\376.md", "\\300\\257.html", "a\\355\\240\\200.txt", "\\203e.txt"
        };
    shell(folder, "printf 'small text\\n' > \"$(printf '" + octal[random.nextInt(octal.length)] + "')\"");
    return null;
  }

  /** Deeper than a corpus may be, and deeper than a path may be long. */
  static Path deep(Path folder, Random random) throws IOException, InterruptedException {
    var part = random.nextBoolean() ? "d" : "d".repeat(200);
    shell(
        folder,
        "i=0; while [ $i -lt 70 ]; do mkdir " + part + " && cd -P ./" + part
            + " || exit; echo a > a.txt; i=$((i+1)); done");
    return null;
  }

  static Path pipe(Path folder, Random random) throws IOException, InterruptedException {
    shell(folder, "mkfifo pipe.txt pipe.jpg pipe.yaml");
    return folder.resolve("pipe.txt");
  }

  static Path socket(Path folder, Random random) throws IOException {
    var socket = Files.createTempDirectory("s").resolve("s.txt");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      return Files.move(socket, folder.resolve("socket.txt"));
    } finally {
      Files.delete(socket.getParent());
    }
  }

  static Path link(Path folder, Random random) throws IOException {
    var targets =
        new String[] {
          "link.txt", "/etc/passwd", "/dev/zero", "..", "../..", "nowhere", "/", ".", "/proc/self/mem"
        };
    return Files.createSymbolicLink(folder.resolve("link.txt"), Path.of(targets[random.nextInt(targets.length)]));
  }

  static Path metadataLink(Path folder, Random random) throws IOException {
    var target = Path.of(random.nextBoolean() ? "/dev/zero" : "bojagi.yaml");
    return Files.createSymbolicLink(folder.resolve("bojagi.yaml"), target);
  }

  static Path empty(Path folder, Random random) throws IOException {
    var suffix = new String[] {".txt", ".pdf", ".mp4", ".docx", ".jpg", ".yaml", ""}[random.nextInt(7)];
    return Files.createFile(folder.resolve("빈것" + suffix));
  }

  /** A hole, with hardly a byte on the disk. */
  static Path sparse(Path folder, String name, long sizeBytes) throws IOException {
    var file = folder.resolve(name);
    try (var hole = new RandomAccessFile(file.toFile(), "rw")) {
      hole.setLength(sizeBytes);
    }
    return file;
  }

  private static void shell(Path folder, String command) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
