package org.bojagi.scrub;

import java.io.IOException;
import java.util.NavigableMap;
import java.util.Set;

/** Blanks the samples that a fragment of a film has of some tracks (ISO/IEC 14496-12 §8.8). */
final class IsoFragment {
  private final FileBytes file;
  private final IsoSamples samples;
  private final IsoBox movieFragment;

  IsoFragment(FileBytes file, CleaningDraft draft, NavigableMap<Long, Long> mediaData, IsoBox movieFragment) {
    this.file = file;
    this.samples = new IsoSamples(file, draft, mediaData);
    this.movieFragment = movieFragment;
  }

  void blankIf(Set<Long> tracks, IsoBox fragment) throws IOException, BrokenStructure {
    var header = fragment.child(file, "tfhd");
    if (header == null || !tracks.contains(file.u32(header.content() + 4))) {
      return;
    }
    long flags = file.u24(header.content() + 1);
    long at = header.content() + 8;
    long base = movieFragment.offset();
    if ((flags & 0x01) != 0) {
      base = file.i64(at);
      at += 8;
    }
    at += ((flags & 0x02) != 0 ? 4 : 0) + ((flags & 0x08) != 0 ? 4 : 0);
    long defaultSize = (flags & 0x10) != 0 ? file.u32(at) : 0;
    long position = base;
    for (var run : fragment.children(file)) {
      if (run.type().equals("trun")) {
        position = run(run, base, position, defaultSize);
      }
    }
  }

  private long run(IsoBox run, long base, long from, long defaultSize) throws IOException, BrokenStructure {
    long flags = file.u24(run.content() + 1);
    long count = file.u32(run.content() + 4);
    long at = run.content() + 8;
    long start = from;
    if ((flags & 0x001) != 0) {
      start = base + (int) file.u32(at);
      at += 4;
    }
    at += (flags & 0x004) != 0 ? 4 : 0;
    int width = 4 * Long.bitCount(flags & 0xF00);
    if (width > 0 && count > (run.end() - at) / width) {
      throw new BrokenStructure("a run of " + count + " samples", run.offset());
    }
    long size = 0;
    if ((flags & 0x200) == 0) {
      size = count * defaultSize;
    } else {
      int before = (flags & 0x100) != 0 ? 4 : 0;
      for (long i = 0; i < count; i++) {
        size += file.u32(at + i * width + before);
      }
    }
    samples.blank(start, size);
    return start + size;
  }
}
