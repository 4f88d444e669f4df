package org.bojagi.bag;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code bagit.txt} says (RFC 8493 §2.1.1).
 *
 * @param version {@code 1.0} or {@code 0.97}
 * @param charset of the other tag files
 */
record BagDeclaration(String version, Charset charset) {
  static final String FILE = "bagit.txt";
  private static final Pattern VERSION = Pattern.compile("BagIt-Version: ?(\\d{1,3}\\.\\d{1,3})");
  private static final Pattern ENCODING = Pattern.compile("Tag-File-Character-Encoding: ?(\\S{1,40})");
  private static final Set<String> VERSIONS = Set.of("0.97", "1.0");
  private static final Map<String, Charset> CHARSETS =
      Map.of(
          "utf-8", StandardCharsets.UTF_8,
          "us-ascii", StandardCharsets.US_ASCII,
          "iso-8859-1", StandardCharsets.ISO_8859_1,
          "utf-16", StandardCharsets.UTF_16);

  /** What can't be read of it is an error, and what an honest bag most probably has stands in for it. */
  static BagDeclaration read(Path root, BagFindings findings) {
    var lines = new ArrayList<String>();
    boolean marked = false;
    try (var file = TagLines.open(root.resolve(FILE), StandardCharsets.UTF_8)) {
      marked = file.beganWithMark();
      for (var line = file.next(); line != null && lines.size() < 3; line = file.next()) {
        lines.add(line);
      }
    } catch (IOException e) {
      error(findings, "It is a link, no UTF-8 or can't be read");
      return new BagDeclaration("1.0", StandardCharsets.UTF_8);
    }
    if (marked) {
      error(findings, "It begins with a byte order mark");
    }
    var version = lines.isEmpty() ? null : VERSION.matcher(lines.get(0).stripTrailing());
    var encoding = lines.size() < 2 ? null : ENCODING.matcher(lines.get(1).stripTrailing());
    if (lines.size() != 2 || !version.matches() || !encoding.matches()) {
      error(findings, "It isn't the two lines that say version and encoding");
      return new BagDeclaration("1.0", StandardCharsets.UTF_8);
    }
    if (!VERSIONS.contains(version.group(1))) {
      findings.error(
          "bag-version",
          FILE,
          "This is BagIt " + version.group(1) + ", and 0.97 and 1.0 are read",
          "Ask for a bag of version 1.0.");
    }
    var charset = CHARSETS.get(encoding.group(1).toLowerCase(Locale.ROOT));
    if (charset == null) {
      findings.error(
          "bag-encoding",
          FILE,
          "Its tag files are in " + BagFindings.printable(encoding.group(1)) + ", which is not read",
          "Ask for a bag in UTF-8.");
    }
    return new BagDeclaration(version.group(1), charset == null ? StandardCharsets.UTF_8 : charset);
  }

  private static void error(BagFindings findings, String what) {
    findings.error("bag-declaration", FILE, what, "It has to be made anew by who sent the bag.");
  }

  /** Before 1.0 one manifest might name some files, and another the rest. */
  boolean everyManifestNamesAll() {
    return !version.equals("0.97");
  }
}
