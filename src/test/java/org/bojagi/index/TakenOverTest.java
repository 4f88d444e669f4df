package org.bojagi.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.IOContext;
import org.bojagi.catalog.TextFormat;
import org.bojagi.language.WordPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index whose documents come from an older one says the same as one made anew. */
class TakenOverTest {
  private static final List<String> WORDS = List.of("살구꽃", "강물", "겨울", "로동", "다리", "river", "winter");
  private static final List<WordPair> PAIRS = List.of(new WordPair("얼음보숭이", "아이스크림"));

  @TempDir Path folder;
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final List<IndexedItem> items = new ArrayList<>();

  @AfterEach
  void stop() {
    executor.close();
  }

  private void make(int count) {
    var random = new Random(3);
    for (int i = 0; i < count; i++) {
      var text = new StringBuilder();
      for (int word = random.nextInt(3, 300); word > 0; word--) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      items.add(Items.text("글" + i % 4 + "/" + i + ".txt", "ko", TextFormat.PLAIN, text.toString()));
    }
  }

  private interface Fill {
    void fill(IndexBuilder builder) throws Exception;
  }

  private interface Use {
    void with(OpenIndex index) throws Exception;
  }

  private void built(Fill fill, Use use) throws Exception {
    try (var builder = new IndexBuilder(folder, 1 << 20, executor)) {
      builder.addWordPairs(PAIRS, "us");
      fill.fill(builder);
      var directory = new ByteBuffersDirectory();
      for (var file : builder.finish()) {
        try (var in = file.open();
            var out = directory.createOutput(file.name(), IOContext.DEFAULT)) {
          var bytes = in.readAllBytes();
          out.writeBytes(bytes, bytes.length);
        }
      }
      try (var index = OpenIndex.open(directory, "index")) {
        use.with(index);
      }
    }
  }

  /** Every term of every field with the ids of the items that it is in, how often and where; all that is stored. */
  private static Map<String, List<String>> dump(OpenIndex index) throws Exception {
    var dump = new TreeMap<String, List<String>>();
    assertEquals(1, index.reader().leaves().size());
    var leaf = index.reader().leaves().getFirst().reader();
    var itemOf = itemOfDocument(index, leaf);
    for (var field : leaf.getFieldInfos()) {
      var terms = leaf.terms(field.name);
      if (terms == null || field.name.startsWith("word.")) {
        continue;
      }
      var each = terms.iterator();
      for (var term = each.next(); term != null; term = each.next()) {
        var found = new ArrayList<String>();
        var postings = each.postings(null, PostingsEnum.POSITIONS);
        for (int at = postings.nextDoc(); at != DocIdSetIterator.NO_MORE_DOCS; at = postings.nextDoc()) {
          var position = terms.hasPositions() ? postings.nextPosition() : -1;
          found.add(itemOf[at] + "/" + postings.freq() + "/" + position);
        }
        found.sort(null);
        dump.put(field.name + ":" + term, found);
      }
    }
    for (int document : index.items()) {
      var item = index.item(document);
      var places = new String(item.locations(), StandardCharsets.UTF_8);
      dump.put("stored:" + item.id(), List.of(item.path(), item.title(), places, index.describe(document, item).toString()));
    }
    return dump;
  }

  /** The item's id, and which of its documents it is. */
  private static String[] itemOfDocument(OpenIndex index, LeafReader leaf) throws Exception {
    var itemOf = new String[leaf.maxDoc()];
    int first = 0;
    for (int document : index.items()) {
      var id = index.item(document).id();
      for (int at = first; at <= document; at++) {
        itemOf[at] = id + "#" + (document - at);
      }
      first = document + 1;
    }
    return itemOf;
  }

  @Test
  void itSaysTheSameAsOneMadeAnew() throws Exception {
    make(300);
    built(
        old -> {
          for (var item : items.subList(0, 250)) {
            old.add(item);
          }
        },
        old ->
            built(
                anew -> {
                  for (var item : items.subList(100, 300)) {
                    anew.add(item);
                  }
                },
                anew ->
                    built(
                        taken -> {
                          var kept = items.subList(100, 250).stream().map(item -> item.item().id()).toList();
                          taken.addFrom(old, kept::contains);
                          for (var item : items.subList(250, 300)) {
                            taken.add(item);
                          }
                        },
                        taken -> {
                          assertEquals(200, taken.itemCount());
                          assertEquals(dump(anew), dump(taken));
                        })));
  }

  @Test
  void whatLiesElsewhereNowGetsItsNewPlacesAndNothingElseChanges() throws Exception {
    make(40);
    built(
        old -> {
          for (var item : items) {
            old.add(item);
          }
        },
        old -> {
          var places = new HashMap<String, byte[]>();
          for (var item : items.subList(10, 20)) {
            places.put(item.item().id(), ("{\"files\":[],\"at\":\"" + item.item().id() + "\"}").getBytes(StandardCharsets.UTF_8));
          }
          built(
              taken -> {
                taken.addFrom(old, places);
                var rest = items.subList(20, 40).stream().map(item -> item.item().id()).toList();
                taken.addFrom(old, rest::contains);
              },
              taken -> {
                assertEquals(30, taken.itemCount());
                for (var item : items.subList(10, 20)) {
                  var stored = taken.byId(item.item().id()).orElseThrow();
                  assertEquals(
                      new String(places.get(stored.id()), StandardCharsets.UTF_8),
                      new String(stored.locations(), StandardCharsets.UTF_8));
                }
                for (var item : items.subList(20, 40)) {
                  var stored = taken.byId(item.item().id()).orElseThrow();
                  assertEquals(new String(item.locations(), StandardCharsets.UTF_8), new String(stored.locations(), StandardCharsets.UTF_8));
                }
              });
        });
  }

  @Test
  void wordsOfNorthAndSouthStayWhateverBecomesOfTheItemThatCarriesThem() throws Exception {
    make(5);
    built(
        old -> {
          for (var item : items) {
            old.add(item);
          }
        },
        old -> {
          for (var kept : List.of(List.of(0, 1, 2, 3, 4), List.of(4), List.<Integer>of())) {
            var ids = kept.stream().map(i -> items.get(i).item().id()).toList();
            built(
                taken -> taken.addFrom(old, ids::contains),
                taken -> {
                  assertEquals(kept.size(), taken.itemCount());
                  assertEquals(old.wordPairs(), taken.wordPairs());
                  assertFalse(taken.wordPairs().isEmpty());
                  assertEquals("us", taken.wordSource());
                });
          }
        });
  }

  @Test
  void whatIsHiddenIsNeitherCountedNorFound() throws Exception {
    make(30);
    built(
        whole -> {
          for (var item : items) {
            whole.add(item);
          }
        },
        whole -> {
          var hidden = items.subList(5, 9).stream().map(item -> item.item().id()).toList();
          try (var view = whole.hiding(hidden::contains, "view")) {
            assertEquals(26, view.itemCount());
            assertEquals(26, view.items().length);
            assertEquals(26, view.itemIds().size());
            assertEquals(30, whole.itemCount());
            for (var id : hidden) {
              assertTrue(view.byId(id).isEmpty());
              assertTrue(whole.byId(id).isPresent());
            }
          }
        });
  }
}
