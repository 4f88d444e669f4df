package org.bojagi.repack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bojagi.age.Recipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.extract.ExtractionPool;
import org.bojagi.open.FileFinder;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.Together;
import org.bojagi.seal.Edition;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.Packer;
import org.bojagi.seal.Resumption;

/** A corpus packed by the packager, a delta in which one text is another and one withdrawn, and an unrelated bundle. */
final class PackedEditions {
  static final X25519Identity TEAM = X25519Identity.generate();
  final Path bundle;
  final Path delta;
  final Path other;
  private final Path corpus;

  PackedEditions(Path shared) throws IOException {
    corpus = shared.resolve("corpus");
    write("bojagi.yaml", "title: {ko: 시험}\nlanguage: ko\npublisher: 모임\nrights: 모임의것\n");
    write("이야기/다리 우에서/1.ko.md", "# 다리 우에서\n\n첫눈이 내렸다. 할머니는 살구나무 아래에 서계셨다.\n");
    write("이야기/다리 우에서/1.en.md", "# On the bridge\n\nThe first snow fell while we crossed the bridge.\n");
    write("이야기/다리 우에서/2.ko.md", "# 강 건너\n\n둘째 날에는 력사책을 펼쳤다. 손전화는 없었다.\n");
    write("알아두기/소문.txt", "소문을 확인하는 법\n\n누가 언제 보았는가를 물으시오. 비밀의이름도.\n");
    write("알아두기/rumour.txt", "How to check a rumour\n\nAsk who saw it, and when.\n");
    write("편지/거두어들인것.txt", "거두어들일 편지\n\n이 편지는 거두어들인다.\n");
    write("편지/고친것.txt", "고칠 편지\n\n낡은글이다.\n");
    write("영상/살구나무.ko.srt", "1\n00:00:16,000 --> 00:00:19,000\n살구꽃이 핀다\n");
    var film = new byte[700_000];
    new Random(7).nextBytes(film);
    Files.write(corpus.resolve("영상/살구나무.mp4"), film);
    bundle = shared.resolve("bundle");
    delta = shared.resolve("delta");
    other = shared.resolve("other");
    try (var pool = new ExtractionPool(1, ExtractionLimits.DEFAULT)) {
      pack(corpus, bundle, List.of(TEAM.recipient()), null, pool);
      Files.delete(corpus.resolve("편지/거두어들인것.txt"));
      write("편지/고친것.txt", "고칠 편지\n\n새로운글이다.\n");
      try (var together = together(TEAM, bundle);
          var edition = Edition.delta(List.of(together.all().getFirst().bundle()))) {
        pack(corpus, delta, List.of(), edition, pool);
      }
      var unrelated = shared.resolve("unrelated");
      Files.createDirectories(unrelated.resolve("편지"));
      Files.writeString(unrelated.resolve("편지/고친것.txt"), "다른 모임의 글\n\n이름만 같다.\n");
      Files.writeString(unrelated.resolve("편지/봄.txt"), "봄 편지\n\n살구나무에 꽃이 피였다.\n");
      pack(unrelated, other, List.of(TEAM.recipient()), null, pool);
    }
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(corpus.resolve(path).getParent());
    Files.writeString(corpus.resolve(path), text);
  }

  private static void pack(Path from, Path to, List<Recipient> slots, Edition edition, ExtractionPool pool)
      throws IOException {
    var options = new PackOptions(400_000, slots, 1, ExtractionLimits.DEFAULT, PackOptions.Traces.KEEP);
    try (var read = CorpusReader.read(from)) {
      Packer.pack(read, to, options, edition, Resumption.none(), pool, moment -> {});
    }
  }

  static Together together(X25519Identity key, Path... folders) throws IOException {
    var together = new Together(OpenBundle.newCache());
    try (var keys = KeyRing.of(X25519Identity.parse(key.encode()))) {
      for (var folder : folders) {
        together.open(folder, keys);
      }
    }
    return together;
  }

  /** Every line of the catalogues but for what is hidden, with the file's bytes. */
  static Map<String, String> contents(X25519Identity key, Path... folders) throws IOException {
    var contents = new TreeMap<String, String>();
    try (var together = together(key, folders)) {
      Library.together(together.all());
      for (var open : together.all()) {
        var finder = new FileFinder(open, fault -> {}, () -> {});
        open.bundle()
            .catalogue(
                line -> {
                  if (!open.isHidden(line.file().of())) {
                    var located = finder.find(line.file().path()).orElseThrow();
                    try (var in = open.bundle().read(located, null)) {
                      contents.put(
                          line.file().path(), line.toJson() + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                    }
                  }
                },
                lost -> {
                  throw new AssertionError(lost);
                });
      }
    }
    return contents;
  }
}
