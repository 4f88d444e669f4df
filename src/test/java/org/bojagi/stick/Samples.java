package org.bojagi.stick;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Files that look like a reader, a JDK and a bundle to whoever copies them. */
final class Samples {
  private static final String MODULES = "java.base java.desktop " + String.join(" ", RuntimeImage.MODULES);

  private Samples() {}

  /** A JDK's folder, with what a stick leaves out. */
  static Path jdk(Path folder, String osName, String osArch, String version) throws IOException {
    boolean windows = osName.equals("Windows");
    text(
        folder.resolve("release"),
        "JAVA_VERSION=\"%s\"\nOS_NAME=\"%s\"\nOS_ARCH=\"%s\"\nMODULES=\"%s\"\n"
            .formatted(version, osName, osArch, MODULES));
    text(folder.resolve("lib/modules"), "classes");
    for (var name :
        List.of(
            "lib/src.zip", "lib/ct.sym", "include/jni.h", "jmods/java.base.jmod", "man/man1/java.1", "conf/net.properties",
            "legal/java.base/LICENSE", "lib/security/cacerts", windows ? "bin/javac.exe" : "bin/javac")) {
      text(folder.resolve(name), name);
    }
    for (var name :
        windows
            ? List.of("bin/java.exe", "bin/javaw.exe", "bin/server/jvm.dll", "bin/awt.dll", "bin/net.dll", "bin/java.pdb")
            : List.of("bin/java", "lib/server/libjvm.so", "lib/libawt.so", "lib/libnet.so", "lib/jspawnhelper")) {
      text(folder.resolve(name), name);
    }
    return folder;
  }

  static CarriedReader reader(Path folder) throws IOException {
    var jar = folder.resolve("reader.jar");
    text(jar, "a jar");
    return new CarriedReader(
        jar, List.of(RuntimeImage.of(jdk(folder.resolve("linux"), "Linux", "x86_64", "25.0.3"))), List.of());
  }

  /** A slot for a passphrase that nothing opens, different for each letter. */
  static void passphraseSlot(Path file, char letter) throws IOException {
    var body = String.valueOf(letter).repeat(42) + "A";
    text(
        file,
        "age-encryption.org/v1\n-> scrypt " + String.valueOf(letter).repeat(21) + "A 18\n" + body + "\n--- " + body + "\n"
            + String.valueOf(letter).repeat(90));
  }

  /** A slot that nothing opens, volumes of noise, and what a system leaves in folders. */
  static Path bundle(Path folder, int volumes) throws IOException {
    var key = "A".repeat(43);
    var slot = "age-encryption.org/v1\n-> X25519 " + key + "\n" + key + "\n--- " + key + "\n" + "0".repeat(32);
    text(folder.resolve("00.age"), slot);
    var random = new Random(volumes);
    for (int i = 1; i <= volumes; i++) {
      var noise = new byte[1_500_000];
      random.nextBytes(noise);
      text(folder.resolve(i + "f.age"), "age-encryption.org/v1\n" + new String(noise, StandardCharsets.ISO_8859_1));
    }
    text(folder.resolve("Thumbs.db"), "not ours");
    return folder;
  }

  static void text(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Path below the folder → content. */
  static TreeMap<String, String> tree(Path folder) throws IOException {
    var tree = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        tree.put(
            folder.relativize(path).toString().replace('\\', '/'), Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
    return tree;
  }
}
