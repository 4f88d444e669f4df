package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.bojagi.catalog.ItemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesTest {
  @TempDir Path temp;

  private TestFolder folder() {
    return new TestFolder(temp.resolve("corpus"));
  }

  /** {@code NAME: SERIES PART} of each item. */
  private static List<String> series(Corpus corpus) {
    return corpus.items().stream()
        .map(CorpusItem::item)
        .map(
            item ->
                Names.nameOf(item.path())
                    + ": "
                    + (item.series() == null ? "-" : item.series().title() + " " + item.part()))
        .toList();
  }

  @Test
  void numbersAtTheBeginningMakeAFolderASeries() throws Exception {
    var corpus =
        folder().withNames("01_다리/1 눈.md", "01_다리/2 얼음.md", "01_다리/9 봄.md", "01_다리/머리말.md").read();
    assertEquals(
        List.of("1 눈.md: 다리 1", "2 얼음.md: 다리 2", "9 봄.md: 다리 9", "머리말.md: -"), series(corpus));
    assertEquals(ItemType.STORY, TestFolder.item(corpus, "01_다리/1 눈.md").item().type());
    assertEquals(ItemType.EXPLAINER, TestFolder.item(corpus, "01_다리/머리말.md").item().type());
  }

  @Test
  void aSeriesThatBeginsWithNoughtHasAFirstPart() throws Exception {
    assertEquals(
        List.of("0.md: 다리 1", "1.md: 다리 2"),
        series(folder().withNames("다리/0.md", "다리/1.md").read()));
  }

  @Test
  void numbersThatDoNotCountUpAreNames() throws Exception {
    var corpus =
        folder()
            .withNames(
                "a/100.md", "a/200.md", "b/1.md", "b/1 눈.md", "c/1.md", "d/2019.md", "d/2020.md")
            .read();
    assertEquals(List.of(), series(corpus).stream().filter(line -> !line.endsWith("-")).toList());
  }

  @Test
  void numberedPicturesAreNoSeries() throws Exception {
    assertEquals(
        List.of("1.jpg: -", "2.jpg: -"), series(folder().withNames("a/1.jpg", "a/2.jpg").read()));
  }

  @Test
  void aFolderSaysThatItIsASeriesOrNot() throws Exception {
    var corpus =
        folder()
            .with("bojagi.yaml", "language: ko")
            .with("a/bojagi.yaml", "series: {en: Bridge, ko: 다리}")
            .withNames("a/눈.md", "a/더/얼음.md", "a/2 봄.md", "a/x.jpg")
            .with("b/bojagi.yaml", "series: false")
            .withNames("b/1.md", "b/2.md")
            .read();
    assertEquals(
        List.of("2 봄.md: 다리 2", "눈.md: 다리 3", "얼음.md: 다리 4", "x.jpg: -", "1.md: -", "2.md: -")
            .stream()
            .sorted()
            .toList(),
        series(corpus).stream().sorted().toList());
  }

  @Test
  void anItemSaysOfWhichSeriesItIsAPart() throws Exception {
    var corpus =
        folder()
            .with("a/x.md", "---", "series: 다리", "part: 2", "---")
            .with("b/y.md", "---", "련재: 다리", "차례: 1", "---")
            .with("c/z.md", "---", "part: 3", "---")
            .with("d/1.md", "---", "series: false", "---")
            .with("d/2.md", "글")
            .read();
    assertEquals(
        List.of("x.md: 다리 2", "y.md: 다리 1", "z.md: -", "1.md: -", "2.md: -"), series(corpus));
    assertEquals(corpus.items().get(0).item().series(), corpus.items().get(1).item().series());
    assertEquals(List.of("part-without-series c/z.md:2"), TestFolder.findings(corpus));
  }

  @Test
  void titlesMakeASeriesAcrossFolders() throws Exception {
    var corpus =
        folder()
            .with("2019/a.html", "<title>The road | Joseph's Story: Part 1</title>")
            .with("2020/b.html", "<title>Joseph’s Story: part 2</title>")
            .with("2020/c.html", "<title>Maria's Story: Part 1</title>")
            .withNames("수첩 (상).hwp", "수첩(하).hwp", "말 상편.pdf", "말 중편.pdf", "말 하편.pdf")
            .read();
    assertEquals(
        List.of(
            "a.html: Joseph's Story 1",
            "b.html: Joseph's Story 2",
            "c.html: -",
            "말 상편.pdf: 말 1",
            "말 중편.pdf: 말 2",
            "말 하편.pdf: 말 3",
            "수첩 (상).hwp: 수첩 1",
            "수첩(하).hwp: 수첩 2"),
        series(corpus));
  }

  @Test
  void numbersAtTheEndMakeASeriesOfTheSameWords() throws Exception {
    var corpus = folder().withNames("눈 내리던 날 1.mp4", "눈 내리던 날 2.mp4", "봄 3.mp4").read();
    assertEquals(
        List.of("눈 내리던 날 1.mp4: 눈 내리던 날 1", "눈 내리던 날 2.mp4: 눈 내리던 날 2", "봄 3.mp4: -"),
        series(corpus));
  }

  @Test
  void aPartThatIsMissingOrThereTwiceIsNamed() throws Exception {
    var corpus =
        folder()
            .with("a/bojagi.yaml", "series: true")
            .withNames(
                "a/1.md",
                "a/3.md",
                "b/bridge (part 1).md",
                "b/bridge (part 2).md",
                "b/bridge (part 2) new.md")
            .read();
    assertEquals(
        List.of("series-part-missing a/1.md", "series-part-twice b/bridge (part 2).md"),
        TestFolder.findings(corpus));
  }

  @Test
  void translationsAreNoFurtherParts() throws Exception {
    var corpus = folder().withNames("a/1.ko.md", "a/1.en.md", "a/2.ko.md", "a/2.en.md").read();
    assertEquals(List.of("1.en.md: a 1", "2.en.md: a 2"), series(corpus));
  }

  @Test
  void aSingleItemIsNoSeries() throws Exception {
    assertNull(folder().withNames("a/다리 제1편.md").read().items().getFirst().item().series());
  }
}
