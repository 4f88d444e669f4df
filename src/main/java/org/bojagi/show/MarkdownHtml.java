package org.bojagi.show;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown (CommonMark with tables) as HTML that is not yet sanitised; each block says where in the text it begins. */
final class MarkdownHtml {
  /**
   * Attribute of a block: its first UTF-16 unit in the decoded file. Whoever writes it by hand misleads
   * scrolling only.
   */
  static final String AT = "data-at";

  /** Some rows of inline marks cost quadratic time: longer paragraphs are shown as they are written. */
  private static final int MAX_INLINE_CHARS = 20_000;

  /** The renderer recurses; no text needs more. */
  private static final int MAX_DEPTH = 200;

  private static final List<TablesExtension> EXTENSIONS = List.of((TablesExtension) TablesExtension.create());

  private static final Parser PARSER =
      Parser.builder()
          .extensions(EXTENSIONS)
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .inlineParserFactory(MarkdownHtml::boundedInlines)
          .build();

  private MarkdownHtml() {}

  /**
   * @param offset of {@code markdown} in the decoded file
   * @return empty where it is nested deeper than any text
   */
  static Optional<String> of(String markdown, int offset) {
    var document = PARSER.parse(markdown);
    if (isTooDeep(document)) {
      return Optional.empty();
    }
    var renderer =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(context -> (node, tag, attributes) -> place(node, offset, attributes))
            .build();
    return Optional.of(renderer.render(document));
  }

  private static void place(Node node, int offset, Map<String, String> attributes) {
    List<SourceSpan> spans = node.getSourceSpans();
    if (!spans.isEmpty()) {
      attributes.put(AT, String.valueOf(offset + spans.getFirst().getInputIndex()));
    }
  }

  private static InlineParser boundedInlines(InlineParserContext context) {
    var inlines = new InlineParserImpl(context);
    return (lines, block) -> {
      int chars = lines.getLines().stream().mapToInt(line -> line.getContent().length() + 1).sum();
      if (chars <= MAX_INLINE_CHARS) {
        inlines.parse(lines, block);
      } else {
        block.appendChild(new Text(lines.getContent()));
      }
    };
  }

  /** By walking, not by recursion. */
  private static boolean isTooDeep(Node root) {
    int depth = 0;
    Node at = root;
    while (at != null) {
      if (at.getFirstChild() != null) {
        at = at.getFirstChild();
        if (++depth > MAX_DEPTH) {
          return true;
        }
        continue;
      }
      while (at != root && at.getNext() == null) {
        at = at.getParent();
        depth--;
      }
      at = at == root ? null : at.getNext();
    }
    return false;
  }
}
