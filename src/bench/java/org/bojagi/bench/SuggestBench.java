package org.bojagi.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.index.BundleDirectory;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.OpenIndex;
import org.bojagi.language.Hangul;
import org.bojagi.language.HangulKeyboard;
import org.bojagi.search.Suggester;

/**
 * What a keystroke costs, CPU time on a warm index whose chunks are read as in the reader: titles, later words, first
 * consonants, keys in the wrong language, names that aren't there.
 *
 * <p>Arguments: the folder that holds {@code korquad/}; a folder for the index, kept and used again; how many items
 * (300000).
 */
public final class SuggestBench {
  private static final int NAMES = 400;
  private static final int SHOWN = 8;
  private static final int READER_CACHE_BYTES = 24 << 20;

  private SuggestBench() {}

  public static void main(String[] arguments) throws Exception {
    var sentences = new ArrayList<String>();
    for (var paragraph : TestSets.korquad(Path.of(arguments[0])).paragraphs()) {
      sentences.addAll(Arrays.asList(paragraph.split("(?<=[.])\\s+")));
    }
    int items = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 300_000;
    var index = open(Path.of(arguments[1]), sentences, items);
    var suggester = new Suggester(List.of(index));
    var random = new Random(5);
    var titles = new ArrayList<String>();
    for (int i = 0; i < NAMES; i++) {
      titles.add(title(random.nextInt(items), sentences));
    }
    for (int round = 0; round < 3; round++) {
      time("titles", suggester, titles, UnaryOperator.identity());
      time("from a later word", suggester, titles, title -> title.substring(title.indexOf(' ') + 1));
      time("first consonants", suggester, titles, Hangul::initials);
      time("keyboard in Latin, South", suggester, titles, HangulKeyboard.SOUTHERN::latin);
      time("keyboard in Latin, North", suggester, titles, HangulKeyboard.NORTHERN::latin);
      time("names that aren't there", suggester, titles, title -> "쾌" + title);
    }
  }

  private static OpenIndex open(Path folder, List<String> sentences, int items) throws Exception {
    var volume = folder.resolve("suggest-" + items);
    var key = folder.resolve("suggest-" + items + ".key");
    if (!Files.exists(key)) {
      Files.createDirectories(folder);
      try (var executor = Executors.newFixedThreadPool(2);
          var builder = new IndexBuilder(folder, 48 << 20, executor)) {
        for (int i = 0; i < items; i++) {
          builder.add(item(i, sentences));
        }
        BenchIndex.seal(builder.finish(), volume, key);
      }
      System.out.printf("made %,d items, %,d bytes%n", items, Files.size(volume));
    }
    var cache = new ChunkCache(READER_CACHE_BYTES);
    return OpenIndex.open(new BundleDirectory(BenchIndex.open(volume, key), cache), "bench");
  }

  /** Two to six words of a sentence; of ten one ends in a number. */
  private static String title(int number, List<String> sentences) {
    var random = new Random(number);
    var words = sentences.get(random.nextInt(sentences.size())).split("\\s+");
    int from = random.nextInt(Math.max(1, words.length - 4));
    int to = Math.min(words.length, from + 2 + random.nextInt(5));
    var title = String.join(" ", Arrays.copyOfRange(words, from, to));
    return random.nextInt(10) == 0 ? title + " " + random.nextInt(100) : title;
  }

  /** By one of 3,000 people, with two of 600 subjects, a third in series of five. */
  private static IndexedItem item(int number, List<String> sentences) {
    var random = new Random(-number);
    var title = title(number, sentences);
    var plain = BenchIndex.item(number, "ko", title, "");
    var people = List.of(name(random.nextInt(3_000), sentences));
    var subjects = List.of(subject(random.nextInt(600), sentences), subject(random.nextInt(600), sentences));
    var description =
        new DublinCore(Map.of("ko", title), people, List.of(), "", "", subjects, "", "", "", "", "");
    var series = number % 15 < 5 ? new Item.Series("series/" + number / 15, title(number / 15, sentences)) : null;
    var item =
        new Item(
            plain.item().id(), plain.item().path(), ItemType.STORY, "ko", description, series, 0, 0, List.of(), false,
            false);
    return new IndexedItem(item, plain.files(), List.of(), plain.locations());
  }

  private static String name(int number, List<String> sentences) {
    var syllables = sentences.get(number % sentences.size()).replaceAll("[^가-힣]", "");
    int from = number % Math.max(1, syllables.length() - 3);
    return syllables.substring(Math.min(from, syllables.length()), Math.min(from + 3, syllables.length())) + number % 7;
  }

  private static String subject(int number, List<String> sentences) {
    return sentences.get(number * 7 % sentences.size()).split("\\s+")[0];
  }

  /** Each prefix of what is typed, a keystroke each. */
  private static void time(String what, Suggester suggester, List<String> names, UnaryOperator<String> typing)
      throws Exception {
    var nanos = new ArrayList<Long>();
    long found = 0;
    for (var name : names) {
      var typed = typing.apply(name);
      boolean hangul = typed.codePoints().anyMatch(Hangul::isSyllable);
      var keys = hangul ? Hangul.letters(typed) : typed;
      for (int end = 1; end <= Math.min(24, keys.length()); end++) {
        var begun = hangul ? Hangul.composed(keys.substring(0, end)) : keys.substring(0, end);
        long start = Cpu.ofThisThread();
        found += suggester.suggest(begun, SHOWN).size();
        nanos.add(Cpu.ofThisThread() - start);
      }
    }
    nanos.sort(null);
    System.out.printf(
        "%-26s p50 %6.2f ms  p99 %6.2f ms  most %6.2f ms  %.1f names%n",
        what,
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6,
        nanos.getLast() / 1e6,
        found / (double) nanos.size());
  }
}
