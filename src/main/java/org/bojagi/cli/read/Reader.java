package org.bojagi.cli.read;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The reader's program: what needs no corpus. */
@Command(
    name = "bojagi",
    subcommands = {
      SearchCommand.class,
      ListCommand.class,
      InfoCommand.class,
      CatCommand.class,
      ExtractCommand.class,
      VerifyCommand.class
    })
public final class Reader {
  @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, descriptionKey = "help")
  private boolean help;

  public static void main(String[] arguments) {
    System.exit(Program.run(new Reader(), arguments.length == 0 ? new String[] {"--help"} : arguments));
  }
}
