package org.bojagi.page;

import java.io.IOException;
import java.util.List;
import org.bojagi.open.Library;
import org.bojagi.search.ShelfItem;
import org.bojagi.show.Addresses;
import org.bojagi.show.FrameWords;
import org.bojagi.show.Target;

/** Every page, as a whole document of HTML. Any number of threads. */
public final class Pages {
  private final Addresses addresses;

  public Pages(Addresses addresses) {
    this.addresses = addresses;
  }

  /** Asks for the words, or says that they are being tried; {@code POST /unlock}, {@code POST /unlock/other}. */
  public String unlock(Tongue tongue, Door door) {
    throw new UnsupportedOperationException(addresses.toString());
  }

  /** {@code /} */
  public String home(Tongue tongue, Library library, List<String> messages) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** {@code /s/ID} */
  public String results(Tongue tongue, Library library, Asked asked) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** {@code /list/KIND?from=N}: {@code all}, {@code stories}, or a type's code. */
  public String list(Tongue tongue, Library library, String kind, int from) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** {@code /i/ADDRESS} */
  public String item(Tongue tongue, Library library, ShelfItem item, Target target, Visit visit)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** {@code /copy/ADDRESS}: what saving a copy means, and two buttons; the second posts to the same address. */
  public String copy(Tongue tongue, Library library, ShelfItem item, Target target) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** What frames say besides the packed text. */
  public FrameWords frameWords(Tongue tongue) {
    throw new UnsupportedOperationException();
  }

  /** After locking, and for whoever has no session: neutral, without anything of the content. */
  public String closed(Tongue tongue) {
    throw new UnsupportedOperationException();
  }

  /** What went wrong with one request, for a person; {@code sentence} is ready to be shown. */
  public String fault(Tongue tongue, String sentence) {
    throw new UnsupportedOperationException();
  }
}
