package org.bojagi.cli.read;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The reader's program: what needs no corpus. */
@Command(name = "bojagi")
public final class Reader {
  public static final List<Class<?>> COMMANDS =
      List.of(
          ReadCommand.class,
          SearchCommand.class,
          SuggestCommand.class,
          ListCommand.class,
          InfoCommand.class,
          CatCommand.class,
          ExtractCommand.class,
          VerifyCommand.class,
          SelectCommand.class,
          StickCommand.class);

  @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, descriptionKey = "help")
  private boolean help;

  public static void main(String[] arguments) {
    Program.end(run(arguments));
  }

  static int run(String[] arguments) {
    return Program.run(new Reader(), COMMANDS, arguments.length == 0 ? new String[] {"--help"} : arguments);
  }
}
