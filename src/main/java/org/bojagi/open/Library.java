package org.bojagi.open;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.UsageException;
import org.bojagi.index.OpenIndex;
import org.bojagi.index.StoredItem;
import org.bojagi.search.Hit;
import org.bojagi.search.Searcher;
import org.bojagi.search.Shelves;
import org.bojagi.search.Suggester;

/**
 * Several open bundles, searched and listed as one. A bundle's position here is its number in {@link Searcher},
 * {@link Shelves} and addresses. A delta and what it goes with are shown as one. The bundles stay open: whoever opened them closes them. Any number of threads.
 */
public final class Library {
  private final List<OpenBundle> bundles;
  private final List<OpenIndex> indexes;
  private final List<Finding> findings;
  private final Searcher searcher;
  private final Shelves shelves;
  private final Suggester suggester;

  /** @param bundles each with an index */
  public Library(List<OpenBundle> bundles) throws IOException {
    this.bundles = List.copyOf(bundles);
    findings = List.copyOf(together(this.bundles));
    var found = new ArrayList<OpenIndex>();
    for (var bundle : this.bundles) {
      found.add(bundle.requireIndex());
    }
    indexes = List.copyOf(found);
    var editions = this.bundles.stream().map(OpenBundle::edition).toList();
    searcher =
        new Searcher(
            indexes,
            (index, item, file) -> this.bundles.get(indexes.indexOf(index)).read(item, file),
            editions);
    shelves = new Shelves(indexes, editions);
    suggester = new Suggester(indexes);
  }

  public List<OpenBundle> bundles() {
    return bundles;
  }

  /**
   * Hides in each of these what a delta among them replaces or withdraws, as a library of them does.
   *
   * @return what a person should know of it
   */
  public static List<Finding> together(List<OpenBundle> bundles) throws IOException {
    var said = new ArrayList<Finding>();
    Deltas.apply(bundles, said);
    return said;
  }

  /** What a person should know of deltas that are or aren't shown with their bundles. */
  public List<Finding> findings() {
    return findings;
  }

  public Searcher searcher() {
    return searcher;
  }

  /** The id of the item that was found. */
  public String itemId(Hit.Copy found) throws IOException {
    return indexes.get(found.bundle()).item(found.document()).id();
  }

  public Shelves shelves() {
    return shelves;
  }

  public Suggester suggester() {
    return suggester;
  }

  /**
   * Where an item's files lie.
   *
   * @throws org.bojagi.fault.DamagedBundleException the index doesn't say
   */
  public Locations locations(StoredItem item) throws Fault {
    return OpenBundle.locations(item);
  }

  /**
   * One of an item's files.
   *
   * @throws UsageException the item has no such file
   */
  public Located file(StoredItem item, int fileOrdinal) throws Fault {
    var files = locations(item).files();
    if (fileOrdinal < 0 || fileOrdinal >= files.size()) {
      throw new UsageException("There is no such file", "file " + fileOrdinal, "Go back and choose again.");
    }
    return files.get(fileOrdinal);
  }

  /** A range of a file's bytes; {@code executor} as in {@link org.bojagi.bundle.Bundle#read}. */
  public InputStream read(int bundle, Located file, long offset, long length, Executor executor) throws IOException {
    return bundles.get(bundle).bundle().read(file, offset, length, executor);
  }
}
