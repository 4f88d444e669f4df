package org.bojagi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.open.OpenBundle;

/**
 * CPU of opening a signed bundle, with its index, against an unsigned one of the same content.
 *
 * <pre>
 * OpeningBench UNSIGNED SIGNED IDENTITY [ROUNDS]
 * </pre>
 *
 * <p>{@code bojagi rekey} makes either of the other, without and with {@code --sign}. Both are opened in turn, ROUNDS (400)
 * times; told are the first opening of each, and the median of the later half. With 1 round and the same folder twice the
 * first figure is that of a process which opens nothing before.
 */
public final class OpeningBench {
  private OpeningBench() {}

  public static void main(String[] arguments) throws IOException {
    var bundles = List.of(Path.of(arguments[0]), Path.of(arguments[1]));
    var identity = X25519Identity.parseFile(Files.readAllBytes(Path.of(arguments[2]))).getFirst();
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 400;
    var took = List.of(new ArrayList<Long>(), new ArrayList<Long>());
    try (var keys = KeyRing.of(identity)) {
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < bundles.size(); i++) {
          took.get(i).add(open(bundles.get(i), keys));
        }
      }
    }
    for (int i = 0; i < bundles.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "%s: first %.1f ms, later %.2f ms%n",
          bundles.get(i).getFileName(),
          took.get(i).getFirst() / 1e6,
          later(took.get(i)) / 1e6);
    }
    System.out.printf(
        Locale.ROOT, "signed against unsigned, later: %.2f%n", later(took.get(1)) / (double) later(took.get(0)));
  }

  private static long open(Path folder, KeyRing keys) throws IOException {
    long start = Cpu.ofThisThread();
    try (var open = OpenBundle.open(folder, keys, OpenBundle.newCache())) {
      if (open.index().isEmpty()) {
        throw new IOException("no index in " + folder, open.indexFault());
      }
    }
    return Cpu.ofThisThread() - start;
  }

  private static long later(List<Long> nanoseconds) {
    var half = new ArrayList<>(nanoseconds.subList(nanoseconds.size() / 2, nanoseconds.size()));
    Collections.sort(half);
    return half.get(half.size() / 2);
  }
}
