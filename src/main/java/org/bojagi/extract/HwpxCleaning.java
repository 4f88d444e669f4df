package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.scrub.Markup;
import org.bojagi.scrub.MarkupEdits;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * HWPX (OWPML, KS X 6101): properties, preview, names on memos and tracked changes, paths, earlier
 * versions.
 */
final class HwpxCleaning {
  private static final Pattern DROPPED =
      Pattern.compile("Preview/.*|DocHistory/.*|Versions?/.*|META-INF/signatures.*");

  private static final XmlRules RULES =
      XmlRules.of(
          "AUTHOR set trackChangeAuthor@name Author",
          "AUTHOR set trackChange@date 1980-01-01T00:00:00Z",
          "PATH set linkinfo@path",
          "COMMENT set @privateTag");

  private static final Pattern MEMO_NAMES =
      Pattern.compile("(?i).*(author|user|datetime|date|name|path).*");
  private static final Pattern SETTINGS =
      Pattern.compile("(?i).*(printer|user|author|path|file).*");

  private final CleaningReport report;
  private final Set<String> dropped = new HashSet<>();
  private boolean inMemo;

  private HwpxCleaning(CleaningReport report) {
    this.report = report;
  }

  static void clean(byte[] bytes, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    try (var zip = MemoryZip.open(bytes, "HWPX document")) {
      if (!zip.has("Contents/content.hpf") && !zip.has("Contents/section0.xml")) {
        throw UnreadableException.damaged("HWPX document");
      }
      if (zip.has("META-INF/manifest.xml")) {
        var manifest =
            new String(zip.read("META-INF/manifest.xml"), java.nio.charset.StandardCharsets.UTF_8);
        if (manifest.contains("encryption-data")) {
          throw UnreadableException.encrypted();
        }
      }
      var cleaning = new HwpxCleaning(report);
      for (var name : zip.names()) {
        if (DROPPED.matcher(name).matches()) {
          cleaning.dropped.add(name);
          report.removed(Kind.CONTENT, name);
        }
      }
      ZipDocument.rewrite(zip, cleaning::part, report, out);
    }
  }

  private byte[] part(String name, byte[] part) throws IOException {
    if (dropped.contains(name)) {
      return null;
    }
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("mimetype")) {
      return part;
    }
    if (lower.startsWith("bindata/") || lower.contains("/bindata/")) {
      return lower.endsWith(".ole") ? other(name, part) : report.cleanedPicture(name, part);
    }
    if (lower.endsWith(".hpf") || lower.endsWith(".xml") || lower.endsWith(".rdf")) {
      return RULES.clean(part, name, report, this::tag);
    }
    return other(name, part);
  }

  private byte[] other(String name, byte[] part) {
    report.left(Kind.CONTENT, name);
    return part;
  }

  private boolean tag(Markup markup, MarkupEdits edits) throws IOException {
    switch (markup.localName()) {
      case "rootfile", "item", "hasPart", "file-entry" -> {
        for (var attribute : markup.attributes()) {
          if (dropped.contains(EpubReader.resolve("", attribute.value()))) {
            XmlRules.cut(markup, edits, Kind.CONTENT, markup.localName());
            return true;
          }
        }
      }
      case "meta" -> {
        var property = markup.attribute("name");
        boolean stays =
            report.keepsAuthor() && property.equals("creator") || property.equals("language");
        if (!stays) {
          boolean isPerson = property.matches("(?i)creator|lastsaveby|author|manager");
          XmlRules.setText(
              markup, edits, "", isPerson ? Kind.AUTHOR : Kind.COMMENT, "meta " + property);
        }
        return true;
      }
      case "creator",
          "subject",
          "description",
          "publisher",
          "contributor",
          "date",
          "source",
          "rights" -> {
        if (markup.name().startsWith("dc:") || markup.name().startsWith("opf:")) {
          XmlRules.setText(markup, edits, "", Kind.AUTHOR, markup.localName());
          return true;
        }
      }
      case "config-item" -> {
        if (SETTINGS
            .matcher(markup.attribute("name") + markup.attribute("config:name"))
            .matches()) {
          XmlRules.setText(markup, edits, "", Kind.DEVICE, "settings");
          return true;
        }
      }
      case "fieldBegin" -> inMemo = markup.attribute("type").equalsIgnoreCase("MEMO");
      case "subList" -> inMemo = false;
      case "stringParam" -> {
        if (inMemo && MEMO_NAMES.matcher(markup.attribute("name")).matches()) {
          XmlRules.setText(markup, edits, "", Kind.AUTHOR, "memo " + markup.attribute("name"));
          return true;
        }
      }
      // A picture's comment says which file it came from, with its path.
      case "shapeComment" -> {
        XmlRules.setText(markup, edits, "", Kind.PATH, "comment of a shape");
        return true;
      }
      default -> {}
    }
    return false;
  }
}
