package org.bojagi.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.InterruptedRun;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;
import org.bojagi.corpus.CorpusItem;
import org.bojagi.corpus.SourceFile;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.language.Analysis;
import org.bojagi.seal.PackReport.Scrubbed;
import org.bojagi.seal.Preparation.PreparedItem;

/**
 * Which items needn't be read to know what would be packed of them. What is remembered of each is one hash over: the
 * program and its options, all that was declared of it, the {@link SourceState} of its files, and the hashes of what was
 * packed of these. So a memory says nothing but "such files gave such bytes", whichever edition it is of, and is nothing
 * without both at hand (docs/decisions/0034).
 *
 * <p>Remembered is an item of which every file went in, without a failure, and whose files were before they were read
 * what they are at the end, and older than the pack by more than a file system's clock may be coarse. Memory: some
 * hundred bytes an item. One thread.
 */
final class RememberedItems {
  /** FAT counts in steps of two seconds. */
  private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

  /** Findings of films and texts that the next run may find otherwise, or makes otherwise for other cards. */
  private static final Set<String> NOT_AGAIN =
      Set.of("file-changed", "not-transcoded", "film-lowered");

  private static final int HASH_BYTES = 32;
  private static final int MOST = 1 << 20;

  private final Memory memory;
  private final String context;
  private final SourceState.Reader states = new SourceState.Reader();
  private final Set<ByteBuffer> before = new HashSet<>();

  /** What is known to hold, to be remembered. */
  private final List<byte[]> again = new ArrayList<>();

  private final Map<String, SourceState> begun = new HashMap<>();
  private final Map<String, Read> read = new HashMap<>();
  private int filesNotRead;

  /** An item that was read: as it was before, and what was packed of it. */
  private record Read(CorpusItem item, SourceState state, byte[] packed) {}

  private RememberedItems(Memory memory, String context) {
    this.memory = memory;
    this.context = context;
  }

  /** @param edition that is gone on from; null for a new bundle */
  static RememberedItems of(PackOptions options, Bundle edition) throws IOException {
    var memory = options.memory();
    if (memory == null) {
      return new RememberedItems(null, "");
    }
    var ffmpeg = options.programs().ffmpeg().map(program -> "ffmpeg " + program.version()).orElse("");
    var context =
        List.of(
            InterruptedRun.program(),
            Format.VERSION,
            Analysis.VERSION,
            options.limits().toString(),
            options.fingerprint(),
            ffmpeg);
    var items = new RememberedItems(memory, Json.hex(Sha256.of(Json.write(context))));
    if (edition != null && !memory.reread()) {
      items.recall(edition);
    }
    return items;
  }

  private void recall(Bundle edition) {
    var kept = memory.folder().of(edition);
    if (kept.isEmpty()) {
      return;
    }
    try (InputStream in = kept.get()) {
      for (var hash = in.readNBytes(HASH_BYTES); hash.length > 0; hash = in.readNBytes(HASH_BYTES)) {
        if (hash.length < HASH_BYTES || before.size() == MOST) {
          throw new IOException("no memory that this program wrote");
        }
        before.add(ByteBuffer.wrap(hash));
      }
    } catch (IOException e) {
      before.clear(); // All is read, as without.
    }
  }

  /**
   * Whether an item's files are as they were when these bytes were packed of them; if so it needn't be read.
   *
   * @param packed hashes of the team's own files by path, as an edition's catalogue has them
   */
  boolean has(CorpusItem item, Map<String, byte[]> packed) {
    if (before.isEmpty()) {
      return false;
    }
    var state = states.of(item);
    if (state.isEmpty()) {
      return false;
    }
    var hash = hash(item, state.get(), hashOf(packed));
    if (!before.contains(ByteBuffer.wrap(hash))) {
      return false;
    }
    again.add(hash);
    filesNotRead += item.files().size();
    return true;
  }

  /** To be called before its files are read for the first time. */
  void begin(CorpusItem item) {
    if (memory != null && !begun.containsKey(item.item().path())) {
      states.of(item).filter(this::isOld).ifPresent(state -> begun.put(item.item().path(), state));
    }
  }

  private boolean isOld(SourceState state) {
    return state.newest().isBefore(memory.begun().minus(COARSEST_CLOCK));
  }

  /** An item that was read, and of which the next run would find the same: it is as it was in the edition before. */
  void unchanged(CorpusItem item, Map<String, byte[]> packed) {
    end(item, packed);
  }

  /** An item that was packed. */
  void packed(CorpusItem item, List<PackedFile> files, ItemRecord.Notes notes) {
    var packed = new HashMap<String, byte[]>();
    for (var file : files) {
      if (file.derivedFrom().isEmpty()) {
        packed.put(file.path(), file.sha256());
      }
    }
    boolean whole = item.files().stream().map(SourceFile::path).allMatch(packed::containsKey);
    if (whole && isCertain(notes.findings()) && notes.scrubbed().stream().allMatch(file -> isCertain(item, file))) {
      end(item, packed);
    }
  }

  /** Whether the next run would find the same: a file that couldn't be cleaned may be the next time. */
  static boolean isCertain(PreparedItem prepared) {
    return isCertain(prepared.findings())
        && prepared.files().stream().allMatch(file -> file.traces().left().isEmpty() || file.file().isPlayed());
  }

  private static boolean isCertain(CorpusItem item, Scrubbed scrubbed) {
    return scrubbed.left().isEmpty()
        || item.files().stream().anyMatch(file -> file.isPlayed() && file.path().equals(scrubbed.path()));
  }

  private static boolean isCertain(List<Finding> findings) {
    return findings.stream()
        .noneMatch(finding -> finding.severity() == Severity.ERROR || NOT_AGAIN.contains(finding.code()));
  }

  private void end(CorpusItem item, Map<String, byte[]> packed) {
    var state = begun.remove(item.item().path());
    if (state != null) {
      read.put(item.item().path(), new Read(item, state, hashOf(packed)));
    }
  }

  /** Files that weren't read, since they are remembered. */
  int filesNotRead() {
    return filesNotRead;
  }

  /** Remembers all of this for the next edition. Whatever goes wrong there, the bundle is made. */
  void keep(BundleWriter finished) {
    if (memory == null) {
      return;
    }
    try {
      memory.folder().keep(finished, this::write);
    } catch (IOException | RuntimeException e) {
      // The next run reads all files again.
    }
  }

  private void write(OutputStream out) throws IOException {
    for (var hash : again) {
      out.write(hash);
    }
    for (var each : read.values()) {
      var now = states.of(each.item);
      if (now.isPresent() && Arrays.equals(now.get().sha256(), each.state.sha256())) {
        out.write(hash(each.item, each.state, each.packed));
      }
    }
  }

  private byte[] hash(CorpusItem item, SourceState state, byte[] packed) {
    var all = Sha256.digest();
    all.update(Sha256.of(context));
    all.update(ItemFingerprint.of(item));
    all.update(state.sha256());
    all.update(packed);
    return all.digest();
  }

  private static byte[] hashOf(Map<String, byte[]> packed) {
    var all = new ArrayList<Object>();
    new TreeMap<>(packed).forEach((path, sha256) -> all.add(List.of(path, Json.hex(sha256))));
    return Sha256.of(Json.write(all));
  }
}
