package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.PackedFile;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.fault.UsageException;
import org.bojagi.index.StoredItem;
import org.bojagi.open.Decryption;
import org.bojagi.open.FileFinder;
import org.bojagi.open.OpenBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code extract}: packed files into a folder, each compared with the catalogue's hashes on the way. */
@Command(name = "extract")
public final class ExtractCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "PATH", descriptionKey = "extract.PATH")
  private List<String> names = List.of();

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true, descriptionKey = "extract.output")
  private Path target;

  @Option(names = "--all", descriptionKey = "extract.all")
  private boolean all;

  @Option(names = "--force", descriptionKey = "extract.force")
  private boolean force;

  @Mixin private UnlockOptions unlock;

  private final Set<String> unmet = new LinkedHashSet<>();
  private final Map<String, String> itemIds = new HashMap<>();
  private int files;
  private long bytes;
  private int damaged;
  private int skipped;

  @Override
  public Integer call() throws IOException {
    names = names.stream().map(name -> FileFinder.nfc(name).replaceFirst("/+$", "")).toList();
    unmet.addAll(names);
    try (var keys = unlock.keys();
        var set = OneBundle.open(folder, keys, OpenBundle.newCache());
        var output = new TargetFolder(target, force);
        var progress = new Progress();
        var executor = Decryption.executor()) {
      for (var open : set.parts()) {
        extract(open, OpenBundles.finder(open), output, progress, executor);
      }
      for (var name : List.copyOf(unmet)) {
        set.withdrawn(name).ifPresent(withdrawn -> {
          unmet.remove(name);
          withdrawn(withdrawn);
        });
      }
    }
    return report();
  }

  private void withdrawn(Fault fault) {
    Terminal.complain(fault);
    skipped++;
  }

  private void extract(
      OpenBundle open, FileFinder finder, TargetFolder output, Progress progress, ExecutorService executor)
      throws IOException {
    for (var name : names) {
      finder.item(name).map(StoredItem::id).ifPresent(id -> itemIds.put(name, id));
      itemIds.putIfAbsent(name, Item.idOf(name));
    }
    open.bundle()
        .catalogueByVolume(
            (line, volume) -> {
              if (!open.isHidden(line.file().of()) && isAskedFor(line.file())) {
                progress.show(0, 0, Texts.text("extract.progress", files, ByteSize.text(bytes)));
                extract(open, finder, output, executor, line.file(), volume);
              }
            },
            lostCatalogue -> {
              Terminal.complain(lostCatalogue);
              damaged++;
            });
    open.eachElsewhere(
        (line, card) -> {
          if (isAskedFor(line.file())) {
            Terminal.complain(new OnAnotherCardException(card, line.file().path()));
            skipped++;
          }
        });
  }

  /** By its own path or id, by its item's, or by a folder above it. */
  private boolean isAskedFor(PackedFile file) {
    if (!all && !file.derivedFrom().isEmpty()) {
      return false;
    }
    if (names.isEmpty()) {
      return true;
    }
    boolean asked = false;
    for (var name : names) {
      boolean itsItem = file.of().equals(name) || file.of().equals(itemIds.get(name));
      if (itsItem || file.id().equals(name) || file.path().equals(name) || file.path().startsWith(name + "/")) {
        unmet.remove(name);
        asked = true;
      }
    }
    return asked;
  }

  private void extract(
      OpenBundle open, FileFinder finder, TargetFolder output, ExecutorService executor, PackedFile file, int volume)
      throws IOException {
    try (var in = open.bundle().read(finder.locate(file, volume), Decryption.of(file, executor))) {
      var written = output.write(file, in);
      if (!written.equals(file.path())) {
        Terminal.note(
            Texts.text("extract.renamed", Terminal.printable(file.path()), Terminal.printable(written)));
      }
      files++;
      bytes += file.sizeBytes();
    } catch (IOException e) {
      var fault = Faults.of(e, target.toString()).orElse(null);
      switch (fault) {
        case null -> throw e;
        case DoesNotFitException full -> throw full;
        case OnAnotherCardException elsewhere -> {
          Terminal.complain(elsewhere);
          skipped++;
        }
        case DamagedBundleException lost -> {
          Terminal.complain(lost);
          damaged++;
        }
        case Fault refused -> {
          Terminal.complain(refused);
          skipped++;
        }
      }
    }
  }

  private int report() {
    for (var name : unmet) {
      Terminal.complain(
          new UsageException(
              "There is nothing of this path or id in the bundle", name, "bojagi list BUNDLE --all shows all paths."));
    }
    Terminal.note(Texts.text("extract.done", target, files, ByteSize.text(bytes)));
    if (files > 0) {
      Terminal.note(Texts.text("extract.plaintext"));
    }
    if (damaged > 0) {
      return ExitCode.DAMAGED;
    }
    if (files == 0 && skipped == 0 && !unmet.isEmpty()) {
      return ExitCode.USAGE;
    }
    return skipped > 0 || !unmet.isEmpty() ? ExitCode.SKIPPED : ExitCode.DONE;
  }
}
