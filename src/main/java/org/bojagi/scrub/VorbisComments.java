package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The comments of Vorbis, Opus, Theora, Speex and FLAC (Vorbis I §5): a vendor's name and fields {@code NAME=value}. */
final class VorbisComments {
  /** A name is read up to here; what stays has a value of so many bytes at most. */
  private static final int MAX_FIELD = 4096;

  private VorbisComments() {}

  /** The same with the fields alone that are kept, at most as long; what is broken in it goes. */
  static byte[] kept(FileBytes file, long offset, long length, CleaningDraft draft, String where) throws IOException {
    var fields = new ByteArrayOutputStream();
    int count = 0;
    long end = offset + length;
    try {
      long vendor = file.u32le(offset);
      if (vendor > 0) {
        draft.removed(Sensitive.Kind.DEVICE, where + " vendor");
      }
      long at = offset + 4 + vendor;
      long fieldCount = at + 4 <= end ? file.u32le(at) : 0;
      at += 4;
      for (long i = 0; i < fieldCount && at + 4 <= end; i++) {
        long size = file.u32le(at);
        if (size > end - at - 4) {
          break;
        }
        var start = file.bytes(at + 4, Math.min(size, MAX_FIELD));
        var text = new String(start, UTF_8);
        var name = text.substring(0, Math.max(0, text.indexOf('=')));
        var kind = TagKinds.of(name);
        if (draft.keeps(kind) && size <= MAX_FIELD) {
          fields.writeBytes(FileBytes.littleEndian(size, 4));
          fields.writeBytes(start);
          count++;
        } else {
          draft.removed(kind, where + " " + name);
        }
        at += 4 + size;
      }
    } catch (BrokenStructure e) {
      draft.removed(Sensitive.Kind.COMMENT, where + " comments that can't be read");
    }
    return FileBytes.join(new byte[4], FileBytes.littleEndian(count, 4), fields.toByteArray());
  }
}
