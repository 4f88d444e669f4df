package org.bojagi.cli.read;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs one command line: arguments to exit code, and whatever is thrown to one line. */
public final class Program {
  private Program() {}

  /** @param root the command whose subcommands the arguments name */
  public static int run(Object root, String[] arguments) {
    var commandLine = new CommandLine(root);
    commandLine
        .setResourceBundle(Texts.bundle())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.outIsTerminal() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpLongOptionsMaxWidth(28)
        .setUsageHelpWidth(100)
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

  private static int misused(CommandLine.ParameterException thrown, String[] arguments) {
    var command = thrown.getCommandLine().getCommandSpec().qualifiedName();
    var what = thrown.getMessage().lines().findFirst().orElse("").replaceFirst("[.:]$", "");
    Terminal.complain(
        new UsageException(what, command, "Try " + command + " --help, which has an example."));
    return ExitCode.USAGE;
  }

  private static int failed(Throwable thrown, CommandLine command) {
    if (Boolean.getBoolean("bojagi.trace")) {
      thrown.printStackTrace();
    }
    if (Faults.isBrokenPipe(thrown)) {
      return ExitCode.DONE;
    }
    var fault = Faults.of(thrown);
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
