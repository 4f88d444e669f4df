package org.bojagi.media;

import org.bojagi.catalog.MediaFacts;

/**
 * How good a film is made, the best first. {@link #FLOOR} is the stated floor: nothing is ever made worse
 * than that.
 *
 * <p>Sizes are bounded by {@code maxrate} of the encoder's buffer model, which holds two seconds; what a film
 * takes mostly is {@link #estimatedBytes}.
 */
public enum Quality {
  HIGH(720, 23, 2_500, 1_100, 128),
  MEDIUM(480, 26, 1_000, 550, 96),
  FLOOR(360, 28, 400, 300, 64);

  private final int lines;
  private final int crf;
  private final int mostVideoKilobits;
  private final int usualVideoKilobits;
  private final int soundKilobits;

  Quality(int lines, int crf, int mostVideoKilobits, int usualVideoKilobits, int soundKilobits) {
    this.lines = lines;
    this.crf = crf;
    this.mostVideoKilobits = mostVideoKilobits;
    this.usualVideoKilobits = usualVideoKilobits;
    this.soundKilobits = soundKilobits;
  }

  /** The shorter side of the picture is at most this, in pixels. */
  public int lines() {
    return lines;
  }

  /** x264's constant rate factor; smaller is better. */
  int crf() {
    return crf;
  }

  int mostVideoKilobits() {
    return mostVideoKilobits;
  }

  /** Picture and sound. */
  int mostKilobits() {
    return mostVideoKilobits + soundKilobits;
  }

  /** Of sound, a second. */
  public int soundKilobits() {
    return soundKilobits;
  }

  /** What films take on the average; 0 where its length isn't known. A sound has no width. */
  public long estimatedBytes(MediaFacts film) {
    int shorter = Math.min(film.width(), film.height());
    double share = shorter == 0 || shorter >= lines ? 1 : Math.pow((double) shorter / lines, 1.5);
    double kilobits = soundKilobits + (film.width() == 0 ? 0 : usualVideoKilobits * share);
    return (long) (film.durationSeconds() * kilobits * 1000 / 8);
  }
}
