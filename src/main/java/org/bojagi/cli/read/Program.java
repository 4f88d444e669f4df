package org.bojagi.cli.read;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bojagi.fault.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** Runs one command line: arguments to exit code, and whatever is thrown to one line. */
public final class Program {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  private Program() {}

  /**
   * @param root the program itself
   * @param commands its subcommands; only the one that the first argument names is set up, which saves a third of what a
   *     start costs
   */
  public static int run(Object root, List<Class<?>> commands, String[] arguments) {
    LUCENE.setLevel(Level.OFF); // it remarks on a module that only searching by vectors needs
    var commandLine = new CommandLine(root);
    var named = arguments.length == 0 ? "" : arguments[0];
    boolean known = commands.stream().anyMatch(command -> name(command).equals(named));
    for (var command : commands) {
      if (!known || name(command).equals(named)) {
        commandLine.addSubcommand(command);
      }
    }
    commandLine
        .setResourceBundle(Texts.bundle())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.outIsTerminal() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpLongOptionsMaxWidth(28)
        .setUsageHelpWidth(Math.clamp(Terminal.outIsTerminal() ? Terminal.columns() : 100, 55, 100))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(Terminal.out(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(Program::misused)
        .setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command));
    int code;
    try {
      code = commandLine.execute(arguments);
    } catch (Error thrown) {
      code = failed(thrown, commandLine);
    }
    Terminal.clearProgress();
    Terminal.out().flush();
    return code;
  }

  /** Ends the process. Not by exit: everything is closed by now, and exit first sets up Java's own logging of exits. */
  public static void end(int code) {
    Runtime.getRuntime().halt(code);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static int misused(CommandLine.ParameterException thrown, String[] arguments) {
    Terminal.complain(Misuse.of(thrown, arguments));
    return ExitCode.USAGE;
  }

  private static int failed(Throwable thrown, CommandLine command) {
    if (Boolean.getBoolean("bojagi.trace")) {
      thrown.printStackTrace();
    }
    if (Faults.isBrokenPipe(thrown)) {
      return ExitCode.DONE;
    }
    var fault = Faults.of(thrown, command.getCommandSpec().qualifiedName());
    if (fault.isPresent()) {
      Terminal.complain(fault.get());
      return fault.get().exitCode();
    }
    // The message of an exception may hold anything, so only its class is told.
    Terminal.complain(
        "A fault of this program: "
            + thrown.getClass().getSimpleName()
            + " ("
            + command.getCommandSpec().qualifiedName()
            + "). Please tell who maintains it what you did; verify says whether the bundle is sound.");
    return ExitCode.UNEXPECTED;
  }
}
