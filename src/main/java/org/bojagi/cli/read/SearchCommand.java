package org.bojagi.cli.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.language.KoreanOrder;
import org.bojagi.open.Library;
import org.bojagi.search.Facet;
import org.bojagi.search.Results;
import org.bojagi.search.SearchOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code search}: one query, or one a line, over several bundles as if they were one. */
@Command(name = "search")
public final class SearchCommand implements Callable<Integer> {
  private static final int MAX_PASSAGES = SearchOptions.MAX_PASSAGES;

  @Parameters(paramLabel = "BUNDLE", arity = "1..*", descriptionKey = "search.BUNDLE")
  private List<Path> folders;

  @ArgGroup(multiplicity = "1")
  private Asked asked;

  /** What is asked: one of these. */
  static final class Asked {
    @Option(names = {"-q", "--query"}, paramLabel = "QUERY", descriptionKey = "search.query")
    private String query;

    @Option(names = "--queries", paramLabel = "FILE", descriptionKey = "search.queries")
    private String queries;

    @Option(names = "--like", paramLabel = "ITEM", descriptionKey = "search.like")
    private String like;
  }

  @Option(names = "--limit", paramLabel = "N", defaultValue = "20", descriptionKey = "search.limit")
  private int limit;

  @Option(names = "--sort", paramLabel = "ORDER", defaultValue = "relevance", descriptionKey = "search.sort")
  private String sort;

  @Option(names = "--prefer", paramLabel = "LANGUAGE", split = ",", descriptionKey = "search.prefer")
  private List<String> preferred = List.of();

  @Option(names = "--passages", paramLabel = "N", descriptionKey = "search.passages")
  private Integer passages;

  @Option(names = "--facets", descriptionKey = "search.facets")
  private boolean facets;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private FilterOptions filter;

  @Mixin private UnlockOptions unlock;

  @Override
  public Integer call() throws IOException {
    var options = options();
    try (var bundles = OpenBundles.open(folders, unlock)) {
      var library = new Library(bundles.all());
      library.findings().forEach(Terminal::complain);
      var output = new SearchOutput(library, bundles.leftOut(), facets);
      boolean lost = false;
      if (asked.queries != null) {
        lost = each(library, output, options);
      } else if (asked.like != null) {
        output.print(like(library, asked.like, limit), json);
      } else {
        output.print(library.searcher().search(asked.query, options), json);
      }
      return lost ? ExitCode.DAMAGED : output.isComplete() ? ExitCode.DONE : ExitCode.SKIPPED;
    }
  }

  private SearchOptions options() throws UsageException {
    requireSense();
    boolean forPrograms = json || asked.queries != null;
    var counted = forPrograms || facets ? EnumSet.allOf(Facet.class) : EnumSet.noneOf(Facet.class);
    int ofEach = passages != null ? passages : forPrograms ? 3 : 1;
    var own = preferred.isEmpty() ? List.of(Locale.getDefault().getLanguage()) : preferred;
    return new SearchOptions(0, limit, filter.chosen(), sort(), alphabet(), counted, ofEach, own);
  }

  private SearchOptions.Sort sort() throws UsageException {
    for (var each : SearchOptions.Sort.values()) {
      if (name(each).equals(sort)) {
        return each;
      }
    }
    throw new UsageException(
        "There is no such order",
        "--sort " + sort,
        "Orders are " + Stream.of(SearchOptions.Sort.values()).map(SearchCommand::name).collect(Collectors.joining(", ")) + ".");
  }

  private static String name(SearchOptions.Sort sort) {
    return sort.name().toLowerCase(Locale.ROOT);
  }

  private static KoreanOrder alphabet() {
    return Locale.getDefault().getCountry().equals("KP") ? KoreanOrder.NORTHERN : KoreanOrder.SOUTHERN;
  }

  private void requireSense() throws UsageException {
    if (limit < 1 || limit > SearchOptions.MAX_LIMIT) {
      throw new UsageException(
          "There can't be " + limit + " hits", "--limit", "Give a number from 1 to " + SearchOptions.MAX_LIMIT + ".");
    }
    if (passages != null && (passages < 1 || passages > MAX_PASSAGES)) {
      throw new UsageException(
          "There can't be " + passages + " passages", "--passages", "Give a number from 1 to " + MAX_PASSAGES + ".");
    }
    filter.requireSense();
    if ("-".equals(asked.queries) && unlock.readsStandardInput()) {
      throw new UsageException(
          "Standard input can't hold both queries and a key", "--queries -", "Give one of them as a file.");
    }
  }

  /** An answer for each line as soon as it is there; one that fails says so in its place and the others go on. */
  private boolean each(Library library, SearchOutput output, SearchOptions options) throws IOException {
    boolean failed = false;
    try (var in = new BufferedInputStream(asked.queries.equals("-") ? Terminal.in() : open(asked.queries))) {
      var lines = new QueryLines(in);
      for (var query = lines.next(); query != null; query = lines.next()) {
        try {
          output.print(library.searcher().search(query, options), true);
        } catch (Fault fault) {
          Terminal.complain(fault);
          output.printFailed(query, fault);
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

  /** @param named an item by its bundle's folder and its path there, or by that path alone */
  private static Results like(Library library, String named, int limit) throws IOException {
    var path = nfc(named);
    for (int bundle = 0; bundle < library.bundles().size(); bundle++) {
      var folder = nfc(library.bundles().get(bundle).bundle().folder().toString()) + "/";
      var item = library.shelves().byPath(bundle, path.startsWith(folder) ? path.substring(folder.length()) : path);
      if (item.isPresent()) {
        return library.searcher().moreLikeThis(bundle, item.get().document(), limit);
      }
    }
    throw new UsageException("There is no such item", "--like " + named, "Look for its path with 'bojagi list'.");
  }

  private static String nfc(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC);
  }
}
