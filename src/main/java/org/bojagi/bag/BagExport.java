package org.bojagi.bag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.CatalogueCsv;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCoreXml;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import org.bojagi.open.Decryption;
import org.bojagi.open.FileFinder;
import org.bojagi.open.OpenBundle;

/**
 * What a bundle holds, as a bag in clear: its files under their paths in {@code data}, beside each item a YAML of what
 * the catalogue says of it, and the catalogue as {@code catalogue.jsonl}, {@code catalogue.csv} and {@code
 * dublin-core.xml} at the top. Packing the bag again gives the same items.
 */
public final class BagExport {
  /** As docs/corpus.md allows it. */
  private static final int MAX_DESCRIPTION_BYTES = 64 << 10;

  private final BagWriter bag;
  private final boolean renditions;
  private final UnaryOperator<String> safePath;
  private final Consumer<Fault> complaints;
  private final BagProgress progress;
  private final Set<String> taken = new HashSet<>();
  private final List<Renamed> renamed = new ArrayList<>();
  private int damaged;
  private int leftOut;
  private Appendable lines;
  private CatalogueCsv csv;
  private DublinCoreXml xml;
  private Descriptions descriptions;

  private BagExport(
      BagWriter bag,
      boolean renditions,
      UnaryOperator<String> safePath,
      BagProgress progress,
      Consumer<Fault> complaints) {
    this.bag = bag;
    this.renditions = renditions;
    this.safePath = safePath;
    this.progress = progress;
    this.complaints = complaints;
  }

  /** A path that can't stand, and what stands for it. */
  public record Renamed(String path, String inBag) {}

  /**
   * What came of it.
   *
   * @param files of the payload, with what describes items
   * @param keptFiles of these, written by a run that was interrupted
   * @param damaged files that could not be taken out
   * @param leftOut files on cards that aren't here, or that the medium refused, and descriptions that couldn't stand beside their item
   */
  public record Outcome(long files, long bytes, long keptFiles, int damaged, int leftOut, List<Renamed> renamed) {}

  /** What a bag would hold besides descriptions. */
  public record Size(long files, long bytes) {}

  /** As {@link #write} would take out; writes nothing. */
  public static Size size(List<OpenBundle> parts, boolean renditions, Consumer<Fault> complaints) throws IOException {
    var size = new long[2];
    for (var part : parts) {
      part.bundle()
          .catalogue(
              line -> {
                boolean askedFor = renditions || line.file().derivedFrom().isEmpty();
                if (askedFor && !part.isHidden(line.file().of())) {
                  size[0]++;
                  size[1] += line.file().sizeBytes();
                }
              },
              complaints);
    }
    return new Size(size[0], size[1]);
  }

  /**
   * @param parts a bundle and its deltas, oldest first, with what they hide of each other hidden
   * @param target must not exist, or be an empty folder; an interrupted run is gone on with
   * @param renditions whether what packing made goes in as well
   * @param baggingDate as {@code 2026-03-09}; empty: the bag names no day
   * @param safePath a path of the catalogue as one that every file system holds
   * @param complaints takes what could not be taken out; the rest goes on
   * @throws DoesNotFitException there is no room; once there is, the same goes on
   */
  public static Outcome write(
      List<OpenBundle> parts,
      Path target,
      boolean renditions,
      String baggingDate,
      UnaryOperator<String> safePath,
      BagProgress progress,
      Consumer<Fault> complaints)
      throws IOException {
    try (var bag = new BagWriter(target);
        var executor = Decryption.executor()) {
      var export = new BagExport(bag, renditions, safePath, progress, complaints);
      export.write(parts, executor);
      bag.finish(info(parts, baggingDate));
      return new Outcome(
          bag.files(), bag.bytes(), bag.keptFiles(), export.damaged, export.leftOut, List.copyOf(export.renamed));
    } catch (IOException e) {
      // A stream that is refused room names no file.
      throw Fault.isFull(e) ? Fault.ofStorage(e, target) : e;
    }
  }

  private void write(List<OpenBundle> parts, ExecutorService executor) throws IOException {
    lines = bag.tag("catalogue.jsonl");
    csv = new CatalogueCsv(bag.tag("catalogue.csv"));
    descriptions = new Descriptions(newest(parts).about());
    try (var records = new DublinCoreXml(bag.tag("dublin-core.xml"))) {
      xml = records;
      for (var part : parts) {
        write(part, executor);
      }
    }
    for (var description : descriptions.ofFolders().entrySet()) {
      describe(description.getKey(), description.getValue());
    }
  }

  private void write(OpenBundle open, ExecutorService executor) throws IOException {
    var finder = new FileFinder(open, complaints, () -> {});
    open.bundle()
        .catalogueByVolume(
            (line, volume) -> {
              if (!open.isHidden(line.file().of()) && isAskedFor(line.file())) {
                write(line, open, finder, volume, executor);
              }
            },
            lostCatalogue -> {
              complaints.accept(lostCatalogue);
              damaged++;
            });
    open.eachElsewhere(
        (line, card) -> {
          if (isAskedFor(line.file())) {
            complaints.accept(new OnAnotherCardException(card, line.file().path()));
            leftOut++;
          }
        });
  }

  private boolean isAskedFor(PackedFile file) {
    return renditions || file.derivedFrom().isEmpty();
  }

  private void write(
      CatalogueLine line, OpenBundle open, FileFinder finder, int volume, ExecutorService executor)
      throws IOException {
    var file = line.file();
    progress.at(bag.files(), 0, bag.bytes(), 0, file.path());
    var path = free(safePath.apply(file.path()));
    try {
      bag.payload(
          path,
          file,
          () -> {
            Located located = finder.locate(file, volume);
            return open.bundle().read(located, Decryption.of(file, executor));
          });
    } catch (DoesNotFitException | StorageException medium) {
      throw medium;
    } catch (OnAnotherCardException elsewhere) {
      complaints.accept(elsewhere);
      leftOut++;
      return;
    } catch (DamagedBundleException lost) {
      complaints.accept(lost);
      damaged++;
      return;
    } catch (Fault refused) {
      complaints.accept(refused);
      leftOut++;
      return;
    }
    if (!path.equals(file.path())) {
      renamed.add(new Renamed(file.path(), path));
    }
    // Without the packager's own fingerprint of what it was told.
    var shared = new CatalogueLine(file, line.item());
    lines.append(shared.toJson()).append('\n');
    csv.add(shared, 0);
    xml.add(shared);
    if (line.item().isPresent() && file.role() == Role.ITEM) {
      describe(path + Descriptions.EXTENSION, descriptions.of(line.item().get(), file, path));
    }
  }

  private void describe(String path, String yaml) throws IOException {
    if (yaml.getBytes(StandardCharsets.UTF_8).length > MAX_DESCRIPTION_BYTES) {
      leftOut++;
      complaints.accept(
          new UsageException(
              "What the catalogue says of this is too long to stand beside it",
              path,
              "It is in catalogue.jsonl of the bag."));
      return;
    }
    if (!taken.add(path.toLowerCase(Locale.ROOT))) {
      leftOut++;
      complaints.accept(
          new UsageException("A file of the bundle has the name of what describes another", path, "It stays out of the bag."));
      return;
    }
    bag.payload(path, yaml);
  }

  /** Two paths may become the same, or be the same where case doesn't count. */
  private String free(String safe) {
    var name = safe;
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      int slash = safe.lastIndexOf('/');
      int dot = safe.lastIndexOf('.');
      int at = dot > slash + 1 ? dot : safe.length();
      name = safe.substring(0, at) + "~" + number + safe.substring(at);
    }
    return name;
  }

  private static Bundle newest(List<OpenBundle> parts) {
    return parts.stream()
        .map(OpenBundle::bundle)
        .max(Comparator.comparingInt(bundle -> bundle.root().content().edition()))
        .orElseThrow();
  }

  private static List<BagInfo.Entry> info(List<OpenBundle> parts, String baggingDate) {
    var content = newest(parts).root().content();
    var about = content.about();
    var info = new ArrayList<BagInfo.Entry>();
    add(info, "External-Description", about.ownTitle());
    add(info, "External-Identifier", content.collection());
    add(info, "Bagging-Date", baggingDate);
    add(info, "Bag-Software-Agent", "Bojagi");
    add(info, "DC-Title", about.ownTitle());
    about.title().values().stream()
        .filter(title -> !title.equals(about.ownTitle()))
        .forEach(title -> add(info, "DC-Title", title));
    add(info, "DC-Language", about.language().equals("und") ? "" : about.language());
    add(info, "DC-Publisher", about.publisher());
    add(info, "DC-Rights", about.rights());
    add(info, "DC-Type", "Collection");
    add(info, "DC-Identifier", content.collection());
    add(info, "Bojagi-Edition", Integer.toString(content.edition()));
    return info;
  }

  private static void add(List<BagInfo.Entry> info, String label, String value) {
    if (!value.isBlank()) {
      info.add(new BagInfo.Entry(label, value));
    }
  }
}
