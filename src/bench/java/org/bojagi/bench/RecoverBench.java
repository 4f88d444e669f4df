package org.bojagi.bench;

import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.About;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Locations;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;

/**
 * {@code recover} of a bundle with one lost sector against {@code extract} of the sound one, wall clock, in turn.
 *
 * <p>Arguments: a folder for bundle and output; size of the bundle in MB (2000); rounds (3); the launcher (./bojagi).
 */
public final class RecoverBench {
  private static final long FILM_BYTES = 250_000_000;
  private static final int SECTOR_BYTES = 4096;

  private RecoverBench() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    long bytes = 1_000_000L * (arguments.length > 1 ? Long.parseLong(arguments[1]) : 2_000);
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    var launcher = arguments.length > 3 ? arguments[3] : "./bojagi";
    var bundle = folder.resolve("bundle");
    var key = folder.resolve("key");
    if (!Files.exists(bundle)) {
      pack(bundle, key, bytes);
    }
    var best = new double[] {Double.MAX_VALUE, Double.MAX_VALUE};
    var volume = largest(bundle);
    var sector = new byte[SECTOR_BYTES];
    for (int round = 0; round < rounds; round++) {
      best[0] = Math.min(best[0], seconds(launcher, "extract", bundle, folder.resolve("out"), key));
      try (var file = new RandomAccessFile(volume.toFile(), "rw")) {
        long middle = file.length() / 2 / SECTOR_BYTES * SECTOR_BYTES;
        file.seek(middle);
        file.readFully(sector);
        file.seek(middle);
        file.write(new byte[SECTOR_BYTES]);
        best[1] = Math.min(best[1], seconds(launcher, "recover", bundle, folder.resolve("out"), key));
        file.seek(middle);
        file.write(sector);
      }
    }
    System.out.printf("extract %.2f s, recover %.2f s, ratio %.2f%n", best[0], best[1], best[1] / best[0]);
  }

  private static Path largest(Path bundle) throws Exception {
    try (var files = Files.list(bundle)) {
      return files.max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
    }
  }

  private static double seconds(String launcher, String command, Path bundle, Path out, Path key) throws Exception {
    var words = new ArrayList<>(List.of(launcher.split(" ")));
    words.addAll(List.of(command, bundle.toString(), "-o", out.toString(), "--identity", key.toString()));
    long start = System.nanoTime();
    new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    try (var tree = Files.walk(out)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    System.out.printf("%s %.2f s%n", command, seconds);
    return seconds;
  }

  private static void pack(Path bundle, Path key, long bytes) throws Exception {
    var reader = X25519Identity.generate();
    Files.write(key, reader.encode());
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(bundle, 700_000_000, executor);
        var index = new IndexBuilder(writer.scratch(), 16 << 20, executor)) {
      for (int film = 0; film * FILM_BYTES < bytes; film++) {
        var path = "films/" + film + ".mp4";
        var sealed = writer.add(path, new Noise(film), FILM_BYTES, false);
        var id = Item.idOf(path);
        var packed =
            new PackedFile(
                id, path, id, Role.ITEM, "", "video/mp4", "ko", null, "", sealed.sizeBytes(), null, Map.of(),
                sealed.segmentHashes(), sealed.sha256());
        var item = new Item(id, path, ItemType.FILM, "ko", DublinCore.NOTHING, null, 0, 0, List.of(), false, false);
        writer.addLine(new CatalogueLine(packed, Optional.of(item)));
        var place = new Locations(List.of(new Locations.Located(packed, sealed.extents())));
        index.add(new IndexedItem(item, List.of(packed), List.of(), place.encode()));
      }
      for (var file : index.finish()) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      writer.finish(new About(Map.of(), "ko", "", "", List.of()), 1, List.of(reader.recipient()));
    }
  }

  /** As much of what can't be compressed as is asked for. */
  private static final class Noise extends InputStream {
    private final byte[] block = new byte[1 << 20];

    Noise(long seed) {
      new Random(seed).nextBytes(block);
    }

    @Override
    public int read() {
      return block[0];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int now = Math.min(length, block.length);
      System.arraycopy(block, 0, bytes, offset, now);
      return now;
    }
  }
}
