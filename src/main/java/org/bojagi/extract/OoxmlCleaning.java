package org.bojagi.extract;

import java.io.ByteArrayOutputStream;
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
 * Word, Excel and PowerPoint since 2007 (ECMA-376, MS-DOCX, MS-XLSX, MS-PPTX): properties, names,
 * sessions, paths.
 */
final class OoxmlCleaning {
  private static final int MAX_DEPTH = 3;

  /** Left out whole, with the relationships that lead to them. */
  private static final Pattern DROPPED =
      Pattern.compile(
          "docProps/thumbnail\\.[^/]*|(word|xl|ppt)/printerSettings/.*|ppt/changesInfos/.*|ppt/revisionInfo\\.xml"
              + "|docMetadata/.*|_xmlsignatures/.*|xl/revisions/.*|\\[trash\\]/.*");

  private static final Pattern LOCAL_PATH =
      Pattern.compile("(?is)(file:.*|[a-z]:(\\\\|/|%5c).*|\\\\\\\\.*|/(home|users)/.*)");

  private static final Pattern FIELD_PATH =
      Pattern.compile("(?i)file:/|(^|[\\s\"';'])[a-z]:\\\\|\\\\\\\\[a-z0-9]|/(home|users)/");

  private static final Pattern FILE_NAME =
      Pattern.compile(
          "(?is).*\\.(jpe?g|png|gif|bmp|tiff?|heic|webp|emf|wmf|svg|mp4|mov|avi|mp3|m4a|wav)");

  private static final Set<String> SHAPES = Set.of("cNvPr", "docPr", "imagedata", "shape");
  private static final Set<String> SHAPE_NAMES = Set.of("name", "descr", "title", "alt", "href");

  private static final XmlRules WORD =
      XmlRules.of(
          "AUTHOR set @author Author",
          "AUTHOR set @initials A",
          "AUTHOR cut @date",
          "AUTHOR cut @dateUtc",
          "AUTHOR cut permStart@ed",
          "DEVICE cut @rsid*",
          "DEVICE cut rsids",
          "DEVICE cut docId",
          "PATH cut attachedTemplate",
          "PATH cut mailMerge",
          "COMMENT cut docVars",
          "COMMENT cut smartTagPr",
          "DEVICE cut printerSettings");

  private static final XmlRules WORD_PEOPLE = XmlRules.of("AUTHOR cut person");

  private static final XmlRules SHEETS =
      XmlRules.of(
          "PATH set absPath@url /",
          "AUTHOR cut fileSharing@userName",
          "AUTHOR cut @refreshedBy",
          "AUTHOR cut @refreshedDate",
          "AUTHOR cut threadedComment@dT",
          "AUTHOR set person@displayName Author",
          "AUTHOR set person@userId Author",
          "AUTHOR set person@providerId None",
          "DEVICE cut revisionPtr",
          "AUTHOR cut scenario@user",
          "COMMENT cut scenario@comment",
          "AUTHOR cut protectedRange@securityDescriptor",
          "DEVICE cut pageSetup@id");

  private static final XmlRules SHEET_COMMENTS =
      XmlRules.of("AUTHOR set author Author", "DEVICE cut pageSetup@id");

  private static final XmlRules SLIDES =
      XmlRules.of(
          "AUTHOR set cmAuthor@name Author",
          "AUTHOR set cmAuthor@initials A",
          "AUTHOR set author@name Author",
          "AUTHOR set author@initials A",
          "AUTHOR set author@userId Author",
          "AUTHOR set author@providerId None",
          "AUTHOR set presenceInfo@userId Author",
          "AUTHOR set presenceInfo@providerId None",
          "AUTHOR cut cm@dt",
          "COMMENT set tag@val",
          "AUTHOR set cm@created 1980-01-01T00:00:00.000",
          "AUTHOR set reply@created 1980-01-01T00:00:00.000");

  private final CleaningReport report;
  private final Set<String> dropped = new HashSet<>();
  private final int depth;

  private OoxmlCleaning(CleaningReport report, int depth) {
    this.report = report;
    this.depth = depth;
  }

  static void clean(byte[] bytes, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    clean(bytes, report, out, 0);
  }

  private static void clean(byte[] bytes, CleaningReport report, OutputStream out, int depth)
      throws IOException, UnreadableException {
    try (var zip = MemoryZip.open(bytes, "document")) {
      if (!zip.has("[Content_Types].xml")) {
        throw UnreadableException.damaged("document");
      }
      var cleaning = new OoxmlCleaning(report, depth);
      for (var name : zip.names()) {
        if (DROPPED.matcher(name).matches()) {
          cleaning.dropped.add(name);
          report.removed(name.startsWith("_xml") ? Kind.AUTHOR : Kind.DEVICE, name);
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
    if (lower.endsWith(".rels")) {
      return XmlRules.NONE.clean(
          part, name, report, (markup, edits) -> relationship(name, markup, edits));
    }
    if (name.equals("[Content_Types].xml")) {
      return XmlRules.NONE.clean(part, name, report, this::contentType);
    }
    if (lower.startsWith("docprops/")) {
      return properties(name, part);
    }
    if (lower.endsWith(".xml") || lower.endsWith(".vml")) {
      if (lower.startsWith("customxml/item") && !lower.startsWith("customxml/itemprops")) {
        report.left(Kind.COMMENT, name);
      }
      if (lower.startsWith("customui/") || lower.contains("/webextensions/")) {
        report.left(Kind.CONTENT, name);
      }
      if (lower.startsWith("xl/externallinks/") || lower.equals("xl/connections.xml")) {
        report.left(Kind.PATH, name);
      }
      return rules(lower).clean(part, name, report, OoxmlCleaning::shape);
    }
    if (lower.contains("/media/")) {
      return report.cleanedPicture(name, part);
    }
    if (lower.contains("/embeddings/")
        && part.length > 4
        && part[0] == 'P'
        && part[1] == 'K'
        && depth < MAX_DEPTH) {
      return embedded(name, part);
    }
    if (!lower.matches(".*\\.(odttf|fntdata|ttf)")) {
      report.left(Kind.CONTENT, name);
    }
    return part;
  }

  private byte[] embedded(String name, byte[] part) throws IOException {
    var inner = new CleaningReport(report.keep());
    var out = new ByteArrayOutputStream();
    try {
      clean(part, inner, out, depth + 1);
    } catch (UnreadableException e) {
      report.left(Kind.CONTENT, name);
      return part;
    }
    inner
        .cleaned()
        .removed()
        .forEach(
            sensitive -> report.removed(sensitive.kind(), name + ": " + sensitive.fieldName()));
    inner
        .cleaned()
        .left()
        .forEach(sensitive -> report.left(sensitive.kind(), name + ": " + sensitive.fieldName()));
    return out.toByteArray();
  }

  private static XmlRules rules(String lower) {
    if (lower.startsWith("word/people")) {
      return WORD_PEOPLE;
    }
    if (lower.startsWith("word/")) {
      return WORD;
    }
    if (lower.startsWith("xl/comments")) {
      return SHEET_COMMENTS;
    }
    return lower.startsWith("xl/") ? SHEETS : lower.startsWith("ppt/") ? SLIDES : XmlRules.NONE;
  }

  /** The title stays: it is shown. Of the rest only who is to be credited, and the language. */
  private byte[] properties(String name, byte[] part) throws IOException {
    if (name.equals("docProps/core.xml")) {
      var kept =
          report.keepsAuthor()
              ? Set.of("title", "language", "creator")
              : Set.of("title", "language");
      return XmlRules.keepChildren(part, name, Set.of("coreProperties"), kept, report);
    }
    return XmlRules.keepChildren(part, name, Set.of("Properties"), Set.of(), report);
  }

  private boolean relationship(String relationshipsPart, Markup markup, MarkupEdits edits)
      throws IOException {
    if (!markup.localName().equals("Relationship")) {
      return false;
    }
    var target = markup.attribute("Target");
    var type = markup.attribute("Type");
    if (markup.attribute("TargetMode").equals("External")) {
      if (type.matches(".*/(attachedTemplate|mailMergeSource|mailMergeHeaderSource)")) {
        XmlRules.cut(markup, edits, Kind.PATH, type.substring(type.lastIndexOf('/') + 1));
      } else if (LOCAL_PATH.matcher(target).matches()) {
        edits.left(Kind.PATH, "link to a file of the computer");
      }
      return true;
    }
    var folder = relationshipsPart.replaceFirst("_rels/[^/]*$", "");
    if (dropped.contains(EpubReader.resolve(target.startsWith("/") ? "" : folder, target))) {
      XmlRules.cut(markup, edits, Kind.DEVICE, type.substring(type.lastIndexOf('/') + 1));
    }
    return true;
  }

  private boolean contentType(Markup markup, MarkupEdits edits) throws IOException {
    if (markup.localName().equals("Override")
        && dropped.contains(EpubReader.resolve("", markup.attribute("PartName")))) {
      XmlRules.cut(markup, edits, Kind.DEVICE, "Override");
    }
    return false;
  }

  /** Fields that fetch a picture or a text say where from. */
  private static String field(String text, MarkupEdits edits) {
    if (FIELD_PATH.matcher(text).find()) {
      edits.left(Kind.PATH, "field that leads to a file of the computer");
    }
    return text;
  }

  /** Programs name a picture after its file, older ones with the whole path. */
  private static boolean shape(Markup markup, MarkupEdits edits) throws IOException {
    if (markup.localName().equals("instrText") || markup.localName().equals("definedName")) {
      XmlRules.replaceText(markup, edits, text -> field(text, edits), Kind.PATH, markup.localName());
      return true;
    }
    if (markup.localName().equals("fldSimple")) {
      markup.attributes().forEach(attribute -> field(attribute.value(), edits));
    }
    if (SHAPES.contains(markup.localName())) {
      for (var attribute : markup.attributes()) {
        if (SHAPE_NAMES.contains(attribute.localName())
            && (LOCAL_PATH.matcher(attribute.value()).matches()
                || FILE_NAME.matcher(attribute.value()).matches())) {
          var field = markup.localName() + " " + attribute.localName();
          XmlRules.set(
              attribute,
              edits,
              attribute.localName().equals("name") ? "Picture" : "",
              Kind.PATH,
              field);
        }
      }
    }
    return false;
  }
}
