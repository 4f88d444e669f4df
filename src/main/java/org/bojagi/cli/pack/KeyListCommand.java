package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bojagi.bundle.Slots;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.NotABundleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code key list}: slots by kind, as anyone can see them; needs no key. */
@Command(name = "list")
public final class KeyListCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @Option(names = "--json", descriptionKey = "key.list.json")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    KeyRemoveCommand.requireFolder(folder);
    var slots = Slots.list(folder);
    if (slots.isEmpty()) {
      throw new NotABundleException(
          "There is no slot here", folder.toString(), "Give the folder that holds the bundle's files.");
    }
    for (var slot : slots) {
      var kind = slot.kind().name().toLowerCase(Locale.ROOT);
      var names = slot.files().stream().map(file -> file.getFileName().toString()).toList();
      if (json) {
        var one = new LinkedHashMap<String, Object>();
        one.put("kind", kind);
        one.put("copies", names.size());
        one.put("files", names);
        Terminal.printJson(Json.write(one));
      } else {
        Terminal.out()
            .println(Texts.text("key.slot", Texts.text("key.kind." + kind), names.size(), String.join(" ", names)));
      }
    }
    return ExitCode.DONE;
  }
}
