package org.bojagi.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;

/** A folder as a team keeps it, written by a test, and what became of it. */
record TestFolder(Path path) {
  static final byte[] SOME_BYTES = {1, 2, 3};

  TestFolder with(String file, byte[] content) {
    try {
      var target = path.resolve(file);
      Files.createDirectories(target.getParent());
      Files.write(target, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestFolder with(String file, String... lines) {
    return with(file, StandardCharsets.UTF_8, lines);
  }

  TestFolder with(String file, Charset charset, String... lines) {
    return with(file, (String.join("\n", lines) + "\n").getBytes(charset));
  }

  /** Files of which only the name matters. */
  TestFolder withNames(String... files) {
    for (var file : files) {
      with(file, SOME_BYTES);
    }
    return this;
  }

  Corpus read() throws Fault {
    return CorpusReader.read(path);
  }

  static CorpusItem item(Corpus corpus, String path) {
    return corpus.items().stream()
        .filter(item -> item.item().path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no item " + path + " in " + paths(corpus)));
  }

  static List<String> paths(Corpus corpus) {
    return corpus.items().stream().map(item -> item.item().path()).toList();
  }

  /** {@code CODE PATH:LINE} of each. */
  static List<String> findings(Corpus corpus) {
    return corpus.findings().stream()
        .map(finding -> finding.code() + " " + finding.where())
        .toList();
  }

  static Finding finding(Corpus corpus, String code) {
    return corpus.findings().stream()
        .filter(finding -> finding.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code + " in " + findings(corpus)));
  }

  static List<String> leftovers(Corpus corpus) {
    return corpus.leftovers().stream().map(left -> left.reason() + " " + left.path()).toList();
  }

  /** {@code ROLE PATH LANGUAGE} of each file of an item. */
  static List<String> files(CorpusItem item) {
    return item.files().stream()
        .map(file -> file.role() + " " + file.path() + " " + file.language())
        .toList();
  }
}
