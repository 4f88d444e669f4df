package org.bojagi.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.bojagi.catalog.Cue;

/**
 * Subtitles as SubRip, the one format that simple players know.
 *
 * <p>UTF-8 with a byte order mark: players made for Korea read a file without one as Windows code page 949. Lines end
 * with CR LF, as the format's first program wrote them (docs/decisions/0028).
 */
final class SubRip {
  private SubRip() {}

  static byte[] write(List<Cue> cues) {
    var srt = new StringBuilder("\ufeff");
    int number = 0;
    for (var cue : cues) {
      // A blank line would end the cue, and a line with an arrow be read as times.
      var lines = cue.text().lines().map(line -> line.replace("-->", "→").strip()).filter(line -> !line.isEmpty()).toList();
      if (lines.isEmpty()) {
        continue;
      }
      srt.append(++number).append("\r\n").append(time(cue.startMillis())).append(" --> ");
      srt.append(time(cue.endMillis())).append("\r\n");
      lines.forEach(line -> srt.append(line).append("\r\n"));
      srt.append("\r\n");
    }
    return srt.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String time(long millis) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d,%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1_000 % 60,
        millis % 1_000);
  }
}
