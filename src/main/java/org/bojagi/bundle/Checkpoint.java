package org.bojagi.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.bojagi.age.AgeInputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DamagedBundleException;

/**
 * Volumes that were whole when a run was interrupted, and what was recorded of the items in them. Both lie sealed to the
 * bundle identity in {@code NAME.partial/state} and never leave it: no part of the format.
 *
 * <p>No item of these volumes lies in others, but for content that stands twice: that may lie in an earlier
 * checkpoint's. So they are kept, or made anew, together. Copies of an earlier edition's volumes have no such records:
 * each is kept for itself, where its volume is to be taken over again.
 */
public final class Checkpoint {
  static final String RECORDS = ".records";
  private static final int MAX_BYTES = 16 << 20;

  /** A volume's file beside what the root will say of it. */
  record ClosedVolume(String fileName, VolumeFacts facts) {}

  private final int number;
  private final String fingerprint;
  private final String bundle;
  private final List<ClosedVolume> closed;
  private final boolean copies;
  private final Path records;
  private final X25519Identity identity;

  private Checkpoint(
      int number,
      String fingerprint,
      String bundle,
      List<ClosedVolume> closed,
      boolean copies,
      Path records,
      X25519Identity identity) {
    this.number = number;
    this.fingerprint = fingerprint;
    this.bundle = bundle;
    this.closed = List.copyOf(closed);
    this.copies = copies;
    this.records = records;
    this.identity = identity;
  }

  static byte[] encode(String fingerprint, String bundle, List<ClosedVolume> closed, boolean copies) {
    var json = new LinkedHashMap<String, Object>();
    json.put("fingerprint", fingerprint);
    json.put("bundle", bundle);
    var volumes = new ArrayList<Map<String, Object>>();
    for (var volume : closed) {
      var one = new LinkedHashMap<String, Object>();
      one.put("name", volume.fileName);
      one.put("facts", volume.facts.toJson());
      volumes.add(one);
    }
    json.put("volumes", volumes);
    json.put("copies", copies);
    return Json.write(json).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * One that an earlier run left.
   *
   * @param identity stays the caller's, and open as long as records are read
   * @throws DamagedBundleException it, its records or one of its volumes isn't as it was written
   */
  static Checkpoint read(PartialFolder partial, int number, X25519Identity identity) throws IOException {
    var file = partial.stateFile(Integer.toString(number));
    Checkpoint checkpoint;
    try (var age =
        new AgeInputStream(Files.newInputStream(file), List.of(identity), null, file.getFileName().toString())) {
      checkpoint = decode(age.readNBytes(MAX_BYTES), number, partial.stateFile(number + RECORDS), identity);
    } catch (Json.Malformed e) {
      throw damaged(file, e);
    }
    for (var volume : checkpoint.closed) {
      checkpoint.requireSound(partial.leftVolume(volume.fileName), volume.facts);
    }
    open(checkpoint.records, identity).close();
    return checkpoint;
  }

  static Checkpoint decode(byte[] json, int number, Path records, X25519Identity identity) throws Json.Malformed {
    var fields = Json.read(new String(json, StandardCharsets.UTF_8));
    var closed = new ArrayList<ClosedVolume>();
    for (var volume : fields.objects("volumes")) {
      var name = volume.string("name");
      if (!name.matches("[0-9a-f]{32}\\.age")) {
        throw new Json.Malformed("field 'name' is no name of a volume");
      }
      closed.add(new ClosedVolume(name, VolumeFacts.fromJson(volume.object("facts"))));
    }
    return new Checkpoint(
        number,
        fields.string("fingerprint"),
        fields.string("bundle"),
        closed,
        fields.flag("copies"),
        records,
        identity);
  }

  /** Length, header and last chunk are as they were; the chunks between are for {@code verify}. */
  private void requireSound(Path file, VolumeFacts facts) throws IOException {
    try (var in = Files.newInputStream(file)) {
      if (Files.size(file) != facts.fileBytes()
          || !Arrays.equals(in.readNBytes(facts.header().length), facts.header())) {
        throw damaged(file, null);
      }
    }
    try (var payload = open(file, identity)) {
      var about = VolumeAbout.read(payload, file.getFileName().toString());
      if (payload.plaintextSize() != facts.plaintextBytes()
          || !about.bundle().equals(bundle)
          || !about.volume().equals(facts.id())) {
        throw damaged(file, null);
      }
    }
  }

  private static AgePayload open(Path file, X25519Identity identity) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return AgePayload.open(channel, List.of(identity), file.getFileName().toString());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static DamagedBundleException damaged(Path file, Exception cause) {
    return new DamagedBundleException(
        "What an interrupted run left isn't as it was written", file.toString(), "It is made anew.", cause);
  }

  int number() {
    return number;
  }

  String bundle() {
    return bundle;
  }

  List<ClosedVolume> closed() {
    return closed;
  }

  /** What the run that wrote it called its options and its version. */
  public String fingerprint() {
    return fingerprint;
  }

  /** Whether the volumes are copies of an earlier edition's, and the records say nothing of what lies in them. */
  public boolean isOfCopies() {
    return copies;
  }

  public List<VolumeFacts> volumes() {
    return closed.stream().map(ClosedVolume::facts).toList();
  }

  /**
   * What {@link BundleWriter#record} wrote, from its beginning. The caller closes it before whoever owns the
   * identity is closed: the run, or the writer that goes on with it.
   *
   * @throws IOException also while it is read: then nothing of this checkpoint is to be kept
   */
  public InputStream records() throws IOException {
    var payload = open(records, identity);
    var inflated = new InflaterInputStream(payload.stream(0, payload.plaintextSize(), null));
    return new FilterInputStream(inflated) {
      @Override
      public void close() throws IOException {
        try (payload) {
          super.close();
        }
      }
    };
  }
}
