package org.bojagi.index;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.bojagi.language.Analysis;

/**
 * An index that is made while somebody waits and lies in memory: of what a catalogue says, where a bundle's own index is
 * lost, or of some of a corpus's texts, to see how large it becomes. One thread.
 */
public final class MemoryIndex implements AutoCloseable {
  /** A catalogue of more is cut: about 60 MB of index. */
  public static final int MAX_ITEMS = 20_000;

  private static final double BUFFER_MEGABYTES = 8;

  static {
    LuceneHabits.hush();
  }

  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final IndexWriter writer;
  private boolean taken;

  public MemoryIndex() throws IOException {
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(Fields.analyzer())
                .setCodec(new SilentCodec())
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergeScheduler(new SerialMergeScheduler()));
  }

  public void add(IndexedItem item) throws IOException {
    writer.addDocuments(new ItemDocuments(item));
  }

  /** What all its files take together. This is of no further use. */
  public long finishedBytes() throws IOException {
    writer.forceMerge(1);
    writer.close();
    taken = true;
    long bytes = 0;
    for (var file : directory.listAll()) {
      bytes += directory.fileLength(file);
    }
    directory.close();
    return bytes;
  }

  /** @param name of the bundle, for error messages. What comes back owns the index; this is of no further use */
  public OpenIndex open(String name) throws IOException {
    writer.forceMerge(1);
    writer.setLiveCommitData(Map.of(Fields.ANALYSIS_VERSION, Integer.toString(Analysis.VERSION)).entrySet());
    writer.close();
    taken = true;
    return OpenIndex.open(directory, name);
  }

  @Override
  public void close() throws IOException {
    if (!taken) {
      writer.rollback();
      directory.close();
    }
  }
}
