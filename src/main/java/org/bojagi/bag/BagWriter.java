package org.bojagi.bag;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.bundle.FoldersBelow;
import org.bojagi.bundle.NeutralTime;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.open.SegmentCheck;

/**
 * Writes a bag of BagIt 1.0 with sha256 and sha512 under a temporary name; {@link #finish} gives it its own.
 *
 * <p>A file of the payload gets its name when it is whole. Begun again after an interruption, those that are there and
 * are what the catalogue names are kept: each is read for that, since its checksums are needed anyway.
 */
final class BagWriter implements Closeable {
  private static final String INCOMING = "incoming.tmp";
  private static final List<BagDigest> DIGESTS = List.of(BagDigest.SHA256, BagDigest.SHA512);

  private final Path target;
  private final Path partial;
  private final Set<String> written = new HashSet<>();
  private final List<Writer> manifests = new ArrayList<>();
  private final TreeMap<String, Writer> tags = new TreeMap<>();
  private long bytes;
  private long keptFiles;

  /**
   * @param target must not exist, or be an empty folder
   * @throws UsageException something is there already, under this name or the temporary one, or a link in the latter
   */
  BagWriter(Path target) throws IOException {
    this.target = target.toAbsolutePath().normalize();
    if (Files.exists(this.target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(this.target)) {
      throw new UsageException("There is something of this name already", target.toString(), "Choose another folder.");
    }
    partial = this.target.resolveSibling(this.target.getFileName() + ".partial");
    if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(partial, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException("This is not what an interrupted run left", partial.toString(), "Move it elsewhere.");
    }
    Files.createDirectories(partial.resolve("data"));
    try (var left = Files.walk(partial)) {
      for (var path : (Iterable<Path>) left::iterator) {
        FoldersBelow.refuseLink(path);
      }
    }
    for (var digest : DIGESTS) {
      manifests.add(tag("manifest-" + digest.code() + ".txt"));
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** A tag file in UTF-8, written anew; {@link #finish} closes it. */
  Writer tag(String name) throws IOException {
    var writer = Files.newBufferedWriter(partial.resolve(name), StandardCharsets.UTF_8);
    tags.put(name, writer);
    return writer;
  }

  /** Opens what is to be written. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  /**
   * A file of the payload.
   *
   * @param path below {@code data}, one that every file system holds
   * @param file with its hashes
   * @param content is opened unless an earlier run wrote the file
   * @throws DamagedBundleException it isn't what the catalogue names; nothing is left of it
   */
  void payload(String path, PackedFile file, Content content) throws IOException {
    var place = place(path);
    if (file.sha256().length > 0
        && Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
        && Files.size(place) == file.sizeBytes()) {
      try (var in = Files.newInputStream(place)) {
        list(path, digested(OutputStream.nullOutputStream(), out -> SegmentCheck.copy(file, in, out)));
        keptFiles++;
        return;
      } catch (DamagedBundleException otherBytes) {
        // An interruption may leave any bytes: it is written anew.
      }
    }
    try (var in = content.open()) {
      write(path, place, out -> SegmentCheck.copy(file, in, out));
    }
  }

  /** A file of the payload that describes others. */
  void payload(String path, String text) throws IOException {
    write(path, place(path), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path place(String path) throws IOException {
    var data = partial.resolve("data");
    var place = data.resolve(path).normalize();
    if (!place.startsWith(data) || place.equals(data)) {
      throw new IllegalStateException("a path left its folder");
    }
    Files.createDirectories(place.getParent());
    return place;
  }

  @FunctionalInterface
  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private void write(String path, Path place, Writing writing) throws IOException {
    var incoming = partial.resolve(INCOMING);
    try {
      Checksums checksums;
      try (var out = Files.newOutputStream(incoming)) {
        checksums = digested(out, writing);
      }
      Files.move(incoming, place, StandardCopyOption.REPLACE_EXISTING);
      list(path, checksums);
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  /** @param hex in the order of {@link #DIGESTS} */
  private record Checksums(List<String> hex, long sizeBytes) {}

  private static Checksums digested(OutputStream out, Writing writing) throws IOException {
    var first = new DigestOutputStream(out, DIGESTS.getFirst().begin());
    var last = new DigestOutputStream(first, DIGESTS.getLast().begin());
    var size = new long[1];
    // Not through FilterOutputStream, which writes single bytes.
    writing.to(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            last.write(b);
            size[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            last.write(bytes, offset, length);
            size[0] += length;
          }
        });
    var hex = HexFormat.of();
    return new Checksums(
        List.of(hex.formatHex(first.getMessageDigest().digest()), hex.formatHex(last.getMessageDigest().digest())),
        size[0]);
  }

  private void list(String path, Checksums checksums) throws IOException {
    for (int i = 0; i < DIGESTS.size(); i++) {
      manifests
          .get(i)
          .append(checksums.hex().get(i))
          .append("  ")
          .append(BagPath.encoded(BagPath.PAYLOAD + path))
          .append('\n');
    }
    written.add(composed(path));
    bytes += checksums.sizeBytes();
  }

  long bytes() {
    return bytes;
  }

  long files() {
    return written.size();
  }

  /** How many an interrupted run had written. */
  long keptFiles() {
    return keptFiles;
  }

  /**
   * Writes what a bag has besides, and gives it its name. Files get one neutral time, as far as the file system lets it.
   *
   * @param info without {@code Payload-Oxum}
   * @throws UsageException the interrupted run was of something else
   */
  void finish(List<BagInfo.Entry> info) throws IOException {
    requireNothingElse();
    var text = tag(BagInfo.FILE);
    for (var entry : info) {
      text.append(entry.label()).append(": ").append(oneLine(entry.value())).append('\n');
    }
    text.append(BagInfo.OXUM).append(": " + bytes + "." + written.size()).append('\n');
    tag(BagDeclaration.FILE).append("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    closeTags();
    var names = List.copyOf(tags.keySet());
    for (var digest : DIGESTS) {
      var manifest = new StringBuilder();
      for (var name : names) {
        var message = digest.begin();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), message)) {
          Files.copy(partial.resolve(name), out);
        }
        manifest.append(HexFormat.of().formatHex(message.digest())).append("  ").append(name).append('\n');
      }
      Files.writeString(partial.resolve("tagmanifest-" + digest.code() + ".txt"), manifest);
    }
    setNeutralTimes();
    if (Files.exists(target)) {
      Files.delete(target); // an empty folder
    }
    Files.move(partial, target);
  }

  private static String oneLine(String value) {
    return value.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private void requireNothingElse() throws IOException {
    var data = partial.resolve("data");
    try (var files = Files.walk(data)) {
      var other =
          files
              .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !written.contains(composed(data.relativize(file).toString().replace('\\', '/'))))
              .findFirst();
      if (other.isPresent()) {
        throw new UsageException(
            "An interrupted run left a file here that is not of this bag",
            other.get().toString(),
            "Remove the folder " + partial + " and run this again.");
      }
    }
  }

  /** Some file systems hand names out decomposed. */
  private static String composed(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC);
  }

  private void setNeutralTimes() throws IOException {
    var time = NeutralTime.in(partial);
    try (var files = Files.walk(partial)) {
      for (var file : (Iterable<Path>) files::iterator) {
        try {
          Files.setLastModifiedTime(file, time);
        } catch (IOException e) {
          return; // A file system that doesn't let it does so for none.
        }
      }
    }
  }

  private void closeTags() throws IOException {
    for (var tag : tags.values()) {
      tag.close();
    }
  }

  /** What was written stays under the temporary name, to go on from, unless it was finished. */
  @Override
  public void close() throws IOException {
    closeTags();
  }
}
