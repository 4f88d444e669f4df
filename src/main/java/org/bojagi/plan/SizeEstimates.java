package org.bojagi.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.SourceFile;
import org.bojagi.plan.ItemSize.FilmSize;

/** What the items of a corpus will take, and their index. */
final class SizeEstimates {
  private final List<ItemSize> items;
  private final IndexEstimate index;
  private final Twins twins;

  private SizeEstimates(List<ItemSize> items, IndexEstimate index, Twins twins) {
    this.items = List.copyOf(items);
    this.index = index;
    this.twins = twins;
  }

  /** @param options of which it matters what packing makes of films, and with which programs */
  static SizeEstimates of(Corpus corpus, PlanOptions options) {
    var sampling = Sampling.of(corpus);
    var index = sampling.index();
    var twins = Twins.of(corpus);
    var estimator = new ItemEstimator(sampling, twins, options.programs());
    var items = corpus.items().stream().map(estimator::estimate).toList();
    var estimates = new SizeEstimates(IndexSample.correct(index, items), index, twins);
    return options.transcode().isPresent() ? estimates.withFilms(corpus, options) : estimates;
  }

  /**
   * These with films as they are made anew, and with what they can be made smaller to. Without ffmpeg the same.
   *
   * @param options with {@code transcode}
   */
  SizeEstimates withFilms(Corpus corpus, PlanOptions options) {
    if (options.programs().ffmpeg().isEmpty()) {
      return this;
    }
    var versions = new FilmSizes(options.programs().ffmpeg().get(), options.transcode().orElseThrow()).of(corpus);
    return new SizeEstimates(items.stream().map(item -> withFilms(item, versions)).toList(), index, twins);
  }

  /** Each film as it is unless room is short. */
  private ItemSize withFilms(ItemSize size, Map<SourceFile, List<FilmSizes.Version>> versionsOf) {
    var films = new ArrayList<FilmSize>();
    var parts = new ArrayList<>(size.parts());
    for (int i = 0; i < size.item().files().size(); i++) {
      var file = size.item().files().get(i);
      var part = parts.get(i);
      if (versionsOf.containsKey(file)) {
        var versions = versionsOf.get(file);
        if (!part.again()) {
          boolean once = part.content() == ItemSize.ONLY_HERE;
          films.add(new FilmSize(i, once ? List.of(file.path()) : twins.paths(part.content()), versions, 0));
        }
        parts.set(i, part.ofBytes(versions.getFirst().bytes()));
      }
    }
    return new ItemSize(size.position(), size.item(), parts, size.index(), size.sourceBytes(), films);
  }

  /** In the order of the corpus. */
  List<ItemSize> items() {
    return items;
  }

  IndexEstimate index() {
    return index;
  }
}
