package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusCheck;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.SourceFile;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.InputException;
import org.bojagi.fault.UsageException;
import org.bojagi.media.MediaPrograms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: what would go in, in plain sentences. Writes nothing. */
@Command(name = "check")
public final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CORPUS", descriptionKey = "CORPUS")
  private Path source;

  @Option(names = "--explain", paramLabel = "FILE", descriptionKey = "check.explain")
  private Path explained;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (var corpus = read()) {
      if (explained != null) {
        explain(corpus);
        return ExitCode.DONE;
      }
      var check = CorpusCheck.of(corpus);
      var findings = new ArrayList<Finding>(corpus.findings());
      findings.addAll(check.findings());
      if (json) {
        printJson(check, findings);
      } else {
        check.summary(Texts.locale()).forEach(Terminal.out()::println);
        for (var finding : findings) {
          Terminal.out().println("- " + Terminal.printable(Texts.told(finding.sentence())));
        }
        for (var program : missing(corpus)) {
          Terminal.out().println(Texts.text("check.missing." + program));
        }
      }
      boolean leftOut = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
      return leftOut ? ExitCode.SKIPPED : ExitCode.DONE;
    }
  }

  /** A bag that is refused is reported as anything else that is wrong. */
  private Corpus read() throws IOException {
    if (!json) {
      return CorpusSource.read(source);
    }
    var refusals = new ArrayList<Finding>();
    try {
      return CorpusSource.read(
          source, Runtime.getRuntime().availableProcessors(), (files, total, bytes, ofBytes, path) -> {}, refusals);
    } catch (InputException refused) {
      if (!refusals.isEmpty()) {
        var report = new LinkedHashMap<String, Object>();
        report.put("items", 0);
        report.put("files", 0);
        report.put("findings", refusals.stream().map(FindingOutput::json).toList());
        Terminal.printJson(Json.write(report));
      }
      throw refused;
    }
  }

  private void printJson(CorpusCheck check, List<Finding> findings) {
    var report = new LinkedHashMap<String, Object>();
    report.put("items", check.corpus().items().size());
    report.put("files", check.corpus().items().stream().mapToInt(item -> item.files().size()).sum());
    report.put("summary", check.summary(Texts.locale()));
    report.put("findings", findings.stream().map(FindingOutput::json).toList());
    report.put(
        "left_out",
        check.corpus().leftovers().stream()
            .map(
                leftover -> {
                  var one = new LinkedHashMap<String, Object>();
                  one.put("path", leftover.path());
                  one.put("reason", leftover.reason().name().toLowerCase(Locale.ROOT));
                  return one;
                })
            .toList());
    report.put("missing", missing(check.corpus()));
    Terminal.printJson(Json.write(report));
  }

  /** Programs that aren't installed and would do something for what is in the corpus. */
  private static List<String> missing(Corpus corpus) {
    var types =
        corpus.items().stream()
            .flatMap(item -> item.files().stream())
            .map(SourceFile::mediaType)
            .distinct()
            .toList();
    boolean films = types.stream().anyMatch(type -> type.startsWith("video/") || type.startsWith("audio/"));
    boolean pages = types.contains("application/pdf");
    return MediaPrograms.find().missing().stream()
        .filter(program -> program.equals("ffmpeg") ? films : pages)
        .toList();
  }

  /** The file as the corpus names it, or as the file system does from here. */
  private void explain(Corpus corpus) throws UsageException {
    var path = pathInCorpus(explained.toString());
    var fromHere = explained.toAbsolutePath().normalize();
    var root = source.toAbsolutePath().normalize();
    if (fromHere.startsWith(root) && item(corpus, path).isEmpty()) {
      path = pathInCorpus(root.relativize(fromHere).toString());
    }
    var name = path;
    var item = item(corpus, name);
    if (item.isPresent()) {
      explain(item.get());
      return;
    }
    var leftover = corpus.leftovers().stream().filter(left -> left.path().equals(name)).findFirst();
    if (leftover.isEmpty()) {
      throw new UsageException(
          "No file of this name is in the corpus", name, "Give its path as it is below " + source + ".");
    }
    var reason = Texts.text("left-out." + leftover.get().reason().name().toLowerCase(Locale.ROOT));
    if (json) {
      var one = new LinkedHashMap<String, Object>();
      one.put("path", name);
      one.put("left_out", leftover.get().reason().name().toLowerCase(Locale.ROOT));
      one.put("because", List.of(reason));
      Terminal.printJson(Json.write(one));
    } else {
      Terminal.out().println(Terminal.printable(name) + ": " + reason);
    }
  }

  private void explain(CorpusItem item) {
    var sentences = item.explanations().stream().map(because -> because.sentence(Texts.locale())).toList();
    if (json) {
      var one = new LinkedHashMap<String, Object>();
      one.put("path", item.item().path());
      one.put("id", item.item().id());
      one.put("title", item.titleIsDeclared() ? item.item().title() : item.fallbackTitle());
      one.put("type", item.item().type().code());
      one.put("series", item.item().series() == null ? null : item.item().series().title());
      one.put("language", item.item().language());
      one.put("files", item.files().stream().map(file -> file.path()).toList());
      one.put("because", sentences);
      Terminal.printJson(Json.write(one));
    } else {
      Terminal.out().println(Terminal.printable(item.item().path()));
      sentences.forEach(sentence -> Terminal.out().println("- " + Terminal.printable(sentence)));
    }
  }

  private static Optional<CorpusItem> item(Corpus corpus, String path) {
    return corpus.items().stream()
        .filter(item -> item.files().stream().anyMatch(file -> file.path().equals(path)))
        .findFirst();
  }

  private static String pathInCorpus(String path) {
    return Normalizer.normalize(path.replace('\\', '/'), Normalizer.Form.NFC);
  }
}
