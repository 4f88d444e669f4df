package org.bojagi.cli.read;

import java.util.Locale;

/** How far long work has come, on one line of a terminal; nothing in a pipe. Shown at most five times a second. */
public final class Progress implements AutoCloseable {
  private static final long INTERVAL_NANOS = 200_000_000;
  private static final int BAR = 24;

  private final boolean shown = Terminal.errIsTerminal();
  private long lastShown = System.nanoTime();

  /** @param total in the unit of {@code done}; 0 where it isn't known, then {@code label} has to say it all */
  public synchronized void show(long done, long total, String label) {
    long now = System.nanoTime();
    if (!shown || now - lastShown < INTERVAL_NANOS) {
      return;
    }
    lastShown = now;
    var text = Terminal.printable(label);
    text = text.length() > 40 ? text.substring(0, 39) + "…" : text;
    if (total <= 0) {
      Terminal.progress(text);
      return;
    }
    double part = Math.clamp((double) done / total, 0, 1);
    int full = (int) (part * BAR);
    Terminal.progress(
        String.format(Locale.ROOT, "[%s%s] %3d %%  %s", "#".repeat(full), ".".repeat(BAR - full), (int) (part * 100), text));
  }

  @Override
  public void close() {
    Terminal.clearProgress();
  }
}
