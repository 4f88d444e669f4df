package org.bojagi.seal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.language.Analysis;

/**
 * What a packager was told of an item, as a fingerprint that its line of the catalogue keeps (format.md §6): where it and
 * the bytes of all files are the same, packing again would give the same. Nothing goes in that doesn't go into the bundle
 * but which traces are kept, and nothing of the bytes.
 */
final class Declared {
  /** To be raised when packing makes something else of the same files. */
  private static final int PACKING = 1;

  private static final int HEX_DIGITS = 16;

  private Declared() {}

  /** @param options what else changes what is made of it, in any form */
  static String of(CorpusItem item, String options) {
    var said = new LinkedHashMap<String, Object>();
    said.put("packing", PACKING);
    said.put("analysis", Analysis.VERSION);
    said.put("options", options);
    said.put("id", item.item().id());
    said.put("path", item.item().path());
    said.put("language", item.item().language());
    said.put("item", item.item().toJson());
    said.put("fallback", item.fallbackTitle());
    said.put("keep", List.copyOf(new TreeSet<>(item.keep())));
    var files = new ArrayList<Object>();
    for (var file : item.files()) {
      files.add(List.of(file.path(), file.role().code(), file.mediaType(), file.language(), file.charset()));
    }
    said.put("files", files);
    var links = new ArrayList<Object>();
    for (var link : item.links()) {
      links.add(List.of(link.from(), link.target(), link.path(), link.embedded()));
    }
    said.put("links", links);
    return Json.hex(Sha256.of(Json.write(said))).substring(0, HEX_DIGITS);
  }
}
