package org.bojagi.text;

import java.util.List;
import java.util.Locale;
import org.bojagi.catalog.Cue;

/** WebVTT (W3C WebVTT 1) of cues, in the plain form that every browser reads. */
public final class WebVtt {
  private WebVtt() {}

  /**
   * Read back by {@link Subtitles} it gives the same cues, where their text is as {@link Cue} says.
   */
  public static String write(List<Cue> cues) {
    var vtt = new StringBuilder("WEBVTT\n");
    for (var cue : cues) {
      vtt.append('\n')
          .append(time(cue.startMillis()))
          .append(" --> ")
          .append(time(cue.endMillis()))
          .append('\n');
      // A line with "-->" would be read as times, a blank line as the end of the cue.
      cue.text()
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
          .forEach(line -> vtt.append(line).append('\n'));
    }
    return vtt.toString();
  }

  private static String time(long millis) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1_000 % 60,
        millis % 1_000);
  }
}
