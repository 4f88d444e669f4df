package org.bojagi.cli.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Item;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.fault.UsageException;
import org.bojagi.open.FileFinder;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;

/**
 * What a person means by one bundle: all cards of a set that are here, with deltas that go with it. What opening found is
 * said on standard error.
 */
final class OneBundle implements Closeable {
  private final List<OpenBundle> parts;

  private OneBundle(List<OpenBundle> parts) {
    this.parts = parts;
  }

  /**
   * @param place a bundle's folder; or one with the folders of cards of a set, or of a bundle and its deltas
   * @throws UsageException bundles lie there that don't go together
   */
  static OneBundle open(Path place, KeyRing keys, ChunkCache cache) throws IOException {
    var together = OpenBundles.together(List.of(place), keys, cache);
    boolean complete = false;
    try {
      var parts = together.all();
      var collection = parts.getFirst().bundle().root().content().collection();
      var wholes = parts.stream().filter(part -> !part.isDelta()).toList();
      for (var part : parts) {
        boolean other = !part.bundle().root().content().collection().equals(collection);
        if (other || wholes.size() > 1) {
          throw new UsageException(
              "Several bundles lie here that don't go together", place.toString(), "Give the folder of one of them.");
        }
      }
      for (var part : parts) {
        part.bundle().findings().forEach(Terminal::complain);
      }
      Library.together(parts).forEach(Terminal::complain);
      complete = true;
      return new OneBundle(parts);
    } finally {
      if (!complete) {
        together.close();
      }
    }
  }

  /** The bundle itself; of deltas alone the first. */
  OpenBundle main() {
    return parts.stream().filter(part -> !part.isDelta()).findFirst().orElse(parts.getFirst());
  }

  List<OpenBundle> parts() {
    return parts;
  }

  /** A packed file, in which part it is, and what finds it there. */
  record Found(OpenBundle in, FileFinder finder, Located located) {}

  /**
   * @param pathOrId of any packed file
   * @throws OnAnotherCardException it is on a card that isn't here
   * @throws UsageException there is no such file, or it was withdrawn
   */
  Found find(String pathOrId) throws IOException {
    DamagedBundleException lost = null;
    for (var part : parts) {
      var finder = OpenBundles.finder(part);
      try {
        var located = finder.find(pathOrId);
        if (located.isPresent()) {
          var card = part.bundle().cardElsewhere(located.get());
          if (card.isPresent()) {
            throw new OnAnotherCardException(card.getAsInt(), Terminal.printable(located.get().file().path()));
          }
          return new Found(part, finder, located.get());
        }
      } catch (OnAnotherCardException elsewhere) {
        throw elsewhere;
      } catch (DamagedBundleException damaged) {
        lost = damaged;
      }
    }
    if (lost != null) {
      throw lost;
    }
    throw withdrawn(pathOrId)
        .orElseGet(
            () ->
                new UsageException(
                    "There is nothing of this path or id in the bundle",
                    Terminal.printable(pathOrId),
                    "bojagi list BUNDLE --all shows all paths."));
  }

  /** What is said of an item that a delta here withdrew. */
  Optional<Fault> withdrawn(String pathOrId) throws IOException {
    var name = FileFinder.nfc(pathOrId);
    for (var part : parts) {
      var content = part.bundle().root().content();
      for (var id : content.withdrawn()) {
        boolean asked = id.equals(name) || id.equals(Item.idOf(name));
        for (var other : parts) {
          asked = asked || other.isOfHiddenItem(name, id);
        }
        if (asked) {
          return Optional.of(
              new UsageException(
                  "This was withdrawn with edition " + content.edition(),
                  Terminal.printable(pathOrId),
                  "A withdrawal hides and doesn't erase: the bundle that had it still has it."));
        }
      }
    }
    return Optional.empty();
  }

  /** Takes a line of a catalogue and where it was read. */
  @FunctionalInterface
  interface LineConsumer {
    /** @param card that the item is on where that isn't here; 0: it is here */
    void accept(CatalogueLine line, int card) throws IOException;
  }

  /**
   * The catalogues of all parts but for what is hidden; of cards that aren't here, what the index says of their items.
   *
   * @param lost takes what could not be read
   */
  void catalogue(LineConsumer consumer, Consumer<Fault> lost) throws IOException {
    for (var part : parts) {
      part.bundle()
          .catalogue(
              line -> {
                if (!part.isHidden(line.file().of())) {
                  consumer.accept(line, 0);
                }
              },
              lost);
      try {
        part.eachElsewhere(consumer::accept);
      } catch (Fault damaged) {
        lost.accept(damaged);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (var part : parts) {
      part.close();
    }
  }
}
