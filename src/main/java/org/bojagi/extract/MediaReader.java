package org.bojagi.extract;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Length, size and codecs of a sound or film, and what its tags may give away, from an excerpt or
 * the whole.
 */
final class MediaReader {
  /**
   * @param head the file's first bytes; of MP4 and QuickTime all but the samples
   * @param tail its last bytes, those in {@code head} excepted
   */
  record Excerpt(long sizeBytes, byte[] head, byte[] tail) {

    static Excerpt of(byte[] bytes) {
      int magic = MediaExcerpt.MAGIC.length;
      if (bytes.length < magic + 16
          || !Arrays.equals(bytes, 0, magic, MediaExcerpt.MAGIC, 0, magic)) {
        return new Excerpt(bytes.length, bytes, new byte[0]);
      }
      var header = ByteBuffer.wrap(bytes, magic, 16);
      long size = header.getLong();
      int headBytes = Math.clamp(header.getLong(), 0, bytes.length - magic - 16);
      int tailAt = magic + 16 + headBytes;
      return new Excerpt(
          size,
          Arrays.copyOfRange(bytes, magic + 16, tailAt),
          Arrays.copyOfRange(bytes, tailAt, bytes.length));
    }
  }

  private MediaReader() {}

  static void read(byte[] bytes, Draft draft) throws UnreadableException {
    var excerpt = Excerpt.of(bytes);
    draft.mediaType =
        FileType.of(
            draft.request.path(),
            Arrays.copyOf(
                excerpt.head(), Math.min(excerpt.head().length, ExtractionPool.HEAD_BYTES)));
    draft.media =
        switch (draft.mediaType) {
          case "video/mp4", "audio/mp4", "video/quicktime" ->
              new Mp4Facts(draft).read(excerpt.head());
          case "video/webm", "video/x-matroska", "audio/x-matroska" ->
              new MatroskaFacts(draft).read(excerpt);
          case "audio/flac" -> SoundFacts.flac(excerpt, draft);
          case "audio/ogg", "video/ogg" -> SoundFacts.ogg(excerpt, draft);
          case "audio/mpeg" -> SoundFacts.mp3(excerpt, draft);
          case "audio/aac" -> SoundFacts.aac(excerpt, draft);
          case "audio/wav" -> SoundFacts.riff(excerpt, draft);
          case "video/x-msvideo" -> SoundFacts.riff(excerpt, draft);
          default -> null;
        };
    if (draft.media == null) {
      throw UnreadableException.damaged("sound or film");
    }
  }
}
