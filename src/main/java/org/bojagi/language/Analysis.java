package org.bojagi.language;

/**
 * Which rules cut text into words. Written into every index; a query must be cut by the same ones.
 *
 * <p>1: as first released. 2: {@link WordRule#ANY} folds what North and South spell differently;
 * hanja and Chinese characters are folded before a text is cut ({@link HanjaReadings}, {@link HanFolding}).
 */
public final class Analysis {
  /** Grows with every change that gives other terms for the same text. */
  public static final int VERSION = 2;

  private Analysis() {}
}
