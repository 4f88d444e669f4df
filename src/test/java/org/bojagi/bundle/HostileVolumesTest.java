package org.bojagi.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bojagi.CraftedZip;
import org.bojagi.age.AgeOutputStream;
import org.bojagi.age.AgePayload;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.DamagedBundleException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Volumes of somebody who has the recipient string: sound age files with a ZIP that lies. Each is refused by the name of
 * the volume, or what it holds lies inside and is no longer than it says. Names of entries are never names of files.
 */
class HostileVolumesTest {
  private static final X25519Identity IDENTITY = X25519Identity.generate();
  private static final byte[] ZEROS = new byte[32 << 20];

  @TempDir Path temp;
  private final Map<String, CraftedZip> volumes = new LinkedHashMap<>();

  private CraftedZip volume(String name) {
    var zip = new CraftedZip();
    zip.add(Format.ABOUT_VOLUME, "{\"format\":0,\"bundle\":\"b\",\"volume\":\"v\",\"kind\":\"content\"}");
    volumes.put(name, zip);
    return zip;
  }

  private void volumes() {
    volume("refused: an encrypted entry").add("a", "글").flags(1);
    volume("refused: a strongly encrypted entry").add("a", "글").flags(0x41);
    volume("refused: AES").add("a", "글").method(99);
    volume("refused: a method of another program").add("a", "글").method(14);
    volume("refused: it lies outside").add("a", "글").offset(0xFFFF_FFF0L);
    volume("refused: it lies in the directory").add("a", "글").offset(190);
    volume("refused: it is longer than the volume").add("a", "글").compressed(1 << 30);
    var overlapping = volume("refused: entries that share their bytes");
    overlapping.add("a", "글".repeat(100));
    overlapping.add("b", "글").offset(120);
    var backwards = volume("refused: entries in another order than they lie");
    backwards.add("a", "글").offset(150);
    backwards.add("b", "글").offset(110);
    volume("refused: a name without letters").add("", "글");
    volume("refused: a name without end").add("x".repeat(60_000), "글");
    volume("refused: more entries than there are").count(500).add("a", "글");
    volume("refused: fewer entries than there are").count(1).add("a", "글");
    volume("refused: a directory that is elsewhere").directoryOffset(7).add("a", "글");
    volume("refused: a directory without end").directoryBytes(0xFFFF_FFFFL).add("a", "글");
    volume("refused: ZIP64").count(0xFFFF).beforeEnd(CraftedZip.end64(2, 92, 0, 180)).add("a", "글");
    volume("refused: ZIP64 in one entry").add("a", "글").compressed(0xFFFF_FFFFL).extra(1, new byte[8]);
    volume("bounded: a bomb that says it is small").add("a", ZEROS).deflated().size(10);
    volume("bounded: a bomb that says how large it is").add("a", ZEROS).deflated();
    volume("bounded: another name in front of it").add("a", "글").localName("../../x");
    volume("bounded: a way out").add("../../../secret.txt", "글");
    volume("bounded: an absolute name").add("/etc/passwd", "글");
    volume("bounded: a link").add("a", "/etc/passwd").mode(0120777);
    var twice = volume("bounded: one name twice");
    twice.add("a", "하나");
    twice.add("a", "둘");
  }

  @TestFactory
  Stream<DynamicTest> eachIsRefusedOrBounded() {
    volumes();
    return volumes.entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> judge(one.getKey(), one.getValue().bytes())));
  }

  private void judge(String expected, byte[] zip) throws Exception {
    var folder = Files.createTempDirectory(temp, "volume");
    var file = folder.resolve("volume.age");
    try (var age = new AgeOutputStream(Files.newOutputStream(file), List.of(IDENTITY.recipient()), null)) {
      age.write(zip);
    }
    var refused = "";
    try (var payload = AgePayload.open(FileChannel.open(file), List.of(IDENTITY), "volume")) {
      for (var entry : CentralDirectory.read(payload, "volume")) {
        var extent = CentralDirectory.extent(payload, "id", entry, "volume");
        assertTrue(extent.plaintextOffset() + extent.length() <= zip.length);
        try (var in = ExtentInputStream.of(payload, extent, entry.sizeBytes())) {
          long read = 0;
          var buffer = new byte[1 << 16];
          for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            read += n;
          }
          assertTrue(read <= entry.sizeBytes(), read + " bytes");
        }
      }
    } catch (DamagedBundleException damaged) {
      refused = damaged.where();
    }
    if (expected.startsWith("refused")) {
      assertTrue(refused.contains("volume"), "read, or without a name: " + refused);
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of("volume.age"), files.map(f -> f.getFileName().toString()).toList());
    }
  }
}
