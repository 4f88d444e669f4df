package org.bojagi.cli.pack;

import java.util.ArrayList;
import java.util.List;
import org.bojagi.cli.read.Program;
import org.bojagi.cli.read.Reader;
import org.bojagi.cli.read.SelectCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The packager's program: every command. */
@Command(name = "bojagi")
public final class Packager {
  @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, descriptionKey = "help")
  private boolean help;

  static List<Class<?>> commands() {
    var commands = new ArrayList<Class<?>>(List.of(CheckCommand.class, PlanCommand.class, PackCommand.class));
    commands.addAll(Reader.COMMANDS);
    commands.replaceAll(command -> command == SelectCommand.class ? SelectToCardCommand.class : command);
    commands.add(BagCommand.class);
    commands.add(ExportCommand.class);
    commands.add(InventoryCommand.class);
    commands.add(ReindexCommand.class);
    commands.add(RecoverCommand.class);
    commands.add(KeyCommand.class);
    commands.add(RekeyCommand.class);
    return commands;
  }

  public static void main(String[] arguments) {
    var all = arguments.length == 0 ? new String[] {"--help"} : arguments;
    Program.end(Program.run(new Packager(), commands(), all));
  }
}
