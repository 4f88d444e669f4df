package org.bojagi.index;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.SegmentInfoFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;

/**
 * Lucene's own codec under its own name, so that every reader knows it, but for the notes that Lucene adds to
 * each segment: the operating system, the Java and the millisecond that it was made with are no business of a
 * bundle's. What is stored of an item and a passage is deflated, which takes a quarter less than LZ4.
 */
final class SilentCodec extends FilterCodec {
  private final SegmentInfoFormat silent = new SilentSegmentInfoFormat(delegate.segmentInfoFormat());

  SilentCodec() {
    this(new Lucene104Codec(Lucene104Codec.Mode.BEST_COMPRESSION));
  }

  private SilentCodec(Codec lucene) {
    super(lucene.getName(), lucene);
  }

  @Override
  public SegmentInfoFormat segmentInfoFormat() {
    return silent;
  }

  private static final class SilentSegmentInfoFormat extends SegmentInfoFormat {
    private final SegmentInfoFormat lucene;

    SilentSegmentInfoFormat(SegmentInfoFormat lucene) {
      this.lucene = lucene;
    }

    @Override
    public SegmentInfo read(Directory directory, String segment, byte[] segmentId, IOContext context)
        throws IOException {
      return lucene.read(directory, segment, segmentId, context);
    }

    @Override
    public void write(Directory directory, SegmentInfo segment, IOContext context) throws IOException {
      var quiet =
          new SegmentInfo(
              segment.dir,
              segment.getVersion(),
              segment.getMinVersion(),
              segment.name,
              segment.maxDoc(),
              segment.getUseCompoundFile(),
              segment.getHasBlocks(),
              segment.getCodec(),
              Map.of(),
              segment.getId(),
              segment.getAttributes(),
              segment.getIndexSort());
      quiet.setFiles(segment.files());
      lucene.write(directory, quiet, context);
      segment.setFiles(quiet.files());
    }
  }
}
