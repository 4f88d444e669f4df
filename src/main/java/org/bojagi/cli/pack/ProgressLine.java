package org.bojagi.cli.pack;

import java.util.Locale;
import java.util.OptionalLong;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.seal.PackProgress.Moment;
import org.bojagi.seal.PackProgress.Stage;

/** A moment of packing on one line: how far, of how much, how long still, and what it is at; cut where it is narrow. */
final class ProgressLine {
  private static final int BAR = 20;
  private static final int LEAST_OF_PATH = 8;

  private ProgressLine() {}

  /** @param columns that the line may take */
  static String text(Moment moment, OptionalLong secondsLeft, int columns) {
    var stage = Texts.text("pack.stage." + moment.stage().name().toLowerCase(Locale.ROOT));
    if (moment.itemsTotal() <= 0 || moment.stage() == Stage.INDEXING || moment.stage() == Stage.FINISHING) {
      return Columns.end(moment.path().isEmpty() ? stage : stage + "  " + Terminal.printable(moment.path()), columns);
    }
    double part = Math.clamp((double) TimeLeft.workDone(moment) / Math.max(1, TimeLeft.workTotal(moment)), 0, 1);
    int full = (int) (part * BAR);
    var percent = String.format(Locale.ROOT, "%3d %%", (int) (part * 100));
    var line = new StringBuilder();
    if (columns >= 60) {
      line.append('[').append("#".repeat(full)).append(".".repeat(BAR - full)).append("] ");
    }
    line.append(percent);
    var facts =
        new String[] {
          secondsLeft.isPresent() ? Texts.text("pack.left", duration(secondsLeft.getAsLong())) : "",
          moment.itemsDone() + "/" + moment.itemsTotal(),
          moment.bytesTotal() > 0
              ? ByteSize.text(moment.bytesDone()) + "/" + ByteSize.text(moment.bytesTotal())
              : "",
          stage
        };
    for (var fact : facts) {
      if (!fact.isEmpty() && Columns.of(line.toString()) + 2 + Columns.of(fact) <= columns) {
        line.append("  ").append(fact);
      }
    }
    int room = columns - Columns.of(line.toString()) - 2;
    if (room >= LEAST_OF_PATH && !moment.path().isEmpty()) {
      line.append("  ").append(Columns.end(Terminal.printable(moment.path()), room));
    }
    return Columns.end(line.toString(), columns);
  }

  /** Rounded as nobody can know better: 40 s, 3 min, 2 h 10 min. */
  static String duration(long seconds) {
    if (seconds < 55) {
      return Texts.text("duration.seconds", Math.max(1, (seconds + 9) / 10) * 10);
    }
    long minutes = (seconds + 30) / 60;
    if (minutes < 60) {
      return Texts.text("duration.minutes", minutes);
    }
    return Texts.text("duration.hours", minutes / 60, minutes % 60);
  }
}
