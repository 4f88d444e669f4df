package org.bojagi.page;

import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jsoup.nodes.Element;

/** The ways from one of many pages, or parts, to the others. */
final class Paging {
  private static final int AROUND = 3;
  private static final int STEPS = 12;

  private Paging() {}

  /** All of a few; else those around the one that is shown, and some from the first to the last. From 0 on. */
  static SortedSet<Integer> named(int count, int shown) {
    var named = new TreeSet<Integer>();
    // Where steps would leave out one between each two, all are named.
    for (int each = 0; each < count && count <= 2 * STEPS; each++) {
      named.add(each);
    }
    for (int step = 0; step <= STEPS && count > 0; step++) {
      named.add((int) ((long) (count - 1) * step / STEPS));
    }
    for (int each = Math.max(0, shown - AROUND); each <= shown + AROUND && each < count; each++) {
      named.add(each);
    }
    return named;
  }

  /** The one before, the one after, and numbers. No children where there is one page alone. */
  static Element of(Texts texts, int pages, int shown, IntFunction<String> address) {
    var nav = tag("nav", "class", "paging", "aria-label", texts.get("paging"));
    if (shown > 0 && pages > 0) {
      var before = address.apply(Math.min(shown, pages) - 1);
      nav.appendChild(said("a", texts.get("results.previous"), "rel", "prev", "href", before));
    }
    if (pages > 1) {
      numbers(nav, pages, shown, address);
    }
    if (shown + 1 < pages) {
      nav.appendChild(said("a", texts.get("results.next"), "rel", "next", "href", address.apply(shown + 1)));
    }
    return nav;
  }

  static void numbers(Element nav, int pages, int shown, IntFunction<String> address) {
    for (int each : named(pages, shown)) {
      var link = said("a", "" + (each + 1), "href", address.apply(each), "class", "page");
      if (each == shown) {
        link.attr("aria-current", "page");
      }
      nav.appendChild(link);
    }
  }

  static int pages(long all, int onAPage) {
    return Math.toIntExact((all + onAPage - 1) / onAPage);
  }
}
