package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.UsageException;
import org.bojagi.stick.CarriedReader;
import org.bojagi.stick.CrossLink;
import org.bojagi.stick.RuntimeImage;
import org.bojagi.stick.StickPlan;
import org.bojagi.stick.StickPlan.Kind;
import org.bojagi.stick.StickPlan.Part;
import org.bojagi.stick.StickProgress.Phase;
import org.bojagi.stick.StickReport;
import org.bojagi.stick.StickWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stick}: reader, runtimes and bundles onto a medium, read back. Run from a stick, it makes another like it. */
@Command(name = "stick")
public final class StickCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TARGET", descriptionKey = "stick.TARGET")
  private Path target;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "BUNDLE", descriptionKey = "stick.BUNDLE")
  private List<Path> bundles = List.of();

  @Option(names = "--runtime", paramLabel = "DIR-or-ARCHIVE", descriptionKey = "stick.runtime")
  private List<Path> runtimes = List.of();

  @Option(names = "--name", paramLabel = "NAME", descriptionKey = "stick.name")
  private String name = "";

  @Option(names = "--slots", paramLabel = "FOLDER", descriptionKey = "stick.slots")
  private List<Path> batches = List.of();

  @Option(names = "--trust", paramLabel = "FILE", descriptionKey = "stick.trust")
  private List<Path> keys = List.of();

  @Option(names = "--yes", descriptionKey = "stick.yes")
  private boolean yes;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var reader = CarriedReader.ofProgram().with(keys);
    var scratch = new ArrayList<Path>();
    try (var cards = new StickCards(batches, bundles.isEmpty() ? reader.bundles() : bundles)) {
      var images = new ArrayList<RuntimeImage>();
      for (var runtime : runtimes) {
        images.add(smallest(RuntimeImage.of(runtime), scratch));
      }
      var writer = new StickWriter(reader, images, cards.bundles(), cards.slots(), name);
      var plan = writer.plan(target);
      if (plan.replaces() && !agrees()) {
        Terminal.note(Texts.text("stick.not-written"));
        return ExitCode.DONE;
      }
      StickReport report;
      try (var progress = new Progress()) {
        report =
            writer.write(
                plan,
                (phase, done, total, path) ->
                    progress.show(done, total, Texts.text(key(phase), path.substring(path.lastIndexOf('/') + 1))));
      }
      if (report.findings().isEmpty()) {
        cards.markUsed();
      }
      return tell(report, cards);
    } finally {
      for (var folder : scratch) {
        removeTree(folder);
      }
    }
  }

  private static String key(Phase phase) {
    return "stick.phase." + phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Linked anew from its modules where it has them; the folder for that is removed when the stick is written. */
  private static RuntimeImage smallest(RuntimeImage given, List<Path> scratch) throws IOException {
    if (!CrossLink.isPossible(given)) {
      return given;
    }
    var folder = Files.createTempDirectory("bojagi-runtime");
    scratch.add(folder);
    return CrossLink.link(given, folder);
  }

  private boolean agrees() throws UsageException {
    if (yes) {
      return true;
    }
    var console =
        Terminal.console()
            .orElseThrow(
                () ->
                    new UsageException(
                        "There is something already where the reader would go",
                        target.toString(),
                        "Replace it with --yes, or give another --name. Bundles of other names stay."));
    return Answer.isYes(console.readLine("%s ", Texts.text("stick.ask", target)));
  }

  private int tell(StickReport report, StickCards cards) throws IOException {
    if (json) {
      var asJson = asJson(report);
      if (!batches.isEmpty()) {
        asJson.put("cards", cards.numbers());
      }
      Terminal.printJson(Json.write(asJson));
    } else if (report.findings().isEmpty()) {
      print(report);
      cards.sentences().forEach(sentence -> Terminal.out().println(sentence));
    }
    report.findings().stream().limit(20).forEach(Terminal::complain);
    if (report.findings().size() > 20) {
      Terminal.note(Texts.text("stick.more-bad", report.findings().size() - 20));
    }
    return report.findings().isEmpty() ? ExitCode.DONE : ExitCode.DAMAGED;
  }

  private static void print(StickReport report) {
    var plan = report.plan();
    for (var part : plan.parts()) {
      var line =
          Texts.text(
              "stick.part." + part.kind().name().toLowerCase(Locale.ROOT),
              Terminal.printable(part.kind() == Kind.LAUNCHER ? part.path() : plan.name() + "/" + part.path()),
              ByteSize.text(part.sizeBytes()));
      Terminal.out().println(line);
      if (part.kind() == Kind.RUNTIME && !part.startCache()) {
        Terminal.out().println(Texts.text("stick.without-cache"));
      }
    }
    Terminal.out()
        .println(
            Texts.text(
                "stick.done",
                plan.files().size(),
                ByteSize.text(plan.sizeBytes()),
                ByteSize.text(report.freeBytes()),
                ByteSize.text(report.totalBytes())));
    Terminal.out().println(Texts.text(report.readFromMedium() ? "stick.read-back" : "stick.read-back-cached"));
    Terminal.out().println(
            Texts.text(
                "stick.start", launcher(plan, ".cmd"), launcher(plan, ".command"), launcher(plan, ".sh")));
  }

  private static String launcher(StickPlan plan, String ending) {
    return paths(plan, Kind.LAUNCHER).stream().filter(path -> path.endsWith(ending)).findFirst().orElseThrow();
  }

  private static List<String> paths(StickPlan plan, Kind kind) {
    return plan.parts().stream().filter(part -> part.kind() == kind).map(Part::path).toList();
  }

  private static LinkedHashMap<String, Object> asJson(StickReport report) {
    var plan = report.plan();
    var json = new LinkedHashMap<String, Object>();
    json.put("target", plan.target().toString());
    json.put("folder", plan.name());
    json.put("files", plan.files().size());
    json.put("bytes", plan.sizeBytes());
    json.put("free_bytes", report.freeBytes());
    json.put("total_bytes", report.totalBytes());
    json.put("launchers", paths(plan, Kind.LAUNCHER));
    json.put("platforms", paths(plan, Kind.RUNTIME));
    json.put("bundles", paths(plan, Kind.BUNDLE));
    json.put("read_from_medium", report.readFromMedium());
    json.put("findings", report.findings().stream().map(FindingOutput::json).toList());
    return json;
  }

  private static void removeTree(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
