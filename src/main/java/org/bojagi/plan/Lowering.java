package org.bojagi.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.bojagi.media.Quality;
import org.bojagi.plan.Grouping.Group;

/**
 * In which order films give up quality where room is short.
 *
 * <p>In rounds: all that gain by it come down to 720 lines before one comes to 480, and all to 480 before one comes to
 * 360. Who watches on an old laptop hardly misses the first, and at the floor everybody does: so the loss is shared out
 * until it can't be, and no film is bad while another could still give something that nobody sees. Within a round those
 * come first that would be left out first: the lowest priority, then the oldest, then the largest; a series one part
 * after the other, so that as much of it as can be looks alike.
 */
final class Lowering {
  private final List<Step> steps = new ArrayList<>();

  /** One film's way from a version to the next. */
  private record Step(int position, int film, int version) {}

  /** @param items all, in the order of the corpus */
  Lowering(List<ItemSize> items) {
    var groups = new ArrayList<>(Grouping.series(items));
    groups.sort(
        Comparator.comparingInt(Group::priority)
            .thenComparing(group -> group.date().isEmpty())
            .thenComparing(Group::date)
            .thenComparing(Group::contentBytes, Comparator.reverseOrder())
            .thenComparingInt(Group::first));
    for (var quality : Quality.values()) {
      for (var group : groups) {
        group.items().forEach(item -> addSteps(item, quality));
      }
    }
  }

  private void addSteps(ItemSize item, Quality quality) {
    for (int film = 0; film < item.films().size(); film++) {
      var versions = item.films().get(film).versions();
      for (int version = 1; version < versions.size(); version++) {
        if (versions.get(version).quality() == quality) {
          steps.add(new Step(item.position(), film, version));
        }
      }
    }
  }

  /** One item alone, lowered as far as it takes to be no larger than that, or as far as it can be. */
  static ItemSize within(ItemSize item, long mostBytes) {
    var within = item;
    for (int film = 0; film < item.films().size(); film++) {
      int versions = item.films().get(film).versions().size();
      for (int version = 1; version < versions && within.contentBytes() > mostBytes; version++) {
        within = within.with(film, version);
      }
    }
    return within;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** As small as all films can be. */
  List<ItemSize> lowest(List<ItemSize> items) {
    return lowered(items, steps.size());
  }

  /** @param items by position; one that is smaller already stays so */
  private List<ItemSize> lowered(List<ItemSize> items, int count) {
    var lowered = new ArrayList<>(items);
    for (var step : steps.subList(0, count)) {
      var item = lowered.get(step.position);
      if (item.films().get(step.film).chosen() < step.version) {
        lowered.set(step.position, item.with(step.film, step.version));
      }
    }
    return lowered;
  }

  /**
   * As few steps as it takes; then, from the last to the first, those are taken back that something larger made needless.
   *
   * @param items by position
   * @param fits must hold for {@link #lowest}
   * @param free how many bytes are left where they fit, about: no step that gained more is taken back
   */
  List<ItemSize> lowered(
      List<ItemSize> items, Predicate<List<ItemSize>> fits, ToLongFunction<List<ItemSize>> free) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (fits.test(lowered(items, middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    var lowered = lowered(items, high);
    int attempts = 0;
    for (int i = high - 2; i >= 0 && attempts < MOST_TAKEN_BACK; i--) {
      var step = steps.get(i);
      var item = lowered.get(step.position);
      boolean last = item.films().get(step.film).chosen() == step.version;
      int before = items.get(step.position).films().get(step.film).chosen();
      if (!last || before >= step.version) {
        continue;
      }
      var back = item.with(step.film, step.version - 1);
      if (back.contentBytes() - item.contentBytes() > free.applyAsLong(lowered)) {
        continue;
      }
      attempts++;
      var raised = new ArrayList<>(lowered);
      raised.set(step.position, back);
      lowered = fits.test(raised) ? raised : lowered;
    }
    return lowered;
  }

  /** Each is a plan of its own. */
  private static final int MOST_TAKEN_BACK = 64;
}
