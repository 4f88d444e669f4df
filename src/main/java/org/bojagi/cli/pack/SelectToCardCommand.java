package org.bojagi.cli.pack;

import java.io.IOException;
import org.bojagi.cli.read.SelectCommand;
import org.bojagi.fault.UsageException;
import org.bojagi.plan.Card;
import org.bojagi.plan.FileSystem;
import org.bojagi.sign.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code select} as packagers have it: for one card of a size, and signed. */
@Command(name = "select")
public final class SelectToCardCommand extends SelectCommand {
  @Option(names = "--card", paramLabel = "SIZE", descriptionKey = "select.card")
  private String card;

  @Option(names = "--fs", paramLabel = "fat32|exfat", descriptionKey = "plan.fs")
  private String fileSystem;

  @Mixin private SignOptions signing = new SignOptions();

  @Override
  protected SigningKey publisher() throws IOException {
    return signing.key();
  }

  @Override
  protected boolean signsFromStandardInput() {
    return signing.readsStandardInput();
  }

  @Override
  protected long roomBytes() throws IOException {
    if (card == null && fileSystem != null) {
      throw new UsageException("There is no card of this file system", "--fs", "Give its size as well: --card 16GB.");
    }
    return card == null
        ? super.roomBytes()
        : CardOptions.roomBesideReader(Card.parse(card, FileSystem.of(fileSystem == null ? "fat32" : fileSystem)));
  }
}
