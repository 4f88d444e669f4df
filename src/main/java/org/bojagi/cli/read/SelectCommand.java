package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bojagi.bundle.Format;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.UsageException;
import org.bojagi.open.Library;
import org.bojagi.repack.NewBundle;
import org.bojagi.repack.Selecting;
import org.bojagi.repack.Selection;
import org.bojagi.repack.SelectionRoom;
import org.bojagi.search.SearchOptions;
import org.bojagi.sign.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code select}: some items of one or several bundles, in a new one under words of its own. A packager's has more options
 * and is made of this one.
 */
@Command(name = "select")
public class SelectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", arity = "1..*", descriptionKey = "search.BUNDLE")
  private List<Path> folders;

  @Option(names = {"-o", "--output"}, paramLabel = "NEW", descriptionKey = "select.output")
  private Path target;

  @Option(names = {"-q", "--query"}, paramLabel = "QUERY", descriptionKey = "select.query")
  private String query = "";

  @Option(names = "--paths", paramLabel = "PATH", arity = "1..*", descriptionKey = "select.paths")
  private List<String> paths = List.of();

  @Option(names = "--title", paramLabel = "TITLE", descriptionKey = "select.title")
  private String title = "";

  @Option(
      names = "--volume-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      descriptionKey = "pack.volume-size")
  private long volumeBytes = Format.MAX_VOLUME_BYTES;

  @Option(names = "--dry-run", descriptionKey = "select.dry-run")
  private boolean dryRun;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private FilterOptions filter = new FilterOptions();

  @Mixin private NewSlots newSlots = new NewSlots();

  @Mixin private UnlockOptions unlock = new UnlockOptions();

  /** Opened before any work is done, and closed by the caller; null: nothing is signed. */
  protected SigningKey publisher() throws IOException {
    return null;
  }

  /** Whether the key that signs comes by standard input. */
  protected boolean signsFromStandardInput() {
    return false;
  }

  /** What the bundle's files may take; said before any work is done. */
  protected long roomBytes() throws IOException {
    return Long.MAX_VALUE;
  }

  @Override
  public final Integer call() throws IOException {
    requireSense();
    long roomBytes = roomBytes();
    try (var publisher = publisher();
        var bundles = OpenBundles.open(folders, unlock)) {
      var library = new Library(bundles.all());
      library.findings().forEach(Terminal::complain);
      var selection = Selection.of(library, query, options(), paths);
      selection.findings().forEach(Terminal::complain);
      boolean complete = selection.findings().isEmpty() && bundles.leftOut().isEmpty();
      if (dryRun) {
        would(selection, SelectionRoom.of(library, selection).neededBytes());
        return complete ? ExitCode.DONE : ExitCode.SKIPPED;
      }
      if (selection.size() == 0) {
        throw new UsageException(
            "Nothing is selected", "select", "bojagi search and bojagi list show what there is to be selected.");
      }
      return select(library, selection, publisher, roomBytes, complete);
    }
  }

  private void would(Selection selection, long neededBytes) {
    var paths = selection.items().stream().flatMap(items -> items.values().stream().sorted()).toList();
    if (json) {
      var line = new LinkedHashMap<String, Object>();
      line.put("items", selection.size());
      line.put("files", selection.files());
      line.put("bytes", selection.bytes());
      line.put("needed_bytes", neededBytes);
      line.put("paths", paths);
      Terminal.printJson(Json.write(line));
      return;
    }
    paths.forEach(path -> Terminal.out().println(Terminal.printable(path)));
    Terminal.note(Texts.text("select.would", selection.size(), selection.files(), ByteSize.text(selection.bytes())));
    Terminal.note(Texts.text("select.room", ByteSize.text(neededBytes)));
  }

  private int select(
      Library library, Selection selection, SigningKey publisher, long roomBytes, boolean complete) throws IOException {
    try (var given = newSlots.given(NewSlots::requireWords, "select");
        var progress = new Progress()) {
      var report =
          Selecting.select(
              library,
              selection,
              new NewBundle(
                  title.isEmpty() ? Map.of() : Map.of("und", title),
                  target,
                  volumeBytes,
                  given.slots(),
                  publisher,
                  roomBytes),
              Terminal::complain,
              (done, total) -> progress.show(done, total, ByteSize.text(done) + "/" + ByteSize.text(total)));
      Terminal.clearProgress();
      tell(report, given.slots().size());
      return report.damaged() > 0
          ? ExitCode.DAMAGED
          : complete && report.leftOut() == 0 ? ExitCode.DONE : ExitCode.SKIPPED;
    }
  }

  private void tell(Selecting.Report report, int slots) {
    if (json) {
      var line = new LinkedHashMap<String, Object>();
      line.put("bundle", target.toString());
      line.put("items", report.items());
      line.put("files", report.files());
      line.put("bytes", report.bytes());
      line.put("damaged", report.damaged());
      line.put("left_out", report.leftOut());
      line.put("slots", slots);
      Terminal.printJson(Json.write(line));
    } else {
      Terminal.out()
          .println(Texts.text("select.done", report.items(), report.files(), ByteSize.text(report.bytes()), target));
    }
    Terminal.note(Texts.text("select.old-stays"));
  }

  private SearchOptions options() {
    var options = SearchOptions.first(1);
    for (var facet : filter.chosen().entrySet()) {
      options = options.only(facet.getKey(), facet.getValue());
    }
    return options;
  }

  private void requireSense() throws IOException {
    if (target == null && !dryRun) {
      throw new UsageException("There is no folder to write to", "-o", "Give -o NEW, or --dry-run to write nothing.");
    }
    filter.requireSense();
    if (query.isBlank() && paths.isEmpty() && filter.isEmpty()) {
      throw new UsageException(
          "Nothing says what is to be selected", "select", "Give --query, --paths, --type, --language, --series, --subject, --year or --place.");
    }
    ByteSize.requireVolume(volumeBytes);
    StandardInput.requireOne(newSlots.readsStandardInput(), unlock.readsStandardInput(), signsFromStandardInput());
    if (target != null) {
      Apart.require("The new bundle would lie in the old one", target, folders);
    }
  }
}
