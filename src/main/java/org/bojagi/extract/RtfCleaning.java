package org.bojagi.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.scrub.Sensitive.Kind;

/** RTF 1.9.1: what it says of itself, of who changed and commented it, and of editing sessions. */
final class RtfCleaning {
  /** Destinations that are left out whole. */
  private static final Set<String> GROUPS =
      Set.of(
          "generator",
          "rsidtbl",
          "userprops",
          "template",
          "docvar",
          "datastore",
          "atnauthor",
          "atnid",
          "atndate",
          "atntime",
          "author",
          "operator",
          "company",
          "manager",
          "creatim",
          "revtim",
          "printim",
          "buptim",
          "doccomm",
          "comment",
          "keywords",
          "category",
          "subject",
          "hlinkbase",
          "vern",
          "version",
          "edmins",
          "nofpages",
          "nofwords",
          "nofchars",
          "nofcharsws",
          "id",
          "passwordhash",
          "mailmerge",
          "protusertbl",
          "revtbl",
          "nextfile",
          "filetbl",
          "objalias",
          "private",
          "xmlopen",
          "factoidname",
          "wgrffmtfilter",
          "oldcprops",
          "oldpprops",
          "oldtprops",
          "oldsprops");

  /** Of {@code info} alone; elsewhere such a word is something else. */
  private static final Set<String> ONLY_IN_INFO =
      Set.of(
          "comment",
          "keywords",
          "category",
          "subject",
          "version",
          "id",
          "author",
          "operator",
          "vern");

  private static final Set<String> WORDS =
      Set.of(
          "rsid",
          "insrsid",
          "charrsid",
          "delrsid",
          "pararsid",
          "sectrsid",
          "tblrsid",
          "styrsid",
          "rsidroot",
          "revdttm",
          "revdttmdel",
          "crdate",
          "revauth",
          "revauthdel",
          "crauth");

  private static final int MAX_DEPTH = 10_000;
  private static final int MAX_TEXT = 1_000;

  private static final Set<String> KNOWN =
      Set.of(
          "bkmkstart", "bkmkend", "fldinst", "fldtype", "datafield", "formfield", "shpinst", "shppict", "picprop",
          "background", "do", "panose", "falt", "fname", "fontemb", "fontfile", "cs", "ts", "ds", "pgptbl", "ud",
          "themedata", "colorschememapping", "latentstyles", "defchp", "defpap", "annotation", "nesttableprops",
          "result", "keycode", "svb", "xe", "tc", "writereservhash", "cchs", "shptxt", "ebcstart", "ebcend",
          "footnote", "info", "xmlnstbl", "xmlclose", "xmlname", "charscalex", "expandedcolortbl", "glid", "cell");

  /** Of a drawing: where its picture came from, and what it was called. */
  private static final Set<String> OF_FILES = Set.of("pibName", "wzDescription", "wzName", "wzScript", "metroBlob");

  private static final byte[] NO_VALUE = "{\\sv }".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern FIELD_PATH =
      Pattern.compile("(?i)file:/|(^|[\\s\"])[a-z]:(\\\\|/)|/(home|users)/");

  private final byte[] rtf;
  private final CleaningReport report;
  private final ByteArrayOutputStream out;
  private int at;

  /** The first word of the group that was looked at last stands behind {@code \\*}. */
  private boolean isIgnorable;

  private String shapeProperty = "";

  /** Where the last word without a space behind it ended in {@link #out}. */
  private int openWordEnd = -1;

  private RtfCleaning(byte[] rtf, CleaningReport report) {
    this.rtf = rtf;
    this.report = report;
    this.out = new ByteArrayOutputStream(rtf.length);
  }

  static void clean(byte[] bytes, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    var cleaning = new RtfCleaning(bytes, report);
    cleaning.copy();
    cleaning.out.writeTo(out);
  }

  private void copy() throws IOException, UnreadableException {
    int depth = 0;
    int infoDepth = Integer.MAX_VALUE;
    int pictureDepth = Integer.MAX_VALUE;
    while (at < rtf.length) {
      byte b = rtf[at];
      if (b == '{') {
        if (++depth > MAX_DEPTH) {
          throw UnreadableException.damaged("RTF document");
        }
        var destination = destination();
        boolean inInfo = depth > infoDepth;
        boolean stays = destination.equals("author") && report.keepsAuthor();
        boolean isUnknown = isIgnorable && !destination.isEmpty() && !isKnown(destination);
        if (destination.equals("sn")) {
          shapeProperty = textOf(at + 1);
        } else if (destination.equals("sv") && OF_FILES.contains(shapeProperty) && !textOf(at + 1).equals("\\sv ")) {
          skipGroup();
          depth--;
          out.write(NO_VALUE);
          report.removed(Kind.PATH, "RTF " + shapeProperty);
          continue;
        } else if (destination.equals("fldinst") && FIELD_PATH.matcher(textOf(at + 1)).find()) {
          report.left(Kind.PATH, "RTF field that leads to a file of the computer");
        }
        if (isUnknown && !stays) {
          skipGroup();
          depth--;
          report.removed(Kind.COMMENT, "RTF destination " + destination);
          continue;
        }
        if (GROUPS.contains(destination)
            && (inInfo || !ONLY_IN_INFO.contains(destination))
            && !stays) {
          skipGroup();
          depth--;
          report.removed(
              isOfPerson(destination) ? Kind.AUTHOR : Kind.COMMENT, "RTF " + destination);
          continue;
        }
        switch (destination) {
          case "info" -> infoDepth = Math.min(infoDepth, depth);
          case "pict" -> pictureDepth = Math.min(pictureDepth, depth);
          case "objdata", "objclass" -> report.left(Kind.CONTENT, "RTF embedded object");
          default -> {}
        }
        out.write(rtf[at++]);
      } else if (b == '}') {
        if (--depth == 0) {
          out.write(rtf[at++]);
          behindEnd();
          return;
        }
        infoDepth = depth < infoDepth ? Integer.MAX_VALUE : infoDepth;
        pictureDepth = depth < pictureDepth ? Integer.MAX_VALUE : pictureDepth;
        out.write(rtf[at++]);
      } else if (b == '\\') {
        word();
      } else if (depth >= pictureDepth && isHex(b)) {
        picture();
      } else {
        out.write(rtf[at++]);
      }
    }
  }

  /** Whatever follows the last brace is read by nobody. */
  private void behindEnd() {
    for (int i = at; i < rtf.length; i++) {
      if (rtf[i] > ' ' || rtf[i] < 0) {
        report.removed(Kind.COMMENT, "RTF bytes behind the end");
        return;
      }
    }
    out.write(rtf, at, rtf.length - at);
  }

  /** The letters of a group up to its first brace. */
  private String textOf(int from) {
    int end = from;
    while (end < rtf.length && end - from < MAX_TEXT && rtf[end] != '}' && rtf[end] != '{') {
      end++;
    }
    var text = new String(rtf, from, end - from, StandardCharsets.ISO_8859_1);
    return text.startsWith("\\sn ") ? text.substring(4).strip() : text;
  }

  /** A reader that doesn't know such a destination passes over it; these are known to some. */
  private static boolean isKnown(String destination) {
    return GROUPS.contains(destination)
        || KNOWN.contains(destination)
        || destination.matches("m[a-zA-Z]+|pn[a-z]*|ff[a-z]+|atn.*|atrf.*|a?ftn.*|blip.*|list.*|level.*|html.*|obj.*|hl.*");
  }

  private static boolean isOfPerson(String destination) {
    return destination.matches(
        "author|operator|company|manager|atn.*|revtbl|protusertbl|userprops");
  }

  /**
   * The first word of the group that begins here, without {@code \*}; empty where it begins with
   * none.
   */
  private String destination() {
    int i = at + 1;
    isIgnorable = false;
    while (i < rtf.length && (rtf[i] == '\r' || rtf[i] == '\n' || rtf[i] == ' ')) {
      i++;
    }
    if (i + 1 < rtf.length && rtf[i] == '\\' && rtf[i + 1] == '*') {
      i += 2;
      isIgnorable = true;
      while (i < rtf.length && (rtf[i] == '\r' || rtf[i] == '\n' || rtf[i] == ' ')) {
        i++;
      }
    }
    return i < rtf.length && rtf[i] == '\\' ? wordAt(i + 1) : "";
  }

  private String wordAt(int from) {
    int end = from;
    while (end < rtf.length
        && end - from < 40
        && (rtf[end] >= 'a' && rtf[end] <= 'z' || rtf[end] >= 'A' && rtf[end] <= 'Z')) {
      end++;
    }
    return new String(rtf, from, end - from, StandardCharsets.US_ASCII);
  }

  /** Past the group that begins here. */
  private void skipGroup() {
    int depth = 0;
    while (at < rtf.length) {
      byte b = rtf[at];
      if (b == '\\') {
        var word = wordAt(at + 1);
        at = word.isEmpty() ? at + 2 : endOfWord(word);
        continue;
      }
      at++;
      depth += b == '{' ? 1 : b == '}' ? -1 : 0;
      if (depth == 0) {
        return;
      }
    }
  }

  /** Behind a word, its number, its space, and the bytes that {@code \bin} announces. */
  private int endOfWord(String word) {
    int end = at + 1 + word.length();
    long number = 0;
    if (end < rtf.length && (rtf[end] == '-' || isDigit(rtf[end]))) {
      boolean negative = rtf[end] == '-';
      end += negative ? 1 : 0;
      while (end < rtf.length && isDigit(rtf[end])) {
        number = Math.min(Integer.MAX_VALUE, number * 10 + rtf[end++] - '0');
      }
      number = negative ? 0 : number;
    }
    if (end < rtf.length && rtf[end] == ' ') {
      end++;
    }
    return (int) Math.min(rtf.length, word.equals("bin") ? end + number : end);
  }

  private void word() {
    var word = wordAt(at + 1);
    int end = word.isEmpty() ? Math.min(at + 2, rtf.length) : endOfWord(word);
    if (WORDS.contains(word)) {
      report.removed(Kind.DEVICE, "RTF " + word.replaceFirst("rsid.*", "rsid"));
      // What follows must not become a part of the word before, nor its space the end of it.
      boolean joins =
          end < rtf.length
              && (isDigit(rtf[end]) || isLetter(rtf[end]) || rtf[end] == ' ' || rtf[end] == '-');
      if (openWordEnd == out.size() && joins) {
        out.write(' ');
      }
    } else {
      out.write(rtf, at, end - at);
      openWordEnd = word.isEmpty() || rtf[end - 1] == ' ' ? -1 : out.size();
    }
    if (word.equals("bin")) {
      report.left(Kind.CONTENT, "RTF binary picture");
    }
    at = end;
  }

  /** A picture in hexadecimal digits, broken into lines. */
  private void picture() throws IOException {
    int start = at;
    var digits = new StringBuilder();
    while (at < rtf.length
        && (isHex(rtf[at]) || rtf[at] == '\r' || rtf[at] == '\n' || rtf[at] == ' ')) {
      if (isHex(rtf[at])) {
        digits.append((char) rtf[at]);
      }
      at++;
    }
    if (digits.length() >= 32 && digits.length() % 2 == 0) {
      var picture = HexFormat.of().parseHex(digits);
      boolean known =
          picture[0] == (byte) 0xff && picture[1] == (byte) 0xd8 || picture[0] == (byte) 0x89;
      var cleaned = known ? report.cleanedPicture("RTF picture", picture) : picture;
      if (cleaned != picture) {
        out.write(HexFormat.of().formatHex(cleaned).getBytes(StandardCharsets.US_ASCII));
        return;
      }
    }
    out.write(rtf, start, at - start);
  }

  private static boolean isHex(byte b) {
    return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isLetter(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
  }
}
