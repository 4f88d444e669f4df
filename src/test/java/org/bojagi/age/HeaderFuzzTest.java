package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bojagi.Trials;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotABundleException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever stands where a header should: it is read and would be written the same, or it ends in a Fault. */
class HeaderFuzzTest {
  private static final Path RESOURCES = Path.of("src/test/resources/org/bojagi/age");

  private final X25519Identity identity = X25519Identity.generate();
  private final ScryptIdentity passphrase = new ScryptIdentity("password".getBytes(US_ASCII), 5);

  @TestFactory
  Stream<DynamicTest> everySavedOddityEndsInAFaultOrIsWrittenTheSame() throws IOException {
    var odd = files("odd");
    assertTrue(odd.size() >= 30, "saved inputs are missing");
    return odd.stream().map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> {
      byte[] input = Files.readAllBytes(path);
      var name = path.getFileName().toString();
      if (name.equals("sound")) {
        check(input);
        return;
      }
      var fault = assertThrows(Fault.class, () -> {
        var header = AgeHeader.read(new ByteArrayInputStream(input), name);
        header.unwrap(List.of(identity, passphrase));
      });
      assertEquals(expected(name), fault.getClass());
      assertTrue(fault.where().startsWith(name), fault.where());
      check(input);
    }));
  }

  private static Class<? extends Fault> expected(String name) {
    return switch (name) {
      case "empty", "byte-order-mark", "armored" -> NotABundleException.class;
      case "version-v2" -> NewerFormatException.class;
      default -> DamagedBundleException.class;
    };
  }

  @Test
  void changedHeadersEndInAFaultOrAreWrittenTheSame() throws IOException {
    var random = new Random(Trials.seed(HeaderFuzzTest.class));
    var seeds = new ArrayList<byte[]>();
    for (var folder : List.of("odd", "vectors")) {
      for (var path : files(folder)) {
        byte[] all = Files.readAllBytes(path);
        int start = Math.max(0, new String(all, US_ASCII).indexOf("age-encryption.org"));
        seeds.add(Arrays.copyOfRange(all, start, Math.min(all.length, start + 4000)));
      }
    }
    for (int trial = 0; trial < Trials.of(200_000); trial++) {
      byte[] input = seeds.get(random.nextInt(seeds.size()));
      for (int change = random.nextInt(4); change >= 0; change--) {
        input = changed(input, seeds, random);
      }
      check(input);
    }
  }

  /** A flipped bit, a cut, a repetition, or a piece of another. */
  private static byte[] changed(byte[] input, List<byte[]> seeds, Random random) {
    if (input.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(input.length);
    int length = 1 + random.nextInt(Math.min(80, input.length - at));
    var changed = new ByteArrayOutputStream();
    changed.write(input, 0, at);
    switch (random.nextInt(5)) {
      case 0 -> {
        changed.write(input[at] ^ 1 << random.nextInt(8));
        changed.write(input, at + 1, input.length - at - 1);
      }
      case 1 -> changed.write(input, at + length, input.length - at - length);
      case 2 -> {
        changed.write(input, at, length);
        changed.write(input, at, input.length - at);
      }
      case 3 -> {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length + 1);
        changed.write(other, from, other.length - from);
      }
      default -> {
        changed.write("\n -=+/\r\0\u00ff01A>".charAt(random.nextInt(13)));
        changed.write(input, at, input.length - at);
      }
    }
    return changed.toByteArray();
  }

  private void check(byte[] input) throws IOException {
    AgeHeader header;
    try {
      header = AgeHeader.read(new ByteArrayInputStream(input), "input");
    } catch (Fault e) {
      assertThrows(e.getClass(), () -> AgeHeader.read(new ArrayChannel(input, 7), "input"));
      return;
    }
    assertArrayEquals(Arrays.copyOf(input, header.size()), header.bytes());
    assertArrayEquals(header.bytes(), AgeHeader.read(new ArrayChannel(input, 7), "input").bytes());
    try (var anyKey = FileKey.generate()) {
      int unsigned = header.size() - 45;
      assertArrayEquals(
          Arrays.copyOf(header.bytes(), unsigned),
          Arrays.copyOf(AgeHeader.of(header.stanzas(), anyKey).bytes(), unsigned));
    }
    assertThrows(Fault.class, () -> header.unwrap(List.of(identity, passphrase)));
  }

  private static List<Path> files(String folder) throws IOException {
    try (var paths = Files.list(RESOURCES.resolve(folder))) {
      return paths.sorted().toList();
    }
  }
}
