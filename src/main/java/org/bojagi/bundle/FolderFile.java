package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Fault;

/**
 * A file of a folder before anyone knows what it is.
 *
 * @param head its first bytes, as many as a volume has before its first chunk
 */
record FolderFile(Path path, long sizeBytes, byte[] head) {
  private static final int HEAD_BYTES = AgeHeader.X25519_HEADER_SIZE + 16;
  private static final String MAGIC = "age-encryption.org/";

  static FolderFile read(Path path) throws IOException {
    var head = ByteBuffer.allocate(HEAD_BYTES);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (head.hasRemaining() && channel.read(head) > 0) {
        // A channel may give less than is asked for.
      }
      return new FolderFile(path, channel.size(), Arrays.copyOf(head.array(), head.position()));
    }
  }

  String name() {
    return path.getFileName().toString();
  }

  boolean isAge() {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith(MAGIC);
  }

  /** No volume or root is as small as the largest slot: both are padded to more. */
  boolean maySlot() {
    return isAge() && sizeBytes <= Format.MAX_SLOT_FILE_BYTES;
  }

  /** Of the first stanza; empty where the header can't be read. */
  String stanzaType() throws IOException {
    try {
      return AgeHeader.read(new ByteArrayInputStream(head), name()).stanzas().getFirst().type();
    } catch (Fault e) {
      return "";
    }
  }

  /** Only for what {@link #maySlot}. */
  byte[] slotBytes() throws IOException {
    return Files.readAllBytes(path);
  }

  /** Strict, as {@link AgePayload#open(java.nio.channels.SeekableByteChannel, List, String)}. */
  AgePayload open(X25519Identity identity) throws IOException {
    return closedOnFailure(path, channel -> AgePayload.open(channel, List.of(identity), name()));
  }

  /** What it says of itself to who has its key; tolerantly, so that a file that was cut says it too. */
  VolumeAbout about(X25519Identity identity) throws IOException {
    try (var payload =
        closedOnFailure(path, channel -> AgePayload.openTolerant(channel, List.of(identity), sizeBytes, name()))) {
      return VolumeAbout.read(payload, name());
    }
  }

  /** As the volume that the root describes, with the root's copy of its header. */
  static AgePayload openAs(VolumeFacts volume, Path path, X25519Identity identity) throws IOException {
    return closedOnFailure(
        path,
        channel ->
            AgePayload.openTolerant(
                channel, volume.header(), List.of(identity), volume.fileBytes(), path.getFileName().toString()));
  }

  @FunctionalInterface
  private interface Opening {
    AgePayload of(FileChannel channel) throws IOException;
  }

  private static AgePayload closedOnFailure(Path path, Opening opening) throws IOException {
    var channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return opening.of(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
