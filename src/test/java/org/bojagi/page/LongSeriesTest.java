package org.bojagi.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Role;
import org.bojagi.page.PagesBundle.Source;
import org.bojagi.show.Addresses;
import org.bojagi.show.Target;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A diary of two hundred days is one series: no page names all of it, and every part can be reached. */
class LongSeriesTest {
  private static final int PARTS = 200;
  private static final Pages PAGES = new Pages(new Addresses());

  @TempDir static Path folder;
  private static PagesBundle bundle;

  @BeforeAll
  static void pack() throws IOException {
    bundle = new PagesBundle();
    var series = new Item.Series("diary", "일기");
    for (int part = 1; part <= PARTS; part++) {
      var text = Source.text("일기/" + part + ".md", Role.ITEM, "ko-KP", "눈이 내렸다.");
      bundle.add(ItemType.STORY, Map.of("ko-KP", "날 " + part), series, part, List.of(), text);
    }
    bundle.pack(folder.resolve("bundle"));
  }

  @AfterAll
  static void close() throws IOException {
    bundle.close();
  }

  private static Document part(int number) throws IOException {
    var item = bundle.item("일기/" + number + ".md");
    var target = new Target(Target.Use.ITEM, 0, item.document(), 0);
    return Jsoup.parse(PAGES.item(Tongue.EN, bundle.library(), item, target, Visit.PLAIN));
  }

  @Test
  void onTheFirstPageAndInItsListOnlyItsFirstPartsAreNamed() throws IOException {
    var home = Jsoup.parse(PAGES.home(Tongue.EN, bundle.library(), List.of()));
    var list = Jsoup.parse(PAGES.list(Tongue.EN, bundle.library(), "stories", 0));
    for (var page : List.of(home, list)) {
      var links = page.select(".series .parts a").eachText();
      assertTrue(links.size() <= 12, links.size() + " links");
      assertEquals("1 날 1", links.getFirst());
      assertEquals("200 parts", page.selectFirst(".series .facts").text());
      assertTrue(page.select(".series a").last().text().matches("and \\d+ more"), page.select(".series").text());
    }
  }

  @Test
  void eachPartCanBeReachedFromEachOtherInFewSteps() throws IOException {
    for (int number : new int[] {1, 2, 100, PARTS}) {
      var page = part(number);
      var named = page.select(".strip a").eachText();
      assertTrue(named.contains(number + " 날 " + number), named.toString());
      assertTrue(named.contains("1 날 1") && named.contains("200 날 200"), named.toString());
      assertTrue(named.size() < 30, named.size() + " links");
      var numbers = page.select(".strip a .number").eachText().stream().map(Integer::valueOf).toList();
      for (int i = 1; i < numbers.size(); i++) {
        int step = numbers.get(i) - numbers.get(i - 1);
        assertTrue(step > 0 && step <= PARTS / 10, numbers.toString());
      }
      assertEquals(number + " 날 " + number, page.select(".strip [aria-current=page]").text());
      assertTrue(page.select(".kind").text().contains("Part " + number + " of 200"), page.select(".kind").text());
    }
    assertEquals("Next part날 101", part(100).select(".neighbours .next").text());
    assertEquals(0, part(PARTS).select(".neighbours .next").size());
  }
}
