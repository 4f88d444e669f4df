package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.PublisherKey;
import org.bojagi.sign.Trust;
import org.bojagi.sign.Trust.Origin;
import org.bojagi.sign.Trust.Pinned;
import picocli.CommandLine.Option;

/** Whose bundles are opened, of every command that opens. */
public final class TrustOptions {
  @Option(names = "--trust", paramLabel = "FILE", descriptionKey = "trust.key")
  private List<Path> files = List.of();

  @Option(names = "--at-least", paramLabel = "N", descriptionKey = "trust.at-least")
  private int atLeast;

  /** @throws UsageException a file holds no publisher's key, or there is no such edition */
  public Trust trust() throws IOException {
    if (atLeast < 0) {
      throw new UsageException("There is no such edition", "--at-least " + atLeast, "Editions count from 1.");
    }
    var keys = new ArrayList<Pinned>();
    for (var file : files) {
      keys.add(new Pinned(key(file), Origin.GIVEN, file.toString()));
    }
    return new Trust(keys, atLeast);
  }

  private static PublisherKey key(Path file) throws IOException {
    try {
      return PublisherKey.read(file);
    } catch (IOException e) {
      throw Fault.ofStorage(e, file);
    }
  }
}
