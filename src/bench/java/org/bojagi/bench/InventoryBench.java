package org.bojagi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.bojagi.age.Recipient;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.inventory.SmallBundles;

/**
 * {@code inventory} of many small bundles with many identities, as a process: each bundle in a folder of its own, then
 * all files in one folder; with slots of strangers and passphrases that nobody has to try, and a tenth of foreign bundles.
 *
 * <p>{@code InventoryBench [bundles [identities [folder]]]}, 200 and 20, the folder for temporary files. Printed are
 * seconds on the wall and of CPU, from the start of the process. The bar is 30 s on the wall.
 */
public final class InventoryBench {
  private InventoryBench() {}

  public static void main(String[] arguments) throws Exception {
    int bundles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int keys = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    var parent = Path.of(arguments.length > 2 ? arguments[2] : System.getProperty("java.io.tmpdir"));
    var folder = Files.createTempDirectory(parent, "inventory");
    try {
      var heap = folder.resolve("heap");
      make(heap, folder.resolve("ring.keys"), bundles, keys);
      run(folder, heap, "in folders", bundles);
      run(folder, flat(heap, folder.resolve("flat")), "in one folder", bundles);
    } finally {
      try (var tree = Files.walk(folder)) {
        for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void make(Path heap, Path ring, int bundles, int keys) throws IOException {
    var identities = new ArrayList<X25519Identity>();
    var lines = new StringBuilder();
    for (int i = 0; i < keys; i++) {
      identities.add(X25519Identity.generate());
      lines.append(new String(identities.getLast().encode(), java.nio.charset.StandardCharsets.US_ASCII)).append('\n');
    }
    Files.writeString(ring, lines);
    for (int i = 0; i < bundles; i++) {
      boolean foreign = i % 10 == 9;
      var slots = new ArrayList<Recipient>();
      slots.add((foreign ? X25519Identity.generate() : identities.get(i % keys)).recipient());
      slots.add(X25519Identity.generate().recipient());
      slots.add(new ScryptRecipient(new byte[] {'w'}, 4));
      SmallBundles.make(heap.resolve("box " + i / 20).resolve("bundle " + i), "Bundle " + i, 100, slots);
    }
  }

  private static Path flat(Path heap, Path flat) throws IOException {
    Files.createDirectories(flat);
    var files = new ArrayList<>(SmallBundles.files(heap));
    Collections.shuffle(files, new Random(1));
    for (var file : files) {
      Files.move(file, flat.resolve(file.getFileName()));
    }
    return flat;
  }

  private static void run(Path folder, Path heap, String layout, int bundles) throws Exception {
    int files = SmallBundles.files(heap).size();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java, "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
            "org.bojagi.cli.pack.Packager", "inventory", heap.toString(), "--keys", folder.resolve("ring.keys").toString(),
            "--csv");
    var took = MeasuredProcess.run(folder, Set.of(0, 3), command);
    System.out.printf(
        Locale.ROOT,
        "%d bundles, %d files, %s: %.1f s, %.1f CPU-s, %d MiB%n",
        bundles, files, layout, took.wallSeconds(), took.cpuSeconds(), took.peakBytes() >> 20);
  }
}
