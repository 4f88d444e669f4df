package org.bojagi.bundle;

import org.bojagi.sign.Signer;
import org.bojagi.sign.Signer.State;

/** Who answers for what is in a bundle, and who for its index: whoever re-indexes signs only the second. */
public record Signers(Signer content, Signer index) {

  boolean isWrong() {
    return content.state() == State.WRONG || index.state() == State.WRONG;
  }

  /** Whether keys that the person gave signed both. */
  public boolean areGiven() {
    return content.isGiven() && index.isGiven();
  }

  public boolean isIndexSigned() {
    return index.isSigned();
  }

  /** Whether what the index says of items must be compared with the catalogue, since another answers for it. */
  public boolean isIndexOfAnother() {
    return content.isSigned() && !content.isSameAs(index);
  }
}
