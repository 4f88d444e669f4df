package org.bojagi.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bojagi.catalog.Place;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.open.OpenBundle;
import org.bojagi.show.Addresses;
import org.bojagi.show.FrameRequest;
import org.bojagi.show.FrameWords;
import org.bojagi.show.Frames;
import org.bojagi.show.Target;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * A text as a page that any browser shows from a file, and as plain text.
 *
 * <p>What {@link Frames} let through for the reader, with its addresses led to the files of this export: what isn't
 * among them leads nowhere. No script, nothing from a network.
 */
final class TextPage {
  static final String STYLE =
      "body{margin:0 auto;max-width:42rem;padding:.8rem 1rem 3rem;font:1.05rem/1.7 sans-serif;"
          + "color:#222;background:#fff;overflow-wrap:anywhere}"
          + "h1{font-size:1.4rem;line-height:1.35}h2{font-size:1.15rem}"
          + "h3{font-size:1rem}:lang(ko){word-break:keep-all}:lang(zh){word-break:normal}"
          + "img,video{max-width:100%;height:auto}audio{width:100%}"
          + ".wide{overflow-x:auto}td,th{border:1px solid #999;padding:.2rem .4rem;overflow-wrap:normal}table{border-collapse:collapse}"
          + ".by,.note,.facts{color:#555;font-size:.9rem}a{color:#0b5394}"
          + "ul.list{list-style:none;padding:0;margin:.3rem 0 1rem}ul.list li{padding:.45rem 0;border-bottom:1px solid #ddd}";

  private final Addresses addresses = new Addresses();
  private final Frames frames = new Frames(addresses);
  private final Map<OpenBundle, Map<String, String>> targets;
  private final Consumer<Finding> findings;

  /** What was made a page of last, since its plain text comes next. */
  private Plain last = new Plain(null, -1, "");

  private ExportedItem numbered;
  private int number;

  private record Plain(ExportedItem item, int position, String text) {
    boolean isOf(ExportedItem other, PlannedFile planned) {
      return item == other && position == planned.position();
    }
  }

  /**
   * @param targets where packed files lie in this export; what is taken out of it leads nowhere from then on
   * @param findings takes what of a text isn't there, once for page and plain text
   */
  TextPage(Map<OpenBundle, Map<String, String>> targets, Consumer<Finding> findings) {
    this.targets = targets;
    this.findings = findings;
  }

  /** UTF-8. */
  byte[] html(ExportedItem item, PlannedFile planned) throws IOException {
    var file = planned.source().file();
    var title = item.title(file.language());
    var page = page(planned.path(), file.language(), title);
    var by = by(item);
    if (!by.isEmpty()) {
      page.body().appendElement("p").addClass("by").text(by);
    }
    var article = page.body().appendElement("article");
    article(item, planned, article);
    last = new Plain(item, planned.position(), plain(article));
    return page.outerHtml().getBytes(StandardCharsets.UTF_8);
  }

  /** With its title and the way to the start page. */
  static Document page(String path, String language, String title) {
    var page = Jsoup.parse("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body></body></html>");
    page.outputSettings().prettyPrint(false);
    page.expectFirst("html").attr("lang", language);
    page.head().appendElement("meta").attr("name", "viewport").attr("content", "width=device-width,initial-scale=1");
    page.title(title);
    page.head().appendElement("style").appendChild(new org.jsoup.nodes.DataNode(STYLE));
    var start = RelativeLink.from(path, StartPage.NAME);
    page.body().appendElement("p").appendElement("a").attr("href", start).text(Words.both("start"));
    page.body().appendElement("h1").text(title);
    return page;
  }

  /** UTF-8 with a byte order mark and CR LF, for the same reason as subtitles. */
  byte[] txt(ExportedItem item, PlannedFile planned) throws IOException {
    if (!last.isOf(item, planned)) {
      var article = new Element("article");
      article(item, planned, article);
      last = new Plain(item, planned.position(), plain(article));
    }
    var by = by(item);
    var text = item.title(planned.source().file().language()) + "\n" + (by.isEmpty() ? "" : by + "\n") + "\n" + last.text();
    return ("\ufeff" + text.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
  }

  private static String by(ExportedItem item) {
    var facts = new ArrayList<>(item.item().description().creator());
    facts.add(item.item().description().date());
    facts.removeIf(String::isBlank);
    return String.join(" · ", facts);
  }

  private void article(ExportedItem item, PlannedFile planned, Element into) throws IOException {
    var language = planned.source().file().language().startsWith("ko") ? Locale.KOREAN : Locale.ENGLISH;
    var ids = new HashSet<String>();
    var path = planned.source().file().path();
    int parts = 1;
    boolean cut = false;
    for (int part = 0; part < parts; part++) {
      var frame = frames.frame(request(item, planned, part, language));
      parts = frame.parts();
      cut |= frame.cut();
      if (frame.damaged()) {
        findings.accept(
            new Finding(
                Severity.ERROR, "damaged", path, "The rest of this text is damaged", "Look for another copy of the bundle."));
      }
      var article = Jsoup.parse(frame.html()).expectFirst("article");
      if (part + 1 < parts) {
        article.select("> p.note").stream().reduce((first, last) -> last).ifPresent(Element::remove); // "goes on"
      }
      link(item, planned.path(), article);
      article.select("[id]").stream().filter(element -> !ids.add(element.id())).forEach(each -> each.removeAttr("id"));
      for (var child : List.copyOf(article.childNodes())) {
        into.appendChild(child);
      }
    }
    if (cut) {
      findings.accept(
          new Finding(Severity.WARNING, "text-cut", path, "Not all of this long text is on its page", "Take it with extract."));
    }
  }

  private FrameRequest request(ExportedItem item, PlannedFile planned, int part, Locale language)
      throws IOException {
    return new FrameRequest(
        item.open(), 0, document(item), item.locations(), planned.position(), item.title(planned.source().file().language()),
        false, part, -1, new Place.Start(), FrameRequest.Marker.NOTHING, words(language));
  }

  /** Its number in the index; 0 where there is none, and then no other item is known either. */
  private int document(ExportedItem item) throws IOException {
    if (item != numbered) {
      var index = item.open().index();
      number = index.isEmpty() ? 0 : index.get().documentByPath(item.item().path()).orElse(0);
      numbered = item;
    }
    return number;
  }

  private static FrameWords words(Locale language) {
    return new FrameWords(
        language.getLanguage(),
        Words.text(language, "frame.text"),
        Words.text(language, "frame.missing"),
        Words.text(language, "frame.film"),
        Words.text(language, "frame.sound"),
        Words.text(language, "frame.pageNumber"),
        Words.text(language, "frame.pageText"),
        "",
        Words.text(language, "frame.cut"),
        Words.text(language, "frame.damaged"),
        tag -> tag);
  }

  /** Addresses of a session become links to files beside the page; what isn't there isn't named. */
  private void link(ExportedItem item, String page, Element article) throws IOException {
    article.select("track, script, style").remove();
    for (var element : article.select("[poster]")) {
      target(item, element.attr("poster")).ifPresentOrElse(
          path -> element.attr("poster", RelativeLink.from(page, path)), () -> element.removeAttr("poster"));
    }
    for (var element : article.select("[src]")) {
      var path = target(item, element.attr("src"));
      if (path.isPresent() && path.get().endsWith(".html")) {
        var drawing = new Element("a").attr("href", RelativeLink.from(page, path.get()));
        element.replaceWith(drawing.text(element.attr("alt").isBlank() ? "SVG" : element.attr("alt")));
      } else if (path.isPresent()) {
        element.attr("src", RelativeLink.from(page, path.get()));
        List.of("crossorigin", "controlslist", "disableremoteplayback", "disablepictureinpicture", "decoding")
            .forEach(element::removeAttr);
      } else if (element.nameIs("img") && !element.attr("alt").isBlank()) {
        element.replaceWith(new TextNode("[" + element.attr("alt") + "]"));
      } else {
        element.remove();
      }
    }
    for (var element : article.select("a[href]")) {
      element.removeAttr("target");
      if (!element.attr("href").startsWith("#")) {
        target(item, element.attr("href")).ifPresentOrElse(
            path -> element.attr("href", RelativeLink.from(page, path)), element::unwrap);
      }
    }
    article.select("[tabindex]").forEach(element -> element.removeAttr("tabindex"));
  }

  private Optional<String> target(ExportedItem item, String address) throws IOException {
    var found = addresses.target(address.substring(address.lastIndexOf('/') + 1));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var target = found.get();
    var path = item.item().path();
    var files = item.files();
    if (target.document() != document(item)) {
      var stored = item.open().requireIndex().item(target.document());
      path = stored.path();
      files = OpenBundle.locations(stored).files();
    }
    if (target.file() >= files.size()) {
      return Optional.empty();
    }
    var paths = targets.getOrDefault(item.open(), Map.of());
    var led = paths.get(files.get(target.file()).file().path());
    return Optional.ofNullable(led == null && target.use() == Target.Use.ITEM ? paths.get(path) : led);
  }

  /** Blocks as lines, paragraphs apart. */
  static String plain(Element article) {
    var text = new StringBuilder();
    NodeTraversor.traverse(
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            switch (node) {
              case TextNode words -> {
                var line = words.getWholeText().replaceAll("\\s+", " ");
                boolean begins = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
                text.append(begins ? line.stripLeading() : line);
              }
              case Element element when element.nameIs("br") -> text.append('\n');
              case Element element when element.nameIs("img") -> {
                if (!element.attr("alt").isBlank()) {
                  text.append('[').append(element.attr("alt")).append(']');
                }
              }
              case Element element when element.nameIs("li") -> newLine(text).append("- ");
              case Element element when element.isBlock() -> newLine(text);
              default -> {}
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock()) {
              newLine(text);
              if (element.nameIs("p") || element.normalName().matches("h[1-6]|table|ul|ol|blockquote")) {
                text.append('\n');
              }
            } else if (node instanceof Element cell && (cell.nameIs("td") || cell.nameIs("th"))) {
              text.append("  ");
            }
          }
        },
        article);
    return text.toString().replaceAll("[ \t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip() + "\n";
  }

  private static StringBuilder newLine(StringBuilder text) {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
    return text;
  }
}
