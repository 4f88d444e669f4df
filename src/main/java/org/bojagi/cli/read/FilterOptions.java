package org.bojagi.cli.read;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bojagi.catalog.ItemType;
import org.bojagi.fault.UsageException;
import org.bojagi.search.Facet;
import picocli.CommandLine.Option;

/** Which items are meant by what the catalogue says of them: of each kind one of those given, of all kinds. A mixin. */
public final class FilterOptions {
  @Option(names = "--type", paramLabel = "TYPE", split = ",", descriptionKey = "search.type")
  private Set<String> types = Set.of();

  @Option(names = "--language", paramLabel = "LANGUAGE", split = ",", descriptionKey = "search.language")
  private Set<String> languages = Set.of();

  @Option(names = "--series", paramLabel = "SERIES", split = ",", descriptionKey = "search.series")
  private Set<String> series = Set.of();

  @Option(names = "--subject", paramLabel = "SUBJECT", split = ",", descriptionKey = "search.subject")
  private Set<String> subjects = Set.of();

  @Option(names = "--year", paramLabel = "YEAR", split = ",", descriptionKey = "search.year")
  private Set<String> years = Set.of();

  @Option(names = "--place", paramLabel = "PLACE", split = ",", descriptionKey = "search.place")
  private Set<String> places = Set.of();

  /** Empty sets where nothing was given. */
  Map<Facet, Set<String>> chosen() {
    var chosen = new EnumMap<Facet, Set<String>>(Facet.class);
    chosen.put(Facet.TYPE, types);
    chosen.put(Facet.LANGUAGE, languages);
    chosen.put(Facet.SERIES, series);
    chosen.put(Facet.SUBJECT, subjects);
    chosen.put(Facet.YEAR, years);
    chosen.put(Facet.PLACE, places);
    return chosen;
  }

  boolean isEmpty() {
    return chosen().values().stream().allMatch(Collection::isEmpty);
  }

  /** @throws UsageException a type or a year is none */
  void requireSense() throws UsageException {
    requireTypes(types);
    for (var year : years) {
      if (!year.matches("[0-9]{4}")) {
        throw new UsageException("There is no such year", "--year " + year, "Give four digits.");
      }
    }
  }

  /** @throws UsageException one of these is none */
  public static void requireTypes(Set<String> types) throws UsageException {
    for (var type : types) {
      if (ItemType.of(type).isEmpty()) {
        throw new UsageException(
            "There is no such type",
            "--type " + type,
            "Types are " + Stream.of(ItemType.values()).map(ItemType::code).collect(Collectors.joining(", ")) + ".");
      }
    }
  }
}
