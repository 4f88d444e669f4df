package org.bojagi.cli.pack;

import org.bojagi.cli.read.CatCommand;
import org.bojagi.cli.read.ExtractCommand;
import org.bojagi.cli.read.InfoCommand;
import org.bojagi.cli.read.ListCommand;
import org.bojagi.cli.read.Program;
import org.bojagi.cli.read.SearchCommand;
import org.bojagi.cli.read.VerifyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The packager's program: every command. */
@Command(
    name = "bojagi",
    subcommands = {
      CheckCommand.class,
      PackCommand.class,
      SearchCommand.class,
      ListCommand.class,
      InfoCommand.class,
      CatCommand.class,
      ExtractCommand.class,
      VerifyCommand.class,
      KeyCommand.class
    })
public final class Packager {
  @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, descriptionKey = "help")
  private boolean help;

  public static void main(String[] arguments) {
    System.exit(Program.run(new Packager(), arguments));
  }
}
