package org.bojagi.plan;

import java.util.ArrayList;
import java.util.List;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.plan.FilmSizes.Version;
import org.bojagi.plan.PlannedCard.ContentKind;
import org.bojagi.plan.SealedVolumes.Entry;

/**
 * What one item will take, estimated.
 *
 * @param position in the corpus, from 0
 * @param parts its files, then what will be rendered of them, as they are sealed
 * @param sourceBytes of its files as the team keeps them
 * @param films those of its files that may be made smaller
 */
record ItemSize(
    int position,
    CorpusItem item,
    List<Part> parts,
    IndexEstimate.Share index,
    long sourceBytes,
    List<FilmSize> films) {
  private static final int CHUNK = 1 << 16;
  private static final int TAG = 16;

  /** Of a part whose content stands nowhere else. */
  static final int ONLY_HERE = -1;

  ItemSize {
    parts = List.copyOf(parts);
    films = List.copyOf(films);
  }

  /**
   * A file or a rendition.
   *
   * @param kind what it is, for the picture of a card
   * @param content number of what stands more than once, {@link #ONLY_HERE} for nearly all
   * @param again whether an item before this one has it too
   */
  record Part(Entry entry, ContentKind kind, int content, boolean again) {
    /** The same content in another version. */
    Part ofBytes(long bytes) {
      return new Part(entry.ofBytes(bytes), kind, content, again);
    }

    long weight() {
      return again ? entry.lineBytes() : entry.weight();
    }
  }

  /**
   * A film or sound that may be made smaller.
   *
   * @param part its number among the parts
   * @param paths its own, then those of files with the same content: they stay the same
   * @param versions from the one it has unless room is short to the smallest; at least one
   * @param chosen number of the version that the part's size is for
   */
  record FilmSize(int part, List<String> paths, List<Version> versions, int chosen) {
    FilmSize {
      paths = List.copyOf(paths);
      versions = List.copyOf(versions);
    }

    Version version() {
      return versions.get(chosen);
    }
  }

  /** With its share of age's tags, without padding; what an item before it has too counts there. */
  long contentBytes() {
    long plaintext = parts.stream().mapToLong(Part::weight).sum();
    return plaintext + TAG * Math.ceilDiv(plaintext, CHUNK);
  }

  /** The same with lines of the catalogue that take so many times of what they did. */
  ItemSize withLines(double times) {
    var changed = new ArrayList<Part>();
    for (var part : parts) {
      var entry = part.entry;
      var line = Math.round(entry.lineBytes() * times);
      changed.add(
          new Part(new Entry(entry.nameBytes(), entry.bytes(), entry.boundBytes(), line), part.kind, part.content, part.again));
    }
    return new ItemSize(position, item, changed, index, sourceBytes, films);
  }

  /** The same with another version of one of its films. */
  ItemSize with(int film, int version) {
    var size = films.get(film);
    var changedFilms = new ArrayList<>(films);
    changedFilms.set(film, new FilmSize(size.part, size.paths, size.versions, version));
    var changedParts = new ArrayList<>(parts);
    changedParts.set(size.part, parts.get(size.part).ofBytes(size.versions.get(version).bytes()));
    return new ItemSize(position, item, changedParts, index, sourceBytes, changedFilms);
  }
}
