package org.bojagi.extract;

import java.util.List;
import org.bojagi.scrub.Sensitive;

/**
 * What cleaning a document did.
 *
 * @param changed whether a cleaned document was written; if not, the document stays as it was, and
 *     what was written must be thrown away
 * @param removed what isn't in the cleaned document any more; empty unless {@code changed}
 * @param left what names somebody and stays, or a part that wasn't looked into
 */
public record Cleaned(boolean changed, List<Sensitive> removed, List<Sensitive> left) {
  public Cleaned {
    removed = List.copyOf(removed);
    left = List.copyOf(left);
  }

  /** Nothing was cleaned, and {@code why} it couldn't be. */
  static Cleaned not(String why) {
    return new Cleaned(false, List.of(), List.of(new Sensitive(Sensitive.Kind.CONTENT, why)));
  }
}
