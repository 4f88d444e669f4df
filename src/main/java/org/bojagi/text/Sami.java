package org.bojagi.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.bojagi.catalog.Cue;

/**
 * SAMI (Synchronized Accessible Media Interchange, Microsoft 1998), as players write it: tags
 * unclosed, attributes unquoted, a cue ended by the next one of its class or by one that holds
 * {@code &nbsp;} alone.
 */
final class Sami {
  private static final Pattern SYNC =
      Pattern.compile("(?i)<sync\\b[^>]{0,200}?\\bstart\\s*=\\s*[\"']?(\\d{1,9})[^>]{0,200}>");
  private static final Pattern PARAGRAPH =
      Pattern.compile(
          "(?i)<p\\b(?:[^>]{0,200}?\\bclass\\s*=\\s*[\"']?([A-Za-z0-9_-]{1,40}))?[^>]{0,200}>");
  private static final Pattern STYLE_CLASS =
      Pattern.compile("\\.([A-Za-z0-9_-]{1,40})\\s*\\{([^}]{0,500})\\}");
  private static final Pattern STYLE_LANGUAGE =
      Pattern.compile("(?i)lang\\s*:\\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)");
  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s{0,10}/?>|</?p\\b[^>]{0,200}>");
  private static final Pattern COMMENT = Pattern.compile("<!--|-->");

  private static final int MAX_BODY_CHARS = 4_096;
  private static final long LAST_CUE_MILLIS = 5_000;
  private static final long MAX_MILLIS = 99 * 3_600_000L;

  /** Of classes whose style says no language. */
  private static final Map<String, String> CLASS_LANGUAGES =
      Map.of(
          "KR", "ko", "KO", "ko", "EN", "en", "EG", "en", "CN", "zh", "ZH", "zh", "JP", "ja", "JA",
          "ja");

  /** A cue that has begun and has no end yet. */
  private record Open(long startMillis, String text) {}

  private Sami() {}

  static Map<String, List<Cue>> read(String source, String otherwise) {
    var languages = styleLanguages(source);
    var cues = new LinkedHashMap<String, List<Cue>>();
    var open = new HashMap<String, Open>();
    int count = 0;
    var sync = SYNC.matcher(source);
    boolean found = sync.find();
    while (found && count < CueBlock.MAX_CUES) {
      long start = Math.min(Long.parseLong(sync.group(1)), MAX_MILLIS);
      int bodyStart = sync.end();
      found = sync.find();
      var body =
          source.substring(
              bodyStart,
              Math.min(found ? sync.start() : source.length(), bodyStart + MAX_BODY_CHARS));
      for (var paragraph : paragraphs(body)) {
        var language = language(paragraph.className(), languages, otherwise);
        end(cues, language, open.remove(language), start);
        if (!paragraph.text().isEmpty()) {
          open.put(language, new Open(start, paragraph.text()));
          cues.computeIfAbsent(language, _ -> new ArrayList<>());
          count++;
        }
      }
    }
    open.forEach((language, cue) -> end(cues, language, cue, cue.startMillis() + LAST_CUE_MILLIS));
    return cues;
  }

  private static void end(Map<String, List<Cue>> cues, String language, Open cue, long endMillis) {
    if (cue != null) {
      cues.get(language)
          .add(new Cue(cue.startMillis(), Math.max(cue.startMillis(), endMillis), cue.text()));
    }
  }

  private record Paragraph(String className, String text) {}

  private static List<Paragraph> paragraphs(String body) {
    var paragraphs = new ArrayList<Paragraph>();
    var tag = PARAGRAPH.matcher(body);
    if (!tag.find()) {
      return List.of(new Paragraph("", plain(body)));
    }
    boolean found = true;
    while (found) {
      var className = tag.group(1) == null ? "" : tag.group(1);
      int start = tag.end();
      found = tag.find();
      paragraphs.add(
          new Paragraph(
              className, plain(body.substring(start, found ? tag.start() : body.length()))));
    }
    return paragraphs;
  }

  private static String plain(String marked) {
    var text = COMMENT.matcher(marked.replace('\r', ' ').replace('\n', ' ')).replaceAll(" ");
    return CueMarkup.plain(BREAK.matcher(text).replaceAll("\n"));
  }

  private static Map<String, String> styleLanguages(String source) {
    var languages = new HashMap<String, String>();
    int bodyAt = source.toLowerCase(Locale.ROOT).indexOf("<body");
    var head = source.substring(0, Math.min(bodyAt < 0 ? source.length() : bodyAt, 64 * 1024));
    var style = STYLE_CLASS.matcher(head);
    while (style.find()) {
      var language = STYLE_LANGUAGE.matcher(style.group(2));
      if (language.find()) {
        var code = language.group(1).toLowerCase(Locale.ROOT).split("-")[0];
        languages.put(
            style.group(1).toUpperCase(Locale.ROOT),
            switch (code) {
              case "kr" -> "ko";
              case "cn" -> "zh";
              case "jp" -> "ja";
              default -> code;
            });
      }
    }
    return languages;
  }

  private static String language(String className, Map<String, String> styles, String otherwise) {
    var key = className.toUpperCase(Locale.ROOT);
    if (styles.containsKey(key)) {
      return styles.get(key);
    }
    return key.length() < 2
        ? otherwise
        : CLASS_LANGUAGES.getOrDefault(key.substring(0, 2), otherwise);
  }
}
