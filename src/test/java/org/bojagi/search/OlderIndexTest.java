package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bojagi.index.MemoryIndex;
import org.bojagi.index.OlderIndex;
import org.junit.jupiter.api.Test;

/** What the first analysis indexed is found in its own words, alone and beside an index of now. */
class OlderIndexTest {
  private static final PassageSource TEXTS = (index, item, file) -> new ByteArrayInputStream(item.locations());

  private static Set<String> find(Searcher searcher, String query) throws Exception {
    return searcher.search(query, SearchOptions.first(10)).hits().stream().map(Hit::path).collect(Collectors.toSet());
  }

  @Test
  void anOlderIndexIsSearchedAcrossNorthAndSouthToo() throws Exception {
    try (var older = OlderIndex.open()) {
      assertEquals(1, older.analysisVersion());
      var searcher = new Searcher(List.of(older), TEXTS);
      assertEquals(Set.of("history.txt", "north.txt"), find(searcher, "력사"));
      assertEquals(Set.of("flag.txt"), find(searcher, "깃발"));
      assertEquals(Set.of("flag.txt"), find(searcher, "기발"));
      assertEquals(Set.of("database.txt"), find(searcher, "데이타베이스"));
      assertEquals(Set.of("radio.txt"), find(searcher, "blankets"));
      assertEquals(Set.of("river.txt"), find(searcher, "图们江"));
      assertTrue(new Suggester(List.of(older)).suggest("마을", 5).isEmpty());
    }
  }

  @Test
  void besideANewerOneBothAnswer() throws Exception {
    try (var older = OlderIndex.open();
        var made = new MemoryIndex()) {
      for (var item : OlderIndex.ITEMS) {
        made.add(item);
      }
      try (var newer = made.open("newer")) {
        var results = new Searcher(List.of(older, newer), TEXTS).search("기발", SearchOptions.first(10));
        assertEquals(1, results.total());
        assertEquals(1, results.hits().getFirst().alsoIn().size());
      }
    }
  }
}
