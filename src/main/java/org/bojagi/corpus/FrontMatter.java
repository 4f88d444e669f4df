package org.bojagi.corpus;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bojagi.fault.Finding;

/**
 * Metadata between two lines of {@code ---} at the beginning of a text.
 *
 * @param bytes of the file that it takes up, both lines of {@code ---} included; 0 where there is none
 * @param lines the same, counted in lines
 * @param mayHoldPrivate something private may stand in there, and where it ends can't be told: the file must stay out
 */
record FrontMatter(Metadata metadata, int bytes, int lines, boolean mayHoldPrivate) {
  private static final FrontMatter NONE = new FrontMatter(Metadata.NOTHING, 0, 0, false);
  private static final Pattern KEY = Pattern.compile("(?m)^[\\p{L}_-]{1,40}[ \\t]*:(\\s|$)");
  private static final Pattern END = Pattern.compile("\\n(---|\\.\\.\\.)[ \\t]*(\\r?\\n|$)");
  private static final Pattern PRIVATE = Pattern.compile("(?im)^[ \\t\"'{?-]*(private|비공개)[\"']?[ \\t]*(:|$)");

  /** @param head the first bytes of the file, at least {@link MetadataYaml#MAX_BYTES} where it has as many */
  static FrontMatter in(String path, byte[] head, String charset, Consumer<Finding> findings) {
    var text = Text.decode(head, charset);
    int firstLineEnd = text.indexOf('\n');
    if (!text.startsWith("---") || firstLineEnd < 0 || !text.substring(3, firstLineEnd).isBlank()) {
      return NONE;
    }
    var end = END.matcher(text);
    if (!end.find(firstLineEnd) || end.start() > MetadataYaml.MAX_BYTES) {
      return withoutEnd(path, text, findings);
    }
    var yaml = text.substring(firstLineEnd + 1, Math.max(firstLineEnd + 1, end.start() + 1));
    var words = Names.nfc(yaml);
    if (!words.isBlank() && !KEY.matcher(words).find() && !PRIVATE.matcher(words).find() && !words.startsWith("{")) {
      return NONE; // a rule drawn across the page, prose, and another rule
    }
    int lines = (int) text.substring(0, end.end()).chars().filter(c -> c == '\n').count();
    var metadata = MetadataYaml.read(path, 1, yaml, MetadataKey.Level.ITEM, findings);
    return new FrontMatter(metadata, bytesOf(head, charset, text.substring(0, end.end())), lines, false);
  }

  private static FrontMatter withoutEnd(String path, String text, Consumer<Finding> findings) {
    var head = text.substring(0, Math.min(text.length(), MetadataYaml.MAX_BYTES));
    var secondLine = head.substring(head.indexOf('\n') + 1);
    boolean mayHoldPrivate = PRIVATE.matcher(Names.nfc(head)).find();
    if (!mayHoldPrivate && !KEY.matcher(Names.nfc(secondLine.lines().findFirst().orElse(""))).find()) {
      return NONE;
    }
    findings.accept(
        new Finding(
            mayHoldPrivate ? Finding.Severity.ERROR : Finding.Severity.WARNING,
            "front-matter-without-end",
            Names.printable(path) + ":1",
            mayHoldPrivate
                ? "the metadata that begins here has no end and something in it is private: the file stays out"
                : "the metadata that begins here has no end: it is taken for text",
            "Write a line of --- below it."));
    return new FrontMatter(Metadata.NOTHING, 0, 0, mayHoldPrivate);
  }

  /** Charsets that we read have one byte for each character of the fences, but not for each of what lies between. */
  private static int bytesOf(byte[] head, String charset, String text) {
    if (Text.isUtf16(head)) {
      return 2 + 2 * text.length();
    }
    if (charset.startsWith("UTF-16")) {
      return 2 * text.length();
    }
    long lineEnds = text.chars().filter(c -> c == '\n').count();
    var bytes = new String(head, StandardCharsets.ISO_8859_1);
    int at = 0;
    for (long i = 0; i < lineEnds; i++) {
      at = bytes.indexOf('\n', at) + 1;
    }
    return text.endsWith("\n") ? at : head.length;
  }
}
