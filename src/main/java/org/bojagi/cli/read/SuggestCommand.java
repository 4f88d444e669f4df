package org.bojagi.cli.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.open.Library;
import org.bojagi.search.Bridge;
import org.bojagi.search.Suggester;
import org.bojagi.search.Suggestion;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code suggest}: names that begin with what was typed so far, over several bundles as if they were one. */
@Command(name = "suggest")
public final class SuggestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", arity = "1..*", descriptionKey = "search.BUNDLE")
  private List<Path> folders;

  @ArgGroup(multiplicity = "1")
  private Asked asked;

  /** What is asked: one of both. */
  static final class Asked {
    @Option(names = {"-q", "--query"}, paramLabel = "TEXT", descriptionKey = "suggest.query")
    private String query;

    @Option(names = "--queries", paramLabel = "FILE", descriptionKey = "search.queries")
    private String queries;
  }

  @Option(names = "--limit", paramLabel = "N", defaultValue = "8", descriptionKey = "suggest.limit")
  private int limit;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private UnlockOptions unlock;

  @Override
  public Integer call() throws IOException {
    requireSense();
    try (var bundles = OpenBundles.open(folders, unlock)) {
      Library.together(bundles.all()).forEach(Terminal::complain);
      var indexes = bundles.all().stream().map(open -> open.index().orElseThrow()).toList();
      var suggester = new Suggester(indexes);
      var lost = asked.queries == null ? one(suggester) : each(suggester);
      return lost ? ExitCode.DAMAGED : bundles.leftOut().isEmpty() ? ExitCode.DONE : ExitCode.SKIPPED;
    }
  }

  private void requireSense() throws UsageException {
    if (limit < 1 || limit > Suggester.MAX_LIMIT) {
      throw new UsageException(
          "There can't be " + limit + " suggestions",
          "--limit",
          "Give a number from 1 to " + Suggester.MAX_LIMIT + ".");
    }
    if ("-".equals(asked.queries) && unlock.readsStandardInput()) {
      throw new UsageException(
          "Standard input can't hold both queries and a key", "--queries -", "Give one of them as a file.");
    }
  }

  private boolean one(Suggester suggester) throws IOException {
    long started = System.nanoTime();
    var suggestions = suggester.suggest(asked.query, limit);
    if (json) {
      Terminal.printJson(Json.write(answer(asked.query, started, suggestions)));
    } else {
      suggestions.forEach(SuggestCommand::print);
    }
    return false;
  }

  private static void print(Suggestion suggestion) {
    var bridge =
        suggestion.bridged().map(b -> ", " + Terminal.printable(b.typed()) + " → " + Terminal.printable(b.found()));
    var kind = Texts.text("suggest." + suggestion.kind().code());
    Terminal.out()
        .println(
            Terminal.bold(Terminal.printable(suggestion.text()))
                + "  [" + kind + ", " + suggestion.count() + bridge.orElse("") + "]");
  }

  /** An answer for each line as soon as it is there; one that fails says so in its place and the others go on. */
  private boolean each(Suggester suggester) throws IOException {
    boolean failed = false;
    var source = asked.queries.equals("-") ? Terminal.in() : Files.newInputStream(Path.of(asked.queries));
    try (var in = new BufferedInputStream(source)) {
      var lines = new QueryLines(in);
      for (var query = lines.next(); query != null; query = lines.next()) {
        long started = System.nanoTime();
        try {
          Terminal.printJson(Json.write(answer(query, started, suggester.suggest(query, limit))));
        } catch (Fault fault) {
          Terminal.complain(fault);
          var answer = answer(query, started, List.of());
          answer.put("error", fault.getMessage());
          Terminal.printJson(Json.write(answer));
          failed = true;
        }
        Terminal.out().flush();
      }
    }
    return failed;
  }

  /** The shape is a contract (docs/architecture.md, Command line). */
  private static Map<String, Object> answer(String query, long started, List<Suggestion> suggestions) {
    var json = new LinkedHashMap<String, Object>();
    json.put("query", query);
    json.put("took_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    json.put("suggestions", suggestions.stream().map(SuggestCommand::json).toList());
    return json;
  }

  private static Map<String, Object> json(Suggestion suggestion) {
    var json = new LinkedHashMap<String, Object>();
    json.put("text", suggestion.text());
    json.put("kind", suggestion.kind().code());
    json.put("count", suggestion.count());
    json.put("bridged", suggestion.bridged().map(SuggestCommand::json).orElse(null));
    return json;
  }

  private static Map<String, Object> json(Bridge bridge) {
    var json = new LinkedHashMap<String, Object>();
    json.put("from", bridge.typed());
    json.put("to", bridge.found());
    return json;
  }
}
