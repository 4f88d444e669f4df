package org.bojagi.fault;

/** Not what was signed, though every tag holds: no medium does that, but somebody who has the bundle's key. */
public final class WrongSignatureException extends DamagedBundleException {
  public WrongSignatureException(String what, String where, String hint) {
    super(what, where, hint);
  }
}
