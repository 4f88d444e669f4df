package org.bojagi.cli.pack;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.WordList;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.Answer;
import org.bojagi.cli.read.ByteSize;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.CorpusReader;
import org.bojagi.extract.ExtractionLimits;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;
import org.bojagi.seal.PackOptions;
import org.bojagi.seal.PackOptions.Traces;
import org.bojagi.seal.PackProgress;
import org.bojagi.seal.PackReport;
import org.bojagi.seal.Packer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pack}: a corpus into a bundle. */
@Command(name = "pack")
public final class PackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CORPUS", descriptionKey = "CORPUS")
  private Path source;

  @Option(names = {"-o", "--output"}, paramLabel = "BUNDLE", required = true, descriptionKey = "pack.output")
  private Path target;

  @Option(
      names = "--volume-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      descriptionKey = "pack.volume-size")
  private long volumeBytes = Format.MAX_VOLUME_BYTES;

  @Option(names = "--passphrase-file", paramLabel = "FILE", descriptionKey = "pack.passphrase-file")
  private List<String> passphraseFiles = List.of();

  @Option(names = "--recipient", paramLabel = "age1…", descriptionKey = "pack.recipient")
  private List<String> recipients = List.of();

  @Option(names = "--words", paramLabel = "LANGUAGE", descriptionKey = "pack.words")
  private WordList words = WordList.KOREAN;

  @Option(names = "--jobs", paramLabel = "N", descriptionKey = "pack.jobs")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--keep-metadata", descriptionKey = "pack.keep-metadata")
  private boolean keepMetadata;

  @Option(names = "--strict", descriptionKey = "pack.strict")
  private boolean strict;

  @Mixin private ResumeOptions resume = new ResumeOptions();

  @Option(names = "--yes", descriptionKey = "pack.yes")
  private boolean yes;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    requireSense();
    try (var corpus = CorpusReader.read(source)) {
      if (corpus.items().isEmpty()) {
        throw new UsageException(
            "There is nothing to pack", source.toString(), "bojagi check CORPUS says what stays out and why.");
      }
      var console = Terminal.console();
      if (!yes && console.isPresent() && !agrees(console.get(), corpus)) {
        Terminal.note(Texts.text("pack.not-packed"));
        return ExitCode.DONE;
      }
      try (var keys = PackKeys.of(passphraseFiles, recipients, corpus.info().recipients(), words)) {
        return tell(pack(corpus, keys), keys);
      }
    }
  }

  private PackReport pack(Corpus corpus, PackKeys keys) throws IOException {
    var traces = keepMetadata ? Traces.KEEP : strict ? Traces.LEAVE_OUT : Traces.REMOVE;
    var options = new PackOptions(volumeBytes, keys.slots(), jobs, ExtractionLimits.DEFAULT, traces);
    try (var progress = new Progress()) {
      PackProgress shown =
          moment ->
              progress.show(
                  moment.bytesDone(),
                  moment.bytesTotal(),
                  moment.path().isEmpty() ? Texts.text("pack.index") : moment.path());
      return resume.run(
          target, keys, "", resumption -> Packer.pack(corpus, target, options, resumption, shown));
    }
  }

  private void requireSense() throws IOException {
    if (volumeBytes < Format.MIN_VOLUME_BYTES || volumeBytes > Format.MAX_VOLUME_BYTES) {
      throw new UsageException(
          "Volumes can't be " + volumeBytes + " bytes large",
          "--volume-size",
          "Give a size from 64KiB to 4GiB less one byte.");
    }
    if (jobs < 1 || jobs > 256) {
      throw new UsageException("There can't be " + jobs + " jobs", "--jobs", "Give a number from 1 to 256.");
    }
    if (strict && keepMetadata) {
      throw new UsageException(
          "What names a person can't be both kept and left out", "--strict, --keep-metadata", "Give one of them.");
    }
    if (Files.isDirectory(source) && isWithin(target, source)) {
      throw new UsageException(
          "The bundle would lie inside the corpus, and be packed the next time",
          target.toString(),
          "Choose a folder outside of " + source + ".");
    }
  }

  private static boolean isWithin(Path target, Path source) throws IOException {
    var existing = target.toAbsolutePath().normalize();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && existing.toRealPath().startsWith(source.toRealPath());
  }

  private boolean agrees(Console console, Corpus corpus) {
    Terminal.note(Texts.text("pack.goes-in"));
    for (var folder : corpus.folders()) {
      Terminal.note(
          Texts.text(
              "pack.folder",
              folder.path().isEmpty() ? "/" : Terminal.printable(folder.path()),
              folder.items(),
              folder.files(),
              ByteSize.text(folder.sizeBytes()),
              folder.leftOut()));
    }
    return Answer.isYes(console.readLine("%s ", Texts.text("pack.ask", target)));
  }

  private int tell(PackReport report, PackKeys keys) {
    int notes = 0;
    for (var finding : report.findings()) {
      if (finding.severity() == Severity.NOTE) {
        notes++;
      } else {
        Terminal.complain(finding);
      }
    }
    if (!keepMetadata) {
      report.revealing().forEach(revealing -> Terminal.complain(finding(revealing)));
    }
    if (json) {
      Terminal.printJson(Json.write(json(report, keys)));
    } else {
      Terminal.out()
          .println(
              Texts.text(
                  "pack.done",
                  target,
                  ByteSize.text(report.bundleBytes()),
                  report.items(),
                  report.files(),
                  ByteSize.text(report.sourceBytes())));
      if (notes > 0) {
        Terminal.note(Texts.text("pack.notes", notes, source));
      }
      if (keys.onlyPassphrases()) {
        Terminal.note(Texts.text("pack.only-passphrases", target));
      }
    }
    boolean reveals = !keepMetadata && !report.revealing().isEmpty();
    return report.leftSomethingOut() || reveals ? ExitCode.SKIPPED : ExitCode.DONE;
  }

  private static Finding finding(PackReport.Revealing revealing) {
    var kinds = revealing.kinds().stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
    var fields = revealing.fields().stream().map(field -> field.fieldName()).distinct().limit(4).toList();
    return new Finding(
        Severity.ERROR,
        "reveals",
        revealing.path(),
        "This file went in and says something of a person, place or device that couldn't be taken out ("
            + String.join(", ", kinds)
            + "): "
            + String.join("; ", fields),
        "Clean it with the program that made it and pack again; --strict leaves such files out.");
  }

  private LinkedHashMap<String, Object> json(PackReport report, PackKeys keys) {
    var json = new LinkedHashMap<String, Object>();
    json.put("bundle", target.toString());
    json.put("items", report.items());
    json.put("files", report.files());
    json.put("renditions", report.renditions());
    json.put("source_bytes", report.sourceBytes());
    json.put("bundle_bytes", report.bundleBytes());
    json.put("slots", keys.slots().size());
    json.put("findings", report.findings().stream().map(FindingOutput::json).toList());
    json.put(
        "revealing",
        report.revealing().stream()
            .map(
                revealing -> {
                  var fields =
                      revealing.fields().stream().map(field -> field.fieldName()).distinct().collect(Collectors.toList());
                  var kinds =
                      revealing.kinds().stream()
                          .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                          .collect(Collectors.toList());
                  var one = new LinkedHashMap<String, Object>();
                  one.put("path", revealing.path());
                  one.put("kinds", kinds);
                  one.put("fields", fields);
                  return one;
                })
            .toList());
    return json;
  }
}
