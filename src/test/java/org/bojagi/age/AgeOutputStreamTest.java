package org.bojagi.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.bojagi.Trials;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;

class AgeOutputStreamTest {
  private static final int MIB = 1024 * 1024;

  private final X25519Identity identity = X25519Identity.generate();

  @Test
  void piecesOfAnySizeOnAnyExecutorGiveThePlaintextBack() throws IOException {
    var random = new Random(Trials.seed(AgeOutputStreamTest.class));
    var never = (Executor) task -> {};
    Executor refusing = task -> {
      throw new RejectedExecutionException();
    };
    try (var one = Executors.newFixedThreadPool(1);
        var four = Executors.newFixedThreadPool(4);
        var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int trial = 0; trial < Trials.of(200); trial++) {
        byte[] plaintext = new byte[random.nextInt(9 * MIB)];
        random.nextBytes(plaintext);
        for (var executor : Arrays.asList(null, one, four, virtual, never, refusing)) {
          var file = new ByteArrayOutputStream();
          var out = new AgeOutputStream(file, List.of(identity.recipient()), executor);
          for (int at = 0; at < plaintext.length; ) {
            assertEquals(at, out.plaintextSize());
            int length = Math.min(plaintext.length - at, random.nextInt(300_000));
            out.write(plaintext, at, length);
            at += length;
          }
          out.close();
          out.close();
          long payloadBytes = AgePayload.ciphertextSize(plaintext.length);
          assertEquals(AgeHeader.X25519_HEADER_SIZE + payloadBytes, file.size());
          assertArrayEquals(out.header(), Arrays.copyOf(file.toByteArray(), out.header().length));
          try (var in = new AgeInputStream(
              new ByteArrayInputStream(file.toByteArray()), List.of(identity), executor, "file")) {
            assertArrayEquals(plaintext, in.readAllBytes());
          }
        }
      }
    }
  }

  @Test
  void threadsOfABusyExecutorMayThemselvesWriteOnIt() throws Exception {
    byte[] plaintext = new byte[6 * MIB];
    try (var executor = Executors.newFixedThreadPool(2)) {
      var files = Collections.synchronizedList(new ArrayList<byte[]>());
      var writers = Collections.nCopies(8, (Callable<Void>) () -> {
        var file = new ByteArrayOutputStream();
        try (var out = new AgeOutputStream(file, List.of(identity.recipient()), executor)) {
          out.write(plaintext);
        }
        files.add(file.toByteArray());
        return null;
      });
      for (var result : executor.invokeAll(writers)) {
        result.get();
      }
      for (byte[] file : files) {
        assertArrayEquals(plaintext, open(file).readAllBytes());
      }
    }
  }

  @Test
  void anAbandonedFileIsNeverTakenForWhole() throws IOException {
    try (var executor = Executors.newFixedThreadPool(2)) {
      for (int size : new int[] {0, 1, 65_536, MIB, MIB + 1, 5 * MIB}) {
        var file = new ClosedNoticed();
        var out = new AgeOutputStream(file, List.of(identity.recipient()), executor);
        out.write(new byte[size]);
        out.abort();
        out.close();
        assertTrue(file.closed);
        assertThrows(DamagedBundleException.class, () -> open(file.toByteArray()).readAllBytes());
        assertThrows(
            DamagedBundleException.class,
            () -> AgePayload.open(new ArrayChannel(file.toByteArray()), List.of(identity)));
        assertThrows(IOException.class, () -> out.write(1));
      }
    }
  }

  @Test
  void aFullDiskComesThroughAndLeavesNoLastChunk() throws IOException {
    try (var executor = Executors.newFixedThreadPool(2)) {
      for (var each : Arrays.asList(null, executor)) {
        for (int capacity : new int[] {500, MIB, 3 * MIB}) {
          var full = new DoesNotFitException("The disk is full", "volume", "Make room.");
          var file = new ClosedNoticed() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
              if (size() + length > capacity) {
                sneak(full);
              }
              super.write(bytes, offset, length);
            }
          };
          var thrown = assertThrows(DoesNotFitException.class, () -> {
            try (var out = new AgeOutputStream(file, List.of(identity.recipient()), each)) {
              for (int i = 0; i < 100; i++) {
                out.write(new byte[100_000]);
              }
            }
          });
          assertSame(full, thrown);
          assertTrue(file.closed);
          assertThrows(DamagedBundleException.class, () -> open(file.toByteArray()).readAllBytes());
        }
      }
    }
  }

  @Test
  void closingWipesTheKey() throws IOException {
    var fileKey = FileKey.generate();
    var start = AgeOutputStream.Start.of(
        AgeHeader.of(List.of(identity.recipient().wrap(fileKey)), fileKey), fileKey, new byte[16]);
    var out = new AgeOutputStream(OutputStream.nullOutputStream(), start, null);
    out.write(new byte[100]);
    out.close();
    assertArrayEquals(new byte[32], start.cipher().key());
    fileKey.close();
    assertArrayEquals(new byte[16], fileKey.bytes());
  }

  @Test
  void twoFilesOfOnePlaintextHaveNothingInCommonAfterTheFixedBeginning() throws IOException {
    byte[] plaintext = new byte[100_000];
    byte[][] files = new byte[2][];
    for (int i = 0; i < 2; i++) {
      var file = new ByteArrayOutputStream();
      try (var out = new AgeOutputStream(file, List.of(identity.recipient()), null)) {
        out.write(plaintext);
      }
      files[i] = file.toByteArray();
    }
    for (int at = 32; at + 32 <= files[0].length; at += 32) {
      assertFalse(Arrays.equals(files[0], at, at + 32, files[1], at, at + 32), "at " + at);
    }
  }

  @Test
  void aPassphraseStandsAloneAndTooManyRecipientsAreRefused() throws IOException {
    var file = new ByteArrayOutputStream();
    new AgeOutputStream(file, Collections.nCopies(668, identity.recipient()), null).close();
    assertEquals(0, open(file.toByteArray()).readAllBytes().length);
    var fault = assertThrows(
        UsageException.class,
        () -> new AgeOutputStream(
            OutputStream.nullOutputStream(), Collections.nCopies(669, identity.recipient()), null));
    assertTrue(fault.what().contains("669 recipients"), fault.what());
    try (var passphrase = new ScryptRecipient(new byte[] {'a'}, 1)) {
      assertThrows(IllegalArgumentException.class, () -> new AgeOutputStream(
          OutputStream.nullOutputStream(), List.of(passphrase, identity.recipient()), null));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new AgeOutputStream(OutputStream.nullOutputStream(), List.of(), null));
  }

  private AgeInputStream open(byte[] file) throws IOException {
    return new AgeInputStream(new ByteArrayInputStream(file), List.of(identity));
  }

  private static class ClosedNoticed extends ByteArrayOutputStream {
    boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  /** ByteArrayOutputStream declares no IOException, but a disk throws one. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void sneak(Exception e) throws E {
    throw (E) e;
  }
}
