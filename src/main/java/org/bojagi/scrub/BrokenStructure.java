package org.bojagi.scrub;

/** A file says something about itself that can't be: where it was met, in words that name no content. */
final class BrokenStructure extends Exception {
  BrokenStructure(String what, long offset) {
    super(what + " at byte " + offset);
  }
}
