package org.bojagi.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.catalog.Role;
import org.bojagi.show.Target.Use;
import org.bojagi.text.HtmlText;
import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * Builds from a parsed page a tree of our own that holds what {@link AllowList} knows, the page's words, and addresses
 * that we made. Nothing of the page is moved: every element and attribute is created anew.
 */
final class Sanitizer implements NodeFilter {
  private static final int MAX_FRAGMENTS = 2_000;

  /** Where the children of a source element go; {@code after} is the address behind a link's words. */
  private record Open(Element into, String after) {}

  private final FrameRequest request;
  private final References references;
  private final MediaInPlace media;
  private final int offset;
  private final TreeMap<Integer, Integer> kept = new TreeMap<>();
  private final boolean everythingKept;
  private final Map<String, String> fragments = new HashMap<>();
  private final Set<String> usedFragments = new HashSet<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Deque<Integer> headings = new ArrayDeque<>();
  private boolean begun;
  private boolean hitPlaced;
  private boolean hitDue;

  /**
   * @param offset of the page's source in the decoded file
   * @param kept what of the source is shown; null for all of it
   */
  Sanitizer(FrameRequest request, References references, int offset, List<HtmlText.Range> kept) {
    this.request = request;
    this.references = references;
    this.media = new MediaInPlace(references, request.words());
    this.offset = offset;
    this.everythingKept = kept == null;
    if (kept != null) {
      kept.forEach(range -> this.kept.put(range.start(), range.end()));
    }
    this.hitPlaced = request.charOffset() < offset;
  }

  Element clean(Document page) throws IOException {
    page.select("a[href^=#]").stream().limit(MAX_FRAGMENTS).forEach(link -> {
      var name = fragment(link.attr("href"));
      fragments.putIfAbsent(name, "t" + (fragments.size() + 1));
    });
    var article = new Element("article");
    open.push(new Open(article, ""));
    try {
      page.filter(this);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return article;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    try {
      return switch (node) {
        case CDataNode data -> text(data);
        case TextNode text -> text(text);
        case Element element -> element(element);
        default -> FilterResult.SKIP_ENTIRELY; // comments, types, what isn't markup
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element) {
      var closed = open.pop();
      if (!closed.after.isEmpty()) {
        closed.into.appendText(" ");
        MediaInPlace.address(closed.after, closed.into);
      }
    }
    return FilterResult.CONTINUE;
  }

  private FilterResult text(TextNode text) {
    int start = text.sourceRange().isTracked() ? text.sourceRange().startPos() : -1;
    if (start >= 0 && !isKept(start, start + 1)) {
      return FilterResult.CONTINUE;
    }
    var words = VisibleText.of(text.getWholeText());
    if (!words.isBlank()) {
      begun = true;
      hit(start >= 0 ? text.sourceRange().endPos() - 1 : -1);
    }
    open.peek().into.appendChild(new TextNode(words));
    return FilterResult.CONTINUE;
  }

  private FilterResult element(Element source) throws IOException {
    var name = source.normalName();
    if (AllowList.DROPPED.contains(name) || isLeftOut(source)) {
      return FilterResult.SKIP_ENTIRELY;
    }
    if (source.hasAttr(MarkdownHtml.AT)) {
      hitAtBlock(source.attr(MarkdownHtml.AT));
    }
    var into = open.peek().into;
    switch (name) {
      case "img" -> {
        hit(position(source));
        identify(source, into);
        media.picture(source, into);
        return FilterResult.SKIP_ENTIRELY;
      }
      case "video", "audio", "iframe" -> {
        hit(position(source));
        media.film(source, into, everythingKept || !name.equals("iframe"));
        return FilterResult.SKIP_ENTIRELY;
      }
      case "embed", "object" -> {
        if (media.film(source, into, false)) {
          return FilterResult.SKIP_ENTIRELY;
        }
        open.push(new Open(into, ""));
      }
      case "a" -> open.push(link(source, into));
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        if (!begun && says(source, request.title())) {
          return FilterResult.SKIP_ENTIRELY;
        }
        open.push(new Open(heading(source, into), ""));
      }
      default -> open.push(new Open(kept(source, name, into), ""));
    }
    return FilterResult.CONTINUE;
  }

  /** An element that may stay, under its name or another; of others what is in them. */
  private Element kept(Element source, String name, Element into) {
    var keptName = AllowList.ELEMENTS.contains(name) ? name : AllowList.RENAMED.getOrDefault(name, "");
    if (keptName.isEmpty() || !source.tag().namespace().equals("http://www.w3.org/1999/xhtml")) {
      identify(source, into);
      return into;
    }
    var element = into.appendElement(keptName);
    AllowList.copyAttributes(source, element);
    var id = ours(source.id());
    if (!id.isEmpty()) {
      element.attr("id", id);
    }
    return element;
  }

  /**
   * The page around the frame has the first heading; below it none is left out, since that is how a screen
   * reader's user
   * finds the way.
   */
  private Element heading(Element source, Element into) {
    int level = source.normalName().charAt(1) - '0';
    while (!headings.isEmpty() && headings.peek() >= level) {
      headings.pop();
    }
    headings.push(level);
    var heading = into.appendElement("h" + Math.min(6, headings.size() + 1));
    AllowList.copyAttributes(source, heading);
    var id = ours(source.id());
    id = id.isEmpty() ? ours(slug(source.text())) : id;
    if (!id.isEmpty()) {
      heading.attr("id", id);
    }
    return heading;
  }

  private Open link(Element source, Element into) throws IOException {
    identify(source, into);
    var target = source.attr("href").strip();
    boolean nested = into.closest("a") != null;
    if (target.startsWith("#")) {
      var id = fragments.getOrDefault(fragment(target), "");
      return new Open(id.isEmpty() || nested ? into : into.appendElement("a").attr("href", "#" + id), "");
    }
    if (References.isElsewhere(target)) {
      var written = References.written(target);
      return new Open(into, written.isEmpty() || says(source, written) ? "" : target);
    }
    var found = nested ? Optional.<References.Found>empty() : references.find(target);
    if (found.isEmpty()) {
      return new Open(into, "");
    }
    var page = found.get();
    boolean readable = page.packed().role() == Role.TRANSLATION;
    var address = references.address(Use.ITEM, page.document(), readable ? page.file() : 0);
    return new Open(into.appendElement("a").attr("href", address).attr("target", "_top"), "");
  }

  /** A place that a link within the text leads to, of an element that itself isn't kept. */
  private void identify(Element source, Element into) {
    var id = ours(source.id());
    id = id.isEmpty() && source.normalName().equals("a") ? ours(source.attr("name")) : id;
    if (!id.isEmpty()) {
      into.appendElement("span").attr("id", id);
    }
  }

  /** Our name for an id of the page that a link leads to; the first that has it. */
  private String ours(String id) {
    var name = id.isEmpty() ? null : fragments.get(id);
    return name != null && usedFragments.add(name) ? name : "";
  }

  private static String fragment(String target) {
    var name = target.substring(1);
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  /** As most Markdown tools name a heading. */
  private static String slug(String heading) {
    return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}\\s_-]", "").replaceAll("\\s", "-");
  }

  private static boolean says(Element source, String words) {
    return !words.isBlank() && source.text().strip().equals(words.strip());
  }

  private static int position(Element source) {
    return source.sourceRange().isTracked() ? source.sourceRange().endPos() - 1 : -1;
  }

  /** Whether all of an element lies in what isn't the page's text. */
  private boolean isLeftOut(Element source) {
    if (everythingKept || !source.sourceRange().isTracked() || source.sourceRange().isImplicit()) {
      return false;
    }
    var end = source.endSourceRange();
    int from = source.sourceRange().startPos();
    int to = end.isTracked() && !end.isImplicit() ? end.endPos() : source.sourceRange().endPos();
    boolean film = source.normalName().equals("video") || source.normalName().equals("audio");
    return !film && !isKept(from, Math.max(to, from + 1));
  }

  /** Whether any of [from, to) is. */
  private boolean isKept(int from, int to) {
    if (everythingKept) {
      return true;
    }
    var before = kept.lowerEntry(to);
    return before != null && before.getValue() > from;
  }

  /** Marks the place to begin at, once: before the first words whose last unit isn't before it. */
  private void hit(int lastUnit) {
    hitDue |= lastUnit >= 0 && offset + lastUnit >= request.charOffset();
    if (hitDue && !hitPlaced) {
      hitPlaced = true;
      open.peek().into.appendElement("span").attr("id", "hit");
    }
  }

  private void hitAtBlock(String at) {
    if (at.length() < 10 && at.chars().allMatch(c -> c >= '0' && c <= '9') && !at.isEmpty()) {
      hitDue |= Integer.parseInt(at) >= request.charOffset();
    }
  }
}
