package org.bojagi.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.PackedFile;

/**
 * The files of one item and where each lies, as the index keeps them beside the item (format.md §7.2): hundreds of thousands of
 * records that differ in little else than hashes and numbers, so these are bytes and not digits.
 *
 * <p>The catalogue never says where bytes lie, so that whoever re-indexes or moves volumes leaves it as it is. Of the
 * hashes only the one over all is here: those of segments stay in the catalogue, and the files are {@link
 * PackedFile#withoutHashes()} once they were written.
 */
public record Locations(List<Located> files) {
  private static final List<Extent.Encoding> ENCODINGS = List.of(Extent.Encoding.values());

  /**
   * @param extents in the order of the file's bytes
   * @param sha256 as in {@link PackedFile}; empty where it isn't known
   */
  public record Located(PackedFile file, List<Extent> extents, byte[] sha256) {
    public Located {
      extents = List.copyOf(extents);
    }

    public Located(PackedFile file, List<Extent> extents) {
      this(file, extents, file.sha256());
    }
  }

  public Locations {
    files = List.copyOf(files);
  }

  public Optional<Located> byId(String id) {
    return files.stream().filter(located -> located.file().id().equals(id)).findFirst();
  }

  public byte[] encode() {
    var out = new ByteArrayOutputStream();
    writeNumber(out, files.size());
    for (var located : files) {
      writeBytes(out, Json.write(located.file().withoutHashes().toStoredJson()).getBytes(StandardCharsets.UTF_8));
      writeNumber(out, located.extents().size());
      for (var extent : located.extents()) {
        writeBytes(out, HexFormat.of().parseHex(extent.volume()));
        writeBytes(out, extent.entry().getBytes(StandardCharsets.UTF_8));
        out.write(extent.encoding().ordinal());
        writeNumber(out, extent.plaintextOffset());
        writeNumber(out, extent.length());
        if (extent.encoding() == Extent.Encoding.ZSTD) {
          writeNumber(out, extent.within());
          writeNumber(out, extent.sizeBytes());
        }
      }
      writeBytes(out, located.sha256);
    }
    return out.toByteArray();
  }

  private static void writeBytes(ByteArrayOutputStream out, byte[] bytes) {
    writeNumber(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void writeNumber(ByteArrayOutputStream out, long number) {
    for (; number > 0x7F; number >>>= 7) {
      out.write((int) (number & 0x7F | 0x80));
    }
    out.write((int) number);
  }

  /** @throws Json.Malformed the record is not as format.md §7.2 says */
  public static Locations decode(byte[] record) throws Json.Malformed {
    try {
      var in = ByteBuffer.wrap(record);
      var files = new ArrayList<Located>();
      for (long left = readNumber(in, record.length); left > 0; left--) {
        var file = PackedFile.fromJson(Json.read(new String(readBytes(in), StandardCharsets.UTF_8)));
        var extents = new ArrayList<Extent>();
        for (long parts = readNumber(in, record.length); parts > 0; parts--) {
          extents.add(readExtent(in));
        }
        files.add(new Located(file, extents, readBytes(in)));
      }
      return new Locations(files);
    } catch (BufferUnderflowException e) {
      throw new Json.Malformed("what is recorded of an item's files ends too soon");
    }
  }

  private static Extent readExtent(ByteBuffer in) throws Json.Malformed {
    var volume = readBytes(in);
    var entry = new String(readBytes(in), StandardCharsets.UTF_8);
    int encoding = in.get();
    if (encoding < 0 || encoding >= ENCODINGS.size()) {
      throw new Json.Malformed("an encoding that this version doesn't know");
    }
    var shelved = ENCODINGS.get(encoding) == Extent.Encoding.ZSTD;
    return new Extent(
        HexFormat.of().formatHex(volume),
        entry,
        readNumber(in, Format.MAX_VOLUME_BYTES),
        readNumber(in, Format.MAX_VOLUME_BYTES),
        ENCODINGS.get(encoding),
        shelved ? (int) readNumber(in, Format.MAX_SHELF_BYTES) : 0,
        shelved ? (int) readNumber(in, Format.MAX_SHELF_BYTES) : 0);
  }

  private static byte[] readBytes(ByteBuffer in) throws Json.Malformed {
    var bytes = new byte[(int) readNumber(in, in.remaining())];
    in.get(bytes);
    return bytes;
  }

  private static long readNumber(ByteBuffer in, long most) throws Json.Malformed {
    long number = 0;
    for (int shift = 0; shift <= 56; shift += 7) {
      byte next = in.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        if (number > most) {
          break;
        }
        return number;
      }
    }
    throw new Json.Malformed("a number in what is recorded of an item's files is out of range");
  }
}
