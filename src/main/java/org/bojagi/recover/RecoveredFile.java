package org.bojagi.recover;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of one file.
 *
 * @param path as it was packed; of one that nothing names, the name of its entry
 * @param writtenAs relative to the target; empty where nothing of it was
 * @param sizeBytes of the whole; -1 where nothing says it
 * @param losses in order; none where it is whole
 */
public record RecoveredFile(String path, String writtenAs, long sizeBytes, Proof proof, List<Loss> losses) {
  /** What shows that the bytes are the file's. */
  public enum Proof {
    /** The catalogue's hashes. */
    HASH,
    /** The volume's tags, and what the index or the catalogue says of where the file lies. */
    PLACE,
    /** The volume's tags alone: the name stands before the bytes, and nothing says that it is a file of the bundle. */
    NONE
  }

  public RecoveredFile {
    losses = List.copyOf(losses);
  }

  public boolean isWhole() {
    return losses.isEmpty();
  }

  /** Whether something is missing that the target didn't merely not take. */
  boolean isDamaged() {
    return losses.stream().anyMatch(loss -> !loss.why().isOfTheTarget());
  }

  boolean isMissingFor(Loss.Why why) {
    return losses.stream().anyMatch(loss -> loss.why() == why);
  }

  public boolean isLost() {
    return writtenAs.isEmpty();
  }

  /** As far as it has a number: what is lost of a file whose size nothing says has none. */
  public long lostBytes() {
    return losses.stream().mapToLong(loss -> Math.max(0, loss.length())).sum();
  }

  long soundBytes() {
    if (sizeBytes >= 0) {
      return sizeBytes - lostBytes();
    }
    return losses.isEmpty() ? 0 : losses.getLast().offset() - lostBytes();
  }

  /** As the report has it. */
  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("path", path);
    json.put("written", isLost() ? null : writtenAs);
    json.put("size", sizeBytes < 0 ? null : sizeBytes);
    json.put("proof", proof.name().toLowerCase(Locale.ROOT));
    json.put("lost", losses.stream().map(Loss::toJson).toList());
    return json;
  }
}
