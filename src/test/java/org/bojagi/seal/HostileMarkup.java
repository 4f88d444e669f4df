package org.bojagi.seal;

import static org.bojagi.extract.Samples.utf8;
import static org.bojagi.extract.Samples.zip;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;

/** XML, HTML, YAML, Markdown, subtitles and texts: of entities, of depth, of length, in any charset or none. */
final class HostileMarkup {
  private HostileMarkup() {}

  /** XML 1.0, §4: entities that become ten of others, that name themselves, or that lie elsewhere. */
  static String entities(Random random) {
    var declared = new StringBuilder("<!DOCTYPE l [<!ENTITY a \"하하하하하하하하\">");
    switch (random.nextInt(4)) {
      case 0 -> {
        for (char c = 'b'; c < 'z'; c++) {
          declared.append("<!ENTITY ").append(c).append(" \"").append(("&" + (char) (c - 1) + ";").repeat(10));
          declared.append("\">");
        }
      }
      case 1 -> declared.append("<!ENTITY y \"").append("하".repeat(60_000)).append("\">");
      case 2 -> declared.append("<!ENTITY y \"&x;\"><!ENTITY x \"&y;\">");
      default -> declared.append("<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p; <!ENTITY y SYSTEM \"/dev/zero\">");
    }
    return declared + "]><d>" + "&y;".repeat(1 + random.nextInt(20_000)) + "</d>";
  }

  static String deep(Random random) {
    int depth = 1_000 + random.nextInt(200_000);
    return "<d>" + "<d>".repeat(depth) + "가" + (random.nextBoolean() ? "</d>".repeat(depth) : "") + "</d>";
  }

  static String wide(Random random) {
    var element = new StringBuilder("<d ");
    for (int i = 0; i < 20_000 + random.nextInt(60_000); i++) {
      element.append(' ').append("a").append(i).append("='").append(i).append('\'');
    }
    return element + "/>";
  }

  private static String xml(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> entities(random);
      case 1 -> deep(random);
      default -> wide(random);
    };
  }

  static byte[] docx(Random random) {
    var types =
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels'"
            + " ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override"
            + " PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument"
            + ".wordprocessingml.document.main+xml'/></Types>";
    var relations =
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r'"
            + " Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
            + " Target='word/document.xml'/></Relationships>";
    var part = List.of(types, relations, "<d/>");
    int hostile = random.nextInt(3);
    return zip(
        "[Content_Types].xml", utf8(hostile == 0 ? xml(random) : part.get(0)),
        "_rels/.rels", utf8(hostile == 1 ? xml(random) : part.get(1)),
        "word/document.xml", utf8(xml(random)));
  }

  static byte[] odt(Random random) {
    return zip(
        "mimetype", utf8("application/vnd.oasis.opendocument.text"),
        "content.xml", utf8(xml(random)),
        "meta.xml", utf8(xml(random)),
        "META-INF/manifest.xml", utf8(xml(random)));
  }

  static byte[] epub(Random random) {
    var container =
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile"
            + " full-path='a.opf'/></rootfiles></container>";
    return zip(
        "mimetype", utf8("application/epub+zip"),
        "META-INF/container.xml", utf8(random.nextBoolean() ? xml(random) : container),
        "a.opf", utf8(xml(random)),
        "a.xhtml", utf8(xml(random)));
  }

  static byte[] hwpx(Random random) {
    return zip(
        "mimetype", utf8("application/hwp+zip"),
        "Contents/content.hpf", utf8(xml(random)),
        "Contents/section0.xml", utf8(xml(random)));
  }

  static byte[] svg(Random random) {
    if (random.nextBoolean()) {
      var drawing = entities(random).replace("<d>", "<svg xmlns='http://www.w3.org/2000/svg'>");
      return utf8(drawing.replace("</d>", "</svg>"));
    }
    var uses = new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg' width='9e99' height='-1'><g id='a0'/>");
    for (int i = 1; i < 40; i++) {
      uses.append("<g id='a").append(i).append("'>");
      uses.append(("<use href='#a" + (i - 1) + "'/>").repeat(10)).append("</g>");
    }
    return utf8(uses + "<use href='#a39'/></svg>");
  }

  static byte[] fb2(Random random) {
    var book = xml(random).replace("<d>", "<FictionBook>").replace("</d>", "</FictionBook>");
    return utf8("<?xml version='1.0'?>" + book);
  }

  static byte[] html(Random random) {
    return utf8(
        switch (random.nextInt(6)) {
          case 0 -> entities(random);
          case 1 -> "<div>".repeat(1_000 + random.nextInt(200_000)) + "글";
          case 2 -> "<table><tr><td>".repeat(1_000 + random.nextInt(20_000)) + "글";
          case 3 -> "<b><i><a href=x>".repeat(1_000 + random.nextInt(5_000)) + "</b></i>글".repeat(1_000);
          case 4 -> "<p " + "a='".repeat(100_000) + "<!--" + "<script>".repeat(1_000);
          default -> "<meta charset=utf-16><title>" + "가".repeat(400_000) + "</title>" + "&#x110000;".repeat(50_000);
        });
  }

  static byte[] markdown(Random random) {
    int many = 1_000 + random.nextInt(60_000);
    return utf8(
        switch (random.nextInt(6)) {
          case 0 -> ">".repeat(many) + "글";
          case 1 -> "[".repeat(many) + "글" + "](a)".repeat(many);
          case 2 -> "*a_".repeat(many);
          case 3 -> "- ".repeat(many) + "글";
          case 4 -> "`".repeat(many) + "글\n" + "![](../../../../etc/passwd)\n".repeat(200);
          default -> "|a".repeat(many) + "\n" + "|-".repeat(many) + "\n";
        });
  }

  /** YAML 1.2, §7.1: an alias is all that its anchor is. */
  static String yaml(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> {
        var laughs = new StringBuilder("a: &a [하, 하, 하, 하, 하, 하, 하, 하, 하]\n");
        for (char c = 'b'; c < 'k'; c++) {
          laughs.append(c).append(": &").append(c).append(" [");
          laughs.append(("*" + (char) (c - 1) + ",").repeat(9)).append("]\n");
        }
        yield laughs + "title: *j\n";
      }
      case 1 -> "title: &a [*a]\n";
      case 2 -> "title: " + "[".repeat(20_000);
      case 3 -> "title: !!java.net.URL ['http://127.0.0.1:9/']\nsubject: !!binary AAAA\n";
      case 4 -> "title: 글\n".repeat(3_000);
      default ->
          "date: '" + "9".repeat(50_000) + "'\npart: 99999999999999999999\npriority: -1e999\nlanguage: \"\\0\"\n";
    };
  }

  static byte[] frontMatter(Random random) {
    return utf8("---\n" + yaml(random) + (random.nextBoolean() ? "---\n" : "") + "\n# 글\n\n글이다.\n");
  }

  static byte[] rtf(Random random) {
    int many = 1_000 + random.nextInt(100_000);
    return utf8(
        "{\\rtf1"
            + switch (random.nextInt(4)) {
              case 0 -> "{".repeat(many);
              case 1 -> "\\bin2147483647 " + "a".repeat(1_000);
              case 2 -> "\\u-99999999999999?".repeat(2_000) + "}";
              default -> "{\\pict\\picw999999999\\pich999999999 " + "0".repeat(many) + "}}";
            });
  }

  static byte[] mhtml(Random random) {
    var out = new StringBuilder("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n");
    int depth = 2 + random.nextInt(2_000);
    for (int i = 0; i < depth; i++) {
      out.append("--b").append(i).append("\nContent-Type: multipart/related; boundary=b").append(i + 1).append("\n\n");
    }
    return utf8(out + "--b" + depth + "\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n====\n");
  }

  /** Many cues, or cues of impossible times. */
  static String subtitles(String kind, Random random, int cues) {
    var out = new StringBuilder(kind.equals("vtt") ? "WEBVTT\n\n" : "");
    if (kind.equals("smi")) {
      return "<SAMI><BODY>" + ("<SYNC Start=" + random.nextLong() + "><P Class=KRCC>글").repeat(cues);
    }
    if (kind.equals("ass")) {
      return "[Events]\nFormat: Start,End,Text\n" + ("Dialogue: 9:99:99.99,0:00:00.00,{{{글\\N").repeat(cues);
    }
    for (int i = 0; i < cues; i++) {
      var time = random.nextInt(10) == 0 ? "99999999999:99:99" : "00:00:01";
      out.append(i).append('\n').append(time).append(",000 --> 00:00:00,000\n<b><i>글\n").append(i % 7 == 0 ? "" : "\n");
    }
    return out.toString();
  }

  /** A text of letters in one of the world's charsets, declared or not, or in none. */
  static byte[] anyCharset(Random random) {
    var texts =
        new String[] {
          "살구나무에 꽃이 피였다. 아이들은 우물가에 모였다.", "春天来了，杏花开了。孩子们在井边。", "春天來了，杏花開了。", "杏の花が咲いた。", "The apricot.", "Абрикос."
        };
    var names =
        new String[] {
          "x-windows-949", "EUC-KR", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "GB18030", "Big5", "Shift_JIS",
          "ISO-2022-KR", "ISO-2022-JP", "x-Johab", "IBM1047", "KOI8-R", "UTF-8"
        };
    var text = (texts[random.nextInt(texts.length)] + "\n").repeat(1 + random.nextInt(200));
    var bytes = text.getBytes(Charset.forName(names[random.nextInt(names.length)]));
    switch (random.nextInt(8)) {
      case 0 -> bytes = java.util.Arrays.copyOf(bytes, bytes.length - 1);
      case 1 -> bytes[random.nextInt(bytes.length)] = (byte) 0xFF;
      case 2 -> bytes[random.nextInt(bytes.length)] = 0;
      case 3 -> bytes = org.bojagi.extract.Samples.joined(new byte[] {(byte) 0xFF, (byte) 0xFE}, bytes);
      case 4 -> bytes = org.bojagi.extract.Samples.joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, bytes);
      default -> {}
    }
    return bytes;
  }

  /** One line, of one word. */
  static byte[] longLine(Random random) {
    return utf8((random.nextBoolean() ? "가" : "a\u0301\u0302\u0303").repeat(200_000 + random.nextInt(500_000)));
  }
}
