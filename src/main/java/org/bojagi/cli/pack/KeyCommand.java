package org.bojagi.cli.pack;

import picocli.CommandLine.Command;

/** {@code key}: identities and slots. */
@Command(
    name = "key",
    subcommands = {
      KeyNewCommand.class,
      KeyAddCommand.class,
      KeyRemoveCommand.class,
      KeyListCommand.class,
      KeyBatchCommand.class,
      KeyWordsCommand.class,
      KeyPageCommand.class
    })
public final class KeyCommand {}
