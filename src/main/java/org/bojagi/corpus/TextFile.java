package org.bojagi.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bojagi.catalog.RelativePath;
import org.bojagi.corpus.FolderWalk.Found;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * What reading a text of the team's tells: its metadata, its heading, where it points to.
 *
 * @param heading first heading, {@code <title>} or first line; empty where there is none
 * @param links to files of the corpus, and to what is missing
 * @param script language by its letters, {@code und} where they don't tell
 * @param withheldBytes of its beginning that are never packed
 * @param charset of what is packed, where the byte order mark that told it is withheld; else empty
 */
record TextFile(
    FrontMatter frontMatter,
    String heading,
    List<Link> links,
    String script,
    int withheldBytes,
    String charset) {
  static final TextFile NOT_READ =
      new TextFile(
          new FrontMatter(Metadata.NOTHING, 0, 0, false),
          "",
          List.of(),
          LanguageTags.UNKNOWN,
          0,
          "");

  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_FINDINGS = 20;
  private static final int FIRST_LINE_CHARS = 120;
  private static final int SCRIPT_CHARS = 64 * 1024;
  private static final int MAX_TAG_CHARS = 2_000;

  /**
   * Reads at most {@value #MAX_BYTES} bytes of a Markdown, HTML or plain text; of anything else
   * nothing.
   *
   * @param charset as declared, empty where it isn't
   */
  static TextFile read(
      Found file, String charset, LinkResolver resolver, Consumer<Finding> findings)
      throws IOException {
    var kind = file.name().kind();
    if (!kind.isMarkdown() && !kind.isHtml() && !kind.isPlainText()) {
      return NOT_READ;
    }
    // Of plain text the beginning is enough: nothing in it is a link.
    var bytes =
        Text.head(file.source(), kind.isPlainText() ? 2 * MetadataYaml.MAX_BYTES : MAX_BYTES);
    if (!kind.isPlainText() && file.sizeBytes() > MAX_BYTES) {
      findings.accept(
          new Finding(
              Severity.NOTE,
              "text-too-long-for-links",
              Names.printable(file.path()),
              "links were looked for in the first 4 MiB only",
              ""));
    }
    var text = Text.decode(bytes, charset);
    var frontMatter =
        kind.isHtml()
            ? NOT_READ.frontMatter
            : FrontMatter.in(file.path(), bytes, charset, findings);
    int bodyStart = 0;
    for (int i = 0; i < frontMatter.lines(); i++) {
      bodyStart = text.indexOf('\n', bodyStart) + 1;
    }
    var body = text.substring(bodyStart);
    // Plain text is shown as it is: front matter would be read as a part of it.
    boolean withhold =
        frontMatter.bytes() > 0 && (!frontMatter.metadata().understood() || kind.isPlainText());
    int privateLine = kind.isHtml() ? 0 : FrontMatter.lineOfPrivate(body);
    if (privateLine > 0 && !frontMatter.mayHoldPrivate()) {
      findings.accept(
          new Finding(
              Severity.WARNING,
              "private-in-text",
              Names.printable(file.path()) + ":" + (privateLine + frontMatter.lines()),
              "this line begins like a private key, but stands in the text and goes in",
              "Metadata stands at the very beginning of a text, between two lines of ---."));
    }
    var scan = scan(file, kind, body, findings);
    var links = new Links(file, frontMatter.lines(), resolver, findings);
    return new TextFile(
        frontMatter,
        scan.title(),
        links.of(scan),
        script(body),
        withhold ? frontMatter.bytes() : 0,
        withhold && Text.isUtf16(bytes) ? (bytes[0] == (byte) 0xFE ? "UTF-16BE" : "UTF-16LE") : "");
  }

  private static LinkScan scan(Found file, FileKind kind, String body, Consumer<Finding> findings) {
    var bounded = kind.isMarkdown() ? BoundedMarkdown.of(body) : body;
    if (!bounded.equals(body)) {
      findings.accept(
          new Finding(
              Severity.NOTE,
              "text-too-long-for-links",
              Names.printable(file.path()),
              "links were not looked for in its longest lines and paragraphs",
              ""));
    }
    try {
      return kind.isMarkdown()
          ? LinkScan.ofMarkdown(bounded)
          : kind.isHtml()
              ? LinkScan.ofHtml(body)
              : new LinkScan(firstLine(body), List.of(), List.of());
    } catch (StackOverflowError e) {
      // Thousands of quotes within quotes: the parsers' visitors recurse.
      findings.accept(
          new Finding(
              Severity.WARNING,
              "text-too-deep",
              Names.printable(file.path()),
              "its lists or quotes are nested so deep that links were not looked for",
              ""));
      return new LinkScan("", List.of(), List.of());
    }
  }

  /** Tags are no text; a "<" without its ">" nearby is none. */
  private static String script(String body) {
    int end = Math.min(body.length(), SCRIPT_CHARS);
    var letters = new LanguageTags.Letters();
    for (int at = 0; at < end; ) {
      int tag = body.indexOf('<', at);
      int close = tag < 0 ? -1 : body.indexOf('>', tag, Math.min(body.length(), tag + MAX_TAG_CHARS));
      letters.count(body, at, tag < 0 || tag > end ? end : tag);
      if (tag < 0 || tag >= end) {
        break;
      }
      at = close > 0 ? close + 1 : tag + 1;
    }
    return letters.language();
  }

  private static String firstLine(String body) {
    var line = body.lines().limit(50).filter(l -> !l.isBlank()).findFirst().orElse("").strip();
    return line.length() > FIRST_LINE_CHARS ? "" : Names.nfc(line.replaceAll("\\p{Cntrl}+", " "));
  }

  private static final class Links {
    private final Found file;
    private final int linesBefore;
    private final LinkResolver resolver;
    private final Consumer<Finding> findings;
    private int told;

    Links(Found file, int linesBefore, LinkResolver resolver, Consumer<Finding> findings) {
      this.file = file;
      this.linesBefore = linesBefore;
      this.resolver = resolver;
      this.findings = findings;
    }

    List<Link> of(LinkScan scan) {
      var links = new ArrayList<Link>();
      for (var raw : scan.links()) {
        if (LinkResolver.isElsewhere(raw.target())) {
          continue;
        }
        var family = family(raw.target());
        boolean shown = raw.embedded() || family.isPlayed() || family == FileKind.Family.PICTURE;
        // A page of a manual has hundreds of others that anybody can follow by path alone: those aren't remembered.
        if (!shown && resolver.isPlain(file.path(), raw.target())) {
          continue;
        }
        var answer = resolver.resolve(file.path(), raw.target());
        boolean plain = !shown && RelativePath.resolve(file.path(), raw.target()).equals(answer.path());
        if (shown || !answer.path().isEmpty() && !plain) {
          links.add(
              new Link(
                  file.path(),
                  raw.line() + linesBefore,
                  raw.target(),
                  answer.path(),
                  raw.embedded()));
        }
        if (answer.path().isEmpty() && shown) {
          tell(raw, family, answer.paths());
        }
      }
      for (var line : scan.spacedLines()) {
        finding(
            "link-with-spaces",
            line,
            "a link here has spaces in it and is taken for text",
            "Put its target between < and >.");
      }
      if (told > MAX_FINDINGS) {
        findings.accept(
            new Finding(
                Severity.WARNING,
                "links-more",
                Names.printable(file.path()),
                (told - MAX_FINDINGS) + " more of its links find no file",
                ""));
      }
      return List.copyOf(links);
    }

    private void tell(LinkScan.Raw raw, FileKind.Family family, List<String> several) {
      var noun =
          switch (family) {
            case FILM -> "the film ";
            case SOUND -> "the sound ";
            case PICTURE -> "the picture ";
            default -> "the file ";
          };
      var target =
          Names.printable(
              raw.target().length() > 200 ? raw.target().substring(0, 200) + "…" : raw.target());
      if (several.isEmpty()) {
        finding(
            "link-without-file",
            raw.line(),
            noun + target + " is not in the folder",
            "Its place will say so to the reader.");
      } else {
        finding(
            "link-ambiguous",
            raw.line(),
            several.size() + " files are called " + Names.nameOf(target),
            "Write the path of the one that is meant.");
      }
    }

    private void finding(String code, int line, String what, String hint) {
      if (told++ < MAX_FINDINGS) {
        findings.accept(
            new Finding(
                Severity.WARNING,
                code,
                Names.printable(file.path()) + ":" + (line + linesBefore),
                what,
                hint));
      }
    }

    private static FileKind.Family family(String target) {
      int end = 0;
      while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
        end++;
      }
      return FileKind.of(FileName.extension(Names.nameOf(target.substring(0, end))).toLowerCase(Locale.ROOT)).family();
    }
  }
}
