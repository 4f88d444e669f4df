package org.bojagi.plan;

import org.bojagi.plan.TextCount.Script;

/**
 * How large an index will be, from what goes in.
 *
 * <p>Fitted to real indexes of this version: 100 and 961 paragraphs of the Korean Wikipedia (also as 60 long texts), 240
 * each in English and Chinese, news of the North, 320 pages of an office program's help in each language, 1,169 pages of
 * English documentation, the sample corpus, two mixtures of its sentences. An empty one has 150,209 bytes: the words of
 * North and South. The rest comes to 2.4 bytes for a Hangul syllable, 7.3 for a Chinese character, 0.42 for another
 * letter, and 20, 8.7 and 17 for each different word or pair of characters. Against the whole index it is off by 0.5 to
 * 3.2 % on nine of these thirteen, by 5 to 10 % on four. Media cost 118 bytes each, texts 139. An {@link IndexSample} of
 * the corpus's own texts then corrects all but the empty one: where that holds all texts, what is left is below 0.3 %.
 */
final class IndexEstimate {
  private static final long EMPTY_BYTES = 150_209;
  private static final double[] BYTES_OF_LETTER = {2.403, 7.277, 0.42};
  private static final double[] BYTES_OF_WORD = {20.33, 8.68, 17.36};
  private static final int BYTES_OF_MEDIA = 118;
  private static final int BYTES_OF_TEXT = 139;
  private static final int BYTES_OF_FURTHER_FILE = 60;

  /** How the number of different words grows with the text (Heaps 1978), between what was sampled and all there is. */
  private static final double GROWTH = 0.65;

  private final double[] wordsOfSample = new double[Script.values().length];
  private final double[] lettersOfSample = new double[Script.values().length];
  private double correction = 1;

  /** @param sample of the texts of the whole corpus */
  IndexEstimate(TextCount sample) {
    for (var script : Script.values()) {
      wordsOfSample[script.ordinal()] = sample.words(script);
      lettersOfSample[script.ordinal()] = sample.letters(script);
    }
  }

  /**
   * Corrects this by what a part really takes.
   *
   * @param part of the items
   * @param bytes of an index of these alone, without the words of North and South
   */
  void measured(Share part, long bytes) {
    double estimated = bytes(part) - EMPTY_BYTES;
    if (estimated > 0) {
      correction *= Math.clamp(bytes / estimated, 0.2, 5);
    }
  }

  /** What some items bring into an index. Adds up. */
  record Share(double[] letters, int media, int texts, int furtherFiles) {
    static final Share NONE = new Share(new double[Script.values().length], 0, 0, 0);

    Share plus(Share other) {
      var sum = letters.clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other.letters[i];
      }
      return new Share(
          sum, media + other.media, texts + other.texts, furtherFiles + other.furtherFiles);
    }
  }

  /** Lucene's files together. */
  long bytes(Share share) {
    double bytes =
        (double) BYTES_OF_MEDIA * share.media
            + (double) BYTES_OF_TEXT * share.texts
            + (double) BYTES_OF_FURTHER_FILE * share.furtherFiles;
    for (int i = 0; i < wordsOfSample.length; i++) {
      bytes += BYTES_OF_LETTER[i] * share.letters[i];
      if (lettersOfSample[i] > 0) {
        bytes += BYTES_OF_WORD[i] * wordsOfSample[i] * Math.pow(share.letters[i] / lettersOfSample[i], GROWTH);
      }
    }
    return EMPTY_BYTES + Math.round(correction * bytes);
  }

  /** What an item's share adds to a large index: without new words. */
  long marginalBytes(Share share) {
    double bytes = BYTES_OF_MEDIA * share.media + BYTES_OF_TEXT * share.texts;
    for (int i = 0; i < share.letters.length; i++) {
      bytes += BYTES_OF_LETTER[i] * share.letters[i];
    }
    return Math.round(correction * bytes);
  }
}
