package org.bojagi.repack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.bojagi.bundle.About;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexFile;
import org.bojagi.language.Analysis;
import org.bojagi.open.Library;
import org.bojagi.open.OpenBundle;

/**
 * A new bundle of items of others, with an identity and an id of its own. Of which bundles they were tell only what is
 * said of the items themselves and, unless it is to be unnamed, title, publisher and rights.
 */
public final class Selecting {
  private static final long INDEX_RAM_BYTES = 16 << 20;

  private Selecting() {}

  /**
   * What was written.
   *
   * @param damaged items that were asked for and couldn't be read
   * @param leftOut items that were asked for and are on a card that isn't here, or have a name that doesn't fit
   */
  public record Report(int items, int files, long bytes, int damaged, int leftOut) {}

  /**
   * @param library stays open and the caller's
   * @param complaints takes what is wrong with an item that is left out
   * @throws DamagedBundleException nothing of it can be read
   * @throws DoesNotFitException there is too little room, before anything is written or half-way: nothing is left
   * @throws UsageException nothing is selected, the target is in use, or an index has to be made anew before
   */
  public static Report select(
      Library library,
      Selection selection,
      NewBundle wanted,
      Consumer<Fault> complaints,
      RepackProgress progress)
      throws IOException {
    var sources = sources(library, selection);
    SelectionRoom.of(library, selection).require(wanted.folder(), wanted.roomBytes());
    var done = new long[1];
    int items = 0;
    int files = 0;
    long bytes = 0;
    int damaged = 0;
    int leftOut = 0;
    try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        var writer = new BundleWriter(wanted.folder(), wanted.volumeBytes(), workers);
        var index = new IndexBuilder(writer.scratch(), INDEX_RAM_BYTES, workers)) {
      addWordPairs(index, sources);
      for (var source : sources.entrySet()) {
        var taken =
            new SelectedItems(
                source.getKey(),
                source.getValue(),
                writer,
                index,
                workers,
                complaints,
                sealed -> {
                  done[0] += sealed;
                  progress.at(done[0], selection.bytes());
                });
        taken.take();
        items += taken.moved;
        files += taken.files;
        bytes += taken.bytes;
        damaged += taken.damaged;
        leftOut += taken.leftOut;
      }
      if (items == 0) {
        throw damaged > 0
            ? new DamagedBundleException(
                "None of what was selected can be read", "select", "Use another copy of the bundle.")
            : new UsageException(
                "None of what was selected is here", "select", "Plug in the cards that were named.");
      }
      var indexFiles = merged(index, sources);
      requireRoom(writer, indexFiles.stream().mapToLong(IndexFile::length).sum(), wanted.roomBytes());
      for (var file : indexFiles) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      writer.signWith(wanted.publisher());
      writer.finish(about(sources, wanted), Analysis.VERSION, wanted.slots());
    }
    return new Report(items, files, bytes, damaged, leftOut);
  }

  /** By the bytes that were written: what was said before was an estimate. */
  private static void requireRoom(BundleWriter writer, long indexBytes, long roomBytes) throws DoesNotFitException {
    long content = writer.contentFileBytes(1, 0).stream().mapToLong(Long::longValue).sum();
    long all = content + SelectionRoom.framed(indexBytes);
    if (all > roomBytes) {
      throw SelectionRoom.tooLarge(all, roomBytes);
    }
  }

  private static List<IndexFile> merged(IndexBuilder index, Map<OpenBundle, Map<String, String>> sources)
      throws IOException {
    try {
      return index.finish();
    } catch (RuntimeException crafted) {
      var folders = sources.keySet().stream().map(from -> from.bundle().folder().toString()).toList();
      throw SelectedItems.crafted(crafted, String.join(", ", folders));
    }
  }

  /** The bundles from which something is taken, and what. */
  private static Map<OpenBundle, Map<String, String>> sources(Library library, Selection selection)
      throws IOException {
    var sources = new LinkedHashMap<OpenBundle, Map<String, String>>();
    for (int i = 0; i < selection.items().size(); i++) {
      if (!selection.items().get(i).isEmpty()) {
        var bundle = library.bundles().get(i);
        if (bundle.requireIndex().analysisVersion() != Analysis.VERSION) {
          throw new UsageException(
              "The words of its index were cut by older rules and can't be taken over",
              bundle.bundle().folder().toString(),
              "Make its index anew first: bojagi reindex.");
        }
        sources.put(bundle, selection.items().get(i));
      }
    }
    if (sources.isEmpty()) {
      throw new UsageException(
          "Nothing is selected", "select", "bojagi search and bojagi list show what there is to be selected.");
    }
    return sources;
  }

  /** The words of North and South of the first that has any; all bundles of one packer have the same. */
  private static void addWordPairs(IndexBuilder index, Map<OpenBundle, Map<String, String>> sources)
      throws IOException {
    for (var source : sources.keySet()) {
      var old = source.requireIndex();
      if (!old.wordSource().isEmpty()) {
        index.addWordPairs(old.wordPairs(), old.wordSource());
        return;
      }
    }
  }

  private static About about(Map<OpenBundle, Map<String, String>> sources, NewBundle wanted) {
    var first = sources.keySet().iterator().next().bundle().about();
    var featured = new ArrayList<String>();
    boolean samePublisher = true;
    boolean sameRights = true;
    for (var source : sources.entrySet()) {
      var about = source.getKey().bundle().about();
      about.featured().stream().filter(source.getValue()::containsKey).forEach(featured::add);
      samePublisher &= about.publisher().equals(first.publisher());
      sameRights &= about.rights().equals(first.rights());
    }
    if (wanted.unnamed()) {
      return new About(wanted.title(), first.language(), "", "", featured);
    }
    var title = wanted.title();
    return new About(
        title.isEmpty() ? first.title() : title,
        first.language(),
        samePublisher ? first.publisher() : "",
        sameRights ? first.rights() : "",
        featured);
  }
}
