package org.bojagi.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Role;
import org.bojagi.page.Door.Trouble;
import org.bojagi.page.PagesBundle.Source;
import org.bojagi.search.Facet;
import org.bojagi.search.SearchOptions.Sort;
import org.bojagi.search.Shelves.Order;
import org.bojagi.show.Addresses;
import org.bojagi.show.Target;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every page, and what each is there for. */
class PagesTest {
  private static final Addresses ADDRESSES = new Addresses();
  private static final Pages PAGES = new Pages(ADDRESSES);

  /** Our own addresses: a word of ours, an opaque name, and what the server reads of a query. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "/|/unlock(/other)?|/stick(/write)?|/part(/choose|/write|/leave)?|/language|/search|/lock|/assets/[a-z]+\\.[a-z0-9]+"
              + "|#main|#narrow|/(s|part)/[0-9a-z]+(\\?[A-Za-z0-9=&-]+)?|/list/[a-z]+(\\?[A-Za-z0-9=&-]+)?"
              + "|/copy/[A-Za-z0-9_-]{32}|/c/[A-Za-z0-9_-]{32}(\\?[a-z0-9=&]+)?(#hit)?"
              + "|/i/[A-Za-z0-9_-]{32}(\\?[a-z0-9=&]+)?(#t=\\d+)?");

  /**
   * A title that would do harm as markup, in an attribute, in a script, to the line it stands in,
   * or by its length.
   */
  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "</title></style><svg onload=alert(1)>",
          "&lt;b&gt; {0} {1} $1 \\1 %s",
          "\u202Egnol\u2066 \u200F\u061C turned around",
          "a\u0000b\u001B[31m\uD800c\uFFFE",
          "가".repeat(10_000),
          "\u0301".repeat(5_000) + "é");

  private static final Map<Tongue, Map<String, String>> ALL = new EnumMap<>(Tongue.class);

  @TempDir static Path folder;
  private static PagesBundle bundle;

  @BeforeAll
  static void pack() throws IOException {
    bundle = PagesBundle.ofEachKind();
    for (int i = 0; i < HOSTILE.size(); i++) {
      var text =
          Source.text(
              "거친/" + i + ".md",
              Role.ITEM,
              "ko-KP",
              "력사와 " + HOSTILE.get(i).substring(0, Math.min(200, HOSTILE.get(i).length())));
      bundle.add(ItemType.EXPLAINER, HOSTILE.get(i), text);
    }
    bundle.add(
        ItemType.STORY,
        Map.of("ko-KP", HOSTILE.get(0)),
        null,
        0,
        List.of(HOSTILE.get(1), HOSTILE.get(5)),
        Source.text("거친/note.md", Role.ITEM, "ko-KP", "글"));
    bundle.featured("이야기/1.ko.md", "없다.md", "영상/살구나무.mp4").pack(folder.resolve("bundle"));
  }

  @AfterAll
  static void close() throws IOException {
    bundle.close();
  }

  private static String item(Tongue tongue, String path, Visit visit) throws IOException {
    var item = bundle.item(path);
    var target = new Target(Target.Use.ITEM, 0, item.document(), 0);
    return PAGES.item(tongue, bundle.library(), item, target, visit);
  }

  private static Asked asked(String query) {
    return Asked.of("0123456789abcdef", query);
  }

  /** Every kind of page in one language, by what it is. */
  private static Map<String, String> all(Tongue tongue) throws IOException {
    if (!ALL.containsKey(tongue)) {
      ALL.put(tongue, make(tongue));
    }
    return ALL.get(tongue);
  }

  private static Map<String, String> make(Tongue tongue) throws IOException {
    var library = bundle.library();
    var pages = new LinkedHashMap<String, String>();
    for (var trouble : Trouble.values()) {
      pages.put(
          "unlock " + trouble,
          PAGES.unlock(tongue, new Door(false, trouble, true, 2, 0, 0, List.of(HOSTILE.get(1)))));
    }
    pages.put(
        "unlock trying",
        PAGES.unlock(tongue, new Door(true, Trouble.NONE, false, 2, 1, 12, List.of())));
    pages.put("home", PAGES.home(tongue, library, List.of(HOSTILE.get(0))));
    for (var kind :
        List.of(
            "stories", "watch", "listen", "know", "letters", "books", "film", "nothing")) {
      pages.put("list " + kind, PAGES.list(tongue, library, kind, 0));
    }
    pages.put("whole list", PAGES.wholeList(tongue, library, Asked.BROWSING));
    pages.put(
        "whole list narrowed",
        PAGES.wholeList(
            tongue, library, Asked.BROWSING.with(Facet.SUBJECT, "겨울").sorted(Sort.NEWEST).from(1)));
    for (var query : List.of("력사", "살구꽃", "없는낱말입니다", "", HOSTILE.get(0), HOSTILE.get(7))) {
      pages.put("results " + query, PAGES.results(tongue, library, asked(query)));
    }
    pages.put(
        "results story",
        PAGES.results(
            tongue,
            library,
            Asked.of("ab", "력사").with(Facet.TYPE, "story").with(Facet.LANGUAGE, "ko-KP")));
    for (var shown : library.shelves().list(Set.of(), Order.SOUTHERN, 0, 100)) {
      var target = new Target(Target.Use.ITEM, 0, shown.document(), 0);
      var path = shown.stored().path();
      pages.put("note or item " + path, PAGES.item(tongue, library, shown, target, Visit.PLAIN));
      pages.put(
          "item " + path,
          PAGES.item(tongue, library, shown, target, new Visit(null, true, -1, -1, -1, 1)));
      pages.put(
          "found " + path,
          PAGES.item(
              tongue, library, shown, target, new Visit(asked("력사"), true, 0, 2, -1, Long.MAX_VALUE)));
      pages.put(
          "copy " + path,
          PAGES.copy(tongue, library, shown, new Target(Target.Use.COPY, 0, shown.document(), 0)));
    }
    var stick = Path.of("/media/<b>stick</b>\u202E");
    pages.put(
        "stick",
        PAGES.passOn(
            tongue,
            new PassOn.Choosing(List.of(new PassOn.Medium(stick, 1, 2)), PassOn.Refused.NO_ROOM)));
    pages.put("stick asks", PAGES.passOn(tongue, new PassOn.Asking(stick, 1, 2, 3, true)));
    pages.put("stick works", PAGES.passOn(tongue, new PassOn.Working(stick, true, 1, 2)));
    parts(stick).forEach((name, state) -> pages.put(name, part(tongue, state)));
    pages.put("closed", PAGES.closed(tongue));
    pages.put("fault", PAGES.fault(tongue, HOSTILE.get(0)));
    pages.put("no such page", PAGES.fault(tongue, ""));
    return pages;
  }

  private static String part(Tongue tongue, PassPart state) {
    try {
      return PAGES.passPart(tongue, bundle.library(), state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each state of passing a part on, with every reason why it may be refused. */
  private static Map<String, PassPart> parts(Path stick) throws IOException {
    var named = new ArrayList<PassPart.Named>();
    for (var shown : bundle.library().shelves().list(Set.of(), Order.SOUTHERN, 0, 100)) {
      named.add(new PassPart.Named(0, shown.stored().id()));
    }
    named.add(new PassPart.Named(0, "an id that nothing has"));
    var chosen = new PassPart.Chosen("/s/ab?type=story", named, 200, 300, 4_000_000);
    var states = new LinkedHashMap<String, PassPart>();
    states.put("part of nothing", new PassPart.Nothing());
    for (var refused : PassPart.Refused.values()) {
      states.put(
          "part " + refused, new PassPart.Choosing(chosen, List.of(new PassOn.Medium(stick, 1, 2)), refused));
    }
    states.put(
        "part of an empty list",
        new PassPart.Choosing(
            new PassPart.Chosen("/list/all", List.of(), 0, 0, 0), List.of(), PassPart.Refused.NOTHING));
    states.put("part asks", new PassPart.Asking("ab", chosen, stick, 5_000_000, 6_000_000, "곰 달 새 별 물 꽃", true, true));
    states.put("part works", new PassPart.Working(stick, 1, 2));
    states.put("part finishes", new PassPart.Working(stick, 2, 2));
    states.put("part done", new PassPart.Done(stick, 1, 2, 3, 4, 5, false));
    return states;
  }

  @Test
  void theNewWordsStandOnOnePageAndOnNoOther() throws IOException {
    var with = all(Tongue.EN).entrySet().stream().filter(page -> page.getValue().contains("곰 달 새 별")).toList();
    assertEquals(List.of("part asks"), with.stream().map(Map.Entry::getKey).toList());
    var page = Jsoup.parse(with.getFirst().getValue());
    assertTrue(page.selectFirst("form[action=/part/write] input[type=checkbox]").hasAttr("required"));
    assertEquals("The new words", page.getElementById(page.selectFirst(".new-words").attr("aria-labelledby")).text());
  }

  @Test
  void nothingRunsAndNothingIsStyledInsideAPage() throws IOException {
    for (var tongue : Tongue.values()) {
      all(tongue)
          .forEach(
              (name, html) -> {
                var page = Jsoup.parse(html);
                for (var script : page.select("script")) {
                  assertTrue(script.attr("src").matches("/assets/(reader|suggest)\\.js"), name);
                  assertEquals("", script.data(), name);
                }
                assertEquals(
                    0,
                    page.select(
                            "style, object, embed, base, [style], [srcdoc], [background], svg"
                                + " script, svg a")
                        .size(),
                    name);
                for (var element : page.getAllElements()) {
                  element
                      .attributes()
                      .forEach(
                          attribute ->
                              assertFalse(
                                  attribute.getKey().startsWith("on"), name + " " + attribute));
                }
              });
    }
  }

  @Test
  void titlesAndAddressesSayNothingOfTheContent() throws IOException {
    for (var tongue : Tongue.values()) {
      for (var entry : all(tongue).entrySet()) {
        var page = Jsoup.parse(entry.getValue());
        assertEquals(Texts.of(tongue).get("word"), page.title(), entry.getKey());
        for (var element : page.select("[href], [src], [action], [poster]")) {
          for (var attribute : List.of("href", "src", "action", "poster")) {
            assertTrue(
                !element.hasAttr(attribute) || ADDRESS.matcher(element.attr(attribute)).matches(),
                entry.getKey() + ": " + element.attr(attribute));
          }
        }
        for (var back : page.select("[name=back]")) {
          assertTrue(
              ADDRESS.matcher(back.attr("value")).matches(),
              entry.getKey() + ": " + back.attr("value"));
        }
      }
    }
  }

  @Test
  void everyPageIsWellFormedForReadersOfEveryKind() throws IOException {
    for (var tongue : Tongue.values()) {
      for (var entry : all(tongue).entrySet()) {
        var name = entry.getKey() + " " + tongue;
        var page = Jsoup.parse(entry.getValue());
        var html = page.selectFirst("html");
        assertEquals(tongue.tag(), html.attr("lang"), name);
        assertEquals("no", html.attr("translate"), name);
        assertEquals("false", html.attr("spellcheck"), name);
        assertEquals("off", html.attr("autocomplete"), name);
        assertEquals(1, page.select("main").size(), name);
        assertEquals(1, page.select("h1").size(), name);
        idsAreUnique(page, name);
        controlsHaveNames(page, name);
        for (var picture : page.select("img")) {
          assertTrue(picture.hasAttr("alt"), name);
        }
      }
    }
  }

  private static void idsAreUnique(Document page, String name) {
    var ids = new HashSet<String>();
    for (var element : page.select("[id]")) {
      assertTrue(ids.add(element.id()), name + ": " + element.id());
    }
    for (var referring : page.select("[aria-labelledby], [aria-describedby], label[for]")) {
      for (var attribute : List.of("aria-labelledby", "aria-describedby", "for")) {
        assertTrue(
            referring.attr(attribute).isEmpty() || ids.contains(referring.attr(attribute)),
            name + ": " + referring);
      }
    }
  }

  private static void controlsHaveNames(Document page, String name) {
    for (var control :
        page.select(
            "button, a, summary, iframe, nav, section:not(.letter), input:not([type=hidden]),"
                + " video, audio, progress")) {
      boolean hidden = control.attr("aria-hidden").equals("true");
      boolean labelled =
          !page.select("label[for=" + control.id() + "]").isEmpty() && !control.id().isEmpty();
      boolean named =
          labelled
              || !control.attr("aria-label").isBlank()
              || control.hasAttr("aria-labelledby")
              || !control.attr("title").isBlank();
      assertTrue(hidden || named || named(control), name + ": " + control);
    }
  }

  private static boolean named(Element control) {
    return List.of("button", "a", "summary").contains(control.normalName()) && control.hasText();
  }

  @Test
  void aHostileTitleStaysTextAndStaysShort() throws IOException {
    for (var entry : all(Tongue.KO_KP).entrySet()) {
      var page = Jsoup.parse(entry.getValue());
      for (var element : page.getAllElements()) {
        boolean typed = element.hasAttr("value");
        assertTrue(element.ownText().length() < 2_500, entry.getKey());
        for (int c : element.ownText().codePoints().toArray()) {
          assertTrue(PackedWords.isShown(c), entry.getKey() + " U+" + Integer.toHexString(c));
        }
        assertTrue(
            typed
                || element.attributes().asList().stream()
                    .allMatch(each -> each.getValue().length() < 500),
            entry.getKey());
      }
      assertEquals(0, page.select("img[src=x], b, [onload], [onerror]").size(), entry.getKey());
    }
    assertTrue(
        Jsoup.parse(item(Tongue.EN, "거친/0.md", Visit.PLAIN))
            .selectFirst("h1")
            .text()
            .contains("<script>alert(1)</script>"));
  }

  @Test
  void eachPartOfAStoryLeadsToTheOthersAndToItsTranslations() throws IOException {
    var page = Jsoup.parse(item(Tongue.KO_KP, "이야기/1.ko.md", Visit.PLAIN));
    assertEquals(List.of("1 다리 1", "2 다리 2", "3 다리 3"), page.select(".strip a").eachText());
    assertEquals("1 다리 1", page.select(".strip [aria-current=page]").text());
    assertEquals(List.of("조선말", "English"), page.select(".versions a").eachText());
    assertEquals(List.of("ko-KP", "en"), page.select(".versions a").eachAttr("lang"));
    assertEquals(1, page.select(".neighbours a").size());
    assertEquals(
        "allow-scripts allow-top-navigation-by-user-activation",
        page.selectFirst("iframe").attr("sandbox"));
  }

  @Test
  void aNoteComesBeforeAnythingOfTheItemAndTheWayBackComesFirst() throws IOException {
    var page = Jsoup.parse(item(Tongue.KO_KP, "이야기/2.ko.md", Visit.PLAIN));
    assertEquals(0, page.select("iframe, img, video").size());
    assertTrue(page.text().contains("큰물, 리별"));
    assertEquals(List.of("돌아가기", "읽기"), page.select(".choice a").eachText());
    var read =
        Jsoup.parse(
            item(Tongue.KO_KP, "이야기/2.ko.md", new Visit(null, true, -1, -1, -1, Long.MAX_VALUE)));
    assertEquals(1, read.select("iframe").size());
  }

  @Test
  void aFilmHasSubtitlesAndATranscriptAndNothingThatSendsItElsewhere() throws IOException {
    var page = Jsoup.parse(item(Tongue.EN, "영상/살구나무.mp4", Visit.PLAIN));
    var film = page.selectFirst("video");
    assertEquals("metadata", film.attr("preload"));
    assertFalse(film.hasAttr("autoplay"));
    for (var attribute :
        List.of("controls", "disablepictureinpicture", "disableremoteplayback", "poster")) {
      assertTrue(film.hasAttr(attribute), attribute);
    }
    assertTrue(
        film.attr("controlslist").contains("nodownload")
            && film.attr("controlslist").contains("noremoteplayback"));
    assertEquals(List.of("en"), page.select("track[default]").eachAttr("srclang"));
    assertEquals(
        List.of("", "en", "ko-KP"),
        page.select("[data-subtitles]").eachAttr("data-subtitles").stream().sorted().toList());
    assertEquals("t=1", page.selectFirst(".transcript ol:not([hidden]) li").id());
    assertEquals(
        List.of("history", "살구꽃 눈"),
        page.select(".transcript ol:not([hidden]) button > span").eachText());
  }

  @Test
  void aFilmThatTheBrowserWouldWriteDownIsRefusedButCanBeRead() throws IOException {
    var page = Jsoup.parse(item(Tongue.EN, "영상/살구나무.mp4", new Visit(null, true, -1, -1, -1, 1)));
    assertEquals(0, page.select("video, track").size());
    assertTrue(page.select(".warning").text().contains("disk"));
    assertEquals(2, page.select(".transcript ol:not([hidden]) li").size());
    assertEquals(0, Jsoup.parse(item(Tongue.EN, "영상/오랜.avi", Visit.PLAIN)).select("video").size());
  }

  @Test
  void whatIsFoundIsMarkedWhereItStandsAndNamedAsItIsSpelled() throws IOException {
    var page = Jsoup.parse(PAGES.results(Tongue.KO_KP, bundle.library(), asked("력사")));
    assertEquals("력사", page.selectFirst("#q").attr("value"));
    assertTrue(page.select(".row mark").eachText().contains("력사"), page.select(".row").text());
    assertTrue(
        page.select(".bridge").eachText().stream()
            .anyMatch(bridge -> bridge.startsWith("력사") && bridge.endsWith("역사")));
    assertTrue(page.select(".types a").eachAttr("href").contains("/s/0123456789abcdef?type=story"));
    var film =
        page.select(".row h2 a").stream().filter(link -> link.text().equals("살구나무")).findFirst();
    assertTrue(
        film.orElseThrow().attr("href").endsWith("?s=0123456789abcdef#t=1"), film.toString());
    var found =
        Jsoup.parse(
            item(
                Tongue.KO_KP,
                "이야기/1.ko.md",
                new Visit(asked("력사"), false, -1, -1, -1, Long.MAX_VALUE)));
    assertTrue(
        found.selectFirst("iframe").attr("src").endsWith("?s=0123456789abcdef&at=0#hit"),
        found.selectFirst("iframe").toString());
  }

  @Test
  void theWholeListIsInTheReadersAlphabet() throws IOException {
    var north =
        Jsoup.parse(PAGES.wholeList(Tongue.KO_KP, bundle.library(), Asked.BROWSING))
            .select(".line a")
            .eachText();
    var south =
        Jsoup.parse(PAGES.wholeList(Tongue.KO_KR, bundle.library(), Asked.BROWSING))
            .select(".line a")
            .eachText();
    assertTrue(north.indexOf("오랜 영상") > north.indexOf("표"), north.toString());
    assertTrue(south.indexOf("오랜 영상") < south.indexOf("표"), south.toString());
  }

  @Test
  void withoutScriptsTheUnlockPageSaysWhatItCannotDoAndAsksAgainByItself() {
    for (var tongue : Tongue.values()) {
      var page =
          Jsoup.parse(
              PAGES.unlock(tongue, new Door(false, Trouble.NONE, false, 1, 0, 0, List.of())));
      assertEquals(1, page.select("main noscript").size());
      assertEquals("text", page.selectFirst("#words").attr("type"));
      assertEquals("off", page.selectFirst("#words").attr("autocomplete"));
      var trying = PAGES.unlock(tongue, new Door(false, Trouble.NONE, false, 1, 1, 3, List.of()));
      assertTrue(
          trying.contains(
              "<noscript><meta http-equiv=\"refresh\" content=\"1;url=/\"></noscript>"));
    }
  }

  @Test
  void whatIsWrongIsToldInTheReadersLanguageWhereItIsKnown() throws IOException {
    var known = "A volume of this bundle is missing (봄). Look for the file on another copy; the rest is served without it.";
    var messages = List.of(known, "Nobody knows this (봄). Nor this.");
    for (var tongue : Tongue.values()) {
      boolean korean = tongue == Tongue.KO_KP || tongue == Tongue.KO_KR;
      var told = korean ? "이 보자기의 권 하나가 없습니다 (봄). 그 파일을 다른 사본에서 찾으십시오. 나머지는 그대로 보입니다." : known;
      var unlock = Jsoup.parse(PAGES.unlock(tongue, new Door(false, Trouble.DAMAGED, false, 1, 0, 0, messages)));
      assertEquals(List.of(told, messages.get(1)), unlock.select("p.trouble.small").eachText());
      var home = Jsoup.parse(PAGES.home(tongue, bundle.library(), messages)).select(".messages[open] li");
      assertEquals(List.of(told, messages.get(1)), home.eachText());
      assertEquals(List.of(korean ? tongue.tag() : "en", "en"), home.eachAttr("lang"));
    }
  }

  @Test
  void afterTheEndAPageOffersAndRunsNothing() {
    for (var tongue : Tongue.values()) {
      var page = Jsoup.parse(PAGES.closed(tongue));
      assertEquals(0, page.select("script, a, form, button, input").size());
      assertEquals(Texts.of(tongue).get("closed.lead"), page.body().text());
    }
  }

  @Test
  void whatIsChosenStandsAboveTheListAndCanBeTakenAway() throws IOException {
    var asked = asked("력사").with(Facet.SUBJECT, "겨울").with(Facet.LANGUAGE, "ko-KP");
    var page = Jsoup.parse(PAGES.results(Tongue.KO_KP, bundle.library(), asked));
    var chosen = page.select("ul.chosen a");
    assertEquals(List.of("조선말", "겨울"), chosen.select(".value").eachText());
    assertEquals(
        PAGES.searches().of(asked.with(Facet.SUBJECT, "")), chosen.last().attr("href"));
    assertEquals(1, page.select("aside nav a[aria-current]:contains(조선말)").size());
    var none = asked.with(Facet.SUBJECT, "없는 주제");
    assertEquals(
        List.of("조선말", "없는 주제"),
        Jsoup.parse(PAGES.results(Tongue.KO_KP, bundle.library(), none))
            .select("ul.chosen .value")
            .eachText());
  }

  @Test
  void eachPassageLeadsToItsPlace() throws IOException {
    var page = Jsoup.parse(PAGES.results(Tongue.EN, bundle.library(), asked("력사")));
    var places = page.select("ul.passages a.at").eachAttr("href");
    assertTrue(places.stream().anyMatch(place -> place.matches("/i/.*#t=1")), places.toString());
    assertTrue(places.stream().anyMatch(place -> place.matches("/i/.*&at=\\d+")), places.toString());
    assertEquals(page.select("ul.passages > li").size(), places.size());
  }

  @Test
  void suggestionsAreBoundedAndOneLineEach() throws IOException {
    for (var typed : List.of("살", "ㅅㄱ", "<", "\u202E", "가")) {
      var json = PAGES.suggestions(Tongue.KO_KP, bundle.library(), typed);
      assertTrue(json.startsWith("[") && json.length() < 10_000, json);
      assertTrue(json.codePoints().allMatch(PackedWords::isShown), json);
    }
  }

  @Test
  void homeBeginsWithWhatTheTeamFeaturesInItsOrder() throws IOException {
    var page = Jsoup.parse(PAGES.home(Tongue.KO_KP, bundle.library(), List.of()));
    var featured = page.selectFirst("section[aria-labelledby=shelf-featured]");
    assertEquals(List.of("다리 1", "살구나무"), featured.select(".title").eachText());
  }

  @Test
  void everyAssetThatAPageNamesIsThere() throws IOException {
    var named =
        new ArrayList<>(
            Jsoup.parse(PAGES.home(Tongue.EN, bundle.library(), List.of()))
                .select("[href^=/assets/]")
                .eachAttr("href"));
    named.addAll(List.of("/assets/reader.js", "/assets/suggest.js", "/assets/font.woff2"));
    for (var asset : named) {
      assertTrue(
          Assets.named(asset.substring("/assets/".length())).orElseThrow().bytes().length > 0,
          asset);
    }
    assertNotNull(Assets.class.getResource("font.licence.txt"));
    assertTrue(Assets.named("font.woff2").orElseThrow().bytes().length < 400_000);
  }
}
