package org.bojagi.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.lucene.analysis.ko.KoreanAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.bojagi.index.IndexBuilder;

/**
 * How large an index is against one of Lucene's Korean analyzer alone with an identifier, over the same paragraphs.
 *
 * <p>Argument: the folder that holds {@code korquad/}.
 */
public final class IndexSize {
  private IndexSize() {}

  public static void main(String[] arguments) throws Exception {
    var paragraphs = TestSets.korquad(Path.of(arguments[0])).paragraphs();
    long plain = plain(paragraphs);
    long ours = ours(paragraphs);
    System.out.printf("plain Nori %,d bytes, Bojagi %,d bytes, ratio %.2f%n", plain, ours, (double) ours / plain);
  }

  private static long plain(List<String> paragraphs) throws Exception {
    var directory = new ByteBuffersDirectory();
    try (var writer = new IndexWriter(directory, new IndexWriterConfig(new KoreanAnalyzer()))) {
      for (int i = 0; i < paragraphs.size(); i++) {
        var document = new Document();
        document.add(new StringField("id", Integer.toString(i), Field.Store.YES));
        document.add(new TextField("text", paragraphs.get(i), Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    long bytes = 0;
    for (var name : directory.listAll()) {
      bytes += directory.fileLength(name);
    }
    return bytes;
  }

  private static long ours(List<String> paragraphs) throws Exception {
    var scratch = Files.createTempDirectory("bojagi-bench-");
    try (var executor = Executors.newFixedThreadPool(2);
        var builder = new IndexBuilder(scratch, 32 << 20, executor)) {
      for (int i = 0; i < paragraphs.size(); i++) {
        builder.add(BenchIndex.item(i, "ko", "", paragraphs.get(i)));
      }
      return builder.finish().stream().mapToLong(file -> file.length()).sum();
    } finally {
      Files.deleteIfExists(scratch);
    }
  }
}
