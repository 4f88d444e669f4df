package org.bojagi.scrub;

import java.io.IOException;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bojagi.scrub.Sensitive.Kind;

/** Blanks the samples of a track, found by its tables (ISO/IEC 14496-12 §8.7), within the film's data alone. */
final class IsoSamples {
  private static final int MAX_TEXT = 1 << 20;

  private final FileBytes file;
  private final CleaningDraft draft;
  private final NavigableMap<Long, Long> mediaData;

  /** @param mediaData content of each {@code mdat}: where it begins → where it ends */
  IsoSamples(FileBytes file, CleaningDraft draft, NavigableMap<Long, Long> mediaData) {
    this.file = file;
    this.draft = draft;
    this.mediaData = mediaData;
  }

  /** A stretch of samples that stand one after the other. */
  @FunctionalInterface
  private interface Stretch {
    void at(long offset, long size) throws IOException, BrokenStructure;
  }

  void blank(IsoBox table) throws IOException, BrokenStructure {
    stretches(table, this::blank);
  }

  /** What stays is added to {@code used}. @param table null where there is none */
  void keep(IsoBox table, Used used) throws IOException, BrokenStructure {
    if (table == null || used.isUnknown) {
      return;
    }
    boolean isComplete = false;
    for (var box : table.children(file)) {
      isComplete |= box.type().equals("stsz");
      // Old sounds count a sample as one byte whatever it takes; others have more data than samples.
      used.isUnknown |= box.type().equals("stsz") && file.u32(box.content() + 4) != 0 || box.type().equals("saio");
    }
    used.isUnknown |= !isComplete;
    if (!used.isUnknown) {
      stretches(table, used::add);
    }
  }

  /** Whether texts are a record of where the camera was; where only few of them are, that is named. */
  boolean arePositions(IsoBox table) throws IOException, BrokenStructure {
    var count = new int[2];
    stretches(
        table,
        (offset, size) -> {
          if (size <= 2 || offset < 0 || size > file.size() - offset) {
            return;
          }
          count[0]++;
          count[1] += size <= MAX_TEXT && Positions.in(file.bytes(offset, size)) ? 1 : 0;
          if (size > MAX_TEXT) {
            draft.left(Kind.CONTENT, "MP4 long subtitles");
          }
        });
    boolean are = count[1] * 2L > count[0];
    if (count[1] > 0 && !are) {
      draft.left(Kind.PLACE, "MP4 subtitles with positions");
    }
    return are;
  }

  private void stretches(IsoBox table, Stretch stretch) throws IOException, BrokenStructure {
    IsoBox sizes = null;
    IsoBox runs = null;
    IsoBox chunks = null;
    for (var box : table.children(file)) {
      switch (box.type()) {
        case "stsz" -> sizes = box;
        case "stsc" -> runs = box;
        case "stco", "co64" -> chunks = box;
        case "stz2" -> draft.left(Kind.CONTENT, "MP4 samples with packed sizes");
        default -> {}
      }
    }
    if (sizes == null || runs == null || chunks == null) {
      return;
    }
    long sameSize = file.u32(sizes.content() + 4);
    long sampleCount = file.u32(sizes.content() + 8);
    long runCount = file.u32(runs.content() + 4);
    int width = chunks.type().equals("co64") ? 8 : 4;
    long chunkCount = file.u32(chunks.content() + 4);
    if (sameSize == 0 && sampleCount * 4 > sizes.size() - 12
        || runCount * 12 > runs.size() - 8
        || chunkCount * width > chunks.size() - 8) {
      throw new BrokenStructure("a table of samples that is too short", table.offset());
    }
    long run = 0;
    long sample = 0;
    long perChunk = 0;
    for (long chunk = 0; chunk < chunkCount && sample < sampleCount; chunk++) {
      while (run < runCount && file.u32(runs.content() + 8 + 12 * run) <= chunk + 1) {
        perChunk = file.u32(runs.content() + 8 + 12 * run + 4);
        run++;
      }
      long n = Math.min(perChunk, sampleCount - sample);
      long size = 0;
      if (sameSize > 0) {
        size = n * sameSize;
      } else {
        for (long i = sample; i < sample + n; i++) {
          size += file.u32(sizes.content() + 12 + 4 * i);
        }
      }
      stretch.at(file.number(chunks.content() + 8 + width * chunk, width, true), size);
      sample += n;
    }
  }

  void blank(long offset, long size) {
    var data = mediaData.floorEntry(offset);
    if (data == null || size < 0 || offset < 0 || size > data.getValue() - offset) {
      draft.left(Kind.CONTENT, "MP4 samples outside of the film's data");
    } else if (size > 0) {
      draft.edit(Edit.blank(offset, size));
    }
  }

  /** The stretches of a film's data that some track leads to. */
  static final class Used {
    private static final int MAX_STRETCHES = 2_000_000;

    private long[] offsets = new long[1024];
    private long[] ends = new long[1024];
    private int count;

    /** Set where it can't be known what is used: then nothing is blanked. */
    private boolean isUnknown;

    void add(long offset, long size, boolean isElsewhere) {
      isUnknown |= isElsewhere;
      add(offset, size);
    }

    private void add(long offset, long size) {
      if (count > 0 && ends[count - 1] == offset) {
        ends[count - 1] += size;
        return;
      }
      if (count == offsets.length) {
        isUnknown |= count >= MAX_STRETCHES;
        offsets = Arrays.copyOf(offsets, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      offsets[count] = offset;
      ends[count++] = offset + size;
      isUnknown |= offset < 0 || size < 0;
    }

    /** What an editor cut out of the film is still there, and no player reads it. */
    void blankRest(FileBytes file, CleaningDraft draft, NavigableMap<Long, Long> mediaData)
        throws IOException, BrokenStructure {
      if (isUnknown) {
        return;
      }
      var sorted = new TreeMap<Long, Long>();
      for (int i = 0; i < count; i++) {
        sorted.merge(offsets[i], ends[i], Math::max);
      }
      for (var data : mediaData.entrySet()) {
        long at = data.getKey();
        var before = sorted.lowerEntry(at);
        at = before == null ? at : Math.max(at, before.getValue());
        for (var stretch : sorted.subMap(data.getKey(), data.getValue()).entrySet()) {
          blank(file, draft, at, stretch.getKey());
          at = Math.max(at, stretch.getValue());
        }
        blank(file, draft, at, data.getValue());
      }
    }

    private static void blank(FileBytes file, CleaningDraft draft, long from, long end)
        throws IOException, BrokenStructure {
      if (end > from) {
        draft.blank(file, from, end - from, Kind.CONTENT, "data that nothing leads to");
      }
    }
  }
}
