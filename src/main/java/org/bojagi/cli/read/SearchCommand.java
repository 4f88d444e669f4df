package org.bojagi.cli.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bojagi.catalog.ItemType;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.index.OpenIndex;
import org.bojagi.open.OpenBundle;
import org.bojagi.search.Facet;
import org.bojagi.search.SearchOptions;
import org.bojagi.search.Searcher;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code search}: one query, or one a line, over several bundles as if they were one. */
@Command(name = "search")
public final class SearchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", arity = "1..*", descriptionKey = "search.BUNDLE")
  private List<Path> folders;

  @ArgGroup(multiplicity = "1")
  private Asked asked;

  /** What is asked: one of both. */
  static final class Asked {
    @Option(names = {"-q", "--query"}, paramLabel = "QUERY", descriptionKey = "search.query")
    private String query;

    @Option(names = "--queries", paramLabel = "FILE", descriptionKey = "search.queries")
    private String queries;
  }

  @Option(names = "--limit", paramLabel = "N", defaultValue = "20", descriptionKey = "search.limit")
  private int limit;

  @Option(names = "--type", paramLabel = "TYPE", split = ",", descriptionKey = "search.type")
  private Set<String> types = Set.of();

  @Option(names = "--language", paramLabel = "LANGUAGE", split = ",", descriptionKey = "search.language")
  private Set<String> languages = Set.of();

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private UnlockOptions unlock;

  @Override
  public Integer call() throws IOException {
    requireSense();
    var options = SearchOptions.first(limit).only(Facet.TYPE, types).only(Facet.LANGUAGE, languages);
    try (var bundles = OpenBundles.open(folders, unlock)) {
      var indexes = bundles.all().stream().map(open -> open.index().orElseThrow()).toList();
      var searcher = new Searcher(indexes, (index, item, file) -> bundle(bundles, index).read(item, file));
      var lost = asked.queries == null ? one(searcher, options) : each(searcher, options);
      return lost ? ExitCode.DAMAGED : bundles.isComplete() ? ExitCode.DONE : ExitCode.SKIPPED;
    }
  }

  private void requireSense() throws UsageException {
    if (limit < 1 || limit > SearchOptions.MAX_LIMIT) {
      throw new UsageException(
          "There can't be " + limit + " hits", "--limit", "Give a number from 1 to " + SearchOptions.MAX_LIMIT + ".");
    }
    for (var type : types) {
      if (ItemType.of(type).isEmpty()) {
        throw new UsageException(
            "There is no such type",
            "--type " + type,
            "Types are " + Stream.of(ItemType.values()).map(ItemType::code).collect(Collectors.joining(", ")) + ".");
      }
    }
    if ("-".equals(asked.queries) && unlock.readsStandardInput()) {
      throw new UsageException(
          "Standard input can't hold both queries and a key", "--queries -", "Give one of them as a file.");
    }
  }

  private static OpenBundle bundle(OpenBundles bundles, OpenIndex index) {
    return bundles.all().stream().filter(open -> open.index().orElse(null) == index).findFirst().orElseThrow();
  }

  private boolean one(Searcher searcher, SearchOptions options) throws IOException {
    var results = searcher.search(asked.query, options);
    if (json) {
      Terminal.printJson(SearchOutput.json(results));
    } else {
      SearchOutput.print(results);
    }
    return false;
  }

  /** An answer for each line as soon as it is there; one that fails says so in its place and the others go on. */
  private boolean each(Searcher searcher, SearchOptions options) throws IOException {
    boolean failed = false;
    try (var in = new BufferedInputStream(asked.queries.equals("-") ? Terminal.in() : open(asked.queries))) {
      var lines = new QueryLines(in);
      for (var query = lines.next(); query != null; query = lines.next()) {
        try {
          Terminal.printJson(SearchOutput.json(searcher.search(query, options)));
        } catch (Fault fault) {
          Terminal.complain(fault);
          Terminal.printJson(SearchOutput.json(query, fault));
          failed = true;
        }
        Terminal.out().flush();
      }
    }
    return failed;
  }

  private static InputStream open(String file) throws IOException {
    return Files.newInputStream(Path.of(file));
  }
}
