package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * What a Markdown or HTML file points to, and its title.
 *
 * @param title the first heading, of HTML its {@code <title>}; empty where there is none
 * @param links in the order of the text, at most {@value #MAX_LINKS}
 * @param spacedLines lines with a link whose target has spaces in it, which Markdown takes for
 *     plain text
 */
record LinkScan(String title, List<Raw> links, List<Integer> spacedLines) {
  static final int MAX_LINKS = 5_000;

  /**
   * @param line of the text that was scanned, from 1
   */
  record Raw(int line, String target, boolean embedded) {}

  private static final Parser MARKDOWN =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();
  private static final Pattern SPACED_LINK =
      Pattern.compile(
          "\\]\\([^()<>\\n]{0,200}[^()<>\\s] [^()<>\\n\"']{0,200}\\.[A-Za-z0-9]{2,5}\\)");

  /** @param text {@link BoundedMarkdown#of bounded} */
  static LinkScan ofMarkdown(String text) {
    var links = new ArrayList<Raw>();
    var titles = new ArrayList<String>();
    var document = MARKDOWN.parse(text);
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Image image) {
            add(links, new Raw(line(image), image.getDestination(), true));
            visitChildren(image);
          }

          @Override
          public void visit(org.commonmark.node.Link link) {
            add(links, new Raw(line(link), link.getDestination(), false));
            visitChildren(link);
          }

          @Override
          public void visit(Heading heading) {
            if (titles.isEmpty()) {
              titles.add(TextContentRenderer.builder().build().render(heading));
            }
            visitChildren(heading);
          }

          @Override
          public void visit(HtmlBlock html) {
            fromHtml(html.getLiteral(), line(html) - 1, links);
          }

          @Override
          public void visit(HtmlInline html) {
            fromHtml(html.getLiteral(), line(html) - 1, links);
          }
        });
    var spaced = new ArrayList<Integer>();
    int number = 0;
    for (var line : text.split("\n", -1)) {
      number++;
      if (spaced.size() < 20
          && line.length() < 10_000
          && line.contains("](")
          && SPACED_LINK.matcher(line).find()) {
        spaced.add(number);
      }
    }
    return new LinkScan(oneLine(titles), links, spaced);
  }

  static LinkScan ofHtml(String text) {
    var links = new ArrayList<Raw>();
    var titles = new ArrayList<String>();
    titles.add(new HtmlScan(text, 0, link -> add(links, link)).title());
    titles.removeIf(String::isBlank);
    return new LinkScan(oneLine(titles), links, List.of());
  }

  private static void fromHtml(String html, int linesBefore, List<Raw> links) {
    new HtmlScan(html, linesBefore, link -> add(links, link));
  }

  private static void add(List<Raw> links, Raw link) {
    if (links.size() < MAX_LINKS && !link.target.isEmpty()) {
      links.add(link);
    }
  }

  private static int line(Node node) {
    for (var n = node; n != null; n = n.getParent()) {
      var spans = n.getSourceSpans();
      if (!spans.isEmpty()) {
        SourceSpan first = spans.getFirst();
        return first.getLineIndex() + 1;
      }
    }
    return 1;
  }

  private static String oneLine(List<String> titles) {
    var title =
        titles.isEmpty() ? "" : titles.getFirst().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return Names.nfc(title.length() > 500 ? title.substring(0, 500) : title);
  }
}
