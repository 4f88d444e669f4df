package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.bojagi.fault.Sentences;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Whoever mistypes is told in plain words, in either language. */
class MisuseTest {
  private static String told(String line) {
    var arguments = line.split(" ");
    var program = new CommandLine(new Reader()).setCaseInsensitiveEnumValuesAllowed(true);
    Reader.COMMANDS.forEach(program::addSubcommand);
    return Misuse.of(assertThrows(ParameterException.class, () -> program.parseArgs(arguments)), arguments).getMessage();
  }

  private static void assertTold(String english, String korean, String line) {
    assertEquals(english, told(line));
    assertEquals(korean, Sentences.in(Locale.KOREAN, english));
  }

  @Test
  void anOptionThatIsMistypedIsNamedBeforeWhatIsMissing() {
    assertTold(
        "There is no option --ouput (bojagi extract). Did you mean --output? Try bojagi extract --help, which has an"
            + " example.",
        "그런 선택은 없습니다: --ouput (bojagi extract). 혹시 --output입니까? bojagi extract --help에 례가 있습니다.",
        "extract bundle --ouput out");
    assertTold(
        "There is no option --zzz (bojagi list). Try bojagi list --help, which has an example.",
        "그런 선택은 없습니다: --zzz (bojagi list). bojagi list --help에 례가 있습니다.",
        "list bundle --zzz=1");
  }

  @Test
  void aCommandThatIsMistypedAndAWordTooManyAreToldApart() {
    assertTold(
        "There is no command serch (bojagi). Did you mean search? Try bojagi --help, which has an example.",
        "그런 명령은 없습니다: serch (bojagi). 혹시 search입니까? bojagi --help에 례가 있습니다.",
        "serch bundle");
    assertTold(
        "This is one word too many: c (bojagi cat). A name with spaces stands in quotation marks. Try bojagi cat --help,"
            + " which has an example.",
        "쓸데없는 낱말이 있습니다: c (bojagi cat). 띄여쓴 이름은 따옴표로 묶습니다. bojagi cat --help에 례가 있습니다.",
        "cat bundle a c");
  }

  @Test
  void whatIsMissingIsNamedAsItIsTyped() {
    assertTold(
        "Something is missing: --output DIR (bojagi extract). Try bojagi extract --help, which has an example.",
        "있어야 할것이 빠졌습니다: --output DIR (bojagi extract). bojagi extract --help에 례가 있습니다.",
        "extract bundle");
    assertTold(
        "Something is missing: -q QUERY | --queries FILE | --like ITEM (bojagi search). Try bojagi search --help, which"
            + " has an example.",
        "있어야 할것이 빠졌습니다: -q QUERY | --queries FILE | --like ITEM (bojagi search). bojagi search --help에 례가"
            + " 있습니다.",
        "search bundle");
    for (var line : new String[] {"extract bundle -o", "extract bundle -o --all"}) {
      assertTold(
          "No value stands behind --output (bojagi extract). Try bojagi extract --help, which has an example.",
          "--output 다음에 값이 없습니다 (bojagi extract). bojagi extract --help에 례가 있습니다.",
          line);
    }
  }

  @Test
  void aValueThatCannotBeIsNamedWithWhatItIsFor() {
    assertTold(
        "This is no number: many (--limit). Try bojagi search --help, which has an example.",
        "수가 아닙니다: many (--limit). bojagi search --help에 례가 있습니다.",
        "search bundle -q a --limit many");
    assertTold(
        "'big' is no size such as 700MB, 4GiB or 1048576 (--volume-size). Try bojagi select --help, which has an"
            + " example.",
        "‘big’은(는) 700MB, 4GiB, 1048576과 같은 크기가 아닙니다 (--volume-size). bojagi select --help에 례가 있습니다.",
        "select bundle -q a -o b --volume-size big");
    assertTold(
        "This takes no value: --all (bojagi extract). Try bojagi extract --help, which has an example.",
        "여기에는 값을 주지 않습니다: --all (bojagi extract). bojagi extract --help에 례가 있습니다.",
        "extract bundle -o out --all=some");
  }

  @Test
  void whatExcludesEachOtherOrStandsTwiceIsNamed() {
    assertTold(
        "Only one of these can be given: --csv, --dublin-core (bojagi list). Try bojagi list --help, which has an"
            + " example.",
        "이가운데 하나만 줄수 있습니다: --csv, --dublin-core (bojagi list). bojagi list --help에 례가 있습니다.",
        "list bundle --csv --dublin-core");
    assertTold(
        "This was given twice: --limit (bojagi search). Try bojagi search --help, which has an example.",
        "두번 주었습니다: --limit (bojagi search). bojagi search --help에 례가 있습니다.",
        "search bundle -q a --limit 1 --limit 2");
  }
}
