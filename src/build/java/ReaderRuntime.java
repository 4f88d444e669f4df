import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.spi.ToolProvider;

/**
 * Makes {@code target/runtime}: the Java that the stick carries for the platform of the build, with the modules that the
 * reader runs on and no other. Made again when the JDK or this list is another.
 */
final class ReaderRuntime {
  /**
   * jdk.charsets for texts in EUC-KR and MS949, jdk.unsupported for reading a stick past the system's cache, the two of
   * management for how much memory there is. No desktop, and nothing that unpacks native code.
   */
  private static final List<String> MODULES =
      List.of(
          "java.base", "java.logging", "java.management", "jdk.charsets", "jdk.httpserver", "jdk.management",
          "jdk.unsupported");

  /** Tools and files that no run of the reader opens. */
  private static final List<String> UNUSED = List.of("lib/libsimdsort.so", "lib/classlist", "bin/keytool", "bin/jwebserver", "lib/jexec", "lib/jrt-fs.jar", "lib/security/cacerts", "lib/security/public_suffix_list.dat");

  /**
   * Classes and resources that no run of the reader loads, 2.3 MB: TLS but for its provider, which Java looks at on the
   * way to others; keytool; IBM's charsets but for the two that a text's is taken for; the names of characters; clients of
   * the web's protocols; relations of managed objects; what Java would say of all this in other languages. Of each package
   * jlink wants one class to stay.
   */
  private static final String UNUSED_CLASSES =
      String.join(
          ",",
          "regex:/java.base/sun/security/ssl/(?!SunJSSE).*",
          "regex:/java.base/sun/security/tools/keytool/Main.*",
          "regex:/jdk.charsets/sun/nio/cs/ext/IBM(?!420|424).*",
          "/java.base/java/lang/uniName.dat",
          "regex:/java.base/sun/net/www/protocol/(https|ftp|mailto|http)/(?!Handler|ntlm).*",
          "regex:/java.management/javax/management/relation/(?!Role\\.).*",
          "regex:.*/resources/[A-Za-z]+_(de|es|fr|it|ja|ko|pt_BR|sv|zh_CN|zh_HK|zh_TW)[.](class|properties)");

  private ReaderRuntime() {}

  /** @return the folder of the image */
  static Path make(Path target) throws Exception {
    var image = target.resolve("runtime");
    var made = target.resolve("runtime.made");
    var facts = release().getProperty("FULL_VERSION") + " " + MODULES + " " + UNUSED + " " + UNUSED_CLASSES;
    if (Files.exists(image.resolve("release")) && Files.exists(made) && Files.readString(made).equals(facts)) {
      return image;
    }
    Files.deleteIfExists(made);
    TrainReader.removeTree(image);
    var out = new StringWriter();
    var jlink = ToolProvider.findFirst("jlink").orElseThrow(() -> new IOException("this JDK has no jlink"));
    var jdk = release();
    int code =
        jlink.run(
            new PrintWriter(out), new PrintWriter(out), "--add-modules", String.join(",", MODULES), "--strip-debug",
            "--no-header-files", "--no-man-pages", "--compress", "zip-9", "--exclude-resources", UNUSED_CLASSES, "--release-info",
            "add:OS_NAME=" + jdk.getProperty("OS_NAME") + ":OS_ARCH=" + jdk.getProperty("OS_ARCH"), "--output",
            image.toString());
    if (code != 0) {
      throw new IOException("jlink ended with " + code + ": " + out.toString().strip());
    }
    for (var file : UNUSED) {
      for (var name : List.of(file, file + ".exe")) {
        Files.deleteIfExists(image.resolve(name));
      }
    }
    removeLinks(image);
    stripSymbols(image);
    Files.writeString(made, facts);
    return image;
  }

  private static Properties release() throws IOException {
    var release = new Properties();
    try (var in = Files.newInputStream(Path.of(System.getProperty("java.home"), "release"))) {
      release.load(in);
    }
    return release;
  }

  /** FAT has no links, and what they lead to is in the image: licences that several modules share. */
  private static void removeLinks(Path image) throws IOException {
    try (var tree = Files.walk(image)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isSymbolicLink(path)) {
          Files.delete(path);
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          try (var entries = Files.list(path)) {
            if (entries.findAny().isEmpty()) {
              Files.delete(path);
            }
          }
        }
      }
    }
  }

  /** Names of functions for debuggers, a sixth of the virtual machine; where binutils are missing they stay. */
  private static void stripSymbols(Path image) throws Exception {
    var machine = image.resolve("lib/server/libjvm.so");
    if (!Files.exists(machine)) {
      return;
    }
    try {
      int code = new ProcessBuilder("strip", "--strip-unneeded", machine.toString()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException("it ended with " + code);
      }
    } catch (IOException e) {
      System.err.println("bojagi: the runtime stays 5 MB larger, strip (of binutils) can't be run: " + e.getMessage());
    }
  }
}
