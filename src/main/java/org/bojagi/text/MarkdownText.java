package org.bojagi.text;

import java.util.List;
import java.util.Set;
import org.bojagi.catalog.Place;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Markdown (CommonMark with tables) by its blocks. The tree is walked without recursion. */
public final class MarkdownText {
  private static final Parser SLICES =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  /**
   * Blocks only: some rows of inline marks cost quadratic time, which a slice is too short for and
   * a file is not.
   */
  private static final Parser BLOCKS =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .inlineParserFactory(_ -> (_, _) -> {})
          .build();

  private static final Set<Class<? extends Node>> LEAVES =
      Set.of(
          Paragraph.class,
          Heading.class,
          FencedCodeBlock.class,
          IndentedCodeBlock.class,
          HtmlBlock.class,
          TableRow.class);

  private MarkdownText() {}

  static void cut(String source, Cutter cutter) {
    int offset = afterFrontMatter(source);
    Place place = new Place.Start();
    var document = BLOCKS.parse(source.substring(offset));
    for (var node = document.getFirstChild();
        node != null;
        node = next(node, document, isLeaf(node))) {
      if (!isLeaf(node) || node.getSourceSpans().isEmpty()) {
        continue;
      }
      int start = offset + node.getSourceSpans().getFirst().getInputIndex();
      var last = node.getSourceSpans().getLast();
      int end = offset + last.getInputIndex() + last.getLength();
      boolean isHeading = node instanceof Heading;
      if (isHeading) {
        place = Passages.heading(of(source.substring(start, end)));
      }
      if (isHeading && end - start <= Cutter.MAX_UNIT_CHARS) {
        cutter.addHeading(start, end, end - start, place);
      } else if (end - start <= Cutter.MAX_UNIT_CHARS) {
        cutter.add(start, end, end - start, place);
      } else {
        cutter.addPlain(start, end, place);
      }
    }
  }

  /** What a person reads: blocks as lines, the words for a picture in its place. */
  static String of(String slice) {
    var text = new StringBuilder();
    var document = SLICES.parse(slice);
    boolean cells = false;
    for (var node = document.getFirstChild(); node != null; node = next(node, document, false)) {
      switch (node) {
        case Text words -> text.append(words.getLiteral());
        case Code code -> text.append(code.getLiteral());
        case SoftLineBreak _, HardLineBreak _ -> text.append('\n');
        case FencedCodeBlock code -> text.append('\n').append(code.getLiteral()).append('\n');
        case IndentedCodeBlock code -> text.append('\n').append(code.getLiteral()).append('\n');
        case HtmlBlock html ->
            text.append('\n').append(HtmlTokens.text(html.getLiteral())).append('\n');
        case TableCell _ -> text.append(cells ? " " : "");
        case TableRow _ -> text.append('\n');
        case Block _ -> text.append('\n');
        default -> {}
      }
      cells = node instanceof TableCell || cells && !(node instanceof TableRow);
    }
    return PassageText.tidy(text.toString()).replace("\n\n", "\n");
  }

  /**
   * Past a block of YAML between lines of {@code ---} at the very beginning, which is about the
   * text and not of it.
   */
  public static int afterFrontMatter(String source) {
    int begin = source.startsWith("\ufeff") ? 1 : 0;
    if (!source.startsWith("---", begin) || !endsLine(source, begin + 3)) {
      return begin;
    }
    for (int line = source.indexOf('\n', begin); line >= 0; line = source.indexOf('\n', line + 1)) {
      if ((source.startsWith("---", line + 1) || source.startsWith("...", line + 1))
          && endsLine(source, line + 4)) {
        int end = source.indexOf('\n', line + 1);
        return end < 0 ? source.length() : end + 1;
      }
    }
    return begin;
  }

  private static boolean endsLine(String source, int at) {
    int lineEnd = source.indexOf('\n', at);
    return source.substring(at, lineEnd < 0 ? source.length() : lineEnd).isBlank();
  }

  private static boolean isLeaf(Node node) {
    return LEAVES.contains(node.getClass());
  }

  private static Node next(Node node, Node root, boolean skipChildren) {
    if (!skipChildren
        && node.getFirstChild() != null
        && !(node instanceof LinkReferenceDefinition)) {
      return node.getFirstChild();
    }
    for (var at = node; at != null && at != root; at = at.getParent()) {
      if (at.getNext() != null) {
        return at.getNext();
      }
    }
    return null;
  }
}
