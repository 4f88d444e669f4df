package org.bojagi.recover;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.bundle.Checkpoint;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.RecordInput;
import org.bojagi.index.RecordOutput;
import org.bojagi.recover.RecoveredFile.Proof;

/**
 * What checkpoints keep of a bundle that is made of what is sound of another: its items, and which file of the old bundle
 * became which of theirs.
 */
final class RecoveryRecords {
  private static final int BEGIN = 0x46;

  /** Checkpoints that are kept, in order. */
  final List<Checkpoint> kept = new ArrayList<>();

  private final Map<String, RecoveredFile> files = new HashMap<>();
  private int items;

  /**
   * A file of the old bundle, and what became of it.
   *
   * @param key of {@link #key}
   */
  record Taken(String key, RecoveredFile file) {}

  /** Takes one item after the other. */
  interface Items {
    void accept(IndexedItem item) throws IOException;
  }

  /** Of the checkpoints those that can be read, were made of the same, and have all that their items need. */
  RecoveryRecords(List<Checkpoint> left, String fingerprint) {
    var volumes = new HashSet<String>();
    for (var checkpoint : left) {
      var withThese = new HashSet<>(volumes);
      checkpoint.volumes().forEach(volume -> withThese.add(volume.id()));
      var its = new HashMap<String, RecoveredFile>();
      try {
        int count = checkpoint.fingerprint().equals(fingerprint) ? read(checkpoint, withThese, its) : 0;
        if (count > 0) {
          kept.add(checkpoint);
          files.putAll(its);
          items += count;
          volumes.addAll(withThese);
        }
      } catch (IOException | Json.Malformed e) {
        // What it has is taken again.
      }
    }
  }

  /** @return how many items; 0 where one of them lies elsewhere, too */
  private static int read(Checkpoint checkpoint, Set<String> volumes, Map<String, RecoveredFile> files)
      throws IOException, Json.Malformed {
    int count = 0;
    try (var in = new RecordInput(checkpoint.records())) {
      for (int begin = in.read(); begin >= 0; begin = in.read()) {
        requireBegin(begin);
        for (var located : Locations.decode(in.item().locations()).files()) {
          if (!located.extents().stream().allMatch(extent -> volumes.contains(extent.volume()))) {
            return 0;
          }
        }
        for (int i = in.count(); i > 0; i--) {
          files.put(in.string(), file(in));
        }
        count++;
      }
    }
    return count;
  }

  private static void requireBegin(int begin) throws RecordInput.Malformed {
    if (begin != BEGIN) {
      throw new RecordInput.Malformed("no record begins here");
    }
  }

  int items() {
    return items;
  }

  /** Null where it is to be taken. */
  RecoveredFile of(SalvagedBundle.Known known) {
    return files.isEmpty() ? null : files.get(key(known));
  }

  void replay(Items each) throws IOException {
    for (var checkpoint : kept) {
      try (var in = new RecordInput(checkpoint.records())) {
        for (int begin = in.read(); begin >= 0; begin = in.read()) {
          requireBegin(begin);
          each.accept(in.item());
          for (int i = in.count(); i > 0; i--) {
            in.string();
            file(in);
          }
        }
      }
    }
  }

  static void write(OutputStream target, IndexedItem item, List<Taken> taken) throws IOException {
    var out = new RecordOutput(target);
    out.write(BEGIN);
    out.item(item);
    out.writeInt(taken.size());
    for (var one : taken) {
      out.string(one.key);
      out.string(one.file.path());
      out.string(one.file.writtenAs());
      out.writeLong(one.file.sizeBytes());
      out.write(one.file.proof().ordinal());
      out.writeInt(one.file.losses().size());
      for (var loss : one.file.losses()) {
        out.writeLong(loss.offset());
        out.writeLong(loss.length());
        out.write(loss.why().ordinal());
      }
    }
  }

  private static RecoveredFile file(RecordInput in) throws IOException {
    var path = in.string();
    var writtenAs = in.string();
    long sizeBytes = in.readLong();
    var proof = in.of(Proof.values());
    var losses = new ArrayList<Loss>();
    for (int i = in.count(); i > 0; i--) {
      losses.add(new Loss(in.readLong(), in.readLong(), in.of(Loss.Why.values())));
    }
    return new RecoveredFile(path, writtenAs, sizeBytes, proof, losses);
  }

  /** What tells a file of the old bundle from every other: several may have a name, where nothing names them but it. */
  static String key(SalvagedBundle.Known known) {
    var file = known.line().file();
    var places = known.places().toString();
    var all = String.join("\0", file.id(), file.of(), file.path(), known.proof().name(), places);
    return Json.hex(Sha256.of(all));
  }
}
