package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that docs/corpus.md shows, and all that the page says becomes of it. */
class ExampleFolderTest {
  @TempDir Path temp;
  private Corpus corpus;

  @BeforeEach
  void theFolderOfThePage() throws Exception {
    corpus = example(temp.resolve("corpus")).read();
  }

  static TestFolder example(Path path) {
    return new TestFolder(path)
        .with(
            "bojagi.yaml",
            "title: {ko: 함께 읽는 보자기, en: Shared pages}",
            "language: ko-KP",
            "publisher: 예시 모임",
            "rights: CC0-1.0",
            "featured: [이야기/다리 우에서, 영상/살구나무.mp4]",
            "recipients: [age1example]")
        .with("이야기/다리 우에서/bojagi.yaml", "title: {ko: 다리 우에서, en: On the bridge}", "series: true")
        .with(
            "이야기/다리 우에서/1.ko.md",
            "---                                   # front matter of an item",
            "title: 눈 내리던 날",
            "creator: 꾸며낸 인물",
            "date: 2025-03",
            "subject: [가족, 겨울]",
            "note: [배고픔, 리별]",
            "fiction: true",
            "private: {source: 면담 12}",
            "---",
            "![살구나무](../../영상/살구나무.mp4)",
            "",
            "![다리](다리.jpg)")
        .with("이야기/다리 우에서/1.en.md", "---", "title: A snowy day", "---", "Snow fell.")
        .with("이야기/다리 우에서/2.ko.md", "# 얼음", "", "다리 우에 얼음이 얼었다.")
        .with("이야기/다리 우에서/3.ko.md", "다리 우에 봄이 왔다.")
        .withNames("이야기/다리 우에서/다리.jpg")
        .with(
            "알아두기/시장값/값은 어떻게 정해지나.md",
            "# 값은 어떻게 정해지나",
            "![](살구나무.mp4)",
            "![](없는 것.webm)",
            "![](<없는 것.webm>)")
        .withNames("영상/살구나무.mp4", "영상/살구나무.jpg")
        .with(
            "영상/살구나무.ko.smi",
            Charset.forName("MS949"),
            "<SAMI><BODY><SYNC Start=0><P Class=KRCC>살구나무")
        .with("영상/살구나무.en.srt", "1", "00:00:00,000 --> 00:00:02,000", "An apricot tree")
        .with("영상/살구나무.yaml", "제목: 살구나무의 네 철", "날짜: 2024-05-01", "비공개: 찍은 사람")
        .withNames("편지/도서관에 보내는 편지.hwp")
        .with("소식/2025-10-22 시랑송의 밤.md", "시를 읊었다.")
        .withNames("_동의서/서명.pdf");
  }

  @Test
  void theCorpusSaysWhatItIs() {
    var info = corpus.info();
    assertEquals(Map.of("ko", "함께 읽는 보자기", "en", "Shared pages"), info.title());
    assertEquals("ko-KP", info.language());
    assertEquals("예시 모임", info.publisher());
    assertEquals("CC0-1.0", info.rights());
    assertEquals(List.of("이야기/다리 우에서", "영상/살구나무.mp4"), info.featured());
    assertEquals(List.of("age1example"), info.recipients());
  }

  @Test
  void everyFileIsOneItemOrBelongsToOne() {
    assertEquals(
        List.of(
            "소식/2025-10-22 시랑송의 밤.md",
            "알아두기/시장값/값은 어떻게 정해지나.md",
            "영상/살구나무.mp4",
            "이야기/다리 우에서/1.ko.md",
            "이야기/다리 우에서/2.ko.md",
            "이야기/다리 우에서/3.ko.md",
            "편지/도서관에 보내는 편지.hwp"),
        TestFolder.paths(corpus));
  }

  @Test
  void frontMatterDescribesTheItem() {
    var item = TestFolder.item(corpus, "이야기/다리 우에서/1.ko.md").item();
    assertEquals(Map.of("ko-KP", "눈 내리던 날", "en", "A snowy day"), item.description().title());
    assertEquals("눈 내리던 날", item.title());
    assertEquals(List.of("꾸며낸 인물"), item.description().creator());
    assertEquals("2025-03", item.description().date());
    assertEquals(List.of("가족", "겨울"), item.description().subject());
    assertEquals(List.of("배고픔", "리별"), item.notes());
    assertTrue(item.fiction());
    assertEquals("예시 모임", item.description().publisher());
    assertEquals("CC0-1.0", item.description().rights());
    assertEquals(ItemType.STORY, item.type());
    assertEquals(Item.idOf("이야기/다리 우에서/1.ko.md"), item.id());
  }

  @Test
  void theSameNumberInAnotherLanguageIsTheSameItem() {
    assertEquals(
        List.of(
            "ITEM 이야기/다리 우에서/1.ko.md ko-KP",
            "TRANSLATION 이야기/다리 우에서/1.en.md en",
            "COMPANION 이야기/다리 우에서/다리.jpg und"),
        TestFolder.files(TestFolder.item(corpus, "이야기/다리 우에서/1.ko.md")));
  }

  @Test
  void aFolderIsASeriesAndTheNumberIsThePart() {
    for (int part = 1; part <= 3; part++) {
      var item = TestFolder.item(corpus, "이야기/다리 우에서/" + part + ".ko.md").item();
      assertEquals(new Item.Series(Item.idOf("이야기/다리 우에서"), "다리 우에서"), item.series());
      assertEquals(part, item.part());
    }
  }

  @Test
  void anUndeclaredTitleIsLeftToTheContentAndTheNameStandsBy() {
    var second = TestFolder.item(corpus, "이야기/다리 우에서/2.ko.md");
    assertFalse(second.titleIsDeclared());
    assertEquals("얼음", second.headingTitle());
    assertEquals("다리 우에서 2", second.fallbackTitle());
    var evening = TestFolder.item(corpus, "소식/2025-10-22 시랑송의 밤.md");
    assertEquals("시랑송의 밤", evening.fallbackTitle());
    assertEquals("2025-10-22", evening.item().description().date());
    assertEquals(ItemType.EVENT, evening.item().type());
  }

  @Test
  void subtitlesPosterAndSidecarBelongToTheFilm() {
    var film = TestFolder.item(corpus, "영상/살구나무.mp4");
    assertEquals(
        List.of(
            "ITEM 영상/살구나무.mp4 ko-KP",
            "SUBTITLES 영상/살구나무.en.srt en",
            "POSTER 영상/살구나무.jpg und",
            "SUBTITLES 영상/살구나무.ko.smi ko-KP"),
        TestFolder.files(film));
    assertEquals("살구나무의 네 철", film.item().title());
    assertEquals("2024-05-01", film.item().description().date());
    assertEquals(ItemType.FILM, film.item().type());
  }

  @Test
  void filmsInTextsAreFoundByPathAndByNameAndMissingOnesAreNamed() {
    var story = TestFolder.item(corpus, "이야기/다리 우에서/1.ko.md").links();
    assertEquals(
        new Link("이야기/다리 우에서/1.ko.md", 10, "../../영상/살구나무.mp4", "영상/살구나무.mp4", true),
        story.getFirst());
    var explainer = TestFolder.item(corpus, "알아두기/시장값/값은 어떻게 정해지나.md").links();
    assertEquals("영상/살구나무.mp4", explainer.getFirst().path());
    assertTrue(explainer.get(1).isMissing());
    assertEquals(
        List.of(
            "link-with-spaces 알아두기/시장값/값은 어떻게 정해지나.md:3",
            "link-without-file 알아두기/시장값/값은 어떻게 정해지나.md:4"),
        TestFolder.findings(corpus));
  }

  @Test
  void aLetterIsALetter() {
    assertEquals(ItemType.LETTER, TestFolder.item(corpus, "편지/도서관에 보내는 편지.hwp").item().type());
  }

  @Test
  void featuredAreTheFirstPartOfTheSeriesAndTheFilm() {
    assertEquals(
        List.of("영상/살구나무.mp4", "이야기/다리 우에서/1.ko.md"),
        corpus.items().stream()
            .filter(item -> item.item().featured())
            .map(item -> item.item().path())
            .toList());
  }

  @Test
  void whatIsPrivateIsNowhere() throws Exception {
    var everything = corpus.toString() + corpus.folders();
    for (var secret : List.of("면담", "찍은 사람", "서명")) {
      assertFalse(everything.contains(secret), secret);
    }
    var own = TestFolder.item(corpus, "이야기/다리 우에서/1.ko.md").ownFile();
    try (var in = own.open()) {
      var packed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(packed.startsWith("![살구나무]"), packed);
      assertEquals(
          own.sizeBytes(), packed.getBytes(StandardCharsets.UTF_8).length);
    }
    assertEquals(0, TestFolder.item(corpus, "이야기/다리 우에서/2.ko.md").ownFile().withheldBytes());
    assertTrue(TestFolder.leftovers(corpus).contains("NAME _동의서"));
  }

  @Test
  void theFoldersAreListedWithWhatGoesIn() {
    assertEquals(
        List.of("=0/0/1", "소식=1/1/0", "알아두기/시장값=1/1/0", "영상=1/4/0", "이야기/다리 우에서=3/5/0", "편지=1/1/0"),
        corpus.folders().stream()
            .map(
                folder ->
                    folder.path()
                        + "="
                        + folder.items()
                        + "/"
                        + folder.files()
                        + "/"
                        + folder.leftOut())
            .toList());
  }

  @Test
  void checkSaysItInPlainSentences() {
    var check = CorpusCheck.of(corpus);
    assertEquals(
        List.of(
            "1 story in 3 parts, 1 explainer, 1 film, 1 letter, 1 event.",
            "12 files, 1 kB in all.",
            "1 file or folder stays out because of names or .bojagiignore."),
        check.summary(Locale.ENGLISH));
    assertEquals(
        List.of(
            "이야기 1편(모두 3부), 해설 1편, 영화 1편, 편지 1통, 행사 1건.",
            "파일 12개, 모두 1 kB.",
            "이름이나 .bojagiignore 때문에 빠지는 파일과 등록부 1개."),
        check.summary(Locale.KOREAN));
  }

  @Test
  void explainTellsWhyAnItemIsWhatItIs() {
    var why = TestFolder.item(corpus, "이야기/다리 우에서/1.ko.md").explanations();
    assertEquals(
        List.of(
            "Its title is \"눈 내리던 날\": 이야기/다리 우에서/1.ko.md:2 says so.",
            "It is a story, because of the name of its folder, 이야기.",
            "It is part 1 of \"다리 우에서\": the metadata of its folder says that the folder is a"
                + " series.",
            "Its language is ko-KP, because of its name, 1.ko.md.",
            "Its date is 2025-03: 이야기/다리 우에서/1.ko.md:4 says so.",
            "이야기/다리 우에서/1.en.md is the same in another language (en).",
            "Files that it shows, and that go with it: 1."),
        why.stream().map(explanation -> explanation.sentence(Locale.ENGLISH)).toList());
  }

  @Test
  void readTwiceItIsTheSame() throws Exception {
    var again = CorpusReader.read(temp.resolve("corpus"));
    assertEquals(corpus.items(), again.items());
    assertEquals(corpus.findings(), again.findings());
    assertEquals(corpus.leftovers(), again.leftovers());
  }
}
