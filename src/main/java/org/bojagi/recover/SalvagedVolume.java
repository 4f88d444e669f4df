package org.bojagi.recover;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.VolumeAbout;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.StorageException;
import org.bojagi.recover.VolumeChannel.Run;

/**
 * One volume, read from whatever copies and pieces of it are here: where a chunk doesn't hold, it is looked for in the
 * other copies, and in an image where the file may go on. A chunk's tag tells that it is this one and no other.
 *
 * <p>One thread, but for the executor that is handed in.
 */
final class SalvagedVolume implements Closeable {
  private static final int CHUNK = AgePayload.CHUNK_SIZE;
  private static final int TAG = 16;
  private static final int SEALED_CHUNK = CHUNK + TAG;

  /** Chunks behind one that doesn't hold which are looked at where they should lie before others are searched. */
  private static final int LOOK_AHEAD = 64;

  /** Searches of an image that found nothing, after which no more is searched for this volume. */
  private static final int MAX_VAIN_SEARCHES = 2;

  final byte[] head;
  final X25519Identity identity;

  /** Of the copy that was found first. */
  final String name;

  private final List<Run> copies = new ArrayList<>();
  private VolumeFacts facts;
  private VolumeAbout about;
  private VolumeChannel channel;
  private AgePayload payload;
  private VolumeChannel probeChannel;
  private AgePayload probe;
  private final BitSet lost = new BitSet();
  private int vainSearches;

  /**
   * @param head header and nonce, the file's own or the root's copy
   * @param identity that opens it; stays the caller's
   */
  SalvagedVolume(byte[] head, X25519Identity identity, String name) {
    this.head = head.clone();
    this.identity = identity;
    this.name = name;
  }

  void addCopy(Medium medium, long offset) {
    copies.add(new Run(medium, offset));
  }

  boolean isHere() {
    return !copies.isEmpty();
  }

  int copyCount() {
    return copies.size();
  }

  boolean isIn(Medium medium) {
    return copies.stream().anyMatch(copy -> copy.medium() == medium);
  }

  /** What a root says of it, before it is {@link #settle settled}. */
  void expect(VolumeFacts rootsFacts) {
    facts = rootsFacts;
  }

  /** Whether a file is this volume and no other's that begins as this one does, as far as that shows from outside. */
  boolean isOnlyIn(Medium medium) {
    return copies.stream().allMatch(copy -> copy.medium() == medium)
        && (facts == null || medium.isImage || medium.mayHaveHad(facts.fileBytes()));
  }

  /** Whether a chunk that doesn't hold may hold elsewhere. */
  boolean hasAlternatives() {
    return copies.size() > 1 || copies.stream().anyMatch(copy -> copy.medium().isImage);
  }

  /** Opens it only as far as to say {@link #about} itself. */
  void peek() throws IOException {
    open(longestFileBytes());
    // Another file may begin with this header where clusters were mixed up; a last chunk opens with its own length alone.
    for (int i = 0; i < copies.size() && !isOnlyInImages(); i++) {
      var lengths = lengths(copies.get(i)).iterator();
      while (lengths.hasNext() && !holds(0)) {
        open(lengths.next());
      }
    }
    if (!opens(payload, 0) && isOnlyInImages()) {
      long end = new VolumeEnd(this).lengthIfLast(0);
      open(end > 0 ? end : longestFileBytes());
    }
    about = opens(payload, 0) || isFoundElsewhere(0) ? readAbout() : null;
  }

  /**
   * Opens it with its true length.
   *
   * @param rootsFacts null where no root tells of this volume
   */
  void settle(VolumeFacts rootsFacts) throws IOException {
    facts = rootsFacts;
    if (facts != null) {
      open(facts.fileBytes());
    } else if (isOnlyInImages()) {
      open(longestFileBytes());
      open(new VolumeEnd(this).find());
    } else {
      openWithoutWhatIsAppended();
    }
    about = about == null ? readAbout() : about;
  }

  private void openWithoutWhatIsAppended() throws IOException {
    long most = fileBytes();
    for (var copy : copies) {
      for (long length : lengths(copy)) {
        if (length <= most && holdsAsLast(Math.max(0, length - chunkOffset(0) - 1) / SEALED_CHUNK, length)) {
          open(length);
          return;
        }
      }
    }
  }

  /** That a copy may have had: what it has; and where it ends in zeros, what is before them and a few of them. */
  private static List<Long> lengths(Run copy) {
    long size = copy.medium().sizeBytes - copy.shift();
    long written = copy.medium().writtenBytes() - copy.shift();
    var lengths = new ArrayList<>(List.of(Math.min(Format.MAX_VOLUME_BYTES, size)));
    for (long length = written; length < Math.min(size, written + TAG); length++) {
      lengths.add(Math.min(Format.MAX_VOLUME_BYTES, length));
    }
    return lengths;
  }

  /** Whether a file that it is in has more than the volume. */
  boolean isLongerThanItself() {
    return copies.stream().anyMatch(copy -> !copy.medium().isImage && copy.medium().sizeBytes > fileBytes());
  }

  private boolean isOnlyInImages() {
    return copies.stream().allMatch(copy -> copy.medium().isImage);
  }

  /** Of a file what it has; in an image what is left of it. */
  private long longestFileBytes() {
    boolean inFile = copies.stream().anyMatch(copy -> !copy.medium().isImage);
    return copies.stream()
        .filter(copy -> inFile != copy.medium().isImage)
        .mapToLong(copy -> Math.min(Format.MAX_VOLUME_BYTES, copy.medium().sizeBytes - copy.shift()))
        .max()
        .orElse(0);
  }

  private void open(long fileBytes) throws IOException {
    var before = channel;
    closePayloads();
    long length = Math.max(fileBytes, chunkOffset(0) + TAG);
    channel = new VolumeChannel(length);
    if (before != null) {
      channel.mapAs(before);
    } else if (isHere()) {
      channel.map(0, copies.getFirst());
    }
    probeChannel = new VolumeChannel(length);
    payload = AgePayload.openTolerant(channel, head, List.of(identity), length, name);
    probe = AgePayload.openTolerant(probeChannel, head, List.of(identity), length, name);
    lost.clear();
  }

  /** Whether a chunk holds as the last one of a file of this length, where it lies by now. */
  boolean holdsAsLast(long chunk, long fileBytes) throws IOException {
    var shorter = new VolumeChannel(fileBytes);
    shorter.mapAs(channel);
    try (var end = AgePayload.openTolerant(shorter, head, List.of(identity), fileBytes, name)) {
      return chunk == end.chunkCount() - 1 && opens(end, chunk);
    }
  }

  boolean holdsWhereItShouldBe(long chunk) throws IOException {
    return opens(payload, chunk);
  }

  private VolumeAbout readAbout() throws IOException {
    try {
      return VolumeAbout.read(payload, name);
    } catch (DamagedBundleException e) {
      return null; // an age file to this identity and no volume
    }
  }

  /** What it says of itself; null where its first chunk is lost. */
  VolumeAbout about() {
    return about;
  }

  /** Reads what holds where it lies by now: after {@link #ensure}, or for who can bear that a chunk doesn't hold. */
  AgePayload payload() {
    return payload;
  }

  long fileBytes() {
    return channel.size();
  }

  long plaintextBytes() {
    return payload.plaintextSize();
  }

  static long chunkOffset(long chunk) {
    return FoundHeader.VOLUME_HEAD_BYTES + chunk * SEALED_CHUNK;
  }

  /** Whether a chunk's tag holds somewhere; from now on it is read there. */
  boolean holds(long chunk) throws IOException {
    if (chunk >= payload.chunkCount() || lost.get((int) chunk)) {
      return false;
    }
    return opens(payload, chunk) || isFoundElsewhere(chunk);
  }

  /** Looks for every chunk of a stretch elsewhere where it doesn't hold; for nothing where there is no elsewhere. */
  void ensure(long plaintextOffset, long length) throws IOException {
    if (!hasAlternatives() || length <= 0) {
      return;
    }
    long last = Math.min(payload.chunkCount() - 1, (plaintextOffset + length - 1) / CHUNK);
    for (long chunk = plaintextOffset / CHUNK; chunk <= last; chunk++) {
      holds(chunk);
    }
  }

  private boolean isFoundElsewhere(long chunk) throws IOException {
    long from = chunkOffset(chunk);
    var current = channel.runAt(from);
    var known = new ArrayList<>(copies);
    for (int i = 0; i < known.size(); i++) {
      if (!known.get(i).equals(current) && holdsAt(chunk, known.get(i))) {
        channel.map(from, known.get(i));
        return true;
      }
    }
    for (var copy : copies) {
      if (copy.medium().isImage && vainSearches < MAX_VAIN_SEARCHES && isFoundInPieces(chunk, copy, current)) {
        return true;
      }
    }
    lost.set((int) chunk);
    return false;
  }

  /**
   * In an image a file may go on elsewhere from a cluster's beginning on, mostly in the middle of a chunk. The chunk
   * behind lies wholly in the next piece, so that one is searched, and then the place of the break.
   */
  private boolean isFoundInPieces(long chunk, Run copy, Run current) throws IOException {
    var here = current == null ? copy : current;
    if (chunk + 1 >= payload.chunkCount()) {
      return isLastFound(chunk, here);
    }
    if (lost.get((int) chunk + 1)) {
      return false;
    }
    var next = opens(payload, chunk + 1) ? channel.runAt(chunkOffset(chunk + 1)) : null;
    if (next == null || next.equals(here)) {
      if (next != null || goesOnBehind(chunk + 1, here)) {
        return false;
      }
      next = new FragmentSearch(copy.medium()).find(this, chunk + 1, here);
      if (next == null) {
        vainSearches++;
        return false;
      }
    }
    channel.map(chunkOffset(chunk + 1), next);
    return joins(chunk, here, next, FragmentSearch.SECTOR_BYTES);
  }

  /** Behind the last chunk there is none to search, so it is tried where files mostly end. */
  private boolean isLastFound(long chunk, Run here) throws IOException {
    var image = here.medium();
    long step = image.clusterBytes();
    for (long shift : new FragmentSearch(image).likelyEnds(channel.size(), CHUNK / step, here.shift())) {
      if (joins(chunk, here, new Run(image, shift), step)) {
        return true;
      }
    }
    vainSearches++;
    return false;
  }

  /** Whether a chunk holds that begins in one piece and ends in another; from now on it is read there. */
  private boolean joins(long chunk, Run here, Run next, long step) throws IOException {
    long end = Math.min(channel.size(), chunkOffset(chunk + 1));
    for (long at = Math.ceilDiv(chunkOffset(chunk), step) * step; at < end; at += step) {
      probeChannel.mapAll(here);
      probeChannel.map(at, next);
      if (opens(probe, chunk)) {
        channel.map(chunkOffset(chunk), here);
        channel.map(at, next);
        return true;
      }
    }
    return false;
  }

  private boolean goesOnBehind(long chunk, Run here) throws IOException {
    long end = Math.min(payload.chunkCount(), chunk + LOOK_AHEAD);
    for (long next = chunk; next < end; next++) {
      if (holdsAt(next, here)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a chunk would hold, were the file there. */
  boolean holdsAt(long chunk, Run run) throws IOException {
    if (chunk >= probe.chunkCount()) {
      return false;
    }
    probeChannel.mapAll(run);
    return opens(probe, chunk);
  }

  private static boolean opens(AgePayload payload, long chunk) throws IOException {
    try {
      payload.chunk(chunk);
      return true;
    } catch (DamagedBundleException | StorageException e) {
      return false;
    }
  }

  /**
   * A stretch in order. What lies beyond the volume's end is lost.
   *
   * @param executor null for a short stretch
   */
  Stretch stretch(long plaintextOffset, long length, Executor executor) {
    return new Stretch(plaintextOffset, length, executor);
  }

  /** Bytes of a stretch in order, and how many are missing where some are. */
  final class Stretch implements Closeable {
    private final Executor executor;
    private final long end;
    private long position;
    private long lostUpTo = -1;
    private InputStream in;

    private Stretch(long from, long length, Executor executor) {
      this.position = from;
      this.end = from + length;
      this.executor = executor;
    }

    /** More than 0: so many sound bytes were read; less: so many are missing here, at most {@code length}; 0: the end. */
    int next(byte[] bytes, int offset, int length) throws IOException {
      while (position < end) {
        int wanted = (int) Math.min(length, end - position);
        long size = plaintextBytes();
        if (position >= size || position < lostUpTo) {
          int missing = position >= size ? wanted : (int) Math.min(wanted, lostUpTo - position);
          position += missing;
          return -missing;
        }
        try {
          if (in == null) {
            in = payload.stream(position, Math.min(end, size) - position, executor);
          }
          int n = in.read(bytes, offset, (int) Math.min(wanted, size - position));
          if (n > 0) {
            position += n;
            return n;
          }
          close();
        } catch (DamagedBundleException | StorageException e) {
          close();
          if (!holds(position / CHUNK)) {
            lostUpTo = (position / CHUNK + 1) * CHUNK;
          }
        }
      }
      return 0;
    }

    @Override
    public void close() throws IOException {
      if (in != null) {
        in.close();
        in = null;
      }
    }
  }

  private void closePayloads() throws IOException {
    if (payload != null) {
      payload.close();
      probe.close();
    }
  }

  @Override
  public void close() throws IOException {
    closePayloads();
  }
}
