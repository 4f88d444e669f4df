package org.bojagi.cli.read;

import java.io.IOException;

/** What reports share that are one HTML page which needs nothing else: no script, no resource, a policy that allows none. */
public final class ReportPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --soft: #6668; --bar: #2f6f9f; }
      * { box-sizing: border-box; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }
      h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; }
      .team { border: 1px solid var(--soft); padding: .5rem .8rem; margin: 1rem 0; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: start; vertical-align: top; padding: .25rem .5rem .25rem 0; overflow-wrap: anywhere;
        border-bottom: 1px solid var(--soft); }
      th { font-size: .85rem; font-weight: 600; overflow-wrap: normal; }
      .number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
      tr { break-inside: avoid; }
      @media print { body { max-width: none; margin: 0; font-size: 10.5pt; } }
      """;

  private ReportPage() {}

  /**
   * The page as far as its heading, in the language of the system.
   *
   * @param warning what the page holds, and where it has to stay
   * @param style what this page needs besides
   */
  public static void begin(Appendable out, String title, String warning, String style) throws IOException {
    var head =
        """
        <!DOCTYPE html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width">
        <meta name="referrer" content="no-referrer">
        <title>%s</title>
        <style>
        %s%s</style>
        </head>
        <body>
        <h1>%s</h1>
        <p class="team">%s</p>
        """;
    var name = escaped(title);
    out.append(head.formatted(Texts.locale().getLanguage(), name, STYLE, style, name, escaped(warning)));
  }

  public static void end(Appendable out) throws IOException {
    out.append("</body>\n</html>\n");
  }

  /** A name in any script, which turns nothing around it. */
  public static String name(String text) {
    return "<bdi>" + escaped(text) + "</bdi>";
  }

  public static String escaped(String text) {
    return Terminal.printable(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
