package org.bojagi.bag;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the manifests of a bag into what each file is expected to be, and names whatever they and the folder disagree
 * about (RFC 8493 §2.1.3, §2.2.1, §3).
 */
final class BagManifests {
  private static final Pattern NAME = Pattern.compile("(tag)?manifest-([A-Za-z0-9-]{1,40})\\.txt");
  private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]+)[ \\t]+(\\*?)(.+)", Pattern.DOTALL);
  private static final String ASK = "Get the bag once more from who sent it.";

  private final BagFolder folder;
  private final BagDeclaration declaration;
  private final BagFindings findings;
  private final Set<BagDigest> ofPayload = EnumSet.noneOf(BagDigest.class);
  private final List<String> unknown = new ArrayList<>();

  private BagManifests(BagFolder folder, BagDeclaration declaration, BagFindings findings) {
    this.folder = folder;
    this.declaration = declaration;
    this.findings = findings;
  }

  /** The kinds of checksums that payload manifests have. */
  static Set<BagDigest> read(BagFolder folder, BagDeclaration declaration, BagFindings findings) {
    var manifests = new BagManifests(folder, declaration, findings);
    for (var file : List.copyOf(folder.files())) {
      var name = NAME.matcher(file.path());
      if (name.matches()) {
        manifests.read(file, name.group(1) == null, name.group(2));
      }
    }
    manifests.requirePayloadIsListed();
    return manifests.ofPayload;
  }

  private void read(BagFile manifest, boolean payload, String code) {
    var digest = BagDigest.of(code.toLowerCase(Locale.ROOT));
    if (digest.isEmpty()) {
      if (payload) {
        unknown.add(manifest.path());
      }
      findings.warning(
          "bag-checksum-unknown",
          manifest.path(),
          "These checksums are of a kind that is not known here, and were not checked",
          "sha512, sha256, sha1 and md5 are.");
      return;
    }
    if (payload) {
      ofPayload.add(digest.get());
    }
    try (var lines = TagLines.open(folder.place(manifest), declaration.charset())) {
      if (lines.beganWithMark()) {
        findings.warning("bag-mark", manifest.path(), "It begins with a byte order mark", "");
      }
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          line(line, manifest.path() + ":" + lines.number(), payload, digest.get());
        }
      }
    } catch (TagLines.TooLong e) {
      findings.error("bag-manifest-line", manifest.path(), "Its " + e.getMessage(), ASK);
    } catch (IOException e) {
      findings.error(
          "bag-manifest-unreadable", manifest.path(), "It is not in the encoding of bagit.txt or can't be read", ASK);
    }
  }

  private void line(String line, String where, boolean payload, BagDigest digest) {
    var parts = LINE.matcher(line);
    if (!parts.matches() || parts.group(1).length() != 2 * digest.bytes()) {
      findings.error(
          "bag-manifest-line", where, "This line is no " + digest.code() + " checksum and a path after it", ASK);
      return;
    }
    var written = parts.group(3);
    if (written.startsWith("./")) {
      findings.warning("bag-path-odd", where, "A path begins with ./", "");
      written = written.substring(2);
    }
    var path = BagPath.decoded(written);
    var refusal = BagPath.refusal(path);
    if (refusal.isEmpty() && path.startsWith(BagPath.PAYLOAD) != payload) {
      refusal = payload ? "it is not in data/" : "it is in data/, which a tag manifest is not about";
    }
    if (!refusal.isEmpty()) {
      findings.error(
          "bag-path",
          where,
          "A manifest may not name " + BagFindings.printable(path) + ": " + refusal,
          "No file was looked for under this name. Ask who sent the bag what it is.");
      return;
    }
    var file = find(path, written, where);
    if (file == null) {
      findings.error("bag-file-missing", path, "The manifest names this file, and it isn't there (" + where + ")", ASK);
      return;
    }
    if (file.path().startsWith("tagmanifest-")) {
      findings.error("bag-path", where, "A tag manifest may not name a tag manifest", ASK);
      return;
    }
    expect(file, digest, HexFormat.of().parseHex(parts.group(1)), where);
  }

  /** null where it isn't there under any spelling. */
  private BagFile find(String path, String written, String where) {
    var file = folder.exact(path);
    if (file == null) {
      file = folder.exact(written); // of a program that doesn't escape percent signs
    }
    if (file == null) {
      file = folder.alike(path);
      if (file != null) {
        findings.note(
            "bag-name-normalization",
            file.path(),
            "The manifest writes this name with its letters composed in another way (" + where + ")",
            "It is taken for the same.");
      }
    }
    return file;
  }

  private void expect(BagFile file, BagDigest digest, byte[] checksum, String where) {
    var before = file.expected(digest);
    if (before != null && !Arrays.equals(before, checksum)) {
      findings.error(
          "bag-listed-twice", file.path(), "It is named twice with different checksums (" + where + ")", ASK);
    } else if (before != null) {
      findings.warning("bag-listed-twice", file.path(), "It is named twice (" + where + ")", "");
    }
    file.expect(digest, checksum);
  }

  private void requirePayloadIsListed() {
    if (ofPayload.isEmpty()) {
      findings.error(
          "bag-manifest-missing",
          folder.root().toString(),
          unknown.isEmpty()
              ? "There is no manifest of the payload (manifest-sha512.txt, manifest-sha256.txt …)"
              : "There is no manifest of the payload with checksums that are known here",
          "Without one nobody can tell whether the bag is whole. " + ASK);
      return;
    }
    for (var file : folder.files()) {
      if (file.isPayload()) {
        requireListed(file);
      }
    }
  }

  private void requireListed(BagFile file) {
    if (!file.isListed()) {
      findings.error("bag-file-unlisted", file.path(), "No manifest names this file", ASK);
    } else if (declaration.everyManifestNamesAll()) {
      for (var digest : ofPayload) {
        if (file.expected(digest) == null) {
          findings.error(
              "bag-file-unlisted", file.path(), "manifest-" + digest.code() + ".txt doesn't name this file", ASK);
        }
      }
    }
  }
}
