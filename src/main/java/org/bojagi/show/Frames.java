package org.bojagi.show;

import java.io.IOException;
import java.util.List;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.open.OpenBundle;
import org.bojagi.text.HtmlText;
import org.bojagi.text.MarkdownText;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/**
 * Makes a packed text a page of its own for a sandboxed frame.
 *
 * <p>One at a time, whichever thread asks, and of each text one part: so that memory stays bounded whatever was packed.
 */
public final class Frames {
  private static final int MAX_BYTES = 8 << 20;

  /** Of one part; what is beyond is cut, and the frame says so. */
  static final int MAX_ELEMENTS = 40_000;

  /** Deeper elements are laid side by side. */
  private static final int MAX_DEPTH = 200;

  private static final int MAX_ROUNDS = 4;

  private final Addresses addresses;

  public Frames(Addresses addresses) {
    this.addresses = addresses;
  }

  /** What a part became. */
  private record Shown(Element article, boolean cut) {}

  /** Whether a frame shows this file: a text, or a document of which there are pictures of pages. */
  public static boolean shows(Locations locations, int file) {
    var packed = locations.files().get(file).file();
    return isText(packed)
        || locations.files().stream()
            .map(Located::file)
            .anyMatch(each -> each.role() == Role.PAGE && each.derivedFrom().equals(packed.id()));
  }

  /**
   * Where the parts of a text begin, in UTF-16 units of the decoded file; the first is 0. Most texts have
   * one, which needs
   * no look into them.
   */
  public static List<Integer> partStarts(OpenBundle open, Located located) throws IOException {
    var file = located.file();
    if (!isText(file) || file.sizeBytes() <= TextParts.MAX_WEIGHT) {
      return List.of(0);
    }
    return TextParts.starts(file.textFormat(), PackedText.read(open, located, MAX_BYTES).text());
  }

  private static boolean isText(PackedFile file) {
    return file.textFormat() != null && file.textFormat() != TextFormat.WEBVTT;
  }

  /**
   * @throws org.bojagi.fault.DamagedBundleException nothing of the file can be read
   * @throws IllegalArgumentException the file is none that {@link #shows}
   */
  public synchronized Frame frame(FrameRequest request) throws IOException {
    if (!shows(request.locations(), request.file())) {
      throw new IllegalArgumentException("a frame shows texts only");
    }
    var located = request.locations().files().get(request.file());
    boolean text = isText(located.file());
    var format = text ? located.file().textFormat() : TextFormat.PAGED;
    var packed = text ? PackedText.read(request.open(), located, MAX_BYTES) : new PackedText("", false, false);
    var placed = placed(request, format, packed.text());
    var starts = TextParts.starts(format, packed.text());
    int part = request.part() < 0
        ? TextParts.partOf(starts, placed.charOffset())
        : Math.min(request.part(), starts.size() - 1);
    int from = starts.get(part);
    boolean last = part + 1 == starts.size();
    int to = last ? packed.text().length() : starts.get(part + 1);
    var references = new References(placed, addresses);
    var source = packed.text().substring(from, to);
    var shown = switch (format) {
      case HTML -> html(placed, references, source, from);
      case MARKDOWN -> markdown(placed, references, source, from);
      case PAGED -> {
        int page = 1 + (int) packed.text().substring(0, from).chars().filter(c -> c == '\f').count();
        yield new Shown(new PlainTree(placed, references, source, from).ofPages(page, last), false);
      }
      case PLAIN, WEBVTT -> new Shown(new PlainTree(placed, references, source, from).ofText(), false);
    };
    var article = shown.article;
    var language = located.file().language();
    int marks = Marks.in(article, language, placed.marker());
    var words = request.words();
    if (!last) {
      notice(article, words, words.goesOn());
    }
    boolean cut = shown.cut || last && packed.cut();
    if (cut) {
      notice(article, words, words.cut());
    }
    boolean damaged = last && packed.damaged();
    if (damaged) {
      notice(article, words, words.damaged());
    }
    return new Frame(FramePage.of(language, words, written(article)), part, starts.size(), marks, cut, damaged);
  }

  /** A page or a heading as a position in the text, where there is none yet. */
  private static FrameRequest placed(FrameRequest request, TextFormat format, String text) {
    if (request.charOffset() >= 0) {
      return request;
    }
    int at = switch (request.place()) {
      case Place.Page(int number) when format == TextFormat.PAGED -> beginOfPage(text, number);
      case Place.Heading(var words) -> text.indexOf(words);
      default -> -1;
    };
    return new FrameRequest(
        request.open(), request.bundle(), request.document(), request.locations(), request.file(), request.title(),
        request.letter(), request.part(), at, request.place(), request.marker(), request.words());
  }

  private static int beginOfPage(String text, int number) {
    int at = 0;
    for (int page = 1; page < number; page++) {
      int end = text.indexOf('\f', at);
      if (end < 0) {
        return -1;
      }
      at = end + 1;
    }
    return at;
  }

  private static Shown markdown(FrameRequest request, References references, String source, int from)
      throws IOException {
    int begin = from == 0 ? MarkdownText.afterFrontMatter(source) : 0;
    var html = MarkdownHtml.of(source.substring(begin), from + begin);
    if (html.isEmpty()) {
      return new Shown(new PlainTree(request, references, source, from).ofText(), false);
    }
    var page = parse(html.get(), false);
    // Positions are those of the blocks, not of the HTML that was made of them.
    var article = new Sanitizer(request, references, from, null).clean(page.document);
    return new Shown(stable(article), page.cut);
  }

  /** A team's own page goes without its menus; a rendition is ours and has none. */
  private static Shown html(FrameRequest request, References references, String source, int from)
      throws IOException {
    var role = request.locations().files().get(request.file()).file().role();
    int mark = source.startsWith("\ufeff") ? 1 : 0;
    var page = parse(source.substring(mark), true);
    if (role != Role.HTML) {
      var kept = HtmlText.kept(page.document, source.length() - mark);
      var article = new Sanitizer(request, references, from + mark, kept).clean(page.document);
      if (article.hasText()) {
        return new Shown(stable(article), page.cut);
      }
    }
    var article = new Sanitizer(request, references, from + mark, null).clean(page.document);
    return new Shown(stable(article), page.cut);
  }

  private record Parsed(Document document, boolean cut) {}

  private static Parsed parse(String html, boolean positions) {
    var parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH).setTrackPosition(positions);
    try (var stream = new StreamParser(parser).parse(html, "")) {
      int count = 0;
      var elements = stream.iterator();
      while (count < MAX_ELEMENTS && elements.hasNext()) {
        elements.next();
        count++;
      }
      return new Parsed(stream.document(), count == MAX_ELEMENTS && elements.hasNext());
    }
  }

  /**
   * The tree that a parser makes of what this tree is written as: what was looked at is what a browser
   * builds. A tree that
   * doesn't settle, which none is known to do, is shown by its words alone.
   */
  static Element stable(Element article) {
    var html = written(article);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      var body = Parser.htmlParser().parseInput("<!DOCTYPE html><body>" + html, "").body();
      var again = written(body);
      if (again.equals(html)) {
        // A corner with nothing in it heads nothing.
        body.select("th").stream()
            .filter(cell -> !cell.hasText() && cell.childrenSize() == 0)
            .forEach(cell -> cell.tagName("td"));
        body.select("table").stream()
            .filter(table -> table.parents().stream().noneMatch(above -> above.nameIs("td") || above.nameIs("th")))
            .forEach(table -> table.wrap("<div class=\"wide\" tabindex=\"0\"></div>"));
        return body;
      }
      html = again;
    }
    var words = new Element("article");
    words.appendElement("p").appendText(article.text());
    return words;
  }

  /** As a browser gets it: without line ends or indents of its own. */
  private static String written(Element element) {
    var document = element.ownerDocument();
    if (document == null) {
      document = new Document("");
      document.appendChild(element);
    }
    document.outputSettings().prettyPrint(false);
    return element.html();
  }

  private static void notice(Element article, FrameWords words, String sentence) {
    article.appendElement("p").addClass("note").attr("lang", words.language()).text(sentence);
  }

  /**
   * The header to send with a frame: only our script and our style, pictures and films of this server, and the sandbox
   * even where no frame surrounds it.
   *
   * @param origin of the server, {@code http://127.0.0.1:PORT}
   */
  public static String contentSecurityPolicy(String origin) {
    return FramePage.policy(origin);
  }
}
