package org.bojagi.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.bojagi.age.SealedSpool;
import org.bojagi.bundle.PartFile;
import org.bojagi.catalog.Cue;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.export.LeftOut.Reason;
import org.bojagi.export.PlainMp4.Layout;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.InputException;
import org.bojagi.media.Film;
import org.bojagi.media.FilmInput;
import org.bojagi.media.PlayerConversion;
import org.bojagi.open.Decryption;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.SegmentCheck;
import org.bojagi.show.Transcripts;
import org.bojagi.text.Charsets;
import org.bojagi.text.Subtitles;

/** Writes what a plan names, item by item in its order, then the start page. What fails is named, and the rest goes on. */
public final class Exporter {
  private static final int MAX_SUBTITLE_BYTES = 4 << 20;

  private final ExportPlan plan;
  private final ExportTarget target;
  private final Path scratch;
  private final ExportProgress progress;
  private final ExecutorService executor;
  private final TextPage pages;
  private final Map<OpenBundle, Map<String, String>> targets;
  private final Optional<CardFill> space;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<WrittenItem> written = new ArrayList<>();
  private long bytesDone;

  private enum How {
    COPIED,
    MADE_ANEW,
    /** By a run that was interrupted. */
    KEPT
  }

  private record WrittenFile(PlannedFile file, long sizeBytes, How how) {}

  private record WrittenItem(PlannedItem item, List<WrittenFile> files) {
    PlannedItem asItLies() {
      return new PlannedItem(item.item(), files.stream().map(WrittenFile::file).toList());
    }
  }

  private Exporter(ExportPlan plan, ExportTarget target, Path scratch, ExportProgress progress, ExecutorService executor) {
    this.plan = plan;
    this.target = target;
    this.scratch = scratch;
    this.progress = progress;
    this.executor = executor;
    targets = plan.targets();
    pages = new TextPage(targets, findings::add);
    space = plan.options().card().map(CardFill::new);
    space.ifPresent(card -> card.take(StartPage.NAME, StartPage.mostBytes(plan.itemCount())));
    leftOut.addAll(plan.leftOut());
    findings.addAll(plan.findings());
  }

  /**
   * Into a folder.
   *
   * @param title of the start page; may be empty
   * @param folder made where there is none
   * @param force whether files that are there may be replaced
   */
  public static ExportReport toFolder(
      ExportPlan plan, String title, Path folder, boolean force, ExportProgress progress) throws IOException {
    var paths = new HashSet<String>(StartPage.names(plan.itemCount()));
    for (var item : plan.items()) {
      for (var file : item.files()) {
        paths.add(file.path());
        paths.add(file.asItIs());
      }
    }
    try (var target = new FolderTarget(folder, fingerprint(plan), paths, force);
        var executor = Decryption.executor()) {
      return new Exporter(plan, target, folder, progress, executor).run(title);
    }
  }

  /**
   * Into a ZIP in parts, as {@link ZipTarget} says.
   *
   * @param zip closed by the caller
   * @param scratch folder for films that are made anew, encrypted
   */
  public static ExportReport toZip(ExportPlan plan, String title, ZipTarget zip, Path scratch, ExportProgress progress)
      throws IOException {
    try (var executor = Decryption.executor()) {
      return new Exporter(plan, zip, scratch, progress, executor).run(title);
    }
  }

  /** Of everything that decides what is written. */
  private static String fingerprint(ExportPlan plan) {
    var text = new StringBuilder("bojagi export 1\n");
    text.append(plan.options().conversion().isPresent()).append('\n');
    for (var item : plan.items()) {
      for (var file : item.files()) {
        var source = file.source().file();
        text.append(file.path()).append('\t').append(file.step()).append('\t').append(source.id()).append('\t');
        text.append(Json.hex(source.sha256())).append('\n');
      }
    }
    return "bojagi-export " + Json.hex(Sha256.of(text.toString()));
  }

  private ExportReport run(String title) throws IOException {
    long total = plan.estimatedBytes();
    for (var item : plan.items()) {
      write(item, total);
    }
    var pages = writeStartPages(title);
    target.finish();
    progress.at(total, total, "");
    return report(pages);
  }

  private ExportReport report(List<Long> pages) {
    var files = written.stream().flatMap(item -> item.files().stream()).toList();
    long bytes = files.stream().mapToLong(WrittenFile::sizeBytes).sum() + pages.stream().mapToLong(Long::longValue).sum();
    int kept = (int) files.stream().filter(file -> file.how() == How.KEPT).count();
    var made =
        files.stream()
            .filter(file -> file.how() == How.MADE_ANEW)
            .map(file -> new ExportReport.MadeAnew(file.file().source().file().path(), file.file().path()))
            .toList();
    return new ExportReport(written.size(), files.size() + pages.size(), bytes, kept, made, leftOut, findings);
  }

  /** Without them nobody finds the rest, so they take the room of what came last; their sizes in bytes. */
  private List<Long> writeStartPages(String title) throws IOException {
    while (true) {
      var sizes = new ArrayList<Long>();
      var names = new ArrayList<String>();
      try {
        for (var page : StartPage.of(written.stream().map(WrittenItem::asItLies).toList(), title).entrySet()) {
          sizes.add(target.write(page.getKey(), page.getValue().length, out -> out.write(page.getValue())));
          names.add(page.getKey());
        }
        return sizes;
      } catch (DoesNotFitException full) {
        if (!target.takesBack() || written.isEmpty()) {
          throw full;
        }
        for (var name : names) {
          target.remove(name);
        }
        takeBack(written.removeLast(), Reason.NO_ROOM);
      }
    }
  }

  /** All files of an item; where the first can't be had, none, where another can't, the others. */
  private void write(PlannedItem item, long total) throws IOException {
    var done = new WrittenItem(item, new ArrayList<>());
    for (var file : item.files()) {
      progress.at(bytesDone, total, file.path());
      bytesDone += file.estimatedBytes();
      int said = findings.size();
      try {
        var made = write(item.item(), file);
        if (made.isEmpty()) {
          takeBack(done, Reason.NO_ROOM);
          return;
        }
        done.files().add(made.get());
        if (findings.size() > said) {
          target.keepNot(made.get().file().path());
        }
        lead(item, file.path(), made.get().file().path());
      } catch (DoesNotFitException full) {
        if (!target.takesBack()) {
          throw full;
        }
        takeBack(done, file.source().file().sizeBytes() > target.mostFileBytes() ? Reason.TOO_LARGE : Reason.NO_ROOM);
        return;
      } catch (DamagedBundleException | InputException damaged) {
        lost(item, file, damaged);
        if (done.files().isEmpty()) {
          leadNowhere(item); // what belongs to it is nothing without it
          return;
        }
      }
    }
    written.add(done);
  }

  private void takeBack(WrittenItem done, Reason reason) throws IOException {
    for (var file : done.files()) {
      target.remove(file.file().path());
      space.ifPresent(card -> card.giveBack(file.sizeBytes()));
    }
    leftOut.add(new LeftOut(done.item().item().item().path(), reason, done.item().estimatedBytes()));
    leadNowhere(done.item());
  }

  /** Links lead to what is copied as it is under its other name. */
  private void lead(PlannedItem item, String planned, String path) {
    if (!path.equals(planned)) {
      targets.get(item.item().open()).replaceAll((source, led) -> led.equals(planned) ? path : led);
    }
  }

  private void leadNowhere(PlannedItem item) {
    item.files().forEach(file -> targets.get(item.item().open()).values().remove(file.path()));
  }

  private void lost(PlannedItem item, PlannedFile file, Fault damaged) {
    boolean isUnread = file.step() == PlannedFile.Step.SUBTITLES && damaged instanceof InputException;
    findings.add(
        isUnread
            ? Finding.of(Severity.WARNING, "subtitles-left-out", damaged)
            : Finding.of(Severity.ERROR, "damaged", damaged));
    if (file == item.files().getFirst()) {
      leftOut.add(new LeftOut(item.item().item().path(), Reason.DAMAGED, item.estimatedBytes()));
    }
  }

  /** As it was written, perhaps as it is; empty where the card has no room. */
  private Optional<WrittenFile> write(ExportedItem item, PlannedFile file) throws IOException {
    for (var path : List.of(file.path(), file.asItIs())) {
      var whole = target.kept(path);
      if (whole.isPresent()) {
        return placed(at(file, path), whole.getAsLong(), How.KEPT);
      }
    }
    return switch (file.step()) {
      case COPY -> copy(item, file, file.path());
      case FILM -> film(item, file);
      case SOUND -> sound(item, file);
      case PICTURE -> picture(item, file);
      case DRAWING -> bytes(file, DrawingPage.of(item, file, packed(item, file)));
      case SUBTITLES -> bytes(file, SubRip.write(cues(item, file)));
      case HTML -> bytes(file, pages.html(item, file));
      case TXT -> bytes(file, pages.txt(item, file));
    };
  }

  private static PlannedFile at(PlannedFile file, String path) {
    return new PlannedFile(path, path, file.step(), file.source(), file.position(), file.estimatedBytes());
  }

  /** Takes a file away again where the card has no room for it. */
  private Optional<WrittenFile> placed(PlannedFile file, long size, How how) throws IOException {
    if (space.isPresent() && !space.get().take(file.path(), size)) {
      target.remove(file.path());
      return Optional.empty();
    }
    return Optional.of(new WrittenFile(file, size, how));
  }

  private Optional<WrittenFile> bytes(PlannedFile file, byte[] bytes) throws IOException {
    return placed(file, target.write(file.path(), bytes.length, out -> out.write(bytes)), How.COPIED);
  }

  private Optional<WrittenFile> copy(ExportedItem item, PlannedFile file, String path) throws IOException {
    requireHolds(file, path);
    if (!target.takesBack()) {
      checked(item, file, OutputStream.nullOutputStream()); // what is damaged is known before an entry begins
    }
    long size = target.write(path, file.source().file().sizeBytes(), out -> checked(item, file, out));
    return placed(at(file, path), size, How.COPIED);
  }

  /** Known before gigabytes are written for nothing. */
  private void requireHolds(PlannedFile file, String path) throws DoesNotFitException {
    if (file.source().file().sizeBytes() > target.mostFileBytes()) {
      throw new DoesNotFitException(
          "FAT32 holds no file of 4 GiB or more", path, "Format the card with exFAT, if the player reads that.");
    }
  }

  private void checked(ExportedItem item, PlannedFile file, OutputStream out) throws IOException {
    var packed = file.source().file();
    try (var in = item.open().bundle().read(file.source(), Decryption.of(packed, executor))) {
      SegmentCheck.copy(packed, in, out);
    }
  }

  /** Of a file whose size is limited. */
  private byte[] packed(ExportedItem item, PlannedFile file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    checked(item, file, bytes);
    return bytes.toByteArray();
  }

  private FilmInput input(ExportedItem item, PlannedFile file) {
    return FilmInput.of(() -> item.open().bundle().read(file.source(), null));
  }

  private Optional<WrittenFile> film(ExportedItem item, PlannedFile file) throws IOException {
    var layout = PlainMp4.layout(item.open().bundle(), file.source());
    boolean seeks = layout == Layout.INDEX_LAST;
    if (seeks && PlainMp4.fits(file.source().file())) {
      return copy(item, file, file.path());
    }
    if (seeks && !target.takesBack()) {
      return asItIs(item, file, "film-as-it-is");
    }
    try {
      if (seeks) {
        var anew = new boolean[1];
        long size = target.make(file.path(), made -> anew[0] = fromDisk(item, file, made));
        return placed(file, size, anew[0] ? How.MADE_ANEW : How.COPIED);
      }
      var conversion = plan.options().conversion().orElseThrow();
      var input = input(item, file);
      var film = conversion.look(input).filter(found -> found.video() != null).orElseThrow(() -> unreadable(file));
      if (layout.isPlain() && PlayerConversion.fits(film)) {
        return copy(item, file, file.path());
      }
      var path = file.source().file().path();
      return made(file, target.takesBack()
          ? target.make(file.path(), made -> conversion.film(input, film, made, path))
          : spooled(file, conversion.film(input, film, path)));
    } catch (InputException notMade) {
      findings.add(Finding.of(Severity.WARNING, "film-as-it-is", notMade));
      return copy(item, file, file.asItIs());
    }
  }

  /**
   * A film whose index comes last can't be read from a pipe: it lies beside, in clear as it will be anyway.
   *
   * @return whether it was made anew
   */
  private boolean fromDisk(ExportedItem item, PlannedFile file, Path made) throws IOException {
    requireHolds(file, file.path());
    var conversion = plan.options().conversion().orElseThrow();
    var beside = PartFile.newIn(made.getParent());
    try {
      try (var out = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        checked(item, file, out);
      }
      var input = FilmInput.of(beside);
      var film = conversion.look(input).filter(found -> found.video() != null).orElseThrow(() -> unreadable(file));
      if (PlayerConversion.fits(film)) {
        Files.move(beside, made);
        return false;
      }
      conversion.film(input, film, made, file.source().file().path());
      return true;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static InputException unreadable(PlannedFile file) {
    return new InputException(
        "ffmpeg can't read this", file.source().file().path(), "It is copied as it is; see whether it plays.");
  }

  private static InputException notSubtitles(PlannedFile file) {
    return new InputException(
        "These subtitles are of no format that is read here, or larger than 4 MiB",
        file.source().file().path(),
        "They are left out: 'bojagi extract' takes them out as they are.");
  }

  private Optional<WrittenFile> asItIs(ExportedItem item, PlannedFile file, String code) throws IOException {
    findings.add(Finding.of(Severity.WARNING, code, unreadable(file)));
    return copy(item, file, file.asItIs());
  }

  private Optional<WrittenFile> sound(ExportedItem item, PlannedFile file) throws IOException {
    var conversion = plan.options().conversion().orElseThrow();
    var film = conversion.look(input(item, file)).filter((Film found) -> !found.sounds().isEmpty());
    if (film.isEmpty()) {
      return asItIs(item, file, "sound-as-it-is");
    }
    try (InputStream made = conversion.sound(input(item, file), film.get(), file.path())) {
      return made(file, target.takesBack()
          ? target.write(file.path(), file.estimatedBytes(), made::transferTo)
          : spooled(file, made));
    } catch (InputException notMade) {
      findings.add(Finding.of(Severity.WARNING, "sound-as-it-is", notMade));
      return copy(item, file, file.asItIs());
    }
  }

  /** Closes what is made. */
  private long spooled(PlannedFile file, InputStream made) throws IOException {
    try (made;
        var spool = new SealedSpool(scratch, made, Long.MAX_VALUE, null);
        var in = spool.open()) {
      return target.write(file.path(), spool.sizeBytes(), in::transferTo);
    }
  }

  private Optional<WrittenFile> picture(ExportedItem item, PlannedFile file) throws IOException {
    var jpeg = plan.options().conversion().orElseThrow().picture(input(item, file));
    if (jpeg.isEmpty()) {
      return asItIs(item, file, "picture-as-it-is");
    }
    return made(file, target.write(file.path(), jpeg.get().length, out -> out.write(jpeg.get())));
  }

  private Optional<WrittenFile> made(PlannedFile file, long size) throws IOException {
    return placed(file, size, How.MADE_ANEW);
  }

  private List<Cue> cues(ExportedItem item, PlannedFile file) throws IOException {
    var packed = file.source().file();
    if (Transcripts.shows(packed)) {
      return Transcripts.cues(item.open(), file.source());
    }
    if (packed.sizeBytes() > MAX_SUBTITLE_BYTES) {
      throw notSubtitles(file);
    }
    var text = Charsets.decode(packed(item, file), Charsets.named(packed.charset()));
    var format = Subtitles.formatOf(packed.path(), text).orElseThrow(() -> notSubtitles(file));
    return Subtitles.read(format, text, packed.language()).values().stream().findFirst().orElse(List.of());
  }
}
