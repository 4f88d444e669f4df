package org.bojagi.scrub;

import java.io.IOException;
import java.util.NavigableMap;
import org.bojagi.scrub.Sensitive.Kind;

/** Blanks the samples of a track, found by its tables (ISO/IEC 14496-12 §8.7), within the film's data alone. */
final class IsoSamples {
  private final FileBytes file;
  private final CleaningDraft draft;
  private final NavigableMap<Long, Long> mediaData;

  /** @param mediaData content of each {@code mdat}: where it begins → where it ends */
  IsoSamples(FileBytes file, CleaningDraft draft, NavigableMap<Long, Long> mediaData) {
    this.file = file;
    this.draft = draft;
    this.mediaData = mediaData;
  }

  void blank(IsoBox table) throws IOException, BrokenStructure {
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
      blank(file.number(chunks.content() + 8 + width * chunk, width, true), size);
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
}
