package org.bojagi.language;

/** Which rules cut text into words. Written into every index; a query must be cut by the same ones. */
public final class Analysis {
  /** Grows with every change that gives other terms for the same text. */
  public static final int VERSION = 1;

  private Analysis() {}
}
