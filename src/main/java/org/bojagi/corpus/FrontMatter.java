package org.bojagi.corpus;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bojagi.fault.Finding;

/**
 * Metadata between two lines of {@code ---} at the beginning of a text.
 *
 * @param bytes of the file that it takes up, both lines of {@code ---} included; 0 where there is
 *     none
 * @param lines the same, counted in lines
 * @param mayHoldPrivate something private may stand in there, and where it ends can't be told: the
 *     file must stay out
 */
record FrontMatter(Metadata metadata, int bytes, int lines, boolean mayHoldPrivate) {
  private static final FrontMatter NONE = new FrontMatter(Metadata.NOTHING, 0, 0, false);
  private static final Pattern KEY =
      Pattern.compile("(?m)^[\"']?[\\p{L}_-]{1,40}[\"']?[ \\t]*(?:：|:(?:\\s|$))");
  private static final String COMMENT = "[ \\t]*(?:[ \\t]#[^\\n]*)?\\r?";
  private static final Pattern BEGIN =
      Pattern.compile("\\A(?:[ \\t]*\\r?\\n){0,20}---" + COMMENT + "\\n");
  private static final Pattern END =
      Pattern.compile("\\n(?:---|\\.\\.\\.)" + COMMENT + "(?:\\n|\\z)");
  private static final Pattern PRIVATE =
      Pattern.compile(
          "(?im)(?:^[ \\t\"'{?-]*|#[^\\n#]*?)(private|비공개)[\"']?[ \\t]*(?:[:：]|$)");

  /**
   * @param head the first bytes of the file, at least {@link MetadataYaml#MAX_BYTES} where it has
   *     as many
   */
  static FrontMatter in(String path, byte[] head, String charset, Consumer<Finding> findings) {
    var text = Text.decode(head, charset);
    var begin = BEGIN.matcher(text);
    if (!begin.find()) {
      return NONE;
    }
    var end = END.matcher(text);
    boolean ends = end.find(begin.end() - 1);
    if (!ends || end.start() > MetadataYaml.MAX_BYTES) {
      int limit = ends ? end.start() : Math.min(text.length(), MetadataYaml.MAX_BYTES);
      return withoutEnd(path, text.substring(begin.end(), limit), findings);
    }
    var yaml = text.substring(begin.end(), Math.max(begin.end(), end.start() + 1));
    var words = Names.nfc(yaml);
    if (!words.isBlank()
        && !KEY.matcher(words).find()
        && !PRIVATE.matcher(words).find()
        && !words.startsWith("{")) {
      return NONE; // a rule drawn across the page, prose, and another rule
    }
    int lines = lineEnds(text.substring(0, end.end()));
    var read =
        MetadataYaml.read(path, lineEnds(begin.group()), yaml, MetadataKey.Level.ITEM, findings);
    // A remark, # private: someone, must not go in either, on a line of its own or behind a value.
    // And what is fenced in a way that only we know would be shown to readers as text.
    boolean plainFences =
        text.startsWith("---") && !begin.group().contains("#") && !end.group().contains("#");
    boolean mayGoIn = read.understood() && plainFences && !PRIVATE.matcher(words).find();
    var metadata = new Metadata(read.values(), mayGoIn);
    return new FrontMatter(
        metadata, bytesOf(head, charset, text.substring(0, end.end())), lines, false);
  }

  private static FrontMatter withoutEnd(String path, String text, Consumer<Finding> findings) {
    var rest = Names.nfc(text);
    boolean mayHoldPrivate = PRIVATE.matcher(rest).find();
    if (!mayHoldPrivate && !KEY.matcher(rest.lines().findFirst().orElse("")).find()) {
      return NONE;
    }
    findings.accept(
        new Finding(
            mayHoldPrivate ? Finding.Severity.ERROR : Finding.Severity.WARNING,
            "front-matter-without-end",
            Names.printable(path) + ":1",
            mayHoldPrivate
                ? "the metadata that begins here has no end and something in it is private: the"
                      + " file stays out"
                : "the metadata that begins here has no end: it is taken for text",
            "Write a line of --- below it."));
    return new FrontMatter(Metadata.NOTHING, 0, 0, mayHoldPrivate);
  }

  /**
   * Charsets that we read have one byte for each character of the fences, but not for each of what
   * lies between.
   */
  private static int bytesOf(byte[] head, String charset, String text) {
    if (Text.isUtf16(head)) {
      return 2 + 2 * text.length();
    }
    if (charset.startsWith("UTF-16")) {
      return 2 * text.length();
    }
    var bytes = new String(head, StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int i = lineEnds(text); i > 0; i--) {
      at = bytes.indexOf('\n', at) + 1;
    }
    return text.endsWith("\n") ? at : head.length;
  }

  private static int lineEnds(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  /**
   * The line of the first {@code private:} in what is packed of the text's beginning, from 1; 0
   * where there is none. Prose may hold it, so this is no more than a reason to warn.
   */
  static int lineOfPrivate(String body) {
    var head = Names.nfc(body.substring(0, Math.min(body.length(), MetadataYaml.MAX_BYTES)));
    var found = PRIVATE.matcher(head);
    return found.find() ? lineEnds(head.substring(0, found.start(1))) + 1 : 0;
  }
}
