package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bojagi.catalog.CatalogueCsv;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCoreXml;
import org.bojagi.catalog.Role;
import org.bojagi.fault.ExitCode;
import org.bojagi.language.KoreanOrder;
import org.bojagi.open.OpenBundle;
import picocli.CommandLine.ArgGroup;
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

  @ArgGroup private Form form = new Form();

  @Mixin private UnlockOptions unlock;

  private int lost;

  /** One of these, else lines for people. */
  private static final class Form {
    @Option(names = {"--json", "--jsonl"}, descriptionKey = "list.json")
    private boolean json;

    @Option(names = "--csv", descriptionKey = "list.csv")
    private boolean csv;

    @Option(names = "--dublin-core", descriptionKey = "list.dublin-core")
    private boolean dublinCore;
  }

  @Override
  public Integer call() throws IOException {
    try (var keys = unlock.keys();
        var bundle = OneBundle.open(folder, keys, OpenBundle.newCache());
        var xml = form.dublinCore ? new DublinCoreXml(Terminal.out()) : null) {
      var lines = new ArrayList<Line>();
      var csv = form.csv ? new CatalogueCsv(Terminal.out()) : null;
      bundle.catalogue(
          (line, card) -> {
            if (all || line.file().role() == Role.ITEM) {
              print(line, card, csv, xml, lines);
            }
          },
          fault -> {
            Terminal.complain(fault);
            lost++;
          });
      KoreanOrder.SOUTHERN.sort(lines, Line::path);
      lines.forEach(line -> Terminal.out().println(line.text));
    }
    return lost > 0 ? ExitCode.DAMAGED : ExitCode.DONE;
  }

  /** What people read, which is put in order first; programs get the catalogue as it is. */
  private record Line(String path, String text) {}

  /** @param csv null, like {@code xml}, where nobody asked for it */
  private void print(CatalogueLine line, int card, CatalogueCsv csv, DublinCoreXml xml, List<Line> lines)
      throws IOException {
    if (csv != null) {
      csv.add(line, card);
      return;
    }
    if (xml != null) {
      xml.add(line);
      return;
    }
    if (form.json) {
      Terminal.printJson(card == 0 ? line.toJson() : withCard(line.toJson(), card));
      return;
    }
    var type = line.item().map(item -> SearchOutput.typeName(item.type().code())).orElse(line.file().role().code());
    var title = line.item().map(item -> Terminal.printable(item.title()) + "  ").orElse("");
    var text =
        String.format(
            Locale.ROOT,
            "%-10s %-8s %9s  %s%s%s",
            type,
            Terminal.printable(line.file().language()),
            ByteSize.text(line.file().sizeBytes()),
            title,
            Terminal.printable(line.file().path()),
            card == 0 ? "" : "  [" + Texts.text("card.elsewhere", card) + "]");
    lines.add(new Line(line.file().path(), text));
  }

  /** @param line an object */
  private static String withCard(String line, int card) {
    return line.substring(0, line.length() - 1) + ",\"card\":" + card + "}";
  }
}
