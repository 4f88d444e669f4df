package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bojagi.scrub.Markup;
import org.bojagi.scrub.MarkupEdits;
import org.bojagi.scrub.SeekableBytes;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.TextScrubbing;

/**
 * EPUB 2 and 3 (W3C EPUB 3.3). A book says its title, its language and, where it is published, a
 * number: those stay.
 */
final class EpubCleaning {
  private static final Pattern DROPPED =
      Pattern.compile(
          "META-INF/(calibre.*|signatures\\.xml|rights\\.xml|metadata\\.xml)|iTunesMetadata.*|.*\\.DS_Store|__MACOSX/.*");

  /** Numbers of published books; any other identifier may say whose program made it, and when. */
  private static final Pattern PUBLISHED =
      Pattern.compile("(?i)\\s*(urn:)?(isbn|issn|doi)[: ]?.*|[\\dXx -]{10,17}|https?:.*");

  private static final Map<String, String> TEXTS =
      Map.of("css", "text/css", "js", "text/javascript", "smil", "application/smil+xml", "pls", "application/pls+xml",
          "vtt", "text/vtt");

  private static final Set<String> KEPT_TERMS = Set.of("title", "language", "type");
  /**
   * Metadata that readers need to show the book: where its cover is, how it is laid out, how it can
   * be read.
   */
  private static final Pattern KEPT_META =
      Pattern.compile(
          "cover|(rendition|media|schema):.*|primary-writing-mode|fixed-layout|original-resolution|orientation-lock"
              + "|title-type|display-seq|dtb:(depth|totalPageCount|maxPageNumber|uid)");

  private final CleaningReport report;
  private final Set<String> dropped = new HashSet<>();
  private final boolean keepsIdentifier;
  private String constantIdentifier = "";

  private EpubCleaning(CleaningReport report, boolean keepsIdentifier) {
    this.report = report;
    this.keepsIdentifier = keepsIdentifier;
  }

  static void clean(byte[] bytes, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    try (var zip = MemoryZip.open(bytes, "EPUB")) {
      if (!zip.has("META-INF/container.xml")) {
        throw UnreadableException.damaged("EPUB");
      }
      // Disguised fonts are read with the identifier as the key (OCF 3.3 §4.4).
      var cleaning = new EpubCleaning(report, zip.has("META-INF/encryption.xml"));
      if (cleaning.keepsIdentifier) {
        report.left(Kind.DEVICE, "EPUB identifier, which its fonts need");
      }
      for (var name : zip.names()) {
        if (DROPPED.matcher(name).matches()) {
          cleaning.dropped.add(name);
          report.removed(Kind.DEVICE, name);
        } else if (name.endsWith(".opf")) {
          cleaning.identify(zip.read(name));
        }
      }
      ZipDocument.rewrite(zip, cleaning::part, report, out);
    }
  }

  /** The same book gets the same identifier, made of its title. */
  private void identify(byte[] opf) {
    var title =
        Pattern.compile("<dc:title[^>]*>([^<]{0,400})")
            .matcher(new String(opf, StandardCharsets.UTF_8));
    var name = "bojagi " + (title.find() ? title.group(1) : "");
    constantIdentifier =
        "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] part(String name, byte[] part) throws IOException {
    if (dropped.contains(name)) {
      return null;
    }
    var lower = name.toLowerCase(Locale.ROOT);
    var extension = lower.substring(lower.lastIndexOf('.') + 1);
    return switch (extension) {
      case "opf" -> XmlRules.NONE.clean(part, name, report, this::packageTag);
      case "ncx" -> XmlRules.NONE.clean(part, name, report, this::navigationTag);
      case "xhtml", "html", "htm", "xml" -> {
        boolean isPage = !extension.equals("xml");
        var type = isPage ? "application/xhtml+xml" : "application/xml";
        var page =
            report.applied(
                TextScrubbing.of(type, SeekableBytes.of(part), report.keep()), part, name + ": ");
        yield isPage ? XmlRules.NONE.clean(page, name, report, EpubCleaning::pageTag) : page;
      }
      case "jpg", "jpeg", "png", "gif", "webp", "svg", "mp3", "m4a", "mp4", "ogg", "opus", "webm" ->
          report.cleanedPicture(name, part);
      case "css", "js", "smil", "pls", "vtt" -> {
        var type = TEXTS.get(extension);
        var cleaning = TextScrubbing.of(type, SeekableBytes.of(part), report.keep());
        yield report.applied(cleaning, part, name + ": ");
      }
      case "ttf", "otf", "woff", "woff2" -> part;
      default -> {
        if (!lower.equals("mimetype")) {
          report.left(Kind.CONTENT, name);
        }
        yield part;
      }
    };
  }

  private boolean packageTag(Markup markup, MarkupEdits edits) throws IOException {
    var local = markup.localName();
    boolean isTerm = markup.name().startsWith("dc:");
    if (local.equals("identifier") && isTerm) {
      identifier(markup, edits);
      return true;
    }
    if (local.equals("x-metadata")) {
      XmlRules.cut(markup, edits, Kind.COMMENT, local);
      return true;
    }
    if (isTerm && !KEPT_TERMS.contains(local)) {
      boolean isCredit =
          report.keepsAuthor() && Set.of("creator", "contributor", "publisher").contains(local);
      if (!isCredit) {
        XmlRules.cut(
            markup,
            edits,
            local.matches("creator|contributor|publisher") ? Kind.AUTHOR : Kind.COMMENT,
            local);
      }
      return true;
    }
    if (local.equals("meta")) {
      meta(markup, edits);
      return true;
    }
    if (local.equals("link")
        && markup.attribute("rel").matches("(?i).*(record|author|acquire|xmp|marc|onix).*")) {
      XmlRules.cut(markup, edits, Kind.AUTHOR, "link " + markup.attribute("rel"));
      return true;
    }
    if (local.equals("item")
        && dropped.contains(EpubReader.resolve("", markup.attribute("href")))) {
      XmlRules.cut(markup, edits, Kind.DEVICE, "item");
      return true;
    }
    for (var attribute : markup.attributes()) {
      if (attribute.localName().equals("file-as") && !KEPT_TERMS.contains(local)) {
        XmlRules.set(attribute, edits, null, Kind.AUTHOR, "file-as");
      }
    }
    return false;
  }

  private void identifier(Markup markup, MarkupEdits edits) throws IOException {
    // What the text is is only known once it has gone by; a number of a published book has a mark
    // of its own.
    boolean isUnique = !markup.attribute("id").isEmpty();
    var scheme =
        (markup.attribute("opf:scheme") + markup.attribute("scheme")).toLowerCase(Locale.ROOT);
    if (keepsIdentifier && isUnique || scheme.matches("isbn|issn|doi") || markup.isSelfClosing()) {
      return;
    }
    if (isUnique) {
      XmlRules.replaceText(
          markup,
          edits,
          text -> PUBLISHED.matcher(text).matches() ? text : constantIdentifier,
          Kind.DEVICE,
          "identifier");
    } else {
      XmlRules.cut(markup, edits, Kind.DEVICE, "identifier");
    }
  }

  private void meta(Markup markup, MarkupEdits edits) throws IOException {
    var name = markup.attribute("name") + markup.attribute("property");
    if (name.equals("dcterms:modified")) {
      XmlRules.replaceText(markup, edits, text -> "1980-01-01T00:00:00Z", Kind.COMMENT, "modified");
    } else if (!KEPT_META.matcher(name).matches()
        && !(report.keepsAuthor() && name.matches("role|file-as"))) {
      XmlRules.cut(
          markup,
          edits,
          name.matches("(?i).*(author|creator|role|file-as).*") ? Kind.AUTHOR : Kind.COMMENT,
          "meta " + name);
    }
  }

  /** EPUB 2's table of contents repeats identifier and author. */
  private boolean navigationTag(Markup markup, MarkupEdits edits) throws IOException {
    if (markup.localName().equals("docAuthor") && !report.keepsAuthor()) {
      XmlRules.cut(markup, edits, Kind.AUTHOR, "docAuthor");
      return true;
    }
    if (markup.localName().equals("meta")) {
      for (var attribute : markup.attributes()) {
        if (attribute.name().equals("content") && markup.attribute("name").equals("dtb:uid")) {
          if (!keepsIdentifier && !PUBLISHED.matcher(attribute.value()).matches()) {
            XmlRules.set(attribute, edits, constantIdentifier, Kind.DEVICE, "identifier");
          }
          return true;
        }
      }
      meta(markup, edits);
      return true;
    }
    return false;
  }

  private static boolean pageTag(Markup markup, MarkupEdits edits) throws IOException {
    var name = markup.attribute("name").toLowerCase(Locale.ROOT);
    if (markup.localName().equals("meta")
        && !name.isEmpty()
        && !name.matches("viewport|description|keywords|title")) {
      XmlRules.cut(
          markup,
          edits,
          name.matches(".*(author|creator).*") ? Kind.AUTHOR : Kind.COMMENT,
          "meta " + name);
      return true;
    }
    return false;
  }
}
