package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.scrub.Markup;
import org.bojagi.scrub.MarkupEdits;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * OpenDocument (OASIS ODF 1.3): properties, names on comments and changes, printers, earlier
 * versions.
 */
final class OpenDocumentCleaning {
  private static final Pattern DROPPED =
      Pattern.compile(
          "(.*/)?(Thumbnails/.*|Versions/.*|VersionList\\.xml|META-INF/.*signatures.*|[^/]*\\.rdf)");

  private static final Pattern LOCAL_PATH =
      Pattern.compile("(?is)(file:.*|[a-z]:[\\\\/].*|/(home|users)/.*)");

  private static final Pattern SETTINGS =
      Pattern.compile(
          "(?i).*(printername|printersetup|rsid.*|currentdatabase.*|.*user.*|.*path.*|.*url.*)");

  private static final XmlRules RULES =
      XmlRules.of(
          "AUTHOR set creator-initials",
          "AUTHOR set sender-initials",
          "DEVICE cut @rsid",
          "DEVICE cut @paragraph-rsid");

  /** Fields that show who writes: their words are content. */
  private static final Set<String> FIELDS =
      Set.of(
          "author-name",
          "creator",
          "author-initials",
          "initial-creator",
          "printed-by",
          "user-defined",
          "sender-firstname",
          "sender-lastname",
          "sender-email",
          "sender-company",
          "sender-street",
          "sender-phone-private");

  private final CleaningReport report;
  private final Set<String> dropped = new HashSet<>();

  private OpenDocumentCleaning(CleaningReport report) {
    this.report = report;
  }

  static void clean(byte[] bytes, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    try (var zip = MemoryZip.open(bytes, "OpenDocument file")) {
      if (!zip.has("content.xml")) {
        throw UnreadableException.damaged("OpenDocument file");
      }
      var cleaning = new OpenDocumentCleaning(report);
      for (var name : zip.names()) {
        if (DROPPED.matcher(name).matches()) {
          cleaning.dropped.add(name);
          report.removed(name.contains("signatures") ? Kind.AUTHOR : Kind.CONTENT, name);
        }
      }
      if (zip.has("META-INF/manifest.xml")) {
        var manifest =
            new String(zip.read("META-INF/manifest.xml"), java.nio.charset.StandardCharsets.UTF_8);
        if (manifest.contains("encryption-data")) {
          throw UnreadableException.encrypted();
        }
      }
      ZipDocument.rewrite(zip, cleaning::part, report, out);
    }
  }

  private byte[] part(String name, byte[] part) throws IOException {
    if (dropped.contains(name)) {
      return null;
    }
    var plain = name.substring(name.lastIndexOf('/') + 1);
    switch (plain) {
      case "mimetype", "layout-cache" -> {
        return part;
      }
      case "manifest.xml" -> {
        return XmlRules.NONE.clean(part, name, report, this::manifest);
      }
      case "meta.xml" -> {
        var kept =
            report.keepsAuthor()
                ? Set.of("title", "language", "creator", "initial-creator")
                : Set.of("title", "language");
        return XmlRules.keepChildren(part, name, Set.of("document-meta", "meta"), kept, report);
      }
      case "settings.xml" -> {
        return XmlRules.NONE.clean(part, name, report, OpenDocumentCleaning::setting);
      }
      default -> {
        if (name.matches("(Basic|Scripts)/.*")) {
          return other(name, part);
        }
        if (plain.endsWith(".xml")) {
          return RULES.clean(part, name, report, OpenDocumentCleaning::content);
        }
        return name.matches("(.*/)?(Pictures|media|Media)/.*")
            ? report.cleanedPicture(name, part)
            : other(name, part);
      }
    }
  }

  private byte[] other(String name, byte[] part) {
    report.left(Kind.CONTENT, name);
    return part;
  }

  private boolean manifest(Markup markup, MarkupEdits edits) throws IOException {
    if (markup.localName().equals("file-entry")) {
      for (var attribute : markup.attributes()) {
        boolean isGone =
            dropped.contains(attribute.value())
                || attribute.value().matches("Thumbnails/|Versions/");
        if (attribute.localName().equals("full-path") && isGone) {
          XmlRules.cut(markup, edits, Kind.CONTENT, "file-entry");
          break;
        }
      }
    }
    return false;
  }

  private static boolean setting(Markup markup, MarkupEdits edits) throws IOException {
    if (markup.localName().equals("config-item") && SETTINGS.matcher(name(markup)).matches()) {
      XmlRules.setText(markup, edits, "", Kind.DEVICE, name(markup));
      return true;
    }
    return false;
  }

  private static boolean content(Markup markup, MarkupEdits edits) throws IOException {
    // Of comments and changes; fields of the text have other prefixes.
    if (markup.name().equals("dc:creator") || markup.name().equals("dc:date")) {
      boolean isDate = markup.localName().equals("date");
      XmlRules.setText(
          markup, edits, isDate ? "1980-01-01T00:00:00" : "", Kind.AUTHOR, markup.name());
      return true;
    }
    if (FIELDS.contains(markup.localName())) {
      edits.left(Kind.AUTHOR, "field " + markup.localName());
    }
    if (markup.localName().equals("binary-data")) {
      edits.left(Kind.CONTENT, "picture in the text");
    }
    for (var attribute : markup.attributes()) {
      if (attribute.name().equals("draw:name") && LOCAL_PATH.matcher(attribute.value()).matches()) {
        XmlRules.set(attribute, edits, "", Kind.PATH, "name of a drawing");
      }
      if (attribute.localName().equals("href") && LOCAL_PATH.matcher(attribute.value()).matches()) {
        edits.left(Kind.PATH, "link to a file of the computer");
      }
    }
    return false;
  }

  private static String name(Markup markup) {
    for (var attribute : markup.attributes()) {
      if (attribute.localName().equals("name")) {
        return attribute.value();
      }
    }
    return "";
  }
}
