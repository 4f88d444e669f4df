package org.bojagi.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ItemTest {
  /** The order of a {@code Map.of} is another in each run of Java. */
  @Test
  void aPartOfASeriesIsWrittenTheSameInEveryRun() {
    var series = new Item.Series("a1", "련재");
    var part =
        new Item("b2", "련재/1.md", ItemType.STORY, "ko", DublinCore.NOTHING, series, 1, 0, List.of(), false, false);
    assertInstanceOf(SequencedMap.class, part.toJson().get("series"));
    assertEquals(
        "{\"type\":\"story\",\"title\":{},\"series\":{\"id\":\"a1\",\"title\":\"련재\"},\"part\":1}", Json.write(part.toJson()));
  }
}
