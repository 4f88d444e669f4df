package org.bojagi.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * What of a page is not its text.
 *
 * <p>Some elements never are. What merely looks like clutter (by its class, or as a list of links)
 * counts as such only where it holds a small part of the page: a page that is a list of links keeps
 * them.
 */
final class PageClutter {
  private static final Set<String> NEVER_TEXT =
      words(
          """
          head, title, script, style, noscript, template, iframe, object, svg, math, canvas,
          audio, video, button, select, textarea, input, nav, aside, footer, dialog, menu
          """);

  private static final Set<String> NEVER_TEXT_ROLES =
      Set.of(
          "navigation",
          "banner",
          "contentinfo",
          "complementary",
          "search",
          "dialog",
          "menu",
          "menubar",
          "toolbar");

  /** Parts of class names and ids, as separated by spaces, hyphens and underscores. */
  private static final Set<String> CLUTTER_WORDS =
      words(
          """
          cookie, cookies, gdpr, consent, share, sharing, sharedaddy, addtoany, social, sns,
          breadcrumb, breadcrumbs, navbar, nav, navigation, menu, gnb, lnb, snb, sidebar,
          widget, related, relatedposts, newsletter, subscribe, advert, advertisement, ads,
          sponsored, popup, modal, pagination, pager, respond, comment, comments, commentlist,
          footer, toolbar, skip, printfriendly, noprint
          """);

  /** Lines that a page's software writes. Lower case, without punctuation. */
  private static final Set<String> CLUTTER_LINES =
      words(
          """
          leave a reply, leave a comment, cancel reply, post a comment, share this, share,
          like this, loading, like, related, related posts, related articles, skip to content,
          skip to main content, print, email, tweet, facebook, twitter, read more, back to top,
          advertisement, we use cookies, 댓글 남기기, 댓글, 댓글 쓰기, 답글 남기기, 공유하기, 이 글 공유하기, 공유, 관련 글,
          관련글, 관련 기사, 좋아요, 본문 바로가기, 메뉴 바로가기, 인쇄, 인쇄하기, 맨 위로, 목록, 목록으로, 이전글, 다음글, 分享, 发表评论,
          發表評論, 相关文章, 返回顶部
          """);

  private static final int MAX_CLUTTER_LINE_CHARS = 40;
  private static final String SIGNS = "…→←↑»«";

  /** Of each of the lines, {@link #outline}. */
  private static final Set<Integer> CLUTTER_OUTLINES =
      CLUTTER_LINES.stream()
          .map(line -> outline(line.charAt(0), (int) line.chars().filter(c -> c != ' ').count()))
          .collect(Collectors.toUnmodifiableSet());

  /** Characters of text in and below an element, and how many of them are links'. */
  private static final class Count {
    int chars;
    int linkChars;
    int links;

    /** Those that {@link #withoutPunctuation} would keep, and the first of them, as long as all text is short. */
    int lineChars;

    char lineStart;

    void add(String text) {
      chars += text.length();
      if (chars <= MAX_CLUTTER_LINE_CHARS) {
        for (int i = 0; i < text.length(); i++) {
          char c = text.charAt(i);
          if (!isPassedOver(c) && !PassageText.isSpace(c) && !PassageText.isInvisible(c)) {
            lineStart = lineChars++ == 0 ? c : lineStart;
          }
        }
      }
    }

    void add(Count below) {
      lineStart = lineChars == 0 ? below.lineStart : lineStart;
      lineChars += below.lineChars;
    }
  }

  private final Document page;
  private final Map<Element, Count> counts = new IdentityHashMap<>();
  private final List<HtmlText.Range> ranges = new ArrayList<>();
  private final List<Element> mains = new ArrayList<>();
  private final List<Element> articles = new ArrayList<>();

  /** Pages say the same few classes again and again. */
  private final Map<String, Boolean> namesOfClutter = new HashMap<>();

  PageClutter(Document page) {
    this.page = page;
    count();
    collect();
  }

  /** In order, without overlap. */
  List<HtmlText.Range> ranges() {
    var sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingInt(HtmlText.Range::start));
    var merged = new ArrayList<HtmlText.Range>();
    for (var range : sorted) {
      var last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && range.start() <= last.end()) {
        merged.set(
            merged.size() - 1, new HtmlText.Range(last.start(), Math.max(last.end(), range.end())));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }

  /**
   * The one element that the page says is its main part, if it holds a good part of the text; else
   * the page.
   */
  Element mainElement() {
    for (var found : List.of(mains, articles)) {
      if (found.size() == 1
          && chars(found.getFirst()) * 4L >= chars(page)
          && isTracked(found.getFirst())) {
        return found.getFirst();
      }
    }
    return page;
  }

  private void count() {
    page.traverse(
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            if (node instanceof Element element) {
              counts.put(element, new Count());
              var name = element.normalName();
              if (name.equals("main") || element.attr("role").strip().equalsIgnoreCase("main")) {
                mains.add(element);
              }
              if (name.equals("article")) {
                articles.add(element);
              }
            } else if (node instanceof TextNode text && text.parent() instanceof Element parent) {
              counts.get(parent).add(text.getWholeText().strip());
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element element && element.parent() instanceof Element parent) {
              var own = counts.get(element);
              var above = counts.get(parent);
              boolean link = element.normalName().equals("a");
              above.add(own);
              above.chars += own.chars;
              above.linkChars += link ? own.chars : own.linkChars;
              above.links += link ? 1 : own.links;
            }
          }
        });
  }

  private void collect() {
    int total = Math.max(1, chars(page));
    page.traverse(
        (node, depth) -> {
          if (!(node instanceof Element element) || element == page) {
            return;
          }
          boolean small = chars(element) * 5L < total * 2L;
          if ((neverText(element) || small && (looksLikeClutter(element) || isClutterLine(element)))
              && isTracked(element)) {
            ranges.add(
                new HtmlText.Range(
                    element.sourceRange().startPos(), element.endSourceRange().endPos()));
          }
        });
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split(",\\s+"));
  }

  private static boolean isTracked(Element element) {
    return element.sourceRange().isTracked() && element.endSourceRange().isTracked();
  }

  private int chars(Element element) {
    return counts.get(element).chars;
  }

  private static boolean neverText(Element element) {
    var name = element.normalName();
    if (name.equals("body")
        || name.equals("html")
        || name.equals("main")
        || name.equals("article")) {
      return false;
    }
    if (NEVER_TEXT.contains(name)) {
      return true;
    }
    if (element.attributesSize() == 0) {
      return false;
    }
    return NEVER_TEXT_ROLES.contains(element.attr("role"))
        || element.hasAttr("hidden")
        || element.attr("aria-hidden").equals("true")
        || element.attr("style").replace(" ", "").contains("display:none");
  }

  private boolean looksLikeClutter(Element element) {
    var name = element.normalName();
    if (name.equals("body")
        || name.equals("html")
        || name.equals("main")
        || name.equals("article")) {
      return false;
    }
    if (name.equals("form")) {
      return true; // old pages put everything into one; such a form is not small
    }
    if (name.equals("header")
        && !isWithinMain(element)
        && element.selectFirst("h1") == null) {
      return true;
    }
    if (element.attributesSize() > 0 && (isClutterName(element.className()) || isClutterName(element.id()))) {
      return true;
    }
    var count = counts.get(element);
    boolean list =
        name.equals("ul") || name.equals("ol") || name.equals("div") || name.equals("td");
    return list
        && count.links >= 4
        && count.linkChars * 5L > count.chars * 4L
        && count.linkChars < count.links * 30L;
  }

  private static boolean isWithinMain(Element element) {
    for (var above = element.parent(); above != null; above = above.parent()) {
      if (above.normalName().equals("article") || above.normalName().equals("main")) {
        return true;
      }
    }
    return false;
  }

  private boolean isClutterName(String names) {
    return !names.isEmpty() && namesOfClutter.computeIfAbsent(names, PageClutter::hasClutterWord);
  }

  private static boolean hasClutterWord(String names) {
    int start = 0;
    for (int i = 0; i <= names.length(); i++) {
      char c = i < names.length() ? names.charAt(i) : ' ';
      if (c == '_' || c == '-' || Character.isWhitespace(c)) {
        if (i > start && CLUTTER_WORDS.contains(names.substring(start, i).toLowerCase(Locale.ROOT))) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private boolean isClutterLine(Element element) {
    var count = counts.get(element);
    return count.chars > 0
        && count.chars <= MAX_CLUTTER_LINE_CHARS
        && CLUTTER_OUTLINES.contains(outline(Character.toLowerCase(count.lineStart), count.lineChars))
        && CLUTTER_LINES.contains(withoutPunctuation(element.text().toLowerCase(Locale.ROOT)));
  }

  /** What a line has in common with few others, so that most need no second look. */
  private static int outline(char firstLowerCase, int charsWithoutSpaces) {
    return firstLowerCase << 8 | charsWithoutSpaces;
  }

  private static boolean isPassedOver(char c) {
    return Character.isWhitespace(c) || c < 128 && !Character.isLetterOrDigit(c) && c > ' ' || SIGNS.indexOf(c) >= 0;
  }

  /** Words separated by one space. */
  private static String withoutPunctuation(String line) {
    var words = new StringBuilder(line.length());
    boolean gap = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (isPassedOver(c)) {
        gap = !words.isEmpty();
      } else {
        if (gap) {
          words.append(' ');
          gap = false;
        }
        words.append(c);
      }
    }
    return words.toString();
  }
}
