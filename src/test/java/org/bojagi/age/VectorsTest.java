package org.bojagi.age;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The public test vectors of the age format, each as a stream and from any position, and written again. */
class VectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/bojagi/age/vectors");

  /** What a vector expects, and the exception that says it here unless {@link #OTHERWISE} names another. */
  enum Expectation {
    SUCCESS("success", null),
    NO_MATCH("no match", WrongKeyException.class),
    HEADER_FAILURE("header failure", DamagedBundleException.class),
    HMAC_FAILURE("HMAC failure", DamagedBundleException.class),
    ARMOR_FAILURE("armor failure", DamagedBundleException.class),
    PAYLOAD_FAILURE("payload failure", DamagedBundleException.class);

    final String text;
    final Class<? extends Fault> fault;

    Expectation(String text, Class<? extends Fault> fault) {
      this.text = text;
      this.fault = fault;
    }

    static Expectation of(String text) {
      return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst().orElseThrow();
    }
  }

  /** Where we can say more than that something is wrong. */
  private static final Map<String, Class<? extends Fault>> OTHERWISE =
      Map.of(
          "empty", NotABundleException.class,
          "armor_empty", NotABundleException.class,
          "armor_garbage_leading", NotABundleException.class,
          "armor_headers", DamagedBundleException.class,
          "armor_lowercase", NotABundleException.class,
          "armor_wrong_type", NotABundleException.class,
          "armor_whitespace_begin", NotABundleException.class,
          "scrypt_work_factor_23", UsageException.class,
          "version_unsupported", NewerFormatException.class);

  private record Vector(String name, Map<String, List<String>> fields, byte[] file) {
    static Vector read(Path path) {
      try {
        byte[] all = Files.readAllBytes(path);
        int bodyStart = new String(all, ISO_8859_1).indexOf("\n\n") + 2;
        var fields = new TreeMap<String, List<String>>();
        new String(all, 0, bodyStart, UTF_8).lines().filter(line -> !line.isEmpty()).forEach(line -> {
          int colon = line.indexOf(": ");
          var values = fields.computeIfAbsent(line.substring(0, colon), key -> new ArrayList<>());
          values.add(line.substring(colon + 2));
        });
        byte[] file = Arrays.copyOfRange(all, bodyStart, all.length);
        if (fields.containsKey("compressed")) {
          file = new InflaterInputStream(new ByteArrayInputStream(file)).readAllBytes();
        }
        return new Vector(path.getFileName().toString(), fields, file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    List<String> all(String field) {
      return fields.getOrDefault(field, List.of());
    }

    boolean postQuantum() {
      return all("identity").stream().anyMatch(identity -> identity.startsWith("AGE-SECRET-KEY-PQ-"));
    }

    Expectation expectation() {
      return Expectation.of(all("expect").getFirst());
    }

    List<Identity> identities() throws IOException {
      var identities = new ArrayList<Identity>();
      for (var identity : all("identity")) {
        if (!identity.startsWith("AGE-SECRET-KEY-PQ-")) {
          identities.add(X25519Identity.parse(identity.getBytes(UTF_8)));
        }
      }
      for (var passphrase : all("passphrase")) {
        identities.add(new ScryptIdentity(passphrase.getBytes(UTF_8), 20));
      }
      return identities;
    }

    InputStream open() {
      var in = new ByteArrayInputStream(file);
      return fields.containsKey("armored") ? Armor.decode(in, name) : in;
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (var paths = Files.list(FOLDER)) {
      return paths.sorted().map(Vector::read).toList();
    }
  }

  @Test
  void thereAre143AndNineteenArePostQuantum() throws IOException {
    assertEquals(143, vectors().size());
    assertEquals(19, vectors().stream().filter(Vector::postQuantum).count());
  }

  @TestFactory
  Stream<DynamicTest> throughAStream() throws IOException {
    return classical(vector -> {
      try (var executor = Executors.newFixedThreadPool(2)) {
        checkStream(
            vector, () -> new AgeInputStream(vector.open(), vector.identities(), executor, vector.name()));
        checkStream(vector, () -> new AgeInputStream(vector.open(), vector.identities()));
        if (vector.file().length < 4096) {
          checkStream(
              vector,
              () -> oneByteAtATime(new AgeInputStream(oneByteAtATime(vector.open()), vector.identities())));
        }
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> fromAnyPosition() throws IOException {
    return classical(vector -> {
      var released = new ByteArrayOutputStream();
      Fault fault = null;
      try {
        // Armor is for small files and has no positions: decoded first.
        byte[] file = vector.open().readAllBytes();
        for (int mostBytes : file.length < 4096 ? List.of(1, 2, 1 << 20) : List.of(1 << 20)) {
          released.reset();
          try (var payload = AgePayload.open(new ArrayChannel(file, mostBytes), vector.identities())) {
            for (long chunk = 0; chunk < payload.chunkCount(); chunk++) {
              released.writeBytes(payload.chunk(chunk));
            }
            assertEquals(payload.plaintextSize(), released.size());
            checkBackwards(payload, released.toByteArray());
          }
        }
      } catch (Fault e) {
        fault = e;
      }
      checkFault(vector, fault);
      if (vector.expectation() == Expectation.SUCCESS) {
        assertEquals(vector.all("payload").getFirst(), sha256(released.toByteArray()));
      } else if (vector.expectation() == Expectation.PAYLOAD_FAILURE) {
        var whole = new ByteArrayOutputStream();
        assertThrows(
            Fault.class, () -> new AgeInputStream(vector.open(), vector.identities()).transferTo(whole));
        int size = released.size();
        assertTrue(size <= whole.size(), "more released than a stream may");
        assertArrayEquals(Arrays.copyOf(whole.toByteArray(), size), released.toByteArray());
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> writtenAgainToEqualBytes() throws IOException {
    return classical(vector -> {
      if (vector.expectation() != Expectation.SUCCESS) {
        return;
      }
      byte[] file = vector.open().readAllBytes();
      var plaintext = new AgeInputStream(vector.open(), vector.identities()).readAllBytes();
      var header = AgeHeader.read(new ByteArrayInputStream(file), vector.name());
      byte[] nonce = Arrays.copyOfRange(file, header.size(), header.size() + PayloadCipher.NONCE_SIZE);
      try (var fileKey = header.unwrap(vector.identities());
          var executor = Executors.newFixedThreadPool(2)) {
        assertEquals(vector.all("file key").getFirst(), HexFormat.of().formatHex(fileKey.bytes()));
        var again = AgeHeader.of(header.stanzas(), fileKey);
        assertArrayEquals(header.bytes(), again.bytes());
        var written = new ByteArrayOutputStream();
        var start = AgeOutputStream.Start.of(again, fileKey, nonce);
        try (var out = new AgeOutputStream(written, start, executor)) {
          out.write(plaintext);
        }
        assertArrayEquals(file, written.toByteArray());
      }
      if (vector.fields().containsKey("armored")) {
        var canonical = new String(vector.file(), UTF_8).replace("\r\n", "\n").strip() + "\n";
        assertEquals(canonical, new String(Armor.encode(file), UTF_8));
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> postQuantumIsRefusedByName() throws IOException {
    // These don't get as far: a malformed stanza, a malformed X25519 stanza, a type that nobody knows.
    var before = Map.<String, Class<? extends Fault>>of(
        "hybrid_not_canonical_body", DamagedBundleException.class,
        "hybrid_x25519_arg", DamagedBundleException.class,
        "hybrid_uppercase", WrongKeyException.class);
    var hybrid = vectors().stream().filter(Vector::postQuantum);
    return hybrid.map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
      for (var identity : vector.all("identity")) {
        if (identity.startsWith("AGE-SECRET-KEY-PQ-")) {
          byte[] line = identity.getBytes(UTF_8);
          var refused = assertThrows(UsageException.class, () -> X25519Identity.parse(line));
          assertTrue(refused.what().contains("post-quantum"), refused.what());
          assertTrue(!refused.getMessage().contains(identity.substring(20, 30)), "repeats the secret");
        }
      }
      var identities = new ArrayList<>(vector.identities());
      if (identities.isEmpty()) {
        identities.add(X25519Identity.generate());
      }
      byte[] file = vector.open().readAllBytes();
      var expected = before.getOrDefault(vector.name(), NewerFormatException.class);
      for (var refused : List.of(
          assertThrows(Fault.class, () -> new AgeInputStream(new ByteArrayInputStream(file), identities)),
          assertThrows(Fault.class, () -> AgePayload.open(new ArrayChannel(file), identities)))) {
        assertInstanceOf(expected, refused);
        boolean named = refused.what().contains("mlkem768x25519");
        assertEquals(expected == NewerFormatException.class, named, refused.what());
      }
    }));
  }

  private interface Check {
    void run(Vector vector) throws Exception;
  }

  private interface Opening {
    InputStream open() throws IOException;
  }

  private static Stream<DynamicTest> classical(Check check) throws IOException {
    var names = Set.copyOf(vectors().stream().map(Vector::name).toList());
    assertTrue(names.containsAll(OTHERWISE.keySet()), "a vector that is mapped is not there");
    return vectors().stream()
        .filter(vector -> !vector.postQuantum())
        .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> check.run(vector)));
  }

  private static void checkStream(Vector vector, Opening opening) throws IOException {
    var released = new ByteArrayOutputStream();
    Fault fault = null;
    try (var in = opening.open()) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        released.write(next);
        byte[] more = new byte[1000];
        int read = in.read(more);
        released.write(more, 0, Math.max(0, read));
      }
    } catch (Fault e) {
      fault = e;
    }
    checkFault(vector, fault);
    if (vector.fields().containsKey("payload")) {
      assertEquals(vector.all("payload").getFirst(), sha256(released.toByteArray()));
    } else {
      assertEquals(0, released.size());
    }
  }

  private static void checkFault(Vector vector, Fault fault) {
    var expected = OTHERWISE.getOrDefault(vector.name(), vector.expectation().fault);
    if (expected == null) {
      assertNull(fault);
    } else {
      assertInstanceOf(expected, fault);
    }
  }

  private static void checkBackwards(AgePayload payload, byte[] plaintext) throws IOException {
    int step = Math.max(1, plaintext.length / 7);
    for (int from = plaintext.length - 1; from >= 0; from -= step) {
      byte[] some = new byte[step + 3];
      int read = payload.readAt(from, some, 1, step + 1);
      assertEquals(Math.min(step + 1, plaintext.length - from), read);
      byte[] expected = Arrays.copyOfRange(plaintext, from, from + read);
      assertArrayEquals(expected, Arrays.copyOfRange(some, 1, 1 + read));
    }
    assertEquals(-1, payload.readAt(plaintext.length, new byte[1], 0, 1));
  }

  private static InputStream oneByteAtATime(InputStream in) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return in.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return in.read(bytes, offset, Math.min(1, length));
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
