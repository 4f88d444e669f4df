package org.bojagi.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Role;
import org.bojagi.page.PagesBundle.Source;
import org.bojagi.show.Addresses;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of many pages: everything is on one of them, and none is far from another. */
class LongListsTest {
  private static final int SERIES = 25;
  private static final int SINGLES = 310;
  private static final Pages PAGES = new Pages(new Addresses());

  @TempDir static Path folder;
  private static PagesBundle bundle;

  @BeforeAll
  static void pack() throws IOException {
    bundle = new PagesBundle();
    for (int number = 0; number < SERIES; number++) {
      var series = new Item.Series("s" + number, "련속 " + number);
      for (int part = 1; part <= 2; part++) {
        add(ItemType.STORY, "련속 " + number + " " + part, series, part);
      }
    }
    for (int number = 0; number < SINGLES; number++) {
      add(ItemType.STORY, "하나 " + number, null, 0);
    }
    var films = new Item.Series("films", "영화들");
    for (int part = 1; part <= 2; part++) {
      var facts = new MediaFacts(48, 640, 360, 1, List.of("avc1"));
      var file = Source.file("영화/" + part + ".mp4", "video/mp4", facts);
      bundle.add(ItemType.FILM, Map.of("und", "영화 " + part), films, part, List.of(), file);
    }
    bundle.pack(folder.resolve("bundle"));
  }

  private static void add(ItemType type, String title, Item.Series series, int part) {
    var text = Source.text(title + ".md", Role.ITEM, "ko-KP", "눈");
    bundle.add(type, Map.of("ko-KP", title), series, part, List.of(), text);
  }

  @AfterAll
  static void close() throws IOException {
    bundle.close();
  }

  private static Document stories(int from) throws IOException {
    return Jsoup.parse(PAGES.list(Tongue.EN, bundle.library(), "stories", from));
  }

  private static int from(String address) {
    return address.contains("from=") ? Integer.parseInt(address.replaceFirst(".*from=", "")) : 0;
  }

  @Test
  void everyStoryIsOnOneOfThePagesAndNothingElseIs() throws IOException {
    var series = new ArrayList<String>();
    var singles = new ArrayList<String>();
    var page = stories(0);
    for (int pages = 1; ; pages++) {
      assertTrue(pages < 20);
      assertEquals("" + pages, page.select(".paging [aria-current]").text());
      series.addAll(page.select(".series h2").eachText());
      singles.addAll(page.select(".singles a.title").eachText());
      var next = page.selectFirst(".paging [rel=next]");
      if (next == null) {
        break;
      }
      var before = page;
      page = stories(from(next.attr("href")));
      var back = from(page.selectFirst(".paging [rel=prev]").attr("href"));
      assertEquals(before.selectFirst("main").text(), stories(back).selectFirst("main").text());
    }
    assertEquals(SERIES, series.size());
    assertFalse(series.contains("영화들"), series.toString());
    assertEquals(SINGLES, singles.size());
    assertEquals(SINGLES, new HashSet<>(singles).size());
  }

  @Test
  void aListIsLeftByNumbersAndStaysInItsBounds() throws IOException {
    var first = Jsoup.parse(PAGES.wholeList(Tongue.EN, bundle.library(), Asked.BROWSING));
    var numbers = first.select(".paging .page").eachText();
    assertEquals(List.of("1", "2", "3", "4", "5", "6", "7"), numbers);
    var last = Asked.BROWSING.from(from(first.select(".paging .page").last().attr("href")));
    var end = Jsoup.parse(PAGES.wholeList(Tongue.EN, bundle.library(), last));
    assertEquals("7", end.select(".paging [aria-current]").text());
    assertEquals(0, end.select(".paging [rel=next]").size());
    for (int absurd : new int[] {1, 59, 1_000_000, 9_999_999}) {
      var page = stories(absurd);
      assertTrue(page.select(".paging a").size() > 1 && page.select(".series, .line").size() > 0, "" + absurd);
    }
  }

  @Test
  void ofManyPagesSomeAreNamedFromTheFirstToTheLast() {
    for (int count : new int[] {1, 2, 12, 14, 24, 25, 500, 1_000_000}) {
      for (int shown : new int[] {0, count / 2, count - 1}) {
        var named = Paging.named(count, shown);
        assertTrue(named.contains(shown) && named.first() == 0 && named.last() == count - 1, count + " " + named);
        assertTrue(named.size() <= 24 && (count > 24 || named.size() == count), named.toString());
      }
    }
  }
}
