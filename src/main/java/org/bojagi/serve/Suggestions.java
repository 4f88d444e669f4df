package org.bojagi.serve;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bojagi.open.Library;
import org.bojagi.page.Pages;
import org.bojagi.page.Tongue;

/**
 * Answers what is typed, one request at a time. Of those that wait only the newest is answered: who goes on typing has no
 * use for the others. Nothing of it is kept.
 */
final class Suggestions {
  private static final int MAX_TYPED_CHARS = 200;

  private final Pages pages;
  private final PageMakers makers;
  private final AtomicLong newest = new AtomicLong();
  private final Object turn = new Object();

  Suggestions(Pages pages, PageMakers makers) {
    this.pages = pages;
    this.makers = makers;
  }

  /** JSON; empty where something newer is waited for. */
  Optional<String> answer(Tongue tongue, Library library, String typed) throws IOException {
    long mine = newest.incrementAndGet();
    synchronized (turn) {
      if (mine != newest.get()) {
        return Optional.empty();
      }
      var begin = typed.substring(0, Math.min(typed.length(), MAX_TYPED_CHARS));
      return Optional.of(makers.make(() -> pages.suggestions(tongue, library, begin)));
    }
  }
}
