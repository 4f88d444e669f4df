package org.bojagi.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** picocli says nothing of a text that isn't there. */
class CommandHelpTest {
  private static final ResourceBundle.Control ONLY =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  @Test
  void everyOptionOfEveryCommandIsDescribedInEachLanguage() {
    for (var language : List.of(Locale.ROOT, Locale.KOREAN)) {
      var root = new CommandLine(new Packager());
      Packager.commands().forEach(root::addSubcommand);
      root.setResourceBundle(ResourceBundle.getBundle("org.bojagi.cli.texts", language, ONLY));
      var silent = new ArrayList<String>();
      root.getSubcommands().values().forEach(command -> look(command, silent));
      assertEquals(List.of(), silent, language.toString());
    }
  }

  private static void look(CommandLine command, List<String> silent) {
    var spec = command.getCommandSpec();
    for (var argument : spec.args()) {
      if (argument.description().length == 0 || argument.description()[0].isBlank()) {
        silent.add(spec.qualifiedName() + " " + argument);
      }
    }
    if (spec.usageMessage().header().length == 0) {
      silent.add(spec.qualifiedName());
    }
    command.getSubcommands().values().forEach(below -> look(below, silent));
  }
}
