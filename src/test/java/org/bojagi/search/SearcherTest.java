package org.bojagi.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.UsageException;
import org.bojagi.index.IndexInVolumes;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.Items;
import org.bojagi.index.OpenIndex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One small library in three languages, searched in the volumes that it is sealed in. */
class SearcherTest {
  private static final String CAPTIONS =
      """
      WEBVTT

      00:00:01.000 --> 00:00:04.000
      강을 건너기 전날 밤이었다

      00:00:41.500 --> 00:00:44.000
      어머니는 두부밥을 싸 주셨다

      00:00:45.000 --> 00:00:49.000
      우리는 말이 없었다
      """;

  private static final List<IndexedItem> LIBRARY =
      List.of(
          Items.titled("이야기/강.txt", "ko", "강을 건너다", "그해 겨울 나는 두만강을 건넜다. 얼음이 얇아서 무서웠다."),
          Items.titled("이야기/장마당.txt", "ko", "장마당에서", "장마당에서 두부밥과 인조고기를 팔았다. 단속이 오면 달아났다."),
          Items.titled("이야기/학교.txt", "ko", "학교 이야기", "학교에서 배운 노래를 아직도 기억한다. 선생님은 평양에서 오셨다."),
          Items.titled(
              "articles/market.txt",
              "en",
              "Markets",
              "The markets fed most families. People were walking for hours with 두부 on their backs."),
          Items.titled(
              "articles/radio.txt",
              "en",
              "Listening to the radio",
              "She listened to foreign radio at night, under a blanket."),
          Items.titled("文章/边境.txt", "zh", "边境", "我们在图们江边住了三年。冬天江水结冰，很多人过江。"),
          Items.item(
              "films/night.vtt",
              "ko",
              ItemType.FILM,
              new DublinCore(
                  Map.of("ko", "전날 밤", "en", "The night before"),
                  List.of("김철수"),
                  List.of(),
                  "A short film about leaving",
                  "2021",
                  List.of("탈북", "가족"),
                  "",
                  "",
                  "",
                  "",
                  ""),
              new Item.Series("night", "밤의 기록"),
              TextFormat.WEBVTT,
              CAPTIONS),
          Items.item(
              "books/notes.txt",
              "ko",
              ItemType.BOOK,
              DublinCore.NOTHING.withTitle(Map.of("ko", "공책")),
              null,
              TextFormat.PAGED,
              "첫 장에는 이름만 적었다.\f둘째 장에는 라디오 주파수를 적었다.\f셋째 장은 비어 있다."));

  private static final PassageSource SOURCE =
      (index, item, file) -> new ByteArrayInputStream(item.locations());

  @TempDir static Path folder;
  private static IndexInVolumes volumes;
  private static OpenIndex index;
  private static Searcher searcher;

  @BeforeAll
  static void open() throws IOException {
    volumes = new IndexInVolumes(folder, LIBRARY, 5_000);
    index = volumes.open("bundle");
    searcher = new Searcher(List.of(index), SOURCE);
  }

  @AfterAll
  static void close() throws IOException {
    index.close();
    volumes.close();
  }

  private static List<String> found(String query) throws IOException {
    return found(query, SearchOptions.first(10));
  }

  private static List<String> found(String query, SearchOptions options) throws IOException {
    return searcher.search(query, options).hits().stream().map(Hit::path).toList();
  }

  @Test
  void koreanIsFoundWhateverParticleItHas() throws IOException {
    assertEquals(List.of("이야기/강.txt"), found("두만강"));
    assertEquals(List.of("이야기/강.txt"), found("두만강에서"));
    assertEquals(List.of("이야기/학교.txt"), found("학교"));
  }

  /** Korean words are cut into parts of one syllable, too: 살 and 구. */
  @Test
  void aWordIsNotFoundWhereOnlyItsPartsAre(@TempDir Path other) throws IOException {
    var library =
        List.of(
            Items.titled("나이.txt", "ko", "나이", "그때 나는 아홉살이였다. 다섯살 동생과 살았다. 구경을 갔다. 구 년이 지났다."),
            Items.titled("나무.txt", "ko", "나무", "마당에 살구나무가 한그루 있었다."));
    try (var fruit = new IndexInVolumes(other, library, 5_000);
        var opened = fruit.open("fruit")) {
      var hits = new Searcher(List.of(opened), SOURCE).search("살구", SearchOptions.first(10)).hits();
      assertEquals(List.of("나무.txt"), hits.stream().map(Hit::path).toList());
    }
  }

  @Test
  void englishIsFoundInOtherForms() throws IOException {
    assertEquals(List.of("articles/radio.txt"), found("listening radios"));
    assertEquals(List.of("articles/market.txt"), found("walked hour"));
  }

  @Test
  void chineseIsFoundByWordsAndByParts() throws IOException {
    assertEquals(List.of("文章/边境.txt"), found("图们江"));
    assertEquals(List.of("文章/边境.txt"), found("冬天结冰"));
  }

  @Test
  void aWordInAnotherLanguageIsFoundWhereItIsQuoted() throws IOException {
    assertEquals(Set.of("이야기/장마당.txt", "articles/market.txt", "films/night.vtt"), Set.copyOf(found("두부")));
  }

  @Test
  void ofAFewWordsAnItemMustHaveEachInWhateverPart() throws IOException {
    assertEquals(List.of("이야기/장마당.txt"), found("두부밥 단속"));
    assertEquals(List.of("books/notes.txt"), found("이름 라디오"));
    assertEquals(List.of("films/night.vtt"), found("김철수 두부밥"));
  }

  @Test
  void whereNoItemHasEachWordWhatHasMostComesFirst() throws IOException {
    assertEquals("이야기/장마당.txt", found("두부밥 단속 우주선").getFirst());
  }

  @Test
  void allThatIsShownIsWhatIsFoundPageByPage() throws IOException {
    for (var typed : List.of("두만강", "두부밥 단속 우주선", "두만강겨울", "\"두부밥\" 우주선", "우주선", "이름 라디오")) {
      var hits = searcher.search(typed, SearchOptions.first(50)).hits();
      var shown = Set.copyOf(hits.stream().map(hit -> new Hit.Copy(hit.bundle(), hit.document())).toList());
      assertEquals(shown, Set.copyOf(searcher.allShown(typed, SearchOptions.first(1), false)), typed);
    }
    assertEquals(List.of(), searcher.all("두부밥 단속 우주선", SearchOptions.first(1)));
    assertEquals(LIBRARY.size(), searcher.allShown("", SearchOptions.first(1), false).size());
  }

  @Test
  void aPhraseIsFoundAsWritten() throws IOException {
    assertEquals(List.of("이야기/학교.txt"), found("\"배운 노래를\""));
    assertEquals(List.of("articles/radio.txt"), found("\"under a blanket\""));
    assertEquals(List.of("文章/边境.txt"), found("\"江水结冰\""));
    assertEquals(List.of("articles/market.txt"), found("\"most families\" OR \"families most of\""));
  }

  @Test
  void aPhraseThatIsNowhereFindsNothingAlone() throws IOException {
    assertEquals(List.of(), found("\"blanket under\""));
    assertEquals(List.of(), found("\"노래를 배운\""));
  }

  @Test
  void aSentenceWithQuotationMarksIsStillASentence() throws IOException {
    assertEquals("articles/radio.txt", found("Who listened under the “blanket of night”?").getFirst());
  }

  @Test
  void partsOfAShortWordAreNotTheWordButOfALongOneTheyAreBetterThanNothing() throws IOException {
    assertEquals(List.of(), found("우주선"));
    assertEquals("이야기/장마당.txt", found("장마당단속우주선").getFirst());
  }

  @Test
  void aBeginningFindsAllThatGoOnFromIt() throws IOException {
    assertEquals(List.of("이야기/강.txt"), found("두만*"));
    assertEquals(List.of("이야기/장마당.txt"), found("인조고*"));
    assertEquals(List.of("articles/radio.txt"), found("blan*"));
    assertEquals(List.of("文章/边境.txt"), found("图们*"));
  }

  @Test
  void aTildeFindsWhatIsSpelledAboutSo() throws IOException {
    assertEquals(List.of("articles/radio.txt"), found("blamket~"));
    assertEquals(List.of("이야기/학교.txt"), found("펑양~"));
    assertEquals(List.of(), found("blamket AND radio"));
  }

  @Test
  void andOrAndMinus() throws IOException {
    assertEquals(List.of("이야기/장마당.txt"), found("두부밥 AND 단속"));
    assertEquals(List.of(), found("두부밥 AND title:없음"));
    assertEquals(List.of(), found("두부밥 AND 우주선"));
    assertEquals(Set.of("이야기/강.txt", "articles/radio.txt"), Set.copyOf(found("두만강 OR blanket")));
    assertEquals(Set.of("이야기/장마당.txt", "articles/market.txt"), Set.copyOf(found("두부 -어머니")));
    assertEquals(List.of("이야기/장마당.txt"), found("두부 -(어머니 OR walking)"));
    assertEquals(LIBRARY.size() - 1, found("-두만강").size());
  }

  @Test
  void fieldsAreAskedByName() throws IOException {
    assertEquals(List.of("이야기/학교.txt"), found("title:학교"));
    assertEquals(List.of("films/night.vtt"), found("title:\"night before\""));
    assertEquals(List.of("films/night.vtt"), found("creator:김철수"));
    assertEquals(List.of("films/night.vtt"), found("subject:탈북"));
    assertEquals(List.of("films/night.vtt"), found("series:기록"));
    assertEquals(List.of("films/night.vtt"), found("두부밥 type:film"));
    assertEquals(List.of("文章/边境.txt"), found("language:zh"));
    assertEquals(3, found("path:이야기").size());
    assertEquals(List.of("이야기/강.txt"), found("path:이야기/강.txt"));
    assertEquals(2, found("path:Art*").size());
    assertEquals(List.of(), found("title:두만강"));
  }

  @Test
  void optionsNarrowTypesAndLanguages() throws IOException {
    assertEquals(List.of("films/night.vtt"), found("두부밥", SearchOptions.first(10).only(Facet.TYPE, Set.of("film"))));
    assertEquals(List.of("articles/market.txt"), found("두부", SearchOptions.first(10).only(Facet.LANGUAGE, Set.of("en"))));
    assertEquals(1, searcher.search("두부", SearchOptions.first(1)).hits().size());
    assertEquals(3, searcher.search("두부", SearchOptions.first(1)).total());
  }

  @Test
  void aHitSaysWhereItIsSaid() throws IOException {
    var film = searcher.search("두부밥 type:film", SearchOptions.first(1)).hits().getFirst();
    assertEquals(new Place.Second(41.5), film.at());
    assertEquals("전날 밤", film.title());
    assertEquals("film", film.type());
    assertEquals(new Place.Page(2), searcher.search("주파수", SearchOptions.first(1)).hits().getFirst().at());
    assertEquals(new Place.Start(), searcher.search("두만강", SearchOptions.first(1)).hits().getFirst().at());
  }

  @Test
  void aSnippetMarksWhatWasFound() throws IOException {
    assertEquals("그해 겨울 나는 [두만강]을 건넜다. 얼음이 얇아서 무서웠다.", snippet("두만강에서"));
    assertEquals("She [listened] to foreign [radio] at night, under a blanket.", snippet("listen radio"));
    assertEquals(
        "She listened to foreign radio at night, [under a blanket].", snippet("\"under a blanket\""));
    assertEquals("강을 건너기 전날 밤이었다 어머니는 [두부밥]을 싸 주셨다 우리는 말이 없었다", snippet("두부밥 type:film"));
    assertEquals("我们在[图们江]边住了三年。冬天江水结冰，很多人过[江]。", snippet("图们江"));
    assertEquals("She listened to foreign radio at night, under a [blanket].", snippet("blamket~"));
  }

  private static String snippet(String query) throws IOException {
    return shown(searcher.search(query, SearchOptions.first(1)).hits().getFirst().snippet());
  }

  private static String shown(Snippet snippet) {
    var text = new StringBuilder(snippet.text());
    for (var mark : snippet.marks().reversed()) {
      text.insert(mark.end(), ']').insert(mark.start(), '[');
    }
    return text.toString();
  }

  @Test
  void pagesOfHitsFollowEachOther() throws IOException {
    var all = searcher.search("-우주선", SearchOptions.first(100));
    assertEquals(LIBRARY.size(), all.hits().size());
    for (int from = 0; from <= LIBRARY.size(); from++) {
      var page = searcher.search("-우주선", SearchOptions.first(3).from(from));
      var expected = all.hits().subList(from, Math.min(LIBRARY.size(), from + 3));
      assertEquals(expected.stream().map(Hit::path).toList(), page.hits().stream().map(Hit::path).toList());
      assertEquals(expected.stream().map(Hit::rank).toList(), page.hits().stream().map(Hit::rank).toList());
      assertEquals(LIBRARY.size(), page.total());
    }
  }

  @Test
  void facetsCountEveryTypeWhicheverIsShown() throws IOException {
    var all = searcher.search("두부", SearchOptions.first(1));
    assertEquals(Map.of("story", 2, "film", 1), all.facets().counts(Facet.TYPE));
    assertEquals(Map.of("ko", 2, "en", 1), all.facets().counts(Facet.LANGUAGE));
    assertEquals(List.of("story", "film"), List.copyOf(all.facets().counts(Facet.TYPE).keySet()));
    assertTrue(all.facets().exact());
    var films = searcher.search("두부", SearchOptions.first(10).only(Facet.TYPE, Set.of("film")));
    assertEquals(all.facets().counts(Facet.TYPE), films.facets().counts(Facet.TYPE));
    assertEquals(Map.of("ko", 1), films.facets().counts(Facet.LANGUAGE));
    assertEquals(1, films.total());
  }

  @Test
  void facetsAreCountedSoFarAndSaySo(@TempDir Path other) throws IOException {
    var library = new ArrayList<IndexedItem>();
    for (int i = 0; i <= FacetCount.COUNT_UP_TO; i++) {
      library.add(Items.titled(i + ".txt", "en", "title", ""));
    }
    try (var many = new IndexInVolumes(other, library, 50_000_000);
        var opened = many.open("many")) {
      var results = new Searcher(List.of(opened), SOURCE).search("title", SearchOptions.first(1));
      assertEquals(FacetCount.COUNT_UP_TO, results.total());
      assertFalse(results.totalIsExact());
      assertFalse(results.facets().exact());
      assertEquals(Map.of("story", FacetCount.COUNT_UP_TO), results.facets().counts(Facet.TYPE));
    }
  }

  @Test
  void whereAWordIsNowhereTheNearestThatIsSomewhereIsSuggested() throws IOException {
    assertEquals(Optional.of("평양"), searcher.search("펑양", SearchOptions.first(10)).suggestion());
    assertEquals(Optional.of("학교 노래"), searcher.search("핵교 노래", SearchOptions.first(10)).suggestion());
    assertEquals(Optional.of("blanket"), searcher.search("blamket", SearchOptions.first(10)).suggestion());
    for (var query : List.of("평양", "두부밥 주파수", "우주선", "펑양 우주선", "\"펑양\"", "title:펑양", "", "?!", "xx", "가")) {
      assertEquals(Optional.empty(), searcher.search(query, SearchOptions.first(10)).suggestion(), query);
    }
  }

  @Test
  void aHitNamesItsDocument() throws IOException {
    for (var hit : searcher.search("두부", SearchOptions.first(10)).hits()) {
      assertEquals(hit.path(), index.item(hit.document()).path());
    }
  }

  @Test
  void wordsAreFoundWithTheFirstConsonantOfTheOtherHalfOfKorea(@TempDir Path other) throws IOException {
    var library =
        List.of(
            Items.titled("north.txt", "ko", "교과서", "우리 나라의 력사를 배웠다. 그 녀자는 량심이 있는 사람이다."),
            Items.titled("south.txt", "ko", "교재", "우리나라의 역사를 배웠다. 그 여자는 양심이 있는 사람이다."),
            Items.titled("crime.txt", "ko", "신문", "폭력사건이 늘었다."),
            Items.titled("title.txt", "ko", "노동의 노래", ""));
    try (var volumes = new IndexInVolumes(other, library, 5_000);
        var opened = volumes.open("korea")) {
      var korea = new Searcher(List.of(opened), SOURCE);
      for (var word : List.of("력사", "역사를", "녀자", "여자들은", "량심", "양심", "력사 여자")) {
        var hits = korea.search(word, SearchOptions.first(10)).hits();
        var paths = hits.stream().limit(2).map(Hit::path).toList();
        assertEquals(Set.of("north.txt", "south.txt"), Set.copyOf(paths), word);
      }
      var typed = korea.search("력사", SearchOptions.first(10)).hits();
      var south = typed.stream().filter(hit -> hit.path().equals("south.txt")).findFirst().orElseThrow();
      assertEquals(List.of(new Bridge("력사", "역사")), south.bridges());
      assertEquals("역사", marked(south.snippet()));
      var north = typed.stream().filter(hit -> hit.path().equals("north.txt")).findFirst().orElseThrow();
      assertEquals(List.of(), north.bridges());
      assertEquals(List.of("north.txt"), paths(korea, "\"력사를 배웠다\""));
      assertFalse(paths(korea, "역사").contains("crime.txt"));
      var title = korea.search("로동", SearchOptions.first(10)).hits().getFirst();
      assertEquals(List.of(new Bridge("로동", "노동")), title.bridges());
      assertEquals("title.txt", title.path());
      assertEquals(List.of("title.txt"), paths(korea, "title:로동"));
    }
  }

  private static List<String> paths(Searcher searcher, String query) throws IOException {
    return searcher.search(query, SearchOptions.first(10)).hits().stream().map(Hit::path).toList();
  }

  private static String marked(Snippet snippet) {
    var mark = snippet.marks().getFirst();
    return snippet.text().substring(mark.start(), mark.end());
  }

  @Test
  void hangulTypedInPartsIsTheSame() throws IOException {
    assertEquals(List.of("이야기/강.txt"), found(Normalizer.normalize("두만강", Normalizer.Form.NFD)));
  }

  @Test
  void insideAnItemAllPassagesWithTheWordsAreFoundInTheirOrder(@TempDir Path other) throws IOException {
    var pages = "사과를 샀다.\f배를 샀다.\f력사 이야기.\f사과와 배.\f역사책과 사과.";
    var library =
        List.of(
            Items.text("a.txt", "ko", TextFormat.PAGED, "사과"),
            Items.text("b.txt", "ko", TextFormat.PAGED, pages),
            Items.text("c.vtt", "ko", TextFormat.WEBVTT, CAPTIONS));
    try (var volumes = new IndexInVolumes(other, library, 5_000);
        var opened = volumes.open("fruit")) {
      var fruit = new Searcher(List.of(opened), SOURCE);
      int document = opened.documentByPath("b.txt").getAsInt();
      assertEquals(List.of(1, 4, 5), pages(fruit.inside(0, document, "사과", 10)));
      assertEquals(List.of(1, 4), pages(fruit.inside(0, document, "사과", 2)));
      assertEquals(List.of(1, 2, 4, 5), pages(fruit.inside(0, document, "사과 배", 10)));
      assertEquals(List.of(3, 5), pages(fruit.inside(0, document, "역사", 10)));
      assertEquals(List.of(4), pages(fruit.inside(0, document, "\"사과와 배\"", 10)));
      assertEquals(List.of(), fruit.inside(0, document, "우주선", 10));
      assertEquals(List.of(), fruit.inside(0, document, "", 10));
      assertEquals(List.of(), fruit.inside(0, document, "type:film", 10));
      var third = fruit.inside(0, document, "력사", 10);
      assertEquals(List.of(), third.getFirst().bridges());
      assertEquals(List.of(new Bridge("력사", "역사")), third.getLast().bridges());
      assertEquals(pages.indexOf("역사책"), third.getLast().charOffset());
      assertEquals("역사책과 사과.".length(), third.getLast().charLength());
      assertEquals("[역사]책과 사과.", shown(third.getLast().snippet()));
      int film = opened.documentByPath("c.vtt").getAsInt();
      assertEquals(new Place.Second(41.5), fruit.inside(0, film, "두부밥", 10).getFirst().at());
      assertThrows(UsageException.class, () -> fruit.inside(0, document - 1, "사과", 10));
      assertThrows(UsageException.class, () -> fruit.inside(0, 1_000, "사과", 10));
      assertThrows(UsageException.class, () -> fruit.inside(1, document, "사과", 10));
    }
  }

  private static List<Integer> pages(List<PassageMatch> matches) {
    return matches.stream().map(match -> ((Place.Page) match.at()).number()).toList();
  }

  @Test
  void aMarkerFindsTheWordsInAnyTextThatIsShown() throws IOException {
    var marker = Searcher.marker("두부밥 \"under a blanket\" 력사");
    var text = "두부밥을 먹으며 역사를 배웠다";
    assertEquals("[두부밥]을 먹으며 [역사]를 배웠다", shown(new Snippet(text, marker.marks("ko", text))));
    assertEquals(List.of(new Snippet.Mark(3, 18)), marker.marks("en", "is under a blanket."));
    assertEquals(List.of(), marker.marks("en", "a blanket"));
    assertTrue(Searcher.marker("").marks("ko", text).isEmpty());
    assertTrue(Searcher.marker("type:film").isEmpty());
    assertFalse(marker.isEmpty());
  }

  @Test
  void aTextThatCannotBeReadCostsTheSnippetOnly() throws IOException {
    var blind =
        new Searcher(
            List.of(index),
            (from, item, file) -> {
              throw new IOException("the volume is lost");
            });
    var hits = blind.search("두만강", SearchOptions.first(10)).hits();
    assertEquals("이야기/강.txt", hits.getFirst().path());
    assertEquals(Snippet.EMPTY, hits.getFirst().snippet());
  }

  @Test
  void severalBundlesAreSearchedAsOneAndEachHitSaysWhose() throws IOException {
    var more = List.of(Items.titled("추가.txt", "ko", "추가", "두만강 두만강"));
    try (var second = new IndexInVolumes(folder, more, 1_000_000);
        var other = second.open("other")) {
      var both = new Searcher(List.of(index, other), SOURCE);
      var hits = both.search("두만강", SearchOptions.first(10)).hits();
      assertEquals(2, hits.size());
      for (var hit : hits) {
        assertEquals(hit.path().equals("추가.txt") ? 1 : 0, hit.bundle());
        assertFalse(hit.snippet().marks().isEmpty());
      }
      assertTrue(hits.get(0).score() >= hits.get(1).score());
    }
  }

  @Test
  void nothingTypedFindsNothing() throws IOException {
    assertEquals(0, searcher.search("", SearchOptions.first(10)).total());
    assertEquals(0, searcher.search(" ?! ", SearchOptions.first(10)).total());
  }

  @Test
  void hostileQueriesAreAnsweredLikeAnyOther() throws IOException {
    for (var hostile :
        List.of(
            "두만강 OR ".repeat(10_000),
            "a* ".repeat(10_000),
            "bc* ".repeat(10_000),
            "abcdef~ ".repeat(10_000),
            "(".repeat(100_000),
            "\"" + "가나다라".repeat(100_000),
            "-".repeat(100_000),
            "title:\"" + "나 ".repeat(50_000),
            "가".repeat(1_000_000),
            "a".repeat(1_000_000) + "~",
            "*".repeat(5_000),
            "\ud83d\udc00 \ud83d ".repeat(1_000),
            "두만강 AND ".repeat(1_000) + "강")) {
      searcher.search(hostile, SearchOptions.first(10));
    }
  }

  @Test
  void whateverIsTypedIsNoError() throws IOException {
    long seed = Trials.seed(SearcherTest.class);
    int trials = Trials.of(20_000);
    var random = new Random(seed);
    var parts =
        new String[] {
          "\"", "(", ")", "-", "*", "~", " ", " ", " OR ", " AND ", "NOT ", "title:", "path:", "type:",
          "series:", "두부밥", "radio", "图们江", "강", "을", "r", "\ud83d", "水", "\u0000", "é", "3D", "ㄱ"
        };
    for (int i = 0; i < trials; i++) {
      var typed = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        typed.append(parts[random.nextInt(parts.length)]);
      }
      searcher.search(typed.toString(), SearchOptions.first(5));
    }
  }
}
