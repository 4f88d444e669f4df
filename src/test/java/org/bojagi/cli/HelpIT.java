package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a person sees who doesn't know the program yet. */
class HelpIT {
  private static final List<String> COMMANDS =
      List.of(
          "check", "plan", "pack", "bag", "export", "inventory", "search", "suggest", "list", "info", "cat", "extract", "export", "verify",
          "recover", "reindex", "select", "stick", "key", "rekey",
          "key new", "key add", "key remove", "key list", "key batch", "key words", "key page");

  @TestFactory
  Stream<DynamicTest> everyCommandHasHelpWithAnExample() {
    return COMMANDS.stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command,
                    () -> {
                      var help = Bojagi.run((command + " --help").split(" ")).succeeds();
                      var example = help.out().substring(help.out().indexOf("Example:"));
                      assertTrue(example.contains("bojagi " + command.split(" ")[0]), help.out());
                      assertEquals("", help.err());
                    }));
  }

  @Test
  void theProgramNamesItsCommands() throws Exception {
    var help = Bojagi.run().succeeds().out();
    COMMANDS.stream().filter(command -> !command.contains(" ")).forEach(c -> assertTrue(help.contains("\n  " + c)));
  }

  @Test
  void helpIsKoreanWhereTheSystemIs() throws Exception {
    for (var language : List.of("ko_KR.UTF-8", "ko_KP.UTF-8", "ko_KR.eucKR")) {
      var help = Bojagi.run(Map.of("LANG", language, "LC_ALL", language), new byte[0], "search", "--help").succeeds();
      assertTrue(help.out().contains("보자기에서 찾고"), help.out());
      assertTrue(help.out().contains("례:"), help.out());
    }
  }

  @Test
  void whatIsNoCommandOrOptionIsSaidInOneLine() throws Exception {
    Bojagi.run("serch", "x").fails(2, "serch", "--help");
    Bojagi.run("search", "x", "-q", "y", "--nonsense").fails(2, "--nonsense", "bojagi search --help");
    Bojagi.run("search", "x").fails(2, "--queries");
    Bojagi.run("pack", "x", "-o", "y", "--volume-size", "large").fails(2, "large");
  }
}
