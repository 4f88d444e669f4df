package org.bojagi.recover;

import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.bojagi.bundle.Extent;
import org.bojagi.bundle.Extent.Encoding;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Sha256;

/**
 * One file segment by segment, its extents decoded one after the other; what is lost is zeros, and named. A segment
 * without a loss whose hash is not the catalogue's counts as lost (format.md §6).
 */
final class FileReading implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final SalvagedBundle bundle;
  private final PackedFile file;
  private final Iterator<Extent> extents;
  private final long certainBytes;
  private final Executor executor;
  private final MessageDigest digest = Sha256.digest();
  private final List<Loss> losses = new ArrayList<>();
  private long position;
  private long soundUpTo;

  /** Of a file whose size nothing says: whether all is read that is certain, and whether that was its end. */
  private boolean isAtCertainEnd;

  private boolean isUnpackedToItsEnd;

  /** Whether nothing can be read behind what was, nor be said how much of the file that would have been. */
  private boolean isLostToTheEnd;

  /** The extent that is read, and what is left of it where that is known. */
  private Extent extent;

  private long left;
  private SalvagedVolume.Stretch stretch;
  private Inflater inflater;
  private byte[] packed;
  private Loss.Why why;

  /** @param file with its hashes, where the catalogue is there to say them; without, its size may be unknown, too */
  FileReading(SalvagedBundle bundle, PackedFile file, FilePlace place, Executor executor) {
    this.bundle = bundle;
    this.file = file;
    this.certainBytes = place.certainBytes();
    this.extents = place.extents().iterator();
    this.executor = executor;
  }

  /** Fills the buffer with the next segment, lost bytes as zeros; returns its length, 0 at the file's end. */
  int nextSegment(byte[] buffer) throws IOException {
    if (file.sizeBytes() < 0) {
      return nextOfUnknownSize(buffer);
    }
    if (isLostToTheEnd || extent == null && !extents.hasNext()) {
      loseTheRest();
      return 0;
    }
    int length = (int) Math.min(PackedFile.SEGMENT_BYTES, file.sizeBytes() - position);
    int lossesBefore = losses.size();
    long sound = soundUpTo;
    for (int filled = 0; filled < length; ) {
      int n = next(buffer, filled, length - filled);
      if (n > 0) {
        filled += n;
        soundUpTo = position + filled;
      } else {
        int missing = n == 0 ? length - filled : -n;
        Arrays.fill(buffer, filled, filled + missing, (byte) 0);
        lose(position + filled, missing, n == 0 ? Loss.Why.NOT_FOUND : why);
        filled += missing;
      }
    }
    boolean complete = losses.size() == lossesBefore;
    if (length > 0 && complete && !isAsCatalogued(buffer, length)) {
      Arrays.fill(buffer, 0, length, (byte) 0);
      lose(position, length, Loss.Why.DIFFERENT);
      soundUpTo = sound;
    } else if (!complete && position + length > certainBytes || file.sha256().length == 0 && position + length > certainBytes) {
      int certain = Math.clamp(certainBytes - position, 0, length);
      loseFrom(certain, length, lossesBefore);
      Arrays.fill(buffer, certain, length, (byte) 0);
      soundUpTo = Math.max(sound, Math.min(soundUpTo, position + certain));
    }
    position += length;
    return length;
  }

  /** At once, since a size may be anybody's word. */
  private void loseTheRest() {
    long certain = Math.clamp(certainBytes, position, file.sizeBytes());
    if (isLostToTheEnd && certain > position) {
      lose(position, certain - position, why);
      position = certain;
    }
    if (file.sizeBytes() > position) {
      lose(position, file.sizeBytes() - position, Loss.Why.NOT_FOUND);
      position = file.sizeBytes();
    }
  }

  /** Nothing behind a hole is its own for certain, so it is read up to the first. */
  private int nextOfUnknownSize(byte[] buffer) throws IOException {
    int filled = 0;
    while (!isAtCertainEnd && filled < PackedFile.SEGMENT_BYTES) {
      int n = next(buffer, filled, PackedFile.SEGMENT_BYTES - filled);
      filled += Math.max(0, n);
      isAtCertainEnd = n <= 0;
      isUnpackedToItsEnd &= n == 0;
    }
    position += filled;
    soundUpTo = position;
    if (isAtCertainEnd && !isUnpackedToItsEnd && losses.isEmpty()) {
      losses.add(new Loss(position, Loss.TO_AN_UNKNOWN_END, Loss.Why.DAMAGED));
    }
    return filled;
  }

  /** What nothing proves of the segment that is read. */
  private void loseFrom(int certain, int length, int lossesBefore) {
    for (int i = losses.size() - 1; i >= lossesBefore; i--) {
      var loss = losses.get(i);
      long end = Math.min(loss.offset() + loss.length(), position + certain);
      if (end > loss.offset()) {
        losses.set(i, new Loss(loss.offset(), end - loss.offset(), loss.why()));
      } else {
        losses.remove(i);
      }
    }
    if (certain < length) {
      lose(position + certain, length - certain, Loss.Why.NOT_FOUND);
    }
  }

  /** A stretch that goes on with the one before is one with it. */
  private void lose(long offset, long length, Loss.Why reason) {
    var last = losses.isEmpty() ? null : losses.getLast();
    boolean goesOn = last != null && last.offset() + last.length() == offset && last.why() == reason;
    // A segment's own losses are counted by their number, so one that reaches into it is split at its beginning.
    if (goesOn && offset != position) {
      losses.set(losses.size() - 1, new Loss(last.offset(), last.length() + length, reason));
    } else {
      losses.add(new Loss(offset, length, reason));
    }
  }

  private boolean isAsCatalogued(byte[] buffer, int length) {
    if (file.sha256().length == 0) {
      return true;
    }
    digest.update(buffer, 0, length);
    return file.isSegment((int) (position / PackedFile.SEGMENT_BYTES), digest.digest());
  }

  /** As {@link SalvagedVolume.Stretch#next}, of the file's bytes. */
  private int next(byte[] bytes, int offset, int length) throws IOException {
    while (true) {
      if (extent == null) {
        if (!extents.hasNext()) {
          return 0;
        }
        begin(extents.next());
      }
      int n = read(bytes, offset, length);
      if (n != 0) {
        return n;
      }
      end();
    }
  }

  private void begin(Extent next) throws IOException {
    extent = next;
    why = Loss.Why.DAMAGED;
    left = next.encoding() == Encoding.ZSTD ? next.sizeBytes() : next.length();
    var volume = bundle.volume(next.volume());
    if (volume == null) {
      why = Loss.Why.VOLUME_MISSING;
      isLostToTheEnd = next.encoding() == Encoding.DEFLATED;
      left = isLostToTheEnd ? Long.MAX_VALUE : left;
      return;
    }
    if (next.encoding() != Encoding.ZSTD) {
      stretch = volume.stretch(next.plaintextOffset(), next.length(), executor);
      inflater = next.encoding() == Encoding.DEFLATED ? new Inflater(true) : null;
      packed = inflater == null ? null : new byte[BUFFER_BYTES];
    }
  }

  private int read(byte[] bytes, int offset, int length) throws IOException {
    if (inflater != null) {
      return inflate(bytes, offset, length);
    }
    if (stretch != null) {
      return stretch.next(bytes, offset, length);
    }
    int now = (int) Math.min(length, left);
    if (why == Loss.Why.DAMAGED && extent.encoding() == Encoding.ZSTD) {
      var shelf = bundle.shelf(extent);
      long from = (long) extent.within() + extent.sizeBytes() - left;
      if (from < shelf.soundBytes()) {
        now = (int) Math.min(now, shelf.soundBytes() - from);
        System.arraycopy(shelf.content(), (int) from, bytes, offset, now);
        left -= now;
        return now;
      }
    }
    left -= now;
    return -now;
  }

  /** Behind a loss nothing can be unpacked, and nothing says how much it would be: the rest of the file is lost. */
  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      int n = inflater.inflate(bytes, offset, length);
      while (n == 0 && !inflater.finished()) {
        int fed = inflater.needsInput() && stretch != null ? stretch.next(packed, 0, packed.length) : -1;
        if (fed <= 0) {
          return lostBehind(length);
        }
        inflater.setInput(packed, 0, fed);
        n = inflater.inflate(bytes, offset, length);
      }
      isUnpackedToItsEnd = n == 0;
      return n;
    } catch (DataFormatException e) {
      return lostBehind(length);
    }
  }

  private int lostBehind(int length) throws IOException {
    end();
    extent = new Extent("", "", 0, Long.MAX_VALUE, Encoding.STORED);
    left = Long.MAX_VALUE;
    isLostToTheEnd = true;
    why = Loss.Why.DAMAGED;
    return -length;
  }

  private void end() throws IOException {
    extent = null;
    if (stretch != null) {
      stretch.close();
      stretch = null;
    }
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  /** So far, neighbours put together. */
  List<Loss> losses() {
    var joined = new ArrayList<Loss>();
    for (var loss : losses) {
      var last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.offset() + last.length() == loss.offset() && last.why() == loss.why()) {
        joined.set(joined.size() - 1, new Loss(last.offset(), last.length() + loss.length(), loss.why()));
      } else {
        joined.add(loss);
      }
    }
    return joined;
  }

  /** Of the whole; -1 where neither the catalogue nor the entry says it. */
  long sizeBytes() {
    return file.sizeBytes() >= 0 || isUnpackedToItsEnd ? Math.max(file.sizeBytes(), position) : -1;
  }

  /** Behind the segment that was read last. */
  long position() {
    return position;
  }

  /** Behind the last byte that isn't lost. */
  long soundUpTo() {
    return soundUpTo;
  }

  @Override
  public void close() throws IOException {
    end();
  }
}
