package org.bojagi.extract;

/** A file can't be read, in words for a finding. Stays within the worker. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String what;
  private final String hint;

  UnreadableException(String code, String what, String hint) {
    super(what);
    this.code = code;
    this.what = what;
    this.hint = hint;
  }

  static UnreadableException encrypted() {
    return new UnreadableException(
        "document-encrypted",
        "It is encrypted, so its words can't be searched",
        "Open it with its password, save it without one, and pack again.");
  }

  static UnreadableException damaged(String kind) {
    return new UnreadableException(
        "document-damaged",
        "It is not a whole " + kind,
        "It is packed as it is, without its words; open it with the program that made it and save it again.");
  }

  String code() {
    return code;
  }

  String what() {
    return what;
  }

  String hint() {
    return hint;
  }
}
