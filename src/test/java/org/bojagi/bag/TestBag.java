package org.bojagi.bag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** A valid bag of BagIt 1.0, made with nothing of ours, for a test to damage. */
final class TestBag {
  final Path root;
  private final TreeMap<String, byte[]> payload = new TreeMap<>();

  TestBag(Path root) throws IOException {
    this.root = root;
    file("data/이야기/다리/1.ko.md", "# 다리 우에서\n\n첫눈이 내렸다.\n");
    file("data/이야기/다리/1.en.md", "# On the bridge\n\nThe first snow fell.\n");
    file("data/이야기/다리/2.ko.md", "# 강 건너\n\n둘째 날이였다.\n");
    file("data/알아두기/rumour.txt", "How to check a rumour\n\nAsk who saw it.\n");
    payload.forEach((path, bytes) -> write(path, bytes));
    text("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    manifest("sha256", "SHA-256");
    manifest("sha512", "SHA-512");
    text(
        "bag-info.txt",
        "Source-Organization: An Archive\nContact-Name: Somebody\nContact-Email: somebody@example.org\n"
            + "Contact-Phone: +1 555 0100\nExternal-Description: Stories of a bridge,\n  in two languages\n"
            + "Bagging-Date: 2026-03-09\nPayload-Oxum: " + oxum() + "\n");
    tagManifest();
  }

  private void file(String path, String text) {
    payload.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  String oxum() {
    return payload.values().stream().mapToInt(bytes -> bytes.length).sum() + "." + payload.size();
  }

  private void write(String path, byte[] bytes) {
    try {
      Files.createDirectories(root.resolve(path).getParent());
      Files.write(root.resolve(path), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  void text(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  String text(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  void replace(String path, String what, String with) throws IOException {
    var before = text(path);
    if (!before.contains(what)) {
      throw new IllegalStateException(what + " is not in " + path);
    }
    text(path, before.replace(what, with));
  }

  /** The payload manifest of what was there at first. */
  void manifest(String code, String algorithm) {
    var lines = new StringBuilder();
    payload.forEach((path, bytes) -> lines.append(hex(algorithm, bytes)).append("  ").append(path).append('\n'));
    text("manifest-" + code + ".txt", lines.toString());
  }

  /** Of what is there now: without it, a tag file may be changed. */
  void tagManifest() throws IOException {
    var lines = new StringBuilder();
    for (var name : List.of("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt")) {
      if (Files.isRegularFile(root.resolve(name))) {
        lines.append(hex("SHA-256", Files.readAllBytes(root.resolve(name)))).append("  ").append(name).append('\n');
      }
    }
    text("tagmanifest-sha256.txt", lines.toString());
  }

  static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  BagValidation.Result validated() {
    return BagValidation.run(root, 2, (files, ofFiles, bytes, ofBytes, path) -> {});
  }

  /** What it is refused for: {@code code where}. */
  List<String> errors() {
    var errors = new ArrayList<String>();
    for (var finding : validated().findings()) {
      if (finding.severity() == org.bojagi.fault.Finding.Severity.ERROR) {
        errors.add(finding.code() + " " + finding.where());
      }
    }
    return errors;
  }
}
