package org.bojagi.show;

import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bojagi.catalog.Role;
import org.jsoup.nodes.Element;

/** Text without markup as paragraphs, as lines to be copied by hand, or as pages. */
final class PlainTree {
  /** More pages than any part of a text has; of a document without text, all that are shown. */
  private static final int MAX_PAGES = 5_000;

  private static final Pattern PAGE_NAME = Pattern.compile("/page-([0-9]{1,6})\\.[a-z]{3,4}$");

  private final FrameRequest request;
  private final References references;
  private final String text;
  private final int offset;
  private boolean hitPlaced;

  /**
   * @param text one part
   * @param offset of it in the decoded file
   */
  PlainTree(FrameRequest request, References references, String text, int offset) {
    this.request = request;
    this.references = references;
    this.text = text;
    this.offset = offset;
    this.hitPlaced = request.charOffset() < offset;
  }

  Element ofText() {
    var article = new Element("article");
    if (request.letter()) {
      lines(article);
    } else {
      paragraphs(0, text.length(), article);
    }
    return article;
  }

  /** @param firstPage number of the page that the text begins with */
  Element ofPages(int firstPage, boolean lastPart) {
    var article = new Element("article");
    var pictures = pictures();
    int page = firstPage;
    int at = 0;
    while (at <= text.length() && page < firstPage + MAX_PAGES) {
      int end = text.indexOf('\f', at);
      boolean last = end < 0;
      end = last ? text.length() : end;
      // A part that isn't the last ends with the end of a page.
      if (!last || lastPart || end > at) {
        page(page, at, end, pictures.get(page), article);
      }
      page++;
      at = end + 1;
    }
    if (lastPart) {
      pictures.tailMap(page).forEach((number, picture) -> page(number, 0, 0, picture, article));
    }
    return article;
  }

  private void page(int number, int from, int to, Integer picture, Element article) {
    var section = article.appendElement("div").addClass("page").attr("id", "p" + number);
    var heading = section.appendElement("h2").attr("lang", request.words().language());
    heading.text(FrameWords.fill(request.words().pageNumber(), String.valueOf(number)));
    var into = section;
    if (picture != null) {
      var found = new References.Found(request.document(), picture, "", request.locations().files());
      new MediaInPlace(references, request.words()).image(found, heading.text(), section);
      if (to > from) {
        // Open, so that every browser finds words in it.
        into = section.appendElement("details").attr("open", "");
        into.appendElement("summary")
            .attr("lang", request.words().language())
            .text(FrameWords.fill(request.words().pageText(), String.valueOf(number)));
      }
    }
    boolean begins = request.charOffset() >= offset + from && request.charOffset() <= offset + to;
    if (begins && to == from) {
      hit(offset + to, section);
    }
    paragraphs(from, to, into);
  }

  /** Pictures of this document's pages, by number. */
  private TreeMap<Integer, Integer> pictures() {
    var files = request.locations().files();
    var own = files.get(request.file()).file();
    var source = own.role() == Role.TEXT ? own.derivedFrom() : own.id();
    var pictures = new TreeMap<Integer, Integer>();
    for (int i = 0; i < files.size() && i < 1 << 16 && pictures.size() < MAX_PAGES; i++) {
      var file = files.get(i).file();
      var number = PAGE_NAME.matcher(file.path());
      if (file.role() == Role.PAGE && file.derivedFrom().equals(source) && number.find()) {
        pictures.putIfAbsent(Integer.parseInt(number.group(1)), i);
      }
    }
    return pictures;
  }

  private void lines(Element article) {
    for (int at = 0; at < text.length(); ) {
      int end = endOfLine(at, text.length());
      hit(offset + end, article);
      article.appendElement("p").addClass("line").appendText(visible(at, end));
      at = end + 1;
    }
  }

  /** A blank line parts paragraphs; other ends of lines stay. */
  private void paragraphs(int from, int to, Element into) {
    Element paragraph = null;
    for (int at = from; at < to; ) {
      int end = endOfLine(at, to);
      var line = visible(at, end);
      if (line.isBlank()) {
        paragraph = null;
      } else {
        if (paragraph == null) {
          paragraph = into.appendElement("p");
        } else {
          paragraph.appendElement("br");
        }
        hit(offset + end, paragraph);
        paragraph.appendText(line);
      }
      at = end + 1;
    }
  }

  private int endOfLine(int from, int limit) {
    int end = text.indexOf('\n', from);
    return end < 0 || end > limit ? limit : end;
  }

  private String visible(int from, int to) {
    return VisibleText.of(text.substring(from, to)).replace('\r', ' ').stripTrailing();
  }

  private void hit(int end, Element into) {
    if (!hitPlaced && end >= request.charOffset()) {
      hitPlaced = true;
      into.appendElement("span").attr("id", "hit");
    }
  }
}
