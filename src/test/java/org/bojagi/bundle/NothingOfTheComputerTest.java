package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither the encrypted bytes nor what is in them tells of the computer, its user or its clock. */
class NothingOfTheComputerTest {
  @TempDir Path temp;

  @Test
  void twoBundlesOfTheSameFilesShareNoBlock() throws Exception {
    var files = SealedBundle.someFiles(1);
    var reader = X25519Identity.generate();
    var one = new SealedBundle(temp.resolve("one"), 200_000, files, new byte[100_000], reader, List.of());
    var two = new SealedBundle(temp.resolve("two"), 200_000, files, new byte[100_000], reader, List.of());
    var blocks = blocks(one.folder, true);
    var others = blocks(two.folder, true);
    assertTrue(blocks.size() > 10_000);
    others.retainAll(blocks);
    assertEquals(0, others.size());
  }

  @Test
  void withinABundleOnlyTheCopiesOfSlotAndRootAreTheSame() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 200_000, SealedBundle.someFiles(1));
    var kinds = sealed.byKind();
    assertEquals(-1, Files.mismatch(kinds.get("slot").getFirst(), kinds.get("slot").getLast()));
    assertEquals(-1, Files.mismatch(kinds.get("root").getFirst(), kinds.get("root").getLast()));
    Files.delete(kinds.get("slot").getFirst());
    Files.delete(kinds.get("root").getFirst());
    long total = 0;
    for (var file : SealedBundle.paths(sealed.folder)) {
      total += Math.max(0, Math.ceilDiv(Files.size(file), 32) - 1);
    }
    assertEquals(total, blocks(sealed.folder, false).size());
  }

  /** Aligned blocks of 32 bytes after the first of each file, which is the same in every age file. */
  private static HashSet<ByteBuffer> blocks(Path folder, boolean full) throws Exception {
    var blocks = new HashSet<ByteBuffer>();
    for (var file : SealedBundle.paths(folder)) {
      var bytes = Files.readAllBytes(file);
      for (int i = 32; i < bytes.length; i += 32) {
        if (!full || i + 32 <= bytes.length) {
          blocks.add(ByteBuffer.wrap(java.util.Arrays.copyOfRange(bytes, i, Math.min(i + 32, bytes.length))));
        }
      }
    }
    return blocks;
  }

  @Test
  void namesOfTheComputerItsPathsAndHashesOfTheFilesAreNowhere() throws Exception {
    var folder = Files.createDirectories(temp.resolve("kim-chulsoo/secret-folder"));
    var files = SealedBundle.someFiles(1);
    var sealed = new SealedBundle(folder.resolve("b"), 200_000, files);
    var wanted = new ArrayList<byte[]>();
    for (var text :
        List.of(
            System.getProperty("user.name") + "@", System.getProperty("user.home") + "/", temp.toString(),
            "kim-chulsoo", "secret-folder", InetAddress.getLocalHost().getHostName(), System.getProperty("user.dir"),
            System.getProperty("os.version"), "Zip4j", "java.")) {
      wanted.add(text.getBytes(StandardCharsets.UTF_8));
    }
    // Four letters stand by chance among so many random bytes in one of some thousand runs.
    wanted.removeIf(name -> name.length < 5);
    int names = wanted.size();
    for (var content : files.values()) {
      var hash = Sha256.of(content);
      wanted.add(hash);
      wanted.add(Json.hex(hash).getBytes(StandardCharsets.US_ASCII));
    }
    try (var identity = sealed.identity()) {
      for (var kind : sealed.byKind().entrySet()) {
        for (var file : kind.getValue()) {
          var bytes = Files.readAllBytes(file);
          for (var text : wanted) {
            assertFalse(contains(bytes, text), "in clear: " + new String(text, StandardCharsets.UTF_8));
          }
          if (!kind.getKey().equals("slot")) {
            var plaintext = SealedBundle.plaintext(file, identity);
            for (var text : wanted.subList(0, names)) {
              assertFalse(contains(plaintext, text), new String(text, StandardCharsets.UTF_8));
            }
          }
        }
      }
    }
  }

  @Test
  void fileNamesAreRandomAndTheirTimesConstant() throws Exception {
    var sealed = new SealedBundle(temp.resolve("b"), 200_000, SealedBundle.someFiles(1));
    var times = new HashSet<>();
    times.add(Files.getLastModifiedTime(sealed.folder));
    for (var file : SealedBundle.paths(sealed.folder)) {
      assertTrue(file.getFileName().toString().matches("[0-9a-f]{32}\\.age"), file.toString());
      times.add(Files.getLastModifiedTime(file));
    }
    assertEquals(1, times.size());
  }

  /** Everything of a volume that its ZIP adds to the files: all headers, in whatever zone and system it was written. */
  @Test
  void zipHeadersAreTheSameInEveryTimeZoneAndOnEverySystem() throws Exception {
    var settings =
        List.of(
            List.of("-Duser.timezone=UTC"),
            List.of("-Duser.timezone=Asia/Pyongyang"),
            List.of("-Duser.timezone=America/St_Johns"),
            List.of("-Duser.timezone=Pacific/Apia"),
            List.of("-Duser.timezone=Asia/Kathmandu", "-Duser.language=ko", "-Duser.country=KR"),
            List.of("-Duser.timezone=UTC", "-Dos.name=Windows 11"),
            List.of("-Duser.timezone=UTC", "-Dos.name=Mac OS X"),
            List.of("-Duser.timezone=UTC", "-Dfile.encoding=ISO-8859-1", "-Dsun.jnu.encoding=ANSI_X3.4-1968"));
    byte[] expected = null;
    for (var options : settings) {
      var folder = temp.resolve("zone");
      var process = Programs.java(options, WriteOneVolume.class, folder.toString()).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), said);
      var headers = headers(folder.resolve("volume.age"), Files.readAllBytes(folder.resolve("identity")));
      expected = expected == null ? headers : expected;
      assertArrayEquals(expected, headers, options.toString());
      for (var file : SealedBundle.paths(folder)) {
        Files.delete(file);
      }
    }
    var first = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, first.getShort(12), "midnight");
    assertEquals(20 << 9 | 1 << 5 | 1, first.getShort(14), "of the first of January 2000");
  }

  /** Main of the process of its own. */
  static final class WriteOneVolume {
    public static void main(String[] arguments) throws Exception {
      var folder = Files.createDirectories(Path.of(arguments[0]));
      var identity = X25519Identity.generate();
      Files.write(folder.resolve("identity"), identity.encode());
      try (var volume =
          new VolumeWriter(
              folder.resolve("volume.age"), "bundle", "content", 1 << 20, identity.recipient(), null)) {
        volume.write("글/이야기.txt", new byte[5000], Extent.Encoding.DEFLATED);
        volume.write("영상.mp4", new byte[50], Extent.Encoding.STORED);
        volume.finish(null);
      }
    }
  }

  private static byte[] headers(Path volume, byte[] identityLine) throws Exception {
    var headers = new ByteArrayOutputStream();
    try (var payload =
        AgePayload.open(FileChannel.open(volume), List.of(X25519Identity.parse(identityLine)))) {
      var directory = CentralDirectory.read(payload, "volume");
      long position = 0;
      for (var entry : directory) {
        var extent = CentralDirectory.extent(payload, "", entry, "volume");
        headers.writeBytes(bytes(payload, entry.localHeaderOffset(), extent.plaintextOffset()));
        position = extent.plaintextOffset() + extent.length();
      }
      // Data descriptor of the last entry, and the directory; its first central header is at 0 of what we return.
      var rest = bytes(payload, position + 16, payload.plaintextSize());
      java.util.Arrays.fill(rest, 16, 20, (byte) 0); // CRC of bojagi.json, which names a random id
      var all = new ByteArrayOutputStream();
      all.writeBytes(rest);
      all.writeBytes(headers.toByteArray());
      return all.toByteArray();
    }
  }

  private static byte[] bytes(AgePayload payload, long from, long to) throws Exception {
    var bytes = new byte[(int) (to - from)];
    payload.readAt(from, bytes, 0, bytes.length);
    return bytes;
  }

  static boolean contains(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (java.util.Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
