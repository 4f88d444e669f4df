package org.bojagi.cli.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bojagi.bundle.WordList;
import org.bojagi.cli.read.Texts;

/**
 * A sheet to print and cut: a strip for each card with its number, its words and how to open it. What is for
 * the team stands around them in its language, what is on a strip in that of the words. Words go from arrays
 * to the stream and are in no string.
 */
final class WordSheet {
  private static final String STYLE =
      """
      :root { color-scheme: light; }
      body { font: 11pt/1.45 sans-serif; color: #000; background: #fff; max-width: 19cm; margin: 1.2cm auto;
        padding: 0 .5cm; }
      h1 { font-size: 15pt; margin: 0 0 .3cm; }
      .strip { border-top: 1px dashed #000; padding: .35cm 0 .4cm; break-inside: avoid; }
      .strip p { margin: 0; font-size: 9.5pt; }
      .strip .words { font-size: 16pt; font-weight: bold; margin: .1cm 0 .15cm; overflow-wrap: anywhere; }
      .end { border-top: 1px dashed #000; padding-top: .35cm; }
      @media print { body { margin: 0; max-width: none; } .team { break-after: page; } }
      """;

  private final OutputStream out;
  private final boolean text;
  private final Locale ofStrips;

  /** @param text plain text instead of HTML */
  WordSheet(OutputStream out, boolean text, WordList words) {
    this.out = out;
    this.text = text;
    this.ofStrips = words == WordList.KOREAN ? Locale.KOREAN : Locale.ENGLISH;
  }

  /** @param count of the strips that follow */
  void begin(int count) throws IOException {
    var title = Texts.text("sheet.title", count);
    if (text) {
      line(title);
      line("");
      for (var paragraph : TEAM) {
        line(Texts.text(paragraph));
      }
      line("");
      return;
    }
    line("<!DOCTYPE html>");
    line("<html lang=\"" + Texts.locale().getLanguage() + "\">");
    line("<head>");
    line("<meta charset=\"utf-8\">");
    line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    line("<meta name=\"viewport\" content=\"width=device-width\">");
    line("<title>" + title + "</title>");
    line("<style>\n" + STYLE + "</style>");
    line("</head>");
    line("<body>");
    line("<div class=\"team\">");
    line("<h1>" + title + "</h1>");
    for (var paragraph : TEAM) {
      line("<p>" + Texts.text(paragraph) + "</p>");
    }
    line("</div>");
  }

  private static final String[] TEAM = {"sheet.one-opens-all", "sheet.apart", "sheet.nowhere-else"};

  /** @param words UTF-8 letters and spaces, which nothing has to be escaped in; stay the caller's */
  void strip(int number, byte[] words) throws IOException {
    var label = Texts.text(ofStrips, "sheet.number", number);
    var how = Texts.text(ofStrips, "sheet.how");
    if (text) {
      line("-".repeat(72));
      line(label);
      line("");
      print("    ");
      out.write(words);
      line("");
      line("");
      line(how);
      return;
    }
    line("<div class=\"strip\" lang=\"" + ofStrips.getLanguage() + "\"><p>" + label + "</p>");
    print("<p class=\"words\">");
    out.write(words);
    line("</p><p>" + how + "</p></div>");
  }

  /** Says that nothing is missing. */
  void end(int count) throws IOException {
    var end = Texts.text("sheet.end", count);
    if (text) {
      line("-".repeat(72));
      line(end);
      return;
    }
    line("<p class=\"end\">" + end + "</p>");
    line("</body>");
    line("</html>");
  }

  private void line(String line) throws IOException {
    print(line + "\n");
  }

  private void print(String string) throws IOException {
    out.write(string.getBytes(StandardCharsets.UTF_8));
  }
}
