package org.bojagi.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.bojagi.search.Snippet;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Marks what a query found in a sanitised text, also where emphasis or ruby lies across a word. */
final class Marks implements NodeVisitor {
  private static final int MAX_MARKS = 5_000;
  private static final int MAX_RUN_CHARS = 20_000;

  /** Inline elements that don't part a word. */
  private static final Set<String> WITHIN_WORDS =
      Set.of("a", "abbr", "b", "bdi", "code", "del", "dfn", "em", "i", "ins", "kbd", "q", "s", "samp", "small", "span",
          "strong", "sub", "sup", "u", "wbr", "ruby");

  private final FrameRequest.Marker marker;
  private final String language;
  private final List<TextNode> run = new ArrayList<>();
  private final List<Runnable> wrappings = new ArrayList<>();
  private int runChars;
  private int count;

  private Marks(FrameRequest.Marker marker, String language) {
    this.marker = marker;
    this.language = language;
  }

  /**
   * @param language of the text where none of its elements says another
   * @return how many were marked, at most {@value #MAX_MARKS}
   */
  static int in(Element text, String language, FrameRequest.Marker marker) throws IOException {
    var marks = new Marks(marker, language);
    if (marker != FrameRequest.Marker.NOTHING) {
      try {
        text.traverse(marks);
        marks.flush();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      marks.wrappings.forEach(Runnable::run);
    }
    return marks.count;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      if (isOurs(text)) {
        return;
      }
      if (runChars + text.getWholeText().length() > MAX_RUN_CHARS) {
        flush();
      }
      run.add(text);
      runChars += text.getWholeText().length();
    } else if (!WITHIN_WORDS.contains(node.normalName())) {
      flush();
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element && !WITHIN_WORDS.contains(node.normalName())) {
      flush();
    }
  }

  private void flush() {
    if (!run.isEmpty() && runChars > 0 && count < MAX_MARKS) {
      var words = new StringBuilder(runChars);
      run.forEach(text -> words.append(text.getWholeText()));
      if (!words.toString().isBlank()) {
        try {
          mark(apart(marker.marks(languageOf(run.getFirst()), words.toString()), words.length()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    run.clear();
    runChars = 0;
  }

  /** What we say in a text, and addresses, aren't what was found. */
  private static boolean isOurs(TextNode text) {
    return text.parent() instanceof Element parent && (parent.hasClass("note") || parent.hasClass("address"));
  }

  private String languageOf(TextNode text) {
    for (var at = text.parent(); at != null; at = at.parent()) {
      if (at.hasAttr("lang")) {
        return at.attr("lang");
      }
    }
    return language;
  }

  /** In order, joined where they overlap, within the text. */
  private static List<Snippet.Mark> apart(List<Snippet.Mark> marks, int length) {
    var sorted = new ArrayList<>(marks);
    sorted.sort(Comparator.comparingInt(Snippet.Mark::start));
    var apart = new ArrayList<Snippet.Mark>();
    for (var mark : sorted) {
      int start = Math.max(0, mark.start());
      int end = Math.min(length, mark.end());
      if (start >= end) {
        continue;
      }
      if (!apart.isEmpty() && start <= apart.getLast().end()) {
        var last = apart.removeLast();
        apart.add(new Snippet.Mark(last.start(), Math.max(last.end(), end)));
      } else {
        apart.add(new Snippet.Mark(start, end));
      }
    }
    return apart;
  }

  /** The tree is changed after it was walked, text by text. */
  private void mark(List<Snippet.Mark> marks) {
    int from = 0;
    int next = 0;
    for (var text : List.copyOf(run)) {
      int to = from + text.getWholeText().length();
      var pieces = new ArrayList<Snippet.Mark>();
      var continued = new ArrayList<Boolean>();
      for (int i = next; i < marks.size() && marks.get(i).start() < to && count < MAX_MARKS; i++) {
        var mark = marks.get(i);
        if (mark.end() > from) {
          boolean begins = mark.start() >= from;
          pieces.add(new Snippet.Mark(Math.max(mark.start(), from) - from, Math.min(mark.end(), to) - from));
          continued.add(!begins);
          count += begins ? 1 : 0;
        }
        next = mark.end() <= to ? i + 1 : next;
      }
      if (!pieces.isEmpty()) {
        wrappings.add(() -> wrap(text, pieces, continued));
      }
      from = to;
    }
  }

  private static void wrap(TextNode text, List<Snippet.Mark> pieces, List<Boolean> continued) {
    var words = text.getWholeText();
    int at = 0;
    for (int i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      if (piece.start() > at) {
        text.before(new TextNode(words.substring(at, piece.start())));
      }
      var mark = new Element("mark").appendChild(new TextNode(words.substring(piece.start(), piece.end())));
      if (continued.get(i)) {
        mark.addClass("same");
      }
      text.before(mark);
      at = piece.end();
    }
    if (at < words.length()) {
      text.before(new TextNode(words.substring(at)));
    }
    text.remove();
  }
}
