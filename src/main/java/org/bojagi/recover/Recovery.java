package org.bojagi.recover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Lineage;
import org.bojagi.bundle.Root;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.recover.RecoveredFile.Proof;

/** Takes out of media what is sound of the bundles on them: media → volumes → bundles → files and a report. */
public final class Recovery {
  /** From here on a file is decrypted ahead on all cores. */
  private static final long DECRYPT_AHEAD_BYTES = 4 << 20;

  private final UnaryOperator<String> safeNames;
  private final Executor executor;
  private final Progress progress;
  private final byte[] segment = new byte[PackedFile.SEGMENT_BYTES];

  /** Told after each file. */
  @FunctionalInterface
  public interface Progress {
    void taken(int files, long bytes);
  }

  /**
   * @param safeNames as {@link RecoveryFolder} takes it
   * @param executor decrypts ahead
   */
  public Recovery(UnaryOperator<String> safeNames, Executor executor, Progress progress) {
    this.safeNames = safeNames;
    this.executor = executor;
    this.progress = progress;
  }

  /**
   * @param inputs folders of bundles' files, and images of cards
   * @param keys stay the caller's
   * @param target the files' folder; of several bundles each gets a folder there. null: nothing is written, and the
   *     report is what it would be
   * @throws NotABundleException nothing that a key opens is here
   * @throws org.bojagi.fault.WrongKeyException no key opens a slot that is here
   */
  public RecoveryReport run(List<Path> inputs, KeyRing keys, Path target) throws IOException {
    return run(inputs, keys, target, null);
  }

  /**
   * The same straight into a new bundle, nothing in clear on the way.
   *
   * @param made of several bundles each gets a folder in its target
   * @throws DamagedBundleException nothing of any bundle's content is sound
   */
  public RecoveryReport run(List<Path> inputs, KeyRing keys, NewBundle made) throws IOException {
    return run(inputs, keys, made.target(), made);
  }

  private RecoveryReport run(List<Path> inputs, KeyRing keys, Path target, NewBundle made) throws IOException {
    var findings = new ArrayList<Finding>();
    var media = Medium.open(inputs, findings);
    try {
      var headers = new ArrayList<FoundHeader>();
      for (var medium : media) {
        headers.addAll(FoundHeader.in(medium));
        medium.rest();
      }
      if (headers.isEmpty()) {
        throw new NotABundleException(
            "No file of a bundle begins here", inputs.toString(), "Give a bundle's folder, or the raw image of a card.");
      }
      try (var bundleKeys = BundleKeys.find(headers, keys, findings)) {
        var assembly = new Assembly(media, bundleKeys, findings);
        try {
          var bundles = assembly.bundles(headers);
          if (bundles.isEmpty()) {
            throw new NotABundleException(
                "Nothing here is a volume that the keys open", inputs.toString(), "Check which bundle the keys are of.");
          }
          var reports = new ArrayList<RecoveryReport.OfBundle>();
          if (made != null) {
            reports.addAll(reseal(bundles, media, made, findings));
            return new RecoveryReport(reports, findings.stream().distinct().toList());
          }
          for (var bundle : bundles) {
            var folder = target == null || bundles.size() == 1 ? target : target.resolve(folderName(bundle.id, reports.size()));
            reports.add(takeOut(bundle, folder, findings));
          }
          return new RecoveryReport(reports, findings.stream().distinct().toList());
        } finally {
          assembly.closeAll();
        }
      }
    } finally {
      for (var medium : media) {
        medium.close();
      }
    }
  }

  /** Bundles of their own first, then deltas from the oldest on: each goes with what that became which it went with. */
  private List<RecoveryReport.OfBundle> reseal(
      List<SalvagedBundle> found, List<Medium> media, NewBundle made, List<Finding> findings) throws IOException {
    var reports = new ArrayList<RecoveryReport.OfBundle>();
    var unmade = new ArrayList<DamagedBundleException>();
    var deltas = new HashMap<String, Lineage>();
    var source = source(media);
    var inOrder = found.stream().sorted(Comparator.comparingInt(Recovery::deltaEdition)).toList();
    try {
      for (var bundle : inOrder) {
        var root = bundle.root();
        var here = found.size() == 1 ? made : made.at(made.target().resolve(folderName(bundle.id, reports.size())));
        var delta = root.map(r -> r.content().delta()).orElse(null);
        var lineage = delta == null ? null : deltas.get(delta.contentSha256());
        Optional<Lineage> next;
        if (found.size() > 1 && holdsBundle(here.target())) {
          reports.add(madeBefore(bundle, here, findings));
          next = deltaTo(here);
        } else {
          if (delta != null && lineage == null) {
            tellUntied(bundle, findings);
          }
          next = reseal(bundle, here, lineage == null ? null : lineage.another(), source, reports, unmade);
        }
        next.ifPresent(after -> root.ifPresentOrElse(r -> deltas.put(r.index().contentSha256(), after), after::close));
      }
    } finally {
      deltas.values().forEach(Lineage::close);
    }
    if (unmade.size() == found.size()) {
      throw unmade.getFirst();
    }
    unmade.forEach(nothing -> findings.add(Finding.of(Severity.ERROR, "nothing-sound", nothing)));
    return reports;
  }

  /** 0 of a bundle of its own, and of one without a root. */
  private static int deltaEdition(SalvagedBundle bundle) {
    return bundle.root().map(Root::content).filter(content -> content.delta() != null).map(Root.Content::edition).orElse(0);
  }

  /** What tells that the same is recovered again: files by name, length and time. */
  private static String source(List<Medium> media) throws IOException {
    var source = new StringBuilder();
    for (var medium : media) {
      var time = Files.getLastModifiedTime(medium.path).toMillis();
      source.append(medium.path.getFileName()).append('\t').append(medium.sizeBytes).append('\t').append(time).append('\n');
    }
    return source.toString();
  }

  private static boolean holdsBundle(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.newDirectoryStream(folder, "*" + Format.EXTENSION)) {
      return files.iterator().hasNext();
    }
  }

  /** One of several that an earlier run came to the end of: what is lost of it is told all the same. */
  private RecoveryReport.OfBundle madeBefore(SalvagedBundle bundle, NewBundle made, List<Finding> findings)
      throws IOException {
    findings.add(
        new Finding(
            Severity.NOTE,
            "made-before",
            made.target().toString(),
            "A bundle of this one stands there already and is left as it is",
            "To have it made anew, remove it or give another --bundle NEW."));
    var read = takeOut(bundle, null, findings);
    return new RecoveryReport.OfBundle(
        read.bundle(), read.title(), read.edition(), read.hasRoot(), made.target().toString(), read.wholeFiles(),
        read.wholeFiles(), read.soundBytes(), read.lostBytes(), read.imperfect());
  }

  /** Empty where no key opens it. */
  private static Optional<Lineage> deltaTo(NewBundle made) throws IOException {
    try (var bundle = Bundle.open(made.target(), made.keys())) {
      return Optional.of(Lineage.delta(bundle));
    } catch (WrongKeyException e) {
      return Optional.empty();
    }
  }

  /** New bundles have new ids, and a delta goes with an id. */
  private static void tellUntied(SalvagedBundle bundle, List<Finding> findings) {
    findings.add(
        new Finding(
            Severity.WARNING,
            "delta-untied",
            "bundle " + bundle.id,
            "A delta became a bundle of its own: " + bundle.root().orElseThrow().content().withdrawn().size()
                + " items that it withdrew are shown again, and of what it replaced the old and the new version",
            "Give what it goes with, too; or, before it goes to readers, choose with 'bojagi select' what they should see."));
  }

  /** An id may be anybody's words. */
  private static String folderName(String bundleId, int number) {
    return bundleId.matches("[0-9a-f]{32}") ? bundleId : "bundle-" + (number + 1);
  }

  private RecoveryReport.OfBundle takeOut(SalvagedBundle bundle, Path folder, List<Finding> findings) throws IOException {
    try (bundle;
        var output = folder == null ? null : new RecoveryFolder(folder, safeNames)) {
      var tally = new Tally();
      bundle.eachFile(known -> tally.add(takeOut(bundle, known, output, tally), progress));
      tellNotWritten(tally.imperfect, folder, findings);
      return report(bundle, folder, tally);
    } catch (IOException e) {
      throw e instanceof Fault || folder == null ? e : Fault.ofStorage(e, folder);
    }
  }

  /**
   * @param lineage of a delta to what was made before; null: a bundle of its own
   * @param unmade is told where there was nothing to make a bundle of: others may still give one
   * @return a delta to it, where it was made
   */
  private Optional<Lineage> reseal(
      SalvagedBundle bundle,
      NewBundle made,
      Lineage lineage,
      String source,
      List<RecoveryReport.OfBundle> reports,
      List<DamagedBundleException> unmade)
      throws IOException {
    long volumeBytes = made.volumeBytes() > 0 ? made.volumeBytes() : bundle.volumeBytes();
    try (bundle;
        var output = new RecoveredBundle(made, lineage, bundle.id + "\n" + source, volumeBytes, safeNames)) {
      var tally = new Tally();
      output.goOn();
      bundle.eachFile(known -> tally.add(reseal(bundle, known, output, tally), progress));
      try {
        var next = output.finish(bundle.root().orElse(null));
        reports.add(report(bundle, made.target(), tally));
        return Optional.of(next);
      } catch (DamagedBundleException nothing) {
        unmade.add(nothing);
        reports.add(report(bundle, null, new Tally(tally)));
        return Optional.empty();
      }
    } catch (IOException e) {
      throw e instanceof Fault ? e : Fault.ofStorage(e, made.target());
    }
  }

  private RecoveredFile reseal(
      SalvagedBundle bundle, SalvagedBundle.Known known, RecoveredBundle output, Tally tally) throws IOException {
    var file = known.line().file();
    var kept = output.kept(known);
    if (kept != null) {
      tally.kept += kept.isWhole() ? 1 : 0;
      if (known.places().stream().anyMatch(FilePlace::isGuess)) {
        prove(bundle, file, place(bundle, known));
      }
      return kept;
    }
    var place = place(bundle, known);
    var taken = output.take(known, place, () -> reading(bundle, file, place));
    claimProven(bundle, place, taken.losses());
    return taken;
  }

  private static RecoveryReport.OfBundle report(SalvagedBundle bundle, Path folder, Tally tally) {
    var content = bundle.root().map(root -> root.content());
    return new RecoveryReport.OfBundle(
        bundle.id,
        content.map(c -> c.about().ownTitle()).orElse(""),
        content.map(c -> c.edition()).orElse(0),
        bundle.hasRoot(),
        folder == null ? "" : folder.toString(),
        tally.whole,
        tally.kept,
        tally.soundBytes,
        tally.lostBytes,
        tally.imperfect);
  }

  private RecoveredFile takeOut(SalvagedBundle bundle, SalvagedBundle.Known known, RecoveryFolder output, Tally tally)
      throws IOException {
    var file = known.line().file();
    var kept = output == null ? null : output.kept(file);
    if (kept != null) {
      tally.kept++;
      if (known.places().stream().anyMatch(FilePlace::isGuess)) {
        prove(bundle, file, place(bundle, known));
      }
      return new RecoveredFile(file.path(), kept, file.sizeBytes(), known.proof(), List.of());
    }
    var place = place(bundle, known);
    try (var reading = reading(bundle, file, place)) {
      if (output == null) {
        read(reading);
        claimProven(bundle, place, reading.losses());
        boolean lost = !reading.losses().isEmpty() && reading.soundUpTo() == 0;
        return new RecoveredFile(file.path(), lost ? "" : file.path(), reading.sizeBytes(), known.proof(), reading.losses());
      }
      var written = output.write(file, reading, known.proof() == Proof.NONE ? RecoveryFolder.UNPROVEN : "");
      claimProven(bundle, place, reading.losses());
      if (written.hindrance() != null) {
        var all = file.sizeBytes() < 0 ? Loss.TO_AN_UNKNOWN_END : file.sizeBytes();
        return new RecoveredFile(
            file.path(), "", file.sizeBytes(), known.proof(), List.of(new Loss(0, all, written.hindrance())));
      }
      tally.kept += written.wasThere() && reading.losses().isEmpty() ? 1 : 0;
      return new RecoveredFile(file.path(), written.name(), reading.sizeBytes(), known.proof(), reading.losses());
    }
  }

  private static void tellNotWritten(List<RecoveredFile> imperfect, Path folder, List<Finding> findings) {
    for (var file : imperfect) {
      if (file.isMissingFor(Loss.Why.TOO_LARGE)) {
        findings.add(
            new Finding(
                Severity.ERROR,
                RecoveryReport.NOT_WRITTEN,
                file.path(),
                "FAT32 holds no file of 4 GiB or more",
                "Give an -o DIR on another disk."));
      }
    }
    long withoutRoom = imperfect.stream().filter(file -> file.isMissingFor(Loss.Why.NO_ROOM)).count();
    if (withoutRoom > 0) {
      findings.add(
          new Finding(
              Severity.ERROR,
              RecoveryReport.NOT_WRITTEN,
              folder.toString(),
              "There was no room for " + withoutRoom + " files",
              "Make room and run the same again: what is there already is kept."));
    }
  }

  /** Of the ways in which a file may lie the first that is whole, else the one of which least is lost. */
  private FilePlace place(SalvagedBundle bundle, SalvagedBundle.Known known) throws IOException {
    var places = known.places().isEmpty() ? List.of(FilePlace.certain(List.of())) : known.places();
    return places.size() == 1 ? places.getFirst() : best(bundle, known.line().file(), places);
  }

  private FilePlace best(SalvagedBundle bundle, PackedFile file, List<FilePlace> places) throws IOException {
    var best = places.getFirst();
    long least = Long.MAX_VALUE;
    for (var place : places) {
      try (var reading = reading(bundle, file, place)) {
        read(reading);
        long lost = reading.losses().stream().mapToLong(Loss::length).sum();
        if (lost < least) {
          least = lost;
          best = place;
        }
      }
      if (least == 0) {
        break;
      }
    }
    return best;
  }

  private void prove(SalvagedBundle bundle, PackedFile file, FilePlace place) throws IOException {
    try (var reading = reading(bundle, file, place)) {
      read(reading);
      claimProven(bundle, place, reading.losses());
    }
  }

  /** Else a guess stays what nothing names, and is taken out as that. */
  private static void claimProven(SalvagedBundle bundle, FilePlace place, List<Loss> losses) {
    if (place.isGuess() && losses.isEmpty()) {
      bundle.claim(place);
    }
  }

  private void read(FileReading reading) throws IOException {
    while (reading.nextSegment(segment) > 0) {
      // Its losses are what is asked for.
    }
  }

  private FileReading reading(SalvagedBundle bundle, PackedFile file, FilePlace place) {
    return new FileReading(bundle, file, place, file.sizeBytes() >= DECRYPT_AHEAD_BYTES ? executor : null);
  }

  private static final class Tally {
    private int files;
    private int whole;
    private int kept;
    private long soundBytes;
    private long lostBytes;
    private final List<RecoveredFile> imperfect = new ArrayList<>();

    Tally() {}

    /** Of the same files where none was written after all: those without a byte are whole in nothing. */
    Tally(Tally unwritten) {
      files = unwritten.files;
      lostBytes = unwritten.lostBytes;
      imperfect.addAll(unwritten.imperfect);
    }

    void add(RecoveredFile file, Progress progress) {
      files++;
      lostBytes += file.lostBytes();
      soundBytes += file.soundBytes();
      boolean proven = file.isWhole() && file.proof() != Proof.NONE;
      whole += proven ? 1 : 0;
      if (!proven || !file.writtenAs().equals(file.path())) {
        imperfect.add(file);
      }
      progress.taken(files, soundBytes);
    }
  }
}
