package org.bojagi.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.bojagi.corpus.MetadataKey.Level;
import org.bojagi.fault.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

class MetadataYamlTest {
  private static final Path ODD = Path.of("src/test/resources/org/bojagi/corpus/odd-yaml");
  private final List<Finding> findings = new ArrayList<>();

  private Metadata item(String... lines) {
    return MetadataYaml.read("a.yaml", 0, String.join("\n", lines), Level.ITEM, findings::add);
  }

  private List<String> told() {
    return findings.stream().map(Finding::sentence).toList();
  }

  @Test
  void keysAreEnglishOrKorean() {
    var english =
        item(
            "title: 눈",
            "creator: [가, 나]",
            "date: 2025-03-09",
            "subject: 겨울",
            "rights: CC0-1.0",
            "language: ko-KP",
            "source: 책");
    var korean =
        item(
            "제목: 눈", "지은이: [가, 나]", "날짜: 2025-03-09", "주제: 겨울", "권리: CC0-1.0", "말: ko-KP", "출처: 책");
    assertEquals(english, korean);
    assertEquals(List.of("가", "나"), english.list(MetadataKey.CREATOR));
    assertEquals(List.of(), told());
  }

  /** The page that teams read must not forget a key. */
  @ParameterizedTest
  @EnumSource(MetadataKey.class)
  void everyKeyIsInTheDocs(MetadataKey key) throws Exception {
    var page = Files.readString(Path.of("docs/corpus.md"));
    for (var name : key.names()) {
      assertTrue(page.contains("`" + name + "`"), name);
    }
  }

  @Test
  void whatIsWrongAThousandTimesIsNamedAFewTimes() {
    var lines = new ArrayList<>(java.util.Collections.nCopies(1_000, "title: 글"));
    lines.addAll(java.util.Collections.nCopies(1_000, "[a]: 글"));
    lines.add("nothing: 글");
    item(lines.toArray(String[]::new));
    var codes = new java.util.TreeMap<String, Integer>();
    findings.forEach(finding -> codes.merge(finding.code(), 1, Integer::sum));
    assertEquals(Map.of("metadata-key-twice", 21, "metadata-unreadable", 21, "metadata-key-unknown", 1), codes);
  }

  @Test
  void decomposedKeysAreTheSame() {
    var decomposed = Normalizer.normalize("제목: 눈", Normalizer.Form.NFD);
    assertEquals("눈", item(decomposed).text(MetadataKey.TITLE));
  }

  @Test
  void anUnknownKeyIsNamedWithItsLineAndWhatWasMeant() {
    var metadata = item("creator: 가", "titel: 눈", "쥬제: 겨울", "xyzzy: 1");
    assertEquals(
        List.of(
            "key 'titel' is unknown, did you mean 'title'? (a.yaml:2).",
            "key '쥬제' is unknown, did you mean '주제'? (a.yaml:3).",
            "key 'xyzzy' is unknown (a.yaml:4). docs/corpus.md lists the keys."),
        told());
    assertEquals("가", metadata.text(MetadataKey.CREATOR));
    assertFalse(metadata.understood());
  }

  @Test
  void aKeyThatMayHaveBeenMeantToBePrivateIsNotRepeatedWithItsValue() {
    item("prviate: {source: 면담 12}");
    assertEquals(List.of("key 'prviate' is unknown, did you mean 'private'? (a.yaml:1)."), told());
  }

  @Test
  void whatIsPrivateIsDroppedInSilence() {
    var metadata = item("title: 눈", "private: {source: 면담 12, names: [가, 나]}", "비공개: 면담");
    assertEquals(
        Map.of(MetadataKey.TITLE, new Metadata.Value(List.of("눈"), Map.of(), "a.yaml:1")),
        metadata.values());
    assertFalse(metadata.understood());
    assertEquals(List.of(), told());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "date: gestern; key 'date': is no date (a.yaml:1). Write 2025, 2025-03 or 2025-03-09.",
        "date: 2025-02-30; key 'date': is no date (a.yaml:1). Write 2025, 2025-03 or 2025-03-09.",
        "part: zwei; key 'part': is no number from 1 to 9999 (a.yaml:1).",
        "part: 0; key 'part': is no number from 1 to 9999 (a.yaml:1).",
        "fiction: maybe; key 'fiction': is neither yes nor no (a.yaml:1). Write true or false.",
        "language: kl ingon; key 'language': is no language tag (a.yaml:1). Write a tag like ko,"
            + " ko-KP, en or zh-Hans.",
        "charset: x-none; key 'charset': is no charset that we know (a.yaml:1). Write a name like"
            + " UTF-8, CP949, EUC-KR or GB18030.",
        "recipients: [a]; key 'recipients' means nothing here (a.yaml:1). Write it in the"
            + " bojagi.yaml of the corpus itself.",
        "title: {xx yy: 눈}; key 'title': a name in it is no language tag (a.yaml:1). Write  title:"
            + " A name  or  title: {ko: 이름, en: A name}",
        "creator: [[가]]; key 'creator' has a list within a list (a.yaml:1).",
      })
  void aValueThatCannotBeUsedIsNamed(String yaml, String sentence) {
    assertTrue(item(yaml).values().isEmpty());
    assertEquals(List.of(sentence), told());
  }

  @Test
  void aTypeHasAHint() {
    item("type: storry");
    assertTrue(
        told()
            .getFirst()
            .startsWith("key 'type': is no type, did you mean 'story'? (a.yaml:1). Types are"));
  }

  @ParameterizedTest
  @CsvSource({
    "CP949, x-windows-949",
    "euc-kr, x-windows-949",
    "UTF-8, UTF-8",
    "gb18030, GB18030",
    "UTF-16LE, UTF-16LE"
  })
  void charsetsHaveManyNames(String written, String name) {
    assertEquals(name, item("charset: " + written).text(MetadataKey.CHARSET));
  }

  @Test
  void aKeyWrittenTwiceIsNamed() {
    assertEquals("눈", item("title: 눈", "제목: 비").text(MetadataKey.TITLE));
    assertEquals(List.of("key '제목' is here twice; the first is used (a.yaml:2)."), told());
  }

  @Test
  void brokenYamlIsNamedWithItsLine() {
    item("title: 눈", "creator: [가", "date: 2025");
    assertEquals("metadata-unreadable", findings.getFirst().code());
    assertTrue(findings.getFirst().where().startsWith("a.yaml:"), findings.toString());
  }

  @Test
  void linesCountFromTheBeginningOfTheFile() {
    MetadataYaml.read("a.md", 1, "titel: 눈", Level.ITEM, findings::add);
    assertEquals("a.md:2", findings.getFirst().where());
  }

  static List<Path> oddFiles() throws Exception {
    try (var files = Files.list(ODD)) {
      var odd = files.sorted().toList();
      assertFalse(odd.isEmpty(), "the folder of odd inputs is empty");
      return odd;
    }
  }

  /** Each is named after the one thing that is wrong with it. */
  @ParameterizedTest
  @MethodSource("oddFiles")
  void oddFilesEndInFindingsAndNothingElse(Path odd) throws Exception {
    MetadataYaml.read(
        odd.getFileName().toString(),
        0,
        Text.decode(Files.readAllBytes(odd), ""),
        Level.ITEM,
        findings::add);
    assertFalse(findings.isEmpty());
    for (var finding : findings) {
      assertFalse(finding.sentence().contains("SECRET"), finding.sentence());
    }
  }

  @Test
  void aHundredThousandBracketsAreRefusedBeforeTheyOverflowTheStack() {
    item("[".repeat(60_000));
    item("a: ".repeat(20_000));
    item("{a: ".repeat(15_000));
    item("- ".repeat(30_000));
    assertEquals(4, findings.size());
  }

  @Test
  void changedYamlNeverThrowsAndNeverRepeatsWhatIsPrivate() {
    var random = new Random(Trials.seed(getClass()));
    var valid =
        "title: {ko: 눈, en: Snow}\n"
            + "creator: [&a 가, *a]\n"
            + "date: 2025-03\n"
            + "private: {source: SECRET}\n"
            + "note: >\n"
            + "  겨울\n"
            + "  이야기\n"
            + "series: \"다리 우에서\"\n"
            + "part: 2\n"
            + "? complex\n"
            + ": value\n"
            + "!!str type: story\n";
    for (int trial = 0; trial < Trials.of(20_000); trial++) {
      var text = new StringBuilder(valid);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(Math.max(1, text.length()));
        switch (random.nextInt(4)) {
          case 0 -> text.delete(at, at + 1);
          case 1 ->
              text.insert(
                  at, "[]{}:,-?&*!|>'\"%@`#\n\t \u0000\uFEFF\uD800가".charAt(random.nextInt(26)));
          case 2 -> text.setLength(Math.max(1, at));
          default -> text.insert(at, text.substring(0, random.nextInt(text.length() + 1)));
        }
      }
      findings.clear();
      var metadata = item(text.toString());
      for (var finding : findings) {
        assertFalse(finding.sentence().contains("SECRET"), finding.sentence());
      }
      // In a remark or within quotes it is no key: of remarks FrontMatter takes care.
      if (metadata.understood()) {
        var root = new Compose(LoadSettings.builder().build()).composeString(text.toString());
        assertFalse(root.isPresent() && hasPrivateKey(root.get(), new HashSet<>()), text.toString());
      }
    }
  }

  private static boolean hasPrivateKey(Node node, Set<Node> seen) {
    if (!seen.add(node)) {
      return false; // an alias of what it stands in
    }
    return switch (node) {
      case MappingNode mapping ->
          mapping.getValue().stream()
              .anyMatch(
                  pair ->
                      pair.getKeyNode() instanceof ScalarNode key && key.getValue().contains("private")
                          || hasPrivateKey(pair.getKeyNode(), seen)
                          || hasPrivateKey(pair.getValueNode(), seen));
      case SequenceNode sequence -> sequence.getValue().stream().anyMatch(each -> hasPrivateKey(each, seen));
      default -> false;
    };
  }
}
