package org.bojagi.stick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeImageTest {
  private static final Set<String> OF_WINDOWS =
      Set.of(
          "release", "lib/modules", "conf/net.properties", "legal/java.base/LICENSE", "lib/security/cacerts",
          "bin/java.exe", "bin/javaw.exe", "bin/server/jvm.dll", "bin/net.dll");

  @TempDir Path folder;

  @Test
  void aJdkLosesWhatNoReaderNeeds() throws Exception {
    var image = RuntimeImage.of(Samples.jdk(folder, "Windows", "amd64", "25.0.3"));
    assertEquals("windows-x64", image.platform().toString());
    assertEquals("25.0.3", image.version());
    assertEquals(OF_WINDOWS, contents(image).keySet());
    assertEquals(1, image.jmods().size());
    assertFalse(image.hasStartCache());
  }

  @Test
  void anArchiveGivesTheSameAsTheFolder() throws Exception {
    var expected = contents(RuntimeImage.of(Samples.jdk(folder.resolve("jdk"), "Windows", "amd64", "25.0.3")));
    for (var archive : new Path[] {zip(folder.resolve("jdk")), tarGzip(folder.resolve("jdk"))}) {
      var image = RuntimeImage.of(archive);
      assertEquals("windows-x64", image.platform().toString());
      assertEquals(expected, contents(image));
      assertEquals(expected, contents(image), "a second time");
    }
  }

  @Test
  void macsAndOtherMachinesAreKnown() throws Exception {
    assertEquals("macos-aarch64", platform("Darwin", "aarch64"));
    assertEquals("linux-aarch64", platform("Linux", "aarch64"));
    assertThrows(UsageException.class, () -> platform("AIX", "ppc64"));
    assertThrows(UsageException.class, () -> platform("Linux", "../x"));
    var musl = Samples.jdk(folder.resolve("musl"), "Linux", "x86_64", "25");
    Files.writeString(musl.resolve("release"), Files.readString(musl.resolve("release")) + "LIBC=\"musl\"\n");
    assertThrows(UsageException.class, () -> RuntimeImage.of(musl));
  }

  private String platform(String osName, String osArch) throws IOException {
    var jdk = Samples.jdk(folder.resolve(osName), osName, osArch, "25");
    return RuntimeImage.of(jdk).platform().toString();
  }

  @Test
  void linksToLicencesAreLeftOut() throws Exception {
    var jdk = Samples.jdk(folder.resolve("jdk"), "Linux", "x86_64", "25");
    Files.createDirectories(jdk.resolve("legal/java.logging"));
    Files.createSymbolicLink(jdk.resolve("legal/java.logging/LICENSE"), Path.of("../java.base/LICENSE"));
    Files.delete(jdk.resolve("lib/security/cacerts"));
    Files.createSymbolicLink(jdk.resolve("lib/security/cacerts"), jdk.resolve("lib/modules"));
    var contents = contents(RuntimeImage.of(jdk));
    assertFalse(contents.containsKey("legal/java.logging/LICENSE"));
    assertEquals("classes", contents.get("lib/security/cacerts"), "any other link is what it leads to");
  }

  @Test
  void whatIsNoFittingJavaIsSaidSo() throws Exception {
    refuses(Samples.jdk(folder.resolve("old"), "Windows", "amd64", "21.0.4"), "21");
    refuses(Samples.jdk(folder.resolve("odd"), "Windows", "amd64", "x"), "JAVA_VERSION");
    var bare = Samples.jdk(folder.resolve("bare"), "Windows", "amd64", "25");
    Files.delete(bare.resolve("lib/modules"));
    refuses(bare, "lib/modules");
    var small = Samples.jdk(folder.resolve("small"), "Windows", "amd64", "25");
    Files.writeString(small.resolve("release"), Files.readString(small.resolve("release")).replace("jdk.httpserver", ""));
    refuses(small, "jdk.httpserver");
    refuses(Files.createDirectory(folder.resolve("empty")), "release");
    refuses(folder.resolve("nowhere"), "no such");
    refuses(Files.writeString(folder.resolve("jdk.rar"), "Rar!"), "archive");
    refuses(Files.writeString(folder.resolve("jdk.zip"), "no zip"), "archive");
    refuses(Files.writeString(folder.resolve("jdk.tar.gz"), "no gzip"), "archive");
  }

  private static void refuses(Path source, String why) {
    var refused = assertThrows(UsageException.class, () -> RuntimeImage.of(source));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  private static TreeMap<String, String> contents(RuntimeImage image) throws IOException {
    var contents = new TreeMap<String, String>();
    for (var file : image.files()) {
      try (var in = file.contents().open()) {
        contents.put(file.path(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }

  private Path zip(Path tree) throws IOException {
    var archive = folder.resolve("jre.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var file : Samples.tree(tree).entrySet()) {
        out.putNextEntry(new ZipEntry("jdk-25.0.3+9-jre/" + file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return archive;
  }

  private Path tarGzip(Path tree) throws IOException {
    var archive = folder.resolve("jre.tar.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      for (var file : Samples.tree(tree).entrySet()) {
        out.write(TarGzipTest.entry("jdk-25.0.3+9-jre/Contents/Home/" + file.getKey(), '0', file.getValue()));
      }
      out.write(new byte[1024]);
    }
    return archive;
  }
}
