package org.bojagi.cli.read;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bojagi.fault.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli holds against a command line, for people who never heard of an argument at index 1. */
final class Misuse {
  private static final Pattern GROUP = Pattern.compile("\\((-[^()]*)\\)");

  private Misuse() {}

  /** @param arguments all that were given to the program */
  static UsageException of(ParameterException thrown, String[] arguments) {
    var spec = thrown.getCommandLine().getCommandSpec();
    var command = spec.qualifiedName();
    var help = "Try " + command + " --help, which has an example.";
    // Of an option that is mistyped picocli says only that the right one is missing.
    var unknown = unknownOption(spec.commandLine(), arguments);
    boolean isMissing = thrown instanceof MissingParameterException;
    if (unknown != null && (isMissing || thrown instanceof UnmatchedArgumentException)) {
      return new UsageException("There is no option " + unknown, command, meant(spec.commandLine(), unknown, help));
    }
    var where = thrown.getArgSpec() == null ? command : name(thrown.getArgSpec());
    return switch (thrown) {
      case UnmatchedArgumentException unmatched -> {
        var word = unmatched.getUnmatched().getFirst();
        if (spec.subcommands().isEmpty()) {
          yield new UsageException(
              "This is one word too many: " + word, command, "A name with spaces stands in quotation marks. " + help);
        }
        yield new UsageException("There is no command " + word, command, meant(spec.commandLine(), word, help));
      }
      case MissingParameterException missing -> missing(missing, arguments, command, help);
      case MutuallyExclusiveArgsException exclusive ->
          new UsageException(
              "Only one of these can be given: " + names(exclusive.getMessage()), command, help);
      case OverwrittenOptionException twice ->
          new UsageException("This was given twice: " + name(twice.getOverwritten()), command, help);
      default -> {
        if (thrown.getArgSpec() instanceof OptionSpec option && option.arity().max() == 0) {
          yield new UsageException("This takes no value: " + where, command, help);
        }
        if (thrown.getArgSpec() == null && !spec.subcommands().isEmpty()) {
          yield new UsageException(
              "Something is missing: " + String.join(" | ", spec.subcommands().keySet()), command, help);
        }
        yield new UsageException(invalid(thrown), where, help);
      }
    };
  }

  private static UsageException missing(
      MissingParameterException thrown, String[] arguments, String command, String help) {
    var valueless = thrown.getMissing().stream().filter(argument -> isGiven(argument, arguments)).findFirst();
    if (valueless.isPresent()) {
      return new UsageException("No value stands behind " + name(valueless.get()), command, help);
    }
    // Of a choice picocli names no arguments, only a sentence.
    var choice = GROUP.matcher(thrown.getMessage());
    var what =
        choice.find()
            ? choice.group(1).replace('=', ' ')
            : thrown.getMissing().stream().map(Misuse::withLabel).collect(Collectors.joining(", "));
    return new UsageException("Something is missing: " + what, command, help);
  }

  /** What a value was taken for and isn't. */
  private static String invalid(ParameterException thrown) {
    var argument = thrown.getArgSpec();
    if (argument == null || thrown.getValue() == null) {
      return thrown.getMessage().lines().findFirst().orElse("").replaceFirst("[.:]$", "");
    }
    var type = argument.auxiliaryTypes()[0];
    if (type.isEnum()) {
      return "This has to be one of "
          + Arrays.stream(type.getEnumConstants()).map(String::valueOf).collect(Collectors.joining(", "))
          + ", and is "
          + thrown.getValue();
    }
    if (argument.converters().length > 0 && thrown.getCause() instanceof TypeConversionException own) {
      return own.getMessage();
    }
    boolean isNumber = Number.class.isAssignableFrom(type) || type.isPrimitive();
    return (isNumber ? "This is no number: " : "This can't be a value: ") + thrown.getValue();
  }

  /** The first that begins as an option does, isn't known and is no value of the one before it; else null. */
  private static String unknownOption(CommandLine command, String[] arguments) {
    var options = command.getCommandSpec().optionsMap();
    for (int i = 0; i < arguments.length && !arguments[i].equals("--"); i++) {
      var before = i == 0 ? null : options.get(arguments[i - 1]);
      var name = arguments[i].replaceFirst("=.*", "");
      boolean isValue = before != null && before.arity().max() > 0;
      boolean isShortWithValue =
          name.length() > 2 && name.charAt(1) != '-' && options.containsKey(name.substring(0, 2));
      if (name.matches("--?\\p{L}.*") && !options.containsKey(name) && !isValue && !isShortWithValue) {
        return name;
      }
    }
    return null;
  }

  private static boolean isGiven(ArgSpec argument, String[] arguments) {
    return argument instanceof OptionSpec option
        && Arrays.stream(arguments).anyMatch(given -> List.of(option.names()).contains(given));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String withLabel(ArgSpec argument) {
    return argument instanceof OptionSpec ? name(argument) + " " + argument.paramLabel() : argument.paramLabel();
  }

  /** Options in a sentence of picocli's, without their values. */
  private static String names(String sentence) {
    return Pattern.compile("--?[a-z][a-z-]*").matcher(sentence).results().map(found -> found.group())
        .collect(Collectors.joining(", "));
  }

  private static String meant(CommandLine command, String typed, String help) {
    var qualified = command.getCommandSpec().qualifiedName();
    var near = new UnmatchedArgumentException(command, List.of(typed)).getSuggestions();
    return near.isEmpty()
        ? help
        : "Did you mean " + near.getFirst() + "? Try " + qualified + " --help, which has an example.";
  }
}
