package org.bojagi.fault;

/**
 * Something about one thing that a person should know, while the work goes on.
 *
 * @param code stable and hyphenated, for programs: {@code film-without-korean-subtitles}
 * @param where path in the corpus, entry or file of the bundle, with a line or an offset in bytes where there is one
 * @param what one sentence without a full stop
 * @param hint one sentence with its full stop: what to do; empty where there is nothing to do
 */
public record Finding(Severity severity, String code, String where, String what, String hint) {

  public enum Severity {
    /** Worth knowing; nothing is missing. */
    NOTE,
    /** Goes in or comes out, but less well than it could. */
    WARNING,
    /** Left out, lost, or gives a person away; the command ends with a code of its own. */
    ERROR
  }

  /** The same thing that a {@link Fault} says, about something that the work went on without. */
  public static Finding of(Severity severity, String code, Fault fault) {
    return new Finding(severity, code, fault.where(), fault.what(), fault.hint());
  }

  /** As printed to a person: {@code WHAT (WHERE). HINT} */
  public String sentence() {
    return what + " (" + where + ")." + (hint.isEmpty() ? "" : " " + hint);
  }
}
