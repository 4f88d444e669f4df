package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemGroupingTest {
  @TempDir Path temp;

  private TestFolder folder() {
    return new TestFolder(temp.resolve("corpus"));
  }

  private static List<String> files(Corpus corpus) {
    return corpus.items().stream().flatMap(item -> TestFolder.files(item).stream()).toList();
  }

  @Test
  void languagesInNamesMakeTranslationsAndTheTeamsOwnComesFirst() throws Exception {
    var corpus =
        folder()
            .with("bojagi.yaml", "language: zh-Hans")
            .withNames(
                "a.en.md",
                "a.ko.md",
                "a.zh.md",
                "a.zh-Hant.md",
                "b.md",
                "b.en.pdf",
                "c.md",
                "c.pdf")
            .read();
    assertEquals(
        List.of(
            "ITEM a.zh.md zh-Hans",
            "TRANSLATION a.en.md en",
            "TRANSLATION a.ko.md ko",
            "TRANSLATION a.zh-Hant.md zh-Hant",
            "ITEM b.md zh-Hans",
            "TRANSLATION b.en.pdf en",
            "ITEM c.md zh-Hans",
            "ITEM c.pdf zh-Hans"),
        files(corpus));
  }

  @Test
  void anUnderscoreIsALanguageWhereThereAreTwo() throws Exception {
    var corpus = folder().withNames("다리_ko.md", "다리_en.md", "plan_it.md").read();
    assertEquals(
        List.of("ITEM plan_it.md und", "ITEM 다리_en.md en", "TRANSLATION 다리_ko.md ko"),
        files(corpus));
  }

  @Test
  void aLanguageThereTwiceIsAnItemOfItsOwnAndNamed() throws Exception {
    var corpus = folder().withNames("a.ko.md", "a.ko.html", "a.en.md").read();
    assertEquals(
        List.of("ITEM a.en.md en", "TRANSLATION a.ko.html ko", "ITEM a.ko.md ko"), files(corpus));
    assertEquals(List.of("language-twice a.ko.md"), TestFolder.findings(corpus));
  }

  @Test
  void aTranslationSaysItsOwnTitleAndTheSidecarThoseOfAll() throws Exception {
    var corpus =
        folder()
            .with("bojagi.yaml", "language: ko-KP")
            .withNames("a.ko.hwp", "a.en.hwp", "a.zh.hwp")
            .with("a.yaml", "title: {ko: 눈, zh: 雪}", "creator: 가")
            .with("a.en.yaml", "title: Snow")
            .read();
    assertEquals(1, corpus.items().size());
    var said = corpus.items().getFirst().item().description();
    assertEquals(Map.of("ko-KP", "눈", "en", "Snow", "zh", "雪"), said.title());
    assertEquals("ko-KP", said.title().keySet().iterator().next());
    assertEquals(List.of("가"), said.creator());
  }

  @Test
  void withoutMetadataKoreanAndChineseAreKnownByTheirLetters() throws Exception {
    var corpus =
        folder()
            .with("a.txt", Charset.forName("MS949"), "눈이 내리던 날 다리 우에서 만난 사람의 이야기를 적는다.")
            .with("b.txt", "下雪的那天我在桥上遇见了一个人，这是他的故事，也是我的故事。")
            .with("c.txt", "On the day when it snowed I met a person on the bridge.")
            .read();
    assertEquals(List.of("ITEM a.txt ko", "ITEM b.txt zh", "ITEM c.txt und"), files(corpus));
  }

  @Test
  void metadataAndNameThatDisagreeAreNamed() throws Exception {
    var corpus = folder().with("a.en.md", "---", "language: ko", "---").read();
    assertEquals("ko", corpus.items().getFirst().item().language());
    assertEquals(List.of("language-disagrees a.en.md:2"), TestFolder.findings(corpus));
  }

  @Test
  void subtitlesAndPostersBelongToFilmsAndSounds() throws Exception {
    var korean = "1\n00:00:00,000 --> 00:00:01,000\n눈이 내리던 날 다리 우에서 만난 사람의 이야기를 적는다\n";
    var corpus =
        folder()
            .withNames(
                "살구.mp4", "살구.png", "살구.jpg", "살구.zh-Hans.ass", "노래/노래.mp3", "노래/노래.vtt", "b.mkv")
            .with("살구.srt", korean)
            .with("살구.mp4.smi", Charset.forName("MS949"), "<SAMI>" + korean)
            .with("살구_en.srt", "Snow")
            .withNames("b.mp4.srt")
            .read();
    assertEquals(
        List.of(
            "ITEM b.mkv und",
            "ITEM b.mp4.srt und",
            "ITEM 노래/노래.mp3 und",
            "SUBTITLES 노래/노래.vtt und",
            "ITEM 살구.mp4 und",
            "POSTER 살구.jpg und",
            "SUBTITLES 살구.mp4.smi ko",
            "COMPANION 살구.png und",
            "SUBTITLES 살구.srt ko",
            "SUBTITLES 살구.zh-Hans.ass zh-Hans",
            "SUBTITLES 살구_en.srt en"),
        files(corpus));
    assertEquals(List.of("subtitles-without-film b.mp4.srt"), TestFolder.findings(corpus));
    assertEquals(ItemType.MUSIC, TestFolder.item(corpus, "노래/노래.mp3").item().type());
  }

  @Test
  void aSavedPageIsOneItem() throws Exception {
    var corpus =
        folder()
            .with("눈.html", "<title>눈</title><img src='./눈_files/a.png'>")
            .withNames(
                "눈_files/a.png",
                "눈_files/b.css",
                "눈_files/c.js",
                "눈_files/d.js.download",
                "눈_files/frame.html")
            .withNames("눈_files/_e.png", "b.htm", "b.files/x.gif", "c_files/y.gif", "d.mhtml")
            .read();
    assertEquals(
        List.of(
            "ITEM b.htm und",
            "COMPANION b.files/x.gif und",
            "ITEM c_files/y.gif und",
            "ITEM d.mhtml und",
            "ITEM 눈.html und",
            "COMPANION 눈_files/a.png und",
            "COMPANION 눈_files/b.css und",
            "COMPANION 눈_files/frame.html und"),
        files(corpus));
    assertEquals(
        List.of("NAME 눈_files/_e.png", "SCRIPT 눈_files/c.js", "SCRIPT 눈_files/d.js.download"),
        TestFolder.leftovers(corpus));
    assertEquals("눈", TestFolder.item(corpus, "눈.html").headingTitle());
  }

  @Test
  void aPictureGoesWithTheTextThatShowsIt() throws Exception {
    var corpus =
        folder()
            .with("이야기/a.md", "![](그림/눈.jpg) ![](../사진/다리.jpg) ![](말한것.jpg) [링크](링크.jpg)")
            .withNames("이야기/그림/눈.jpg", "사진/다리.jpg", "이야기/말한것.jpg", "이야기/링크.jpg", "이야기/남은것.jpg")
            .with("이야기/말한것.yaml", "title: 말한것")
            .read();
    assertEquals(
        List.of("ITEM 이야기/a.md ko", "COMPANION 이야기/그림/눈.jpg und"),
        TestFolder.files(TestFolder.item(corpus, "이야기/a.md")));
    assertEquals(
        List.of("사진/다리.jpg", "이야기/a.md", "이야기/남은것.jpg", "이야기/링크.jpg", "이야기/말한것.jpg"),
        TestFolder.paths(corpus));
    assertEquals("말한것", TestFolder.item(corpus, "이야기/말한것.jpg").item().title());
  }

  @Test
  void everyFileIsGuessedATypeAndMetadataHasTheWord() throws Exception {
    var corpus =
        folder()
            .withNames(
                "a.pdf", "b.epub", "c.mp4", "d.flac", "e.heic", "f.txt", "stories/g.md", "g.zip")
            .with("h.md", "---", "fiction: 예", "---")
            .with("i.md", "---", "갈래: 편지", "---")
            .with("j/bojagi.yaml", "type: letter")
            .withNames("j/a.jpg", "j/b.md", "j/c.pdf")
            .withNames("책/a.pdf", "소식/b.md", "소식/2025-01-01 c.md")
            .read();
    assertEquals(
        List.of(
            "a.pdf DOCUMENT",
            "b.epub BOOK",
            "c.mp4 FILM",
            "d.flac SOUND",
            "e.heic PICTURE",
            "f.txt EXPLAINER",
            "g.zip DOCUMENT",
            "h.md STORY",
            "i.md LETTER",
            "j/a.jpg PICTURE",
            "j/b.md LETTER",
            "j/c.pdf LETTER",
            "stories/g.md STORY",
            "소식/2025-01-01 c.md EVENT",
            "소식/b.md EXPLAINER",
            "책/a.pdf BOOK"),
        corpus.items().stream()
            .map(item -> item.item().path() + " " + item.item().type())
            .toList());
    assertEquals(List.of("format-unknown g.zip"), TestFolder.findings(corpus));
  }

  @Test
  void foldersHandOnWhatTheySay() throws Exception {
    var corpus =
        folder()
            .with("bojagi.yaml", "rights: CC0-1.0", "charset: EUC-KR", "priority: 2")
            .with("a/bojagi.yaml", "rights: 가", "keep: [Author]", "note: 배고픔", "fiction: true")
            .with("a/b/x.md", Charset.forName("MS949"), "# 똠방각하")
            .read();
    var item = corpus.items().getFirst();
    assertEquals("가", item.item().description().rights());
    assertEquals("x-windows-949", item.ownFile().charset());
    assertEquals("똠방각하", item.headingTitle());
    assertEquals(2, item.item().priority());
    assertEquals(Set.of("author"), item.keep());
    assertEquals(List.of("배고픔"), item.item().notes());
    assertEquals(ItemType.STORY, item.item().type());
  }

  @Test
  void anIdentifierIsTheIdAndTwiceIsRefused() throws Exception {
    var corpus =
        folder()
            .with("a.md", "---", "identifier: snow", "---")
            .with("b.md", "---", "title: b", "identifier: snow", "---")
            .with("c.md", "글")
            .read();
    assertEquals(
        List.of("snow", Item.idOf("b.md"), Item.idOf("c.md")),
        corpus.items().stream().map(item -> item.item().id()).toList());
    assertEquals(List.of("identifier-twice b.md:3"), TestFolder.findings(corpus));
  }

  @Test
  void whatIsFeaturedAndNotThereIsNamed() throws Exception {
    var corpus =
        folder()
            .with("bojagi.yaml", "title: 가", "featured: [/a.md, 없다, b/]")
            .withNames("a.md", "b/c.md")
            .read();
    assertTrue(corpus.items().stream().allMatch(item -> item.item().featured()));
    assertEquals(List.of("featured-without-item bojagi.yaml:2"), TestFolder.findings(corpus));
  }

  @Test
  void aSidecarOfNothingIsNamedAndStaysOut() throws Exception {
    var corpus = folder().withNames("a.md").with("b.yaml", "title: 가").read();
    assertEquals(List.of("sidecar-without-file b.yaml"), TestFolder.findings(corpus));
    assertEquals(List.of("METADATA b.yaml"), TestFolder.leftovers(corpus));
  }
}
