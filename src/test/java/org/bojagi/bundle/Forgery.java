package org.bojagi.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bojagi.age.Recipient;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;

/** What somebody can make who has a bundle's recipient string, or its identity: valid age files with anything inside. */
final class Forgery {
  final SealedBundle sealed;
  private final Recipient recipient;
  private String content;
  private String index;

  Forgery(SealedBundle sealed) throws IOException {
    this.sealed = sealed;
    try (var identity = sealed.identity();
        var payload =
            org.bojagi.age.AgePayload.open(
                java.nio.channels.FileChannel.open(sealed.byKind().get("root").getFirst()), List.of(identity))) {
      recipient = identity.recipient();
      for (var entry : CentralDirectory.read(payload, "root")) {
        var extent = CentralDirectory.extent(payload, "", entry, "root");
        try (InputStream in = ExtentInputStream.of(payload, extent, entry.sizeBytes())) {
          var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          content = entry.name().equals(Format.CONTENT) ? text : content;
          index = entry.name().equals(Format.INDEX) ? text : index;
        }
      }
    }
  }

  Recipient recipient() {
    return recipient;
  }

  /** The content.json that is in the bundle. */
  String content() {
    return content;
  }

  String index() {
    return index;
  }

  String contentSha256() {
    return sha256(content);
  }

  /** The content.json as another edition's. */
  String edition(int number, String previousRoot) {
    return content.replaceFirst("\"edition\":1", "\"edition\":" + number + ",\"previousRoot\":\"" + previousRoot + "\"");
  }

  /** Another root beside what is there; null: the bundle's own document, index.json always of this content.json. */
  Path addRoot(String newContent, String newIndex) throws IOException {
    return addRoot(newContent, newIndex, null);
  }

  void replaceRoots(String newContent, String newIndex) throws IOException {
    replaceRoots(newContent, newIndex, null);
  }

  /** @param about bojagi.json in place of the true one */
  void replaceRoots(String newContent, String newIndex, String about) throws IOException {
    for (var root : sealed.byKind().get("root")) {
      Files.delete(root);
    }
    var root = addRoot(newContent, newIndex, about);
    Files.copy(root, sealed.folder.resolve(Format.randomId() + Format.EXTENSION));
  }

  private Path addRoot(String newContent, String newIndex, String about) throws IOException {
    var contentText = newContent == null ? content : newContent;
    var indexText = (newIndex == null ? index : newIndex).replace(contentSha256(), sha256(contentText));
    var file = sealed.folder.resolve(Format.randomId() + Format.EXTENSION);
    if (about != null) {
      return volume(file, about, List.of(Format.CONTENT, contentText, Format.INDEX, indexText));
    }
    try (var root =
        new VolumeWriter(file, "forged", Format.KIND_ROOT, Format.MAX_VOLUME_BYTES, recipient, null)) {
      root.write(Format.CONTENT, contentText.getBytes(StandardCharsets.UTF_8), Encoding.DEFLATED);
      root.write(Format.INDEX, indexText.getBytes(StandardCharsets.UTF_8), Encoding.DEFLATED);
      root.finish(null);
    }
    return file;
  }

  /** An age file to the bundle with a ZIP of these entries (name, text, name, text…) after bojagi.json. */
  Path volume(Path file, String about, List<String> entries) throws IOException {
    var age = new org.bojagi.age.AgeOutputStream(Files.newOutputStream(file), List.of(recipient), null);
    try (var zip = new java.util.zip.ZipOutputStream(age)) {
      var all = new java.util.ArrayList<>(List.of(Format.ABOUT_VOLUME, about));
      all.addAll(entries);
      for (int i = 0; i < all.size(); i += 2) {
        var bytes = all.get(i + 1).getBytes(StandardCharsets.UTF_8);
        var entry = new java.util.zip.ZipEntry(all.get(i));
        if (i == 0) {
          var crc = new java.util.zip.CRC32();
          crc.update(bytes);
          entry.setMethod(java.util.zip.ZipEntry.STORED);
          entry.setSize(bytes.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
      }
      zip.putNextEntry(new java.util.zip.ZipEntry(Format.PADDING));
      zip.setLevel(0);
      zip.write(new byte[5000]);
      zip.closeEntry();
    }
    return file;
  }

  static String sha256(String text) {
    return Json.hex(Sha256.of(text));
  }
}
