package org.bojagi.plan;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bojagi.bundle.VolumeEnd;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.plan.Grouping.Group;
import org.bojagi.plan.PlannedCard.ContentKind;

/** What lies on each card besides its items, how much that leaves for them, and a card as it will be written. */
final class CardContents {
  private static final int SLOT_BYTES = 512;

  private final PlanOptions options;
  private final IndexEstimate index;

  CardContents(PlanOptions options, IndexEstimate index) {
    this.options = options;
    this.index = index;
  }

  /**
   * A card with everything but items.
   *
   * @param share of all items of the set: its whole index is on each card
   * @param overrun whether not even that fits
   */
  private record Prepared(CardSpace space, long indexBytes, long readerBytes, boolean overrun) {}

  private Prepared prepare(IndexEstimate.Share share, int volumes) {
    var space = new CardSpace(options.card());
    long before = space.remainingBytes();
    space.take(options.reader());
    long reader = before - space.remainingBytes();
    long estimated = index.bytes(share);
    var files = SealedVolumes.ofIndex(estimated, options.volumeBytes());
    long root = SealedVolumes.rootBytes(estimated, volumes + files.size());
    long bytes = 2 * space.clusterRounded(root);
    try {
      for (int i = 0; i < 2 * options.slots(); i++) {
        space.take(SLOT_BYTES);
      }
      space.take(root);
      space.take(root);
      for (long file : files) {
        space.take(file);
        bytes += space.clusterRounded(file);
      }
    } catch (DoesNotFitException e) {
      return new Prepared(space, bytes, reader, true);
    }
    return new Prepared(space, bytes, reader, space.remainingBytes() < 0);
  }

  private int volumesOfCard() {
    return (int) Math.min(1_000, 1 + options.card().usableBytes() / VolumeEnd.usualBytes(options.volumeBytes()));
  }

  /** How many bytes of items a card has room for, where the set has these; 0 where not even the index fits. */
  long room(IndexEstimate.Share share) {
    var prepared = prepare(share, volumesOfCard());
    if (prepared.overrun) {
      return 0;
    }
    long each = 12_000 + options.card().clusterBytes();
    return Math.max(0, prepared.space.largestFileBytes() - volumesOfCard() * each);
  }

  /** One card as it was worked out; {@code overrunBytes} above 0: it doesn't hold that much. */
  record Written(PlannedCard card, long overrunBytes) {}

  /**
   * @param cards of the set: the root of each names the volumes of all
   * @param sealed numbers of contents that lie on this or an earlier card already; those of this card are added
   */
  Written write(int number, List<Group> groups, IndexEstimate.Share share, int cards, Set<Integer> sealed) {
    return write(number, groups, share, cards, sealed, List.of(), List.of());
  }

  /**
   * @param cards of the set: the root of each names the volumes of all
   * @param sealed numbers of contents that lie on this or an earlier card already; those of this card are added
   * @param lyingBytes of files of content that are there already
   * @param lying what is in them
   */
  Written write(
      int number,
      List<Group> groups,
      IndexEstimate.Share share,
      int cards,
      Set<Integer> sealed,
      List<Long> lyingBytes,
      List<ItemSize> lying) {
    var items = groups.stream().flatMap(group -> group.items().stream()).toList();
    long bytes = items.stream().mapToLong(ItemSize::contentBytes).sum();
    long more = 1 + bytes / VolumeEnd.usualBytes(options.volumeBytes());
    var prepared = prepare(share, cards * (int) (more + lyingBytes.size()));
    var space = prepared.space;
    long there = 0;
    boolean overrun = prepared.overrun;
    for (long file : lyingBytes) {
      try {
        space.take(file);
        there += space.clusterRounded(file);
      } catch (DoesNotFitException e) {
        overrun = true;
      }
    }
    var volumes = new SealedVolumes(options.volumeBytes(), space);
    for (var item : items) {
      volumes.beginItem(item.sourceBytes());
      for (var part : item.parts()) {
        if (part.content() == ItemSize.ONLY_HERE || sealed.add(part.content())) {
          volumes.add(part.entry());
        } else {
          volumes.addLine(part.entry());
        }
      }
    }
    long content = there + volumes.finish().stream().mapToLong(space::clusterRounded).sum() - volumes.catalogueBytes();
    var all =
        Stream.concat(items.stream(), lying.stream()).sorted(Comparator.comparingInt(ItemSize::position)).toList();
    long usable = options.card().usableBytes();
    long free = Math.max(0, space.remainingBytes());
    long known = content + volumes.catalogueBytes() + prepared.indexBytes + prepared.readerBytes;
    var card =
        new PlannedCard(
            number,
            all.stream().map(ItemSize::item).toList(),
            content,
            volumes.catalogueBytes(),
            prepared.indexBytes,
            prepared.readerBytes,
            usable - free - known,
            free,
            usable,
            byKind(all, content));
    return new Written(card, overrun ? Math.max(1, -space.remainingBytes()) : volumes.overrunBytes());
  }

  /** Padding and headers are shared out by weight, so that the kinds come to the whole. */
  private static Map<ContentKind, Long> byKind(List<ItemSize> items, long contentBytes) {
    var weights = new EnumMap<ContentKind, Long>(ContentKind.class);
    for (var item : items) {
      item.parts().forEach(part -> weights.merge(part.kind(), part.weight(), Long::sum));
    }
    double all = weights.values().stream().mapToLong(Long::longValue).sum();
    var shares = new EnumMap<ContentKind, Long>(ContentKind.class);
    long left = contentBytes;
    for (var kind : weights.keySet()) {
      long share = Math.min(left, Math.round(contentBytes * (weights.get(kind) / all)));
      shares.put(kind, share);
      left -= share;
    }
    if (left > 0 && !shares.isEmpty()) {
      shares.merge(shares.keySet().iterator().next(), left, Long::sum);
    }
    return shares;
  }
}
