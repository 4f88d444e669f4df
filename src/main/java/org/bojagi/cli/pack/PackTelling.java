package org.bojagi.cli.pack;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.OptionalLong;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.fault.Finding;
import org.bojagi.seal.PackProgress;

/**
 * Tells how far packing is: on a terminal one line that the next replaces, five times a second; with {@code
 * --json} an object a line on standard output, progress once a second and findings at once; in a pipe without
 * it nothing.
 */
final class PackTelling implements PackProgress, AutoCloseable {
  private static final long LINE_NANOS = 200_000_000;
  private static final long EVENT_NANOS = 1_000_000_000;

  private final boolean events;
  private final boolean line = Terminal.errIsTerminal();
  private final TimeLeft timeLeft = new TimeLeft();
  private long lastLine = System.nanoTime() - LINE_NANOS;
  private long lastEvent = System.nanoTime();
  private Stage lastStage = Stage.READING;

  /** @param events whether a program listens on standard output */
  PackTelling(boolean events) {
    this.events = events;
  }

  @Override
  public synchronized void at(Moment moment) {
    long now = System.nanoTime();
    boolean lineDue = line && (now - lastLine >= LINE_NANOS || moment.stage() != lastStage);
    boolean eventDue = events && now - lastEvent >= EVENT_NANOS;
    var left = timeLeft.at(moment, now);
    lastStage = moment.stage();
    if (lineDue) {
      lastLine = now;
      // The last column stays free: some terminals go on to the next line when it is filled.
      Terminal.progress(ProgressLine.text(moment, left, Terminal.columns() - 1));
    }
    if (eventDue) {
      lastEvent = now;
      print(event(moment, left));
    }
  }

  @Override
  public synchronized void found(Finding finding) {
    if (events) {
      var event = new LinkedHashMap<String, Object>();
      event.put("event", "finding");
      event.putAll(FindingOutput.json(finding));
      print(event);
    }
  }

  private static void print(LinkedHashMap<String, Object> event) {
    Terminal.printJson(Json.write(event));
    Terminal.out().flush();
  }

  static LinkedHashMap<String, Object> event(Moment moment, OptionalLong secondsLeft) {
    var event = new LinkedHashMap<String, Object>();
    event.put("event", "progress");
    event.put("stage", moment.stage().name().toLowerCase(Locale.ROOT));
    event.put("items_done", moment.itemsDone());
    event.put("items_total", moment.itemsTotal());
    event.put("bytes_done", moment.bytesDone());
    event.put("bytes_total", moment.bytesTotal());
    secondsLeft.ifPresent(seconds -> event.put("seconds_left", seconds));
    Json.putUnlessEmpty(event, "path", moment.path());
    return event;
  }

  @Override
  public void close() {
    Terminal.clearProgress();
  }
}
