package org.bojagi.scrub;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A TIFF structure of a few directories, in either byte order, with values outside of their entries where long. */
final class TiffWriter {
  private final boolean bigEndian;
  private final TreeMap<Integer, Object> entries = new TreeMap<>();

  private record Value(int type, long count, byte[] bytes) {}

  TiffWriter(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  byte[] number(long value, int size) {
    return bigEndian ? FileBytes.bigEndian(value, size) : FileBytes.littleEndian(value, size);
  }

  byte[] numbers(long... values) {
    var all = new byte[0];
    for (long value : values) {
      all = FileBytes.join(all, number(value, 4));
    }
    return all;
  }

  TiffWriter text(int tag, String text) {
    return bytes(tag, 2, Samples.latin(text + "\0"));
  }

  /** Types 1, 2, 7 count bytes, 5 counts rationals. */
  TiffWriter bytes(int tag, int type, byte[] bytes) {
    entries.put(tag, new Value(type, type == 5 ? bytes.length / 8 : bytes.length, bytes));
    return this;
  }

  TiffWriter numbered(int tag, int value) {
    entries.put(tag, new Value(3, 1, FileBytes.join(number(value, 2), new byte[2])));
    return this;
  }

  TiffWriter offset(int tag, long value) {
    entries.put(tag, new Value(4, 1, number(value, 4)));
    return this;
  }

  TiffWriter directory(int tag) {
    var inner = new TiffWriter(bigEndian);
    entries.put(tag, inner);
    return inner;
  }

  /** @param thumbnail of a second directory; none if it is empty */
  byte[] build(byte[] thumbnail) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(Samples.latin(bigEndian ? "MM\0*" : "II*\0"));
    out.writeBytes(number(8, 4));
    var second = new TiffWriter(bigEndian);
    write(out, thumbnail.length > 0);
    if (thumbnail.length > 0) {
      second.offset(513, out.size() + 2 + 24 + 4).offset(514, thumbnail.length).write(out, false);
      out.writeBytes(thumbnail);
    }
    return out.toByteArray();
  }

  private void write(ByteArrayOutputStream out, boolean more) {
    long behind = out.size() + 2 + 12L * entries.size() + 4;
    var values = new ByteArrayOutputStream();
    var head = new ByteArrayOutputStream();
    List<TiffWriter> inner = new ArrayList<>();
    List<Integer> innerTags = new ArrayList<>();
    for (var entry : entries.entrySet()) {
      if (entry.getValue() instanceof TiffWriter writer) {
        inner.add(writer);
        innerTags.add(entry.getKey());
      }
    }
    for (var entry : entries.entrySet()) {
      if (entry.getValue() instanceof Value value && value.bytes().length > 4) {
        values.writeBytes(value.bytes());
        values.writeBytes(new byte[value.bytes().length & 1]);
      }
    }
    long innerAt = behind + values.size();
    var innerBytes = new ByteArrayOutputStream();
    var offsets = new ArrayList<Long>();
    for (var writer : inner) {
      offsets.add(innerAt + innerBytes.size());
      var sized = new ByteArrayOutputStream();
      sized.writeBytes(new byte[(int) innerAt + innerBytes.size()]);
      writer.write(sized, false);
      var all = sized.toByteArray();
      innerBytes.write(all, (int) innerAt + innerBytes.size(), all.length - (int) innerAt - innerBytes.size());
    }
    head.writeBytes(number(entries.size(), 2));
    long valueAt = behind;
    for (var entry : entries.entrySet()) {
      head.writeBytes(number(entry.getKey(), 2));
      if (entry.getValue() instanceof Value value) {
        head.writeBytes(number(value.type(), 2));
        head.writeBytes(number(value.count(), 4));
        if (value.bytes().length > 4) {
          head.writeBytes(number(valueAt, 4));
          valueAt += value.bytes().length + (value.bytes().length & 1);
        } else {
          head.writeBytes(java.util.Arrays.copyOf(value.bytes(), 4));
        }
      } else {
        head.writeBytes(number(4, 2));
        head.writeBytes(number(1, 4));
        head.writeBytes(number(offsets.get(innerTags.indexOf(entry.getKey())), 4));
      }
    }
    head.writeBytes(number(more ? innerAt + innerBytes.size() : 0, 4));
    out.writeBytes(head.toByteArray());
    out.writeBytes(values.toByteArray());
    out.writeBytes(innerBytes.toByteArray());
  }
}
