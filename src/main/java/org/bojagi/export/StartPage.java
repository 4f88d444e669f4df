package org.bojagi.export;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The page that lists what there is: no script, nothing but links to files beside it, in Korean and English. Long lists
 * go on in {@code index-2.html}.
 */
final class StartPage {
  static final String NAME = "index.html";

  /** Of one page, so that a phone can show it. */
  static final int MOST_ITEMS = 500;

  private static final int MOST_BYTES_AN_ITEM = 2_000;

  private StartPage() {}

  static int pages(int items) {
    return Math.max(1, Math.ceilDiv(items, MOST_ITEMS));
  }

  /** An upper bound of all pages, in bytes. */
  static long mostBytes(int items) {
    return 8_192L * pages(items) + (long) MOST_BYTES_AN_ITEM * items;
  }

  /** What they are called, as many as that many items need. */
  static List<String> names(int items) {
    return IntStream.range(0, pages(items)).mapToObj(StartPage::name).toList();
  }

  /** The pages by their names. */
  static Map<String, byte[]> of(List<PlannedItem> items, String title) {
    var pages = new LinkedHashMap<String, byte[]>();
    int count = pages(items.size());
    for (int page = 0; page < count; page++) {
      var shown = items.subList(page * MOST_ITEMS, Math.min(items.size(), (page + 1) * MOST_ITEMS));
      pages.put(name(page), page(shown, title, page, count));
    }
    return pages;
  }

  private static String name(int page) {
    return page == 0 ? NAME : "index-" + (page + 1) + ".html";
  }

  private static byte[] page(List<PlannedItem> items, String title, int page, int count) {
    var html = Jsoup.parse("<!DOCTYPE html><html lang=\"ko\"><head><meta charset=\"utf-8\"></head><body></body></html>");
    html.outputSettings().prettyPrint(false);
    html.head().appendElement("meta").attr("name", "viewport").attr("content", "width=device-width,initial-scale=1");
    html.title(title.isBlank() ? Words.both("start") : title);
    html.head().appendElement("style").appendChild(new DataNode(TextPage.STYLE));
    html.body().appendElement("h1").text(title.isBlank() ? Words.both("start") : title);
    for (var language : List.of(Locale.KOREAN, Locale.ENGLISH)) {
      html.body().appendElement("p").addClass("note").attr("lang", language.getLanguage()).text(Words.text(language, "plain"));
    }
    if (items.isEmpty()) {
      html.body().appendElement("p").text(Words.both("nothing"));
    }
    list(items, html);
    var around = new Element("p");
    if (page > 0) {
      around.appendElement("a").attr("href", name(page - 1)).text("← " + Words.both("previous"));
      around.appendText(" ");
    }
    if (page + 1 < count) {
      around.appendElement("a").attr("href", name(page + 1)).text(Words.both("next") + " →");
    }
    if (around.childNodeSize() > 0) {
      html.body().appendChild(around);
    }
    return html.outerHtml().getBytes(StandardCharsets.UTF_8);
  }

  private static void list(List<PlannedItem> items, Document html) {
    Form form = null;
    String series = "";
    Element list = null;
    for (var planned : items) {
      var item = planned.item();
      if (item.form() != form) {
        form = item.form();
        series = "";
        html.body().appendElement("h2").text(Words.both("folder." + form.code()));
        list = html.body().appendElement("ul").addClass("list");
      }
      var its = item.item().series() == null ? "" : item.item().series().title();
      if (!its.equals(series)) {
        series = its;
        if (!its.isEmpty()) {
          html.body().appendElement("h3").text(shortened(its));
        }
        list = html.body().appendElement("ul").addClass("list");
      }
      entry(planned, list.appendElement("li"));
    }
    html.select("ul:empty, span:empty").remove();
  }

  /** The first file is the item; others of it are named by what they are. */
  private static void entry(PlannedItem planned, Element entry) {
    var item = planned.item();
    var first = planned.files().getFirst();
    var link = entry.appendElement("a").attr("href", RelativeLink.from(NAME, first.path()));
    link.text(shortened(item.item().title())).attr("lang", item.item().language());
    var facts = entry.appendElement("span").addClass("facts");
    var media = item.own().file().media();
    if (media != null && media.durationSeconds() >= 60) {
      facts.appendText(" " + Math.round(media.durationSeconds() / 60) + " " + Words.both("minutes"));
    }
    for (var file : planned.files().subList(1, planned.files().size())) {
      if (file.path().contains("-p/")) {
        continue;
      }
      facts.appendText(" · ");
      facts.appendElement("a").attr("href", RelativeLink.from(NAME, file.path())).text(label(file));
    }
  }

  private static String label(PlannedFile file) {
    var name = file.path().substring(file.path().lastIndexOf('/') + 1);
    var tag = file.source().file().language().split("-", 2)[0];
    var number = name.replaceFirst("(?s).*\\.[a-z]{2,3}([0-9]+)\\.[a-z]+$|.*", "$1"); // a second one of this language
    var language = (tag.equals("und") ? "" : " " + tag) + (number.isEmpty() ? "" : " " + number);
    return switch (file.step()) {
      case TXT -> "TXT" + language;
      case SUBTITLES -> "SRT" + language;
      case HTML -> "HTML" + language;
      default -> name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
    };
  }

  private static String shortened(String title) {
    var line = title.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, line.offsetByCodePoints(0, 100)) + "…";
  }
}
