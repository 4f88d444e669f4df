package org.bojagi.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bojagi.plan.PlannedCard.ContentKind;

/** A card as a bar of what is on it, for a terminal; the same as figures for a report. */
public final class CardPicture {
  private CardPicture() {}

  /** What a stretch of the bar stands for. */
  public enum Part {
    READER('R', '▓'),
    INDEX('I', '▒'),
    FILMS('F', '█'),
    SOUND('S', '▆'),
    PICTURES('P', '▅'),
    TEXTS('T', '▃'),
    OTHER('o', '▁'),
    FREE('.', '░');

    private final char ascii;
    private final char block;

    Part(char ascii, char block) {
      this.ascii = ascii;
      this.block = block;
    }

    /** As JSON and the texts of commands name it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public char mark(boolean plain) {
      return plain ? ascii : block;
    }
  }

  /** A part of a card that isn't empty. */
  public record Slice(Part part, long bytes) {}

  /** What lies on it, in the order of the bar; together {@code usableBytes}. */
  public static List<Slice> slices(PlannedCard card) {
    var slices = new ArrayList<Slice>();
    add(slices, Part.READER, card.readerBytes());
    add(slices, Part.INDEX, card.indexBytes());
    for (var kind : ContentKind.values()) {
      add(slices, Part.valueOf(kind.name()), card.contentOf().getOrDefault(kind, 0L));
    }
    add(slices, Part.OTHER, card.otherBytes() + card.catalogueBytes());
    add(slices, Part.FREE, card.freeBytes());
    return List.copyOf(slices);
  }

  private static void add(List<Slice> slices, Part part, long bytes) {
    if (bytes > 0) {
      slices.add(new Slice(part, bytes));
    }
  }

  /**
   * A bar of so many characters, each part at its true share, but none invisible but {@link Part#OTHER}.
   *
   * @param plain in ASCII, for terminals that have nothing else
   */
  public static String bar(PlannedCard card, int width, boolean plain) {
    var slices = slices(card);
    var widths = new int[slices.size()];
    int sum = 0;
    for (int i = 0; i < widths.length; i++) {
      var slice = slices.get(i);
      int least = slice.part() == Part.OTHER ? 0 : 1;
      widths[i] = (int) Math.max(least, Math.round(width * (slice.bytes() / (double) card.usableBytes())));
      sum += widths[i];
    }
    while (sum != width && widths.length > 0) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      widths[widest] += sum < width ? 1 : -1;
      sum += sum < width ? 1 : -1;
    }
    var bar = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      bar.repeat(slices.get(i).part().mark(plain), widths[i]);
    }
    return bar.toString();
  }
}
