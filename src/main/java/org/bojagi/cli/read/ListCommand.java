package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bojagi.bundle.Bundle;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Role;
import org.bojagi.fault.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code list}: the catalogue, a line an item. */
@Command(name = "list")
public final class ListCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @Option(names = "--all", descriptionKey = "list.all")
  private boolean all;

  @Option(names = "--json", descriptionKey = "list.json")
  private boolean json;

  @Mixin private UnlockOptions unlock;

  private int lost;

  @Override
  public Integer call() throws IOException {
    try (var keys = unlock.keys();
        var bundle = Bundle.open(folder, keys)) {
      bundle.findings().forEach(Terminal::complain);
      bundle.catalogue(
          this::print,
          fault -> {
            Terminal.complain(fault);
            lost++;
          });
    }
    return lost > 0 ? ExitCode.DAMAGED : ExitCode.DONE;
  }

  private void print(CatalogueLine line) {
    if (!all && line.file().role() != Role.ITEM) {
      return;
    }
    if (json) {
      Terminal.printJson(line.toJson());
      return;
    }
    var type = line.item().map(item -> SearchOutput.typeName(item.type().code())).orElse(line.file().role().code());
    var title = line.item().map(item -> Terminal.printable(item.title()) + "  ").orElse("");
    Terminal.out()
        .printf(
            Locale.ROOT,
            "%-10s %-8s %9s  %s%s%n",
            type,
            Terminal.printable(line.file().language()),
            ByteSize.text(line.file().sizeBytes()),
            title,
            Terminal.printable(line.file().path()));
  }
}
