package org.bojagi.verify;

import static org.bojagi.fault.Finding.Severity.ERROR;
import static org.bojagi.fault.Finding.Severity.NOTE;
import static org.bojagi.fault.Finding.Severity.WARNING;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * Whatever a check can find, each by a code that stays, with what it costs the reader and what to do. A {@link Finding}
 * is one of these at a place.
 *
 * <p>An error costs the reader something, or somebody changed the bundle. A warning costs nothing yet. A note is no
 * fault of the bundle.
 */
public enum Flaw {
  SLOT_SINGLE(
      Check.SLOTS, WARNING, "Nothing while it unlocks; one more lost bit, and this key opens nothing.", Remedy.COPY_TWIN,
      Remedy.OTHER_COPY),
  TOO_MANY_SLOTS(Check.SLOTS, WARNING, "Words of the slots that are not tried don't unlock.", Remedy.REMOVE),

  ROOT_SINGLE(
      Check.ROOT, WARNING, "Nothing yet; with this copy everything would be lost but to recovery.", Remedy.COPY_TWIN),
  ROOT_SEALED_ANEW(
      Check.ROOT, WARNING, "Nothing; but whoever has the identity wrote a copy of their own.", Remedy.COMPARE),
  OLDER_EDITION(Check.ROOT, WARNING, "Nothing: only the newer edition is shown.", Remedy.REMOVE),
  OLDER_INDEX(Check.ROOT, WARNING, "Nothing: only one of the two indexes is used.", Remedy.REINDEX),
  LENGTH_IMPOSSIBLE(Check.ROOT, ERROR, "The end of the volume may not be readable.", Remedy.PACK_AGAIN),

  ROOT_NOT_TRUSTED(
      Check.SIGNATURE, WARNING, "Nothing: it is passed over; but somebody put it here.", Remedy.COMPARE),
  SIGNER_NOT_BESIDE(
      Check.SIGNATURE, WARNING, "Nothing that shows; perhaps somebody put another bundle here.", Remedy.COMPARE),

  VOLUME_LOST(Check.VOLUMES, ERROR, "The files in this volume.", Remedy.OTHER_COPY, Remedy.RECOVER),
  VOLUME_CUT(Check.VOLUMES, ERROR, "What lies behind the cut.", Remedy.OTHER_COPY, Remedy.RECOVER),
  VOLUME_TOO_LONG(
      Check.VOLUMES, WARNING, "Nothing; but age alone refuses the file.", Remedy.OTHER_COPY),
  VOLUME_DOUBLED(Check.VOLUMES, WARNING, "Nothing but room on the medium.", Remedy.REMOVE),
  VOLUME_FOREIGN(
      Check.VOLUMES, WARNING, "Nothing of the bundle, unless something else is missing: then it is what is left of it.",
      Remedy.REMOVE),
  VOLUME_OF_UNKNOWN_KIND(
      Check.VOLUMES, NOTE, "Nothing that this version shows: what it is for, a newer one knows.", Remedy.NEWER_PROGRAM),
  ANOTHER_BUNDLE(
      Check.VOLUMES, ERROR, "Perhaps all: the bundle may have been replaced.", Remedy.COMPARE),
  FILE_UNREADABLE(
      Check.VOLUMES, WARNING, "What lies in it, if it is part of the bundle.", Remedy.OTHER_COPY, Remedy.RECOVER),
  ON_ANOTHER_CARD(Check.VOLUMES, NOTE, "Files on the other cards can't be opened here.", Remedy.OTHER_CARD),

  HEADER_DAMAGED(
      Check.HEADERS, WARNING, "Nothing here: the root's copy is read; but age alone can't open the file.",
      Remedy.OTHER_COPY),
  VOLUME_UNLIKE_ROOT(
      Check.HEADERS, ERROR, "The files in this volume: what the root says of it is not true.", Remedy.PACK_AGAIN),

  BEGINNING_DAMAGED(
      Check.ENDS, WARNING, "The files in the first chunk, which are named under hashes.", Remedy.OTHER_COPY,
      Remedy.RECOVER),
  BEGINNING_CONTRADICTED(
      Check.ENDS, ERROR, "Nothing that shows; whoever has the identity sealed a volume that calls itself otherwise.",
      Remedy.COMPARE),
  END_DAMAGED(
      Check.ENDS, WARNING, "Files there are named under hashes; mostly there are none, but unzip can't open the volume.",
      Remedy.OTHER_COPY, Remedy.RECOVER),

  INDEX_UNREADABLE(
      Check.INDEX, ERROR, "Nothing is found by words; what is there is listed by the catalogue.", Remedy.OTHER_COPY,
      Remedy.REINDEX),
  INDEX_OLDER(Check.INDEX, NOTE, "Some words are found only as the older rules cut them.", Remedy.REINDEX),
  INDEX_NEWER(Check.INDEX, ERROR, "Nothing is found by words until a newer reader is used.", Remedy.NEWER_PROGRAM),

  CATALOGUE_DAMAGED(
      Check.CATALOGUES, ERROR, "Nothing while the index is sound; without it, the names of files in this volume.",
      Remedy.OTHER_COPY, Remedy.RECOVER),

  INDEX_LACKS(Check.ITEMS, ERROR, "These files can't be found or opened.", Remedy.REINDEX),
  INDEX_HAS_MORE(Check.ITEMS, ERROR, "These are found and can't be shown.", Remedy.REINDEX, Remedy.COMPARE),

  INDEX_DAMAGED(Check.BLOCKS, ERROR, "Searches that need these blocks fail.", Remedy.OTHER_COPY, Remedy.REINDEX),
  INDEX_CHANGED(
      Check.BLOCKS, ERROR, "Searches may find what isn't there: whoever has the identity changed the index.",
      Remedy.COMPARE, Remedy.REINDEX),

  LIST_UNREADABLE(
      Check.LISTS, WARNING, "Nothing here; but unzip can't open the volume.", Remedy.OTHER_COPY),
  ENTRY_UNNAMED(
      Check.LISTS, NOTE, "Nothing: it is what is left of a file that could not be read when packing.", Remedy.NOTHING),

  LOCATION_CONTRADICTED(Check.LOCATIONS, ERROR, "The file may not open.", Remedy.REINDEX),

  FILE_DAMAGED(
      Check.HASHES, ERROR, "What lies in these pieces; the rest of it is still served.", Remedy.OTHER_COPY,
      Remedy.RECOVER),
  FILE_CHANGED(
      Check.HASHES, ERROR,
      "The file is not what was sealed: somebody with the identity changed it, or it was packed wrongly.",
      Remedy.COMPARE),
  HASHES_IMPOSSIBLE(
      Check.HASHES, ERROR, "What was sealed can't be compared.", Remedy.PACK_AGAIN),
  HASHES_OUT_OF_PROPORTION(
      Check.HASHES, WARNING,
      "Nothing that is known: tags were checked; hashes of files that claim to unpack so far were not.", Remedy.COMPARE),
  HASHES_UNCHECKED(
      Check.HASHES, WARNING, "Nothing that is known: tags were checked, hashes were not.", Remedy.REINDEX),

  CHUNK_DAMAGED(
      Check.CHUNKS, ERROR, "The files in it, which are named under catalogues, hashes or blocks.", Remedy.OTHER_COPY,
      Remedy.RECOVER),
  PADDING_DAMAGED(
      Check.CHUNKS, WARNING, "Nothing: no file lies in it.", Remedy.OTHER_COPY);

  private static final Map<String, Flaw> BY_CODE =
      new HashMap<>(Arrays.stream(values()).collect(Collectors.toMap(Flaw::code, flaw -> flaw)));

  private final Check check;
  private final Severity severity;
  private final String cost;
  private final List<Remedy> remedies;

  Flaw(Check check, Severity severity, String cost, Remedy... remedies) {
    this.check = check;
    this.severity = severity;
    this.cost = cost;
    this.remedies = List.of(remedies);
  }

  /** That of its findings: {@code volume-lost} */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Flaw> of(Finding finding) {
    return Optional.ofNullable(BY_CODE.get(finding.code()));
  }

  /** The check that finds it. */
  public Check check() {
    return check;
  }

  public Severity severity() {
    return severity;
  }

  /** One sentence with its full stop: what the reader misses. */
  public String cost() {
    return cost;
  }

  /** The first that can be followed is enough. */
  public List<Remedy> remedies() {
    return remedies;
  }

  /** What to do, in sentences. */
  public String hint() {
    return remedies.stream().map(Remedy::sentence).collect(Collectors.joining(" "));
  }

  /** @param what one sentence without a full stop */
  Finding at(String where, String what) {
    return new Finding(severity, code(), where, what, hint());
  }
}
