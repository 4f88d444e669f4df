package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.bojagi.cli.read.Terminal;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key page}: a page to print and keep, with the lines that open a bundle without this program. */
@Command(name = "page")
public final class KeyPageCommand implements Callable<Integer> {
  @Option(names = {"-o", "--output"}, paramLabel = "FILE", descriptionKey = "key.page.output")
  private Path file;

  @Override
  public Integer call() throws IOException {
    byte[] page;
    try (var in = KeyPageCommand.class.getResourceAsStream("/org/bojagi/cli/page.html")) {
      page = in.readAllBytes();
    }
    if (file == null) {
      Terminal.out().write(page, 0, page.length);
      return ExitCode.DONE;
    }
    try {
      Files.write(file, page, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("There is such a file already", file.toString(), "Choose another name.");
    }
    return ExitCode.DONE;
  }
}
