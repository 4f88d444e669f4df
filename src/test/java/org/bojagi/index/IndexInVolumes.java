package org.bojagi.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.ChunkCache;
import org.bojagi.language.WordPair;

/**
 * An index of given items as it lies in a bundle: its files one after the other, over volumes of a given
 * size.
 */
public final class IndexInVolumes implements AutoCloseable {
  private final X25519Identity identity = X25519Identity.generate();
  private final List<Path> volumes = new ArrayList<>();
  private final Map<String, List<long[]>> places = new HashMap<>();
  private final List<AgePayload> payloads = new ArrayList<>();

  /** @param volumeBytes how much of Lucene's files goes into one volume */
  public IndexInVolumes(Path folder, List<IndexedItem> items, int volumeBytes) throws IOException {
    this(folder, items, List.of(), volumeBytes);
  }

  public IndexInVolumes(Path folder, List<IndexedItem> items, List<WordPair> words, int volumeBytes)
      throws IOException {
    try (var executor = Executors.newFixedThreadPool(2);
        var builder = new IndexBuilder(folder, 16 << 20, executor)) {
      if (!words.isEmpty()) {
        builder.addWordPairs(words, "국어원");
      }
      for (var item : items) {
        builder.add(item);
      }
      write(folder, builder.finish(), volumeBytes);
    }
  }

  private void write(Path folder, List<IndexFile> files, int volumeBytes) throws IOException {
    AgeOutputStream out = null;
    int left = 0;
    for (var file : files) {
      var parts = new ArrayList<long[]>();
      places.put(file.name(), parts);
      byte[] bytes;
      try (var in = file.open()) {
        bytes = in.readAllBytes();
      }
      for (int from = 0; from < bytes.length; ) {
        if (left == 0) {
          if (out != null) {
            out.close();
          }
          volumes.add(Files.createTempFile(folder, "volume", ""));
          var volume = Files.newOutputStream(volumes.getLast());
          out = new AgeOutputStream(volume, List.of(identity.recipient()), null);
          out.write(new byte[37]); // an entry's header
          left = volumeBytes;
        }
        int here = Math.min(left, bytes.length - from);
        parts.add(new long[] {volumes.size() - 1, out.plaintextSize(), here});
        out.write(bytes, from, here);
        from += here;
        left -= here;
      }
    }
    if (out != null) {
      out.close();
    }
  }

  public List<Path> volumes() {
    return volumes;
  }

  /** Opens the volumes anew. */
  public OpenIndex open(String name) throws IOException {
    var opened = new ArrayList<AgePayload>();
    for (var volume : volumes) {
      opened.add(AgePayload.open(FileChannel.open(volume), List.of(identity), name));
    }
    payloads.addAll(opened);
    var files = new HashMap<String, List<Piece>>();
    places.forEach(
        (file, parts) ->
            files.put(
                file,
                parts.stream().map(part -> new Piece(opened.get((int) part[0]), part[1], part[2])).toList()));
    return OpenIndex.open(new BundleDirectory(files, new ChunkCache(4 << 20)), name);
  }

  @Override
  public void close() throws IOException {
    for (var payload : payloads) {
      payload.close();
    }
  }
}
