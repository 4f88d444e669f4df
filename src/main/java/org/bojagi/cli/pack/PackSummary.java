package org.bojagi.cli.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.media.Quality;
import org.bojagi.scrub.Sensitive;
import org.bojagi.seal.PackReport;
import org.bojagi.seal.PackReport.CardReport;
import org.bojagi.seal.PackReport.Scrubbed;
import org.bojagi.seal.PackReport.TypeShare;

/** What a person is told on the terminal when a bundle is packed: figures, no names of files. */
final class PackSummary {
  private static final int CARD_BAR = 40;
  private static final String CARD_MARKS = "#=+*%";

  private PackSummary() {}

  static List<String> lines(PackOutcome outcome) {
    var report = outcome.report();
    var details = report.details();
    var lines = new ArrayList<String>();
    lines.add(
        Texts.text(
            "pack.done",
            outcome.bundle(),
            ByteSize.text(report.bundleBytes()),
            report.items(),
            report.files(),
            ByteSize.text(report.sourceBytes())));
    if (!details.types().isEmpty()) {
      lines.add("");
      lines.addAll(table(details.types()));
    }
    if (!details.itemsByLanguage().isEmpty()) {
      var languages = new ArrayList<String>();
      details.itemsByLanguage().forEach((tag, items) -> languages.add(languageName(tag) + " " + items));
      lines.add(Texts.text("report.languages", String.join(", ", languages)));
    }
    if (!details.duplicates().isEmpty()) {
      lines.add(
          Texts.text("report.twice", details.duplicates().size(), ByteSize.text(details.duplicateBytes())));
    }
    cleaned(details.scrubbed(), lines);
    long lowered = report.findings().stream().filter(finding -> finding.code().equals("film-lowered")).count();
    if (lowered > 0) {
      lines.add(
          Texts.text("report.lowered-count", lowered, Quality.FLOOR.lines(), Quality.FLOOR.soundKilobits()));
    }
    if (!details.leftOut().isEmpty()) {
      lines.add(Texts.text("report.left-out-count", details.leftOut().size()));
    }
    details.cards().forEach(card -> lines.addAll(card(card)));
    return lines;
  }

  private static List<String> table(List<TypeShare> shares) {
    var rows = new ArrayList<String[]>();
    rows.add(
        new String[] {
          Texts.text("report.type"), Texts.text("report.items"), Texts.text("report.files"),
          Texts.text("report.source"), Texts.text("report.sealed")
        });
    for (var share : shares) {
      rows.add(
          new String[] {
            Terminal.printable(PackReportPage.typeName(share.type())), String.valueOf(share.items()),
            String.valueOf(share.files()), ByteSize.text(share.sourceBytes()), ByteSize.text(share.sealedBytes())
          });
    }
    var widths = new int[rows.getFirst().length];
    for (var row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], Columns.of(row[i]));
      }
    }
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var line = new StringBuilder("  ");
      for (int i = 0; i < row.length; i++) {
        line.append(Columns.padded(row[i], widths[i] + 2, i > 0));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static void cleaned(List<Scrubbed> scrubbed, List<String> lines) {
    var removed = new EnumMap<Sensitive.Kind, Integer>(Sensitive.Kind.class);
    int files = 0;
    int kept = 0;
    for (var file : scrubbed) {
      files += file.removed().isEmpty() ? 0 : 1;
      kept += file.kept().isEmpty() ? 0 : 1;
      PackReport.kinds(file.removed()).forEach(kind -> removed.merge(kind, 1, Integer::sum));
    }
    if (files > 0) {
      var kinds = new ArrayList<String>();
      removed.forEach((kind, count) -> kinds.add(kindName(kind) + " " + count));
      lines.add(Texts.text("report.cleaned-count", files, String.join(", ", kinds)));
    }
    if (kept > 0) {
      lines.add(Texts.text("report.kept-count", kept));
    }
  }

  private static List<String> card(CardReport card) {
    var bar = new StringBuilder();
    var parts = new ArrayList<String>();
    int mark = 0;
    double filled = 0;
    for (var part : card.parts()) {
      char sign = CARD_MARKS.charAt(mark++ % CARD_MARKS.length());
      filled += (double) CARD_BAR * part.sizeBytes() / Math.max(1, card.capacityBytes());
      int end = (int) Math.round(Math.min(filled, CARD_BAR));
      bar.append(String.valueOf(sign).repeat(Math.max(0, end - bar.length())));
      parts.add(sign + " " + partName(part.name()) + " " + ByteSize.text(part.sizeBytes()));
    }
    bar.append(".".repeat(CARD_BAR - bar.length()));
    parts.add(". " + Texts.text("report.free") + " " + ByteSize.text(card.freeBytes()));
    return List.of(
        Texts.text("report.card", card.number()) + "  [" + bar + "] " + ByteSize.text(card.capacityBytes()),
        "  " + String.join(", ", parts));
  }

  static String partName(String name) {
    try {
      return Texts.text("card-part." + name);
    } catch (MissingResourceException e) {
      return Terminal.printable(name);
    }
  }

  static String kindName(Sensitive.Kind kind) {
    return Texts.text("sensitive." + kind.name().toLowerCase(Locale.ROOT));
  }

  /** In the language of the system; a tag as it is where nobody has a name for it. */
  static String languageName(String tag) {
    if (tag.isEmpty() || tag.equals("und")) {
      return Texts.text("report.language-unknown");
    }
    return switch (tag) {
      case "ko", "ko-KP", "ko-KR", "en", "zh", "zh-Hans", "zh-Hant" -> Texts.text("language." + tag);
      default -> Terminal.printable(tag);
    };
  }

  static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return Texts.text("duration.seconds", String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0));
    }
    return ProgressLine.duration(seconds);
  }
}
