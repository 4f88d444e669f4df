package org.bojagi.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.hpsf.NoPropertySetStreamException;
import org.apache.poi.hpsf.PropertySet;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.bojagi.scrub.Sensitive.Kind;
import org.bojagi.scrub.Sensitive;

/** What a document's properties, comments and tracked changes say of persons: only that they do. */
final class DocumentProperties {
  private static final int MAX_PART_BYTES = 32 << 20;

  /** Elements whose text is a name or a place. */
  private static final Map<String, Kind> ELEMENTS =
      Map.of(
          "creator", Kind.AUTHOR,
          "lastModifiedBy", Kind.AUTHOR,
          "initial-creator", Kind.AUTHOR,
          "printed-by", Kind.AUTHOR,
          "Company", Kind.AUTHOR,
          "Manager", Kind.AUTHOR,
          "author", Kind.AUTHOR,
          "sender-firstname", Kind.AUTHOR);

  /** But for what cleaning puts in place of a name. */
  private static final Pattern AUTHOR_ATTRIBUTE =
      Pattern.compile("(?:w:author|displayName|userId|w15:author|author|name)=\"(?!(Author|A|None)\")([^\"]{1,400})\"");

  private static final Pattern RTF_NAMES =
      Pattern.compile(
          "\\{\\\\(author|operator|company|manager|\\*\\\\atnauthor)\\s?([^}\\\\]|\\\\)");

  private DocumentProperties() {}

  static void ofOoxml(byte[] bytes, Draft draft) throws UnreadableException {
    try (var zip = MemoryZip.open(bytes, "document")) {
      for (var name : zip.names()) {
        if (name.equals("docProps/core.xml") || name.equals("docProps/app.xml")) {
          elements(zip.read(name), name, draft);
        } else if (name.endsWith(".xml") && hasNames(name)) {
          attributes(zip.read(name), name, draft);
        }
      }
    } catch (IOException e) {
      throw UnreadableException.damaged("document");
    }
  }

  /** Of ODF and HWPX: text of elements that are names. */
  static void elements(byte[] xmlBytes, String part, Draft draft) {
    try {
      var xml = Xml.reader(xmlBytes);
      String name = null;
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamReader.START_ELEMENT -> {
            name = xml.getLocalName();
            if (name.equals("meta") && isNameOfPerson(Xml.attribute(xml, "name"))) {
              name = "creator";
            }
          }
          case XMLStreamReader.END_ELEMENT -> name = null;
          case XMLStreamReader.CHARACTERS -> {
            if (name != null && ELEMENTS.containsKey(name) && !xml.getText().isBlank()) {
              draft.sensitive(ELEMENTS.get(name), part + " " + name);
            }
          }
          default -> {}
        }
      }
    } catch (XMLStreamException | RuntimeException e) {
      draft.note("properties-damaged", "What it says of itself (" + part + ") can't be read", "");
    }
  }

  /**
   * @param stream of the standard's summary or of HWP's, which has the same shape
   */
  static void ofOle2(DirectoryNode root, String stream, Draft draft) {
    if (!root.hasEntryCaseInsensitive(stream)) {
      return;
    }
    try (var in = root.createDocumentInputStream(stream)) {
      for (var section : new PropertySet(in).getSections()) {
        for (var property : section.getProperties()) {
          boolean said = property.getValue() instanceof String text && !text.isBlank();
          if (property.getID() == 2 && said) {
            draft.title((String) property.getValue());
          } else if ((property.getID() == 4 || property.getID() == 8) && said) {
            draft.sensitive(
                Kind.AUTHOR, property.getID() == 4 ? "summary author" : "summary last author");
          } else if (property.getID() == 6 && said) {
            draft.sensitive(Kind.COMMENT, "summary comments");
          }
        }
      }
    } catch (IOException | NoPropertySetStreamException | RuntimeException e) {
      draft.note("properties-damaged", "What it says of itself can't be read", "");
    }
  }

  static void ofRtf(byte[] bytes, Draft draft) {
    var text =
        new String(bytes, 0, Math.min(bytes.length, MAX_PART_BYTES), StandardCharsets.ISO_8859_1);
    var names = RTF_NAMES.matcher(text);
    while (names.find()) {
      draft.sensitive(Kind.AUTHOR, "RTF " + names.group(1).replace("*\\", ""));
    }
  }

  private static boolean isNameOfPerson(String metaName) {
    return metaName.equals("creator") || metaName.equals("lastsaveby");
  }

  /** Parts that carry names of who commented or changed something. */
  private static boolean hasNames(String part) {
    return part.equals("word/document.xml")
        || part.startsWith("word/comments")
        || part.startsWith("word/people")
        || part.startsWith("word/footnotes")
        || part.startsWith("ppt/comment")
        || part.startsWith("ppt/authors")
        || part.startsWith("xl/comments")
        || part.startsWith("xl/persons");
  }

  private static void attributes(byte[] bytes, String part, Draft draft) {
    if (part.startsWith("xl/comments")) {
      elements(bytes, part, draft);
      return;
    }
    var text = new String(bytes, 0, Math.min(bytes.length, MAX_PART_BYTES), StandardCharsets.UTF_8);
    boolean body = part.equals("word/document.xml") || part.startsWith("word/footnotes");
    var names =
        body ? Pattern.compile("w:author=\"(?!Author\")[^\"]").matcher(text) : AUTHOR_ATTRIBUTE.matcher(text);
    if (names.find()) {
      draft.sensitive(Kind.AUTHOR, part + (body ? " tracked changes" : " names"));
    }
  }
}
