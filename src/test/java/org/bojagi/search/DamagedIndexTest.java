package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.age.AgeHeader;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.index.IndexInVolumes;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.Items;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedIndexTest {
  private static final int CHUNK_ON_DISK = 65_552;
  private static final List<String> QUERIES =
      List.of("이야기", "word7 word9", "\"하나 둘\"", "word1*", "wrod12~", "-이야기", "path:stories/3.txt");

  @TempDir Path folder;

  @Test
  void aFlippedBitInAnyChunkIsNamedOrIsNotInTheWay() throws Exception {
    long seed = Trials.seed(DamagedIndexTest.class);
    var random = new Random(seed);
    int named = 0;
    int chunks = 0;
    try (var volumes = new IndexInVolumes(folder, library(), 400_000)) {
      var expected = answers(volumes);
      for (var volume : volumes.volumes()) {
        var sound = Files.readAllBytes(volume);
        int first = AgeHeader.X25519_HEADER_SIZE + 16;
        for (int chunk = 0; first + chunk * CHUNK_ON_DISK < sound.length; chunk++) {
          chunks++;
          var damaged = sound.clone();
          int length = Math.min(CHUNK_ON_DISK, sound.length - first - chunk * CHUNK_ON_DISK);
          damaged[first + chunk * CHUNK_ON_DISK + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
          Files.write(volume, damaged);
          try {
            assertEquals(expected, answers(volumes));
          } catch (DamagedBundleException e) {
            named++;
            assertTrue(e.where().contains("bundle"), e.where());
          }
        }
        Files.write(volume, sound);
      }
    }
    assertTrue(chunks > 10 && named > chunks / 2, named + " of " + chunks);
  }

  private static List<String> answers(IndexInVolumes volumes) throws IOException {
    var answers = new ArrayList<String>();
    try (var index = volumes.open("bundle")) {
      PassageSource source = (from, item, file) -> new ByteArrayInputStream(item.locations());
      var searcher = new Searcher(List.of(index), source);
      for (var query : QUERIES) {
        for (var hit : searcher.search(query, SearchOptions.first(20)).hits()) {
          answers.add(hit.path() + hit.score() + hit.snippet());
        }
      }
      for (int i = 0; i < 40; i++) {
        answers.add(index.byPath("stories/" + i * 37 + ".txt").toString().substring(0, 20));
      }
    }
    return answers;
  }

  private static List<IndexedItem> library() {
    var random = new Random(1);
    var items = new ArrayList<IndexedItem>();
    for (int i = 0; i < 1_500; i++) {
      var text = new StringBuilder("이야기 하나 둘 word" + i % 20);
      for (int n = 0; n < 60; n++) {
        text.append(' ').append(Integer.toString(random.nextInt(200_000), 36));
      }
      var language = i % 2 == 0 ? "ko" : "en";
      items.add(Items.text("stories/" + i + ".txt", language, TextFormat.PLAIN, text.toString()));
    }
    return items;
  }
}
