package org.bojagi.cli.pack;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.recover.Loss;
import org.bojagi.recover.RecoveredFile;
import org.bojagi.recover.RecoveryReport;

/** What recovery came to, for a person: what is incomplete, what is lost, byte by byte, and why. */
final class RecoveryText {
  private RecoveryText() {}

  /** @param most files of each kind that are named */
  static String of(RecoveryReport report, int most) {
    var text = new StringBuilder();
    for (var bundle : report.bundles()) {
      var name = Terminal.printable(bundle.title().isEmpty() ? bundle.bundle() : bundle.title());
      line(text, bundle.hasRoot() ? Texts.text("recover.bundle", name, bundle.edition()) : Texts.text("recover.rootless", name));
      line(text, "  " + Texts.text("recover.whole", bundle.wholeFiles(), ByteSize.text(bundle.soundBytes())));
      if (bundle.keptFiles() > 0) {
        line(text, "  " + Texts.text("recover.kept", bundle.keptFiles()));
      }
      list(text, "recover.incomplete", bundle.incomplete(), most);
      list(text, "recover.lost", bundle.lost(), most);
      list(text, "recover.unproven", bundle.unproven(), most);
      list(text, "recover.renamed", renamed(bundle), most);
    }
    for (var finding : report.findings()) {
      line(text, Terminal.printable(Texts.told(finding.sentence())));
    }
    line(text, Texts.text(report.exitCode() == 0 ? "recover.all" : "recover.not-all"));
    return text.toString();
  }

  private static List<RecoveredFile> renamed(RecoveryReport.OfBundle bundle) {
    return bundle.imperfect().stream()
        .filter(file -> file.isWhole() && file.proof() != RecoveredFile.Proof.NONE)
        .toList();
  }

  private static void list(StringBuilder text, String key, List<RecoveredFile> files, int most) {
    if (files.isEmpty()) {
      return;
    }
    line(text, "  " + Texts.text(key, files.size()));
    for (var file : files.subList(0, Math.min(most, files.size()))) {
      var path = Terminal.printable(file.path());
      var written = Terminal.printable(file.writtenAs());
      line(text, "    " + (file.isLost() || written.equals(path) ? path : path + " → " + written));
      if (!file.isWhole()) {
        line(text, "      " + ranges(file, most));
      }
    }
    if (files.size() > most) {
      line(text, "    " + Texts.text("recover.more", files.size() - most));
    }
  }

  /** @param most that are named */
  static String ranges(RecoveredFile file, int most) {
    return file.losses().stream().limit(most).map(RecoveryText::range).collect(Collectors.joining(", "));
  }

  /** Of what has no known end, its beginning. */
  private static String range(Loss loss) {
    var end = loss.length() < 0 ? "…" : String.valueOf(loss.offset() + loss.length() - 1);
    return String.format(Locale.ROOT, "%d–%s (%s)", loss.offset(), end, Texts.text("recover.why." + loss.why().code()));
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
