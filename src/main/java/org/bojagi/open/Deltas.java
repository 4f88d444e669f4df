package org.bojagi.open;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bojagi.bundle.Root;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * Which deltas of those that are open go with which bundle, in which order (format.md §5.1).
 *
 * <p>The newest delta counts, then the one that it was made from, and so on down to the bundle; a delta that isn't on
 * this way is passed over, since what it says was taken into account or taken back. Where a link is missing, the newest
 * that is left takes its place, and that is said.
 */
final class Deltas {
  /** Of one collection, oldest first: a bundle, then each delta that is shown with it. */
  private final List<Integer> chain = new ArrayList<>();

  private final List<Integer> passedOver = new ArrayList<>();
  private final List<Finding> findings;
  private final List<OpenBundle> bundles;

  private Deltas(List<OpenBundle> bundles, List<Finding> findings) {
    this.bundles = bundles;
    this.findings = findings;
  }

  /**
   * Hides in each bundle what a delta replaces or withdraws, and deltas that don't count.
   *
   * @param findings takes what a person should know of it
   */
  static void apply(List<OpenBundle> bundles, List<Finding> findings) throws IOException {
    var collections = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < bundles.size(); i++) {
      bundles.get(i).showAll();
      collections.computeIfAbsent(content(bundles.get(i)).collection(), id -> new ArrayList<>()).add(i);
    }
    for (var positions : collections.values()) {
      if (positions.stream().anyMatch(i -> bundles.get(i).isDelta())) {
        new Deltas(bundles, findings).apply(positions);
      }
    }
  }

  /**
   * Of one collection what a reader of all of it is shown: the bundle and the deltas that count, oldest first.
   *
   * @param bundles of one collection
   */
  static List<OpenBundle> shown(List<OpenBundle> bundles, List<Finding> findings) {
    var deltas = new Deltas(bundles, findings);
    deltas.choose(IntStream.range(0, bundles.size()).boxed().toList());
    return deltas.chain.stream().map(bundles::get).toList();
  }

  private static Root.Content content(OpenBundle bundle) {
    return bundle.bundle().root().content();
  }

  private static String sha256(OpenBundle bundle) {
    return bundle.bundle().root().index().contentSha256();
  }

  private void apply(List<Integer> positions) throws IOException {
    var wholes = positions.stream().filter(i -> !bundles.get(i).isDelta()).toList();
    var newestWhole = choose(positions);
    var name = newestWhole == null ? null : bundles.get(newestWhole).bundle().folder().toString();
    var hidden = new HashSet<String>();
    for (int i = chain.size() - 1; i >= 0; i--) {
      hide(chain.get(i), hidden, name);
      if (bundles.get(chain.get(i)).isDelta()) {
        hidden.addAll(bundles.get(chain.get(i)).requireWholeIndex().itemIds());
        hidden.addAll(content(bundles.get(chain.get(i))).withdrawn());
      }
    }
    for (int whole : wholes) {
      hide(whole, hidden, name);
    }
    for (int other : passedOver) {
      bundles.get(other).show(id -> true, folder(other, name));
    }
  }

  private void hide(int position, Set<String> ids, String name) throws IOException {
    bundles.get(position).show(Set.copyOf(ids)::contains, folder(position, name));
  }

  private String folder(int position, String name) {
    return name == null ? bundles.get(position).bundle().folder().toString() : name;
  }

  private int edition(int position) {
    return content(bundles.get(position)).edition();
  }

  /** @return the newest bundle that is no delta; null where there is none */
  private Integer choose(List<Integer> positions) {
    var newestWhole =
        positions.stream().filter(i -> !bundles.get(i).isDelta()).max(Comparator.comparingInt(this::edition)).orElse(null);
    choose(positions.stream().filter(i -> bundles.get(i).isDelta()).toList(), newestWhole);
    return newestWhole;
  }

  /** Fills the chain from its newest link to its oldest. */
  private void choose(List<Integer> deltas, Integer whole) {
    var left = new ArrayList<>(withoutContradictions(withoutCopies(deltas)));
    left.sort(Comparator.comparingInt(this::edition));
    while (!left.isEmpty() && (whole == null || edition(left.getLast()) > edition(whole))) {
      int link = left.removeLast();
      chain.addFirst(link);
      var of = content(bundles.get(link)).delta();
      if (whole != null && of.contentSha256().equals(sha256(bundles.get(whole)))) {
        break;
      }
      var before = left.stream().filter(i -> sha256(bundles.get(i)).equals(of.contentSha256())).findFirst();
      if (before.isPresent()) {
        while (!left.getLast().equals(before.get())) {
          passOver(left.removeLast(), "delta-superseded");
        }
        continue;
      }
      if (whole != null || !left.isEmpty()) {
        tell(
            Severity.WARNING,
            "delta-gap",
            link,
            "This delta was made from an edition " + of.edition() + " that isn't here: it is shown with what is",
            "Something may be shown that was replaced or withdrawn in between; get the bundle or the delta between them.");
      }
    }
    left.reversed().forEach(i -> passOver(i, "delta-superseded"));
    if (whole != null) {
      chain.addFirst(whole);
    } else if (!chain.isEmpty()) {
      tell(
          Severity.NOTE,
          "delta-alone",
          chain.getFirst(),
          "This is a delta, of edition " + edition(chain.getFirst()) + ": it has what was added and replaced since edition "
              + content(bundles.get(chain.getFirst())).delta().edition() + " of another bundle, and is shown alone",
          "Give the folder of the bundle that it goes with, too.");
    }
  }

  private List<Integer> withoutCopies(List<Integer> deltas) {
    var contents = new HashSet<String>();
    var distinct = new ArrayList<Integer>();
    for (int i : deltas) {
      if (contents.add(sha256(bundles.get(i)))) {
        distinct.add(i);
      } else {
        passedOver.add(i);
      }
    }
    return distinct;
  }

  /** Of two deltas of one edition neither counts. */
  private List<Integer> withoutContradictions(List<Integer> deltas) {
    var sound = new ArrayList<Integer>();
    for (int i : deltas) {
      boolean twice = deltas.stream().anyMatch(other -> other != i && edition(other) == edition(i));
      if (!twice) {
        sound.add(i);
        continue;
      }
      passedOver.add(i);
      tell(
          Severity.ERROR,
          "delta-contradicts",
          i,
          "Two deltas here claim to be edition " + edition(i) + ", and neither is shown",
          "Somebody mixed or changed bundles here: use a copy from whom you trust.");
    }
    return sound;
  }

  private void passOver(int position, String code) {
    passedOver.add(position);
    tell(
        Severity.NOTE,
        code,
        position,
        "This delta, of edition " + edition(position) + ", is passed over: a newer edition is here that needs it no more",
        "It can be removed.");
  }

  private void tell(Severity severity, String code, int position, String what, String hint) {
    findings.add(new Finding(severity, code, bundles.get(position).bundle().folder().toString(), what, hint));
  }
}
