package org.bojagi.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.fault.Finding;
import org.bojagi.open.OpenBundle;

/**
 * Which files come of which items, in the order in which they are written and in which players show them.
 *
 * @param leftOut for want of room
 * @param findings what won't play or open as it should
 */
public record ExportPlan(
    ExportOptions options, List<PlannedItem> items, List<LeftOut> leftOut, List<Finding> findings) {
  public ExportPlan {
    items = List.copyOf(items);
    leftOut = List.copyOf(leftOut);
    findings = List.copyOf(findings);
  }

  public int itemCount() {
    return items.size();
  }

  /** With the start page. */
  public int fileCount() {
    return items.stream().mapToInt(item -> item.files().size()).sum() + StartPage.pages(items.size());
  }

  /** Exact for what is copied, an estimate for what is made anew. */
  public long estimatedBytes() {
    return items.stream().mapToLong(PlannedItem::estimatedBytes).sum();
  }

  /** What isn't what a player knows; of a film that is decided when it is looked at, so that some may be copied. */
  public List<ExportReport.MadeAnew> mayBeMadeAnew() {
    return items.stream()
        .flatMap(item -> item.files().stream())
        .filter(
            file ->
                switch (file.step()) {
                  case FILM -> !PlainMp4.fits(file.source().file());
                  case SOUND, PICTURE -> true;
                  default -> false;
                })
        .map(file -> new ExportReport.MadeAnew(file.source().file().path(), file.path()))
        .toList();
  }

  /** Where packed files go, by bundle and path there. */
  Map<OpenBundle, Map<String, String>> targets() {
    var targets = new HashMap<OpenBundle, Map<String, String>>();
    for (var item : items) {
      var paths = targets.computeIfAbsent(item.item().open(), none -> new HashMap<>());
      for (var file : item.files()) {
        if (file.step() != PlannedFile.Step.TXT && file.step() != PlannedFile.Step.SUBTITLES) {
          paths.putIfAbsent(file.source().file().path(), file.path());
        }
      }
      paths.putIfAbsent(item.item().item().path(), item.files().getFirst().path());
    }
    return targets;
  }
}
