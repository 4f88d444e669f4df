package org.bojagi.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Slots with a passphrase each, for many copies of one bundle, in a folder of their own: a bundle's readers try at most
 * eight, so each card takes one. Needs no key.
 *
 * <p>The folder holds {@code bundle}, which tells whose slots these are, and for each card a folder of its number,
 * {@code 0001}, with the slot's two copies; {@code used/} holds those that went to a card.
 */
public final class SlotBatch {
  /** More cards than one batch is made for. */
  public static final int MAX_CARDS = 9_999;

  /**
   * A slot for one card, held by this process until it is closed.
   *
   * @param files two copies, to stand in the bundle instead of its own passphrase slots
   */
  public record Card(int number, List<Path> files) implements AutoCloseable {
    @Override
    public void close() {}
  }

  private SlotBatch() {}

  /** @throws org.bojagi.fault.UsageException there is no batch */
  public static SlotBatch open(Path folder) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Whether these slots open this bundle, as far as anyone can tell without a key. */
  public boolean isOf(Path bundle) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * The unused slot of the lowest number that no other run holds.
   *
   * @throws org.bojagi.fault.UsageException all are used or held
   */
  public Card take() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Moves the slot away, so that it goes to no other card. */
  public void markUsed(Card card) throws IOException {
    throw new UnsupportedOperationException();
  }
}
