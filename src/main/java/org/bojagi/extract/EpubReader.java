package org.bojagi.extract;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bojagi.text.Charsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * EPUB 2 and 3 (W3C EPUB 3.3, OCF and package document): the chapters of the spine, one after the
 * other.
 */
final class EpubReader {
  private static final int MAX_CHAPTERS = 5_000;
  private static final String KIND = "EPUB";

  private EpubReader() {}

  static void read(byte[] bytes, Draft draft) throws UnreadableException {
    try (var zip = MemoryZip.open(bytes, KIND)) {
      var packagePath = packagePath(zip);
      var document = xml(zip, packagePath);
      draft.title(text(document, "dc|title"));
      if (!text(document, "dc|creator").isEmpty()) {
        draft.note(
            "book-names-its-author",
            "It names an author (dc:creator), as books do",
            "Make sure that it may.");
      }
      var folder = packagePath.substring(0, packagePath.lastIndexOf('/') + 1);
      var encrypted = encrypted(zip);
      var pictures = new Pictures(draft);
      var html = new HtmlRendition(draft.limits.renditionChars());
      var entries = new HashSet<>(zip.names());
      int missing = 0;
      for (var path : spine(document, folder)) {
        if (encrypted.contains(path)) {
          throw UnreadableException.encrypted();
        }
        if (entries.contains(path)) {
          chapter(zip, path, html, pictures, entries);
        } else {
          missing++;
        }
      }
      if (missing > 0) {
        draft.warn(
            "chapters-missing", missing + " of its chapters are missing", "Get the book anew.");
      }
      OfficeReader.finish(html, pictures, draft);
    } catch (IOException e) {
      throw UnreadableException.damaged(KIND);
    }
  }

  private static void chapter(
      MemoryZip zip, String path, HtmlRendition html, Pictures pictures, Set<String> entries)
      throws UnreadableException, IOException {
    var bytes = zip.read(path);
    var parser = Parser.htmlParser().setMaxDepth(256);
    var page = Jsoup.parse(Charsets.decode(bytes, Charsets.detect(bytes, "")), "", parser);
    var folder = path.substring(0, path.lastIndexOf('/') + 1);
    for (var image : page.select("img[src], image")) {
      var name = resolve(folder, address(image));
      if (entries.contains(name)) {
        pictures.add(name, () -> zip.stream(name));
      }
    }
    html.open("section");
    MarkupCopy.copy(page.body(), html, address -> resolve(folder, address));
    html.close("section");
  }

  private static String address(Element image) {
    return image.hasAttr("src") ? image.attr("src") : image.attr("xlink:href") + image.attr("href");
  }

  private static String packagePath(MemoryZip zip) throws UnreadableException {
    var rootfile = xml(zip, "META-INF/container.xml").selectFirst("rootfile[full-path]");
    if (rootfile == null) {
      throw UnreadableException.damaged(KIND);
    }
    return rootfile.attr("full-path");
  }

  private static Iterable<String> spine(Document document, String folder) {
    Map<String, String> paths = new HashMap<>();
    for (var item : document.select("manifest > item[id][href]")) {
      paths.put(item.attr("id"), resolve(folder, item.attr("href")));
    }
    return document.select("spine > itemref[idref]").stream()
        .limit(MAX_CHAPTERS)
        .map(reference -> paths.getOrDefault(reference.attr("idref"), ""))
        .filter(path -> !path.isEmpty())
        .distinct()
        .toList();
  }

  /** Entries that are encrypted; fonts are only disguised, and not in the spine. */
  private static Set<String> encrypted(MemoryZip zip) throws UnreadableException {
    var encrypted = new HashSet<String>();
    if (zip.has("META-INF/encryption.xml")) {
      xml(zip, "META-INF/encryption.xml").select("*").stream()
          .filter(element -> element.hasAttr("URI"))
          .forEach(element -> encrypted.add(resolve("", element.attr("URI"))));
    }
    return encrypted;
  }

  private static Document xml(MemoryZip zip, String path) throws UnreadableException {
    var bytes = zip.read(path);
    return Jsoup.parse(
        Charsets.decode(bytes, Charsets.detect(bytes, "")),
        "",
        Parser.xmlParser().setMaxDepth(256));
  }

  private static String text(Document document, String query) {
    var found = document.selectFirst(query);
    return found == null ? "" : found.text();
  }

  /** An address within the book as the name of its entry; dots that lead out of it lead nowhere. */
  static String resolve(String folder, String address) {
    var path = address.replaceFirst("[#?].*$", "");
    try {
      path = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
    var parts = new java.util.ArrayDeque<String>();
    for (var part : (folder + path).split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
