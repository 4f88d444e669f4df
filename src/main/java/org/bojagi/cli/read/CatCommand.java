package org.bojagi.cli.read;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.UsageException;
import org.bojagi.open.Decryption;
import org.bojagi.open.OpenBundle;
import org.bojagi.open.SegmentCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cat}: one packed file to standard output, compared with the catalogue's hashes on the way. */
@Command(name = "cat")
public final class CatCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @Parameters(index = "1", paramLabel = "PATH", descriptionKey = "cat.PATH")
  private String name;

  @Mixin private UnlockOptions unlock;

  @Override
  public Integer call() throws IOException {
    try (var keys = unlock.keys();
        var open = OneBundle.open(folder, keys, OpenBundle.newCache());
        var executor = Decryption.executor()) {
      var found = open.find(name);
      // What the index says of a file may be forged: type and hashes are the catalogue's.
      var file =
          found.finder().catalogued(name, found.located()).orElseGet(() -> found.located().file().withoutHashes());
      boolean shown = Terminal.outIsTerminal();
      if (shown && !file.mediaType().startsWith("text/")) {
        throw new UsageException(
            "This is no text, and a terminal shows only text",
            Terminal.printable(file.path()),
            "Write it to a file: bojagi cat … > FILE");
      }
      if (file.sha256().length == 0) {
        Terminal.note(Texts.text("cat.unchecked"));
      }
      Terminal.note(Texts.text(shown ? "cat.shown" : "cat.plaintext"));
      var out = new FileOutputStream(FileDescriptor.out);
      try (var in = found.in().bundle().read(found.located(), Decryption.of(file, executor));
          var target = shown ? new HarmlessOutputStream(out) : out) {
        SegmentCheck.copy(file, in, target);
      }
    }
    return ExitCode.DONE;
  }
}
