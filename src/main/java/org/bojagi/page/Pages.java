package org.bojagi.page;

import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.List;
import org.bojagi.bundle.Locations;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.OnAnotherCardException;
import org.bojagi.fault.WrongSignatureException;
import org.bojagi.open.Library;
import org.bojagi.search.ShelfItem;
import org.bojagi.show.Addresses;
import org.bojagi.show.FrameWords;
import org.bojagi.show.Target;
import org.bojagi.show.Target.Use;

/** Every page, as a whole document of HTML. Any number of threads. */
public final class Pages {
  private final Addresses addresses;
  private final SearchAddresses searches = new SearchAddresses();

  public Pages(Addresses addresses) {
    this.addresses = addresses;
  }

  private Listing listing(Tongue tongue, Library library) {
    return new Listing(library, addresses, searches, Texts.of(tongue));
  }

  public SearchAddresses searches() {
    return searches;
  }

  /**
   * Asks for the words, or says that they are being tried; {@code POST /unlock}, {@code POST
   * /unlock/other}.
   */
  public String unlock(Tongue tongue, Door door) {
    return UnlockPage.of(Texts.of(tongue), door);
  }

  /**
   * {@code /}
   *
   * @param messages what could not be opened completely, ready to be shown
   */
  public String home(Tongue tongue, Library library, List<String> messages) throws IOException {
    return HomePage.of(listing(tongue, library), messages);
  }

  /** {@code /s/ID} */
  public String results(Tongue tongue, Library library, Asked asked) throws IOException {
    return ResultsPage.of(listing(tongue, library), asked);
  }

  /**
   * {@code POST /suggest}: names that begin with what is typed so far, as JSON for the script of the search field. {@code
   * [{text, kind, typed, found}]}, {@code kind} in the reader's language, the last two where it was read in another
   * spelling.
   */
  public String suggestions(Tongue tongue, Library library, String typed) throws IOException {
    return Suggested.json(Texts.of(tongue), library.suggester().suggest(typed, Suggested.AT_ONCE));
  }

  /** {@code /list/all}, narrowed and sorted as {@link #searches} reads its address. */
  public String wholeList(Tongue tongue, Library library, Asked browsing) throws IOException {
    return WholeListPage.of(listing(tongue, library), browsing);
  }

  /**
   * {@code /list/KIND?from=N}: {@code stories}, a shelf of the first page, or a type's
   * code. Of any other kind it says that there is no such page.
   */
  public String list(Tongue tongue, Library library, String kind, int from) throws IOException {
    var list = ListPage.of(listing(tongue, library), kind, from);
    return list.isPresent() ? list.get() : fault(tongue, "");
  }

  /**
   * {@code /i/ADDRESS}
   *
   * @throws org.bojagi.fault.DamagedBundleException the index doesn't say where its files lie
   */
  public String item(Tongue tongue, Library library, ShelfItem item, Target target, Visit visit)
      throws IOException {
    return ItemPage.of(listing(tongue, library), item, target, visit);
  }

  /**
   * {@code /copy/ADDRESS}: what saving a copy means, and two buttons; the second posts to the same
   * address.
   */
  public String copy(Tongue tongue, Library library, ShelfItem item, Target target)
      throws IOException {
    var listing = listing(tongue, library);
    var texts = listing.texts();
    var entry = listing.entry(item);
    var itself = "/copy/" + listing.address(Use.COPY, item, target.file());
    var sheet = new Sheet(texts, "asking", Sheet.Bar.OPEN, itself);
    var main = sheet.main();
    main.appendChild(said("h1", texts.get("copy.title")));
    main.appendChild(Tags.packed("p", entry.title(), entry.titleLanguage(), "class", "title"));
    main.appendChild(said("p", texts.get("copy.lead"), "class", "lead"));
    var back = listing.itemAddress(item, target.file(), null);
    main.appendChild(
        with(
            tag("div", "class", "choice"),
            said("a", texts.get("copy.cancel"), "class", "first", "href", back + "?ok"),
            Tags.button(itself, texts.get("copy.save"), "second")));
    return sheet.html();
  }

  /**
   * An item's title in the language of one of its files, as its page shows it: the frame leaves out
   * what says the same.
   */
  public String title(Library library, ShelfItem item, Locations locations, int file)
      throws IOException {
    var files = ItemFiles.of(locations);
    return listing(Tongue.EN, library).entry(item, files, files.file(file).language()).title();
  }

  /**
   * {@code /stick}: a form posts the field {@code target} there; {@code POST /stick/write} begins.
   */
  public String passOn(Tongue tongue, PassOn state) {
    return PassOnPage.of(Texts.of(tongue), state);
  }

  /**
   * {@code /part}, {@code /part/ID} and {@code /part/all}: forms post the fields {@code of} and {@code target} to {@code
   * /part/choose}, {@code asked} and {@code noted} to {@code /part/write}, and nothing to {@code /part/leave}.
   */
  public String passPart(Tongue tongue, Library library, PassPart state) throws IOException {
    return PassPartPage.of(listing(tongue, library), state);
  }

  /** What frames say besides the packed text. */
  public FrameWords frameWords(Tongue tongue) {
    return Texts.of(tongue).frameWords();
  }

  /** After locking, and for whoever has no session: neutral, without anything of the content. */
  public String closed(Tongue tongue) {
    var texts = Texts.of(tongue);
    var sheet = Sheet.blank(texts);
    sheet.main().appendChild(said("h1", texts.get("closed.lead")));
    return sheet.html();
  }

  /** What went wrong with one request, in the person's language. */
  public String fault(Tongue tongue, Fault fault) {
    if (fault instanceof OnAnotherCardException elsewhere) {
      return fault(tongue, Texts.of(tongue).get("card.elsewhere", elsewhere.card()));
    }
    var text =
        switch (fault) {
          case WrongSignatureException changed -> "item.changed";
          case DamagedBundleException damaged -> "item.damaged";
          default -> "fault.medium";
        };
    return fault(tongue, Texts.of(tongue).get(text));
  }

  /** What the memory that this process may take doesn't do for. */
  public String tooLarge(Tongue tongue) {
    return fault(tongue, Texts.of(tongue).get("fault.memory"));
  }

  /**
   * What went wrong with one request, for a person; {@code sentence} is ready to be shown, empty:
   * no such page.
   */
  public String fault(Tongue tongue, String sentence) {
    var texts = Texts.of(tongue);
    var sheet = new Sheet(texts, "asking", Sheet.Bar.LOCKED, "/");
    var main = sheet.main();
    main.appendChild(said("h1", texts.get("fault.title")));
    var words = sentence.isEmpty() ? texts.get("fault.nothing") : PackedWords.text(sentence);
    main.appendChild(said("p", words, "class", "lead", "dir", "auto"));
    main.appendChild(
        with(
            tag("p", "class", "choice"),
            said("a", texts.get("fault.back"), "class", "first", "href", "/")));
    return sheet.html();
  }
}
