package org.bojagi.stick;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.fault.UsageException;

/**
 * A Java runtime as it will lie on the stick, known by its {@code release} file.
 *
 * @param version its {@code JAVA_VERSION}
 * @param files relative to the runtime's folder: what the reader runs on, and the licences
 * @param jmods the modules of a JDK from which a smaller runtime can be linked; empty where it has none
 */
public record RuntimeImage(Platform platform, String version, List<StickFile> files, List<StickFile> jmods) {
  /** What the start cache that was made with a runtime is called in its folder. */
  static final String START_CACHE = "reader.aot";

  static final int OLDEST_JAVA = 25;

  /** What the reader runs on; the build's own image has these and what they need. */
  static final List<String> MODULES =
      List.of(
          "java.base", "java.logging", "java.management", "jdk.charsets", "jdk.httpserver", "jdk.management",
          "jdk.unsupported");

  private static final int MAX_RELEASE_BYTES = 64 * 1024;

  /** Folders and files of a JDK that serve whoever develops, and the archives of classes for other ways to start. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "(jmods|include|man|demo|sample)/.*|(lib/)?src\\.zip|lib/(ct\\.sym|jrt-fs\\.jar|jexec|jspawnhelper)"
              + "|.*\\.(pdb|diz|debuginfo|map)|.*/classes_[a-z_]+\\.jsa|(.*/)?\\..*");

  /** Native code of the desktop, of debuggers and of tools. The reader draws nothing and is not debugged. */
  private static final Pattern LEFT_OUT_NATIVE =
      Pattern.compile(
          "(bin|lib)/(lib)?(awt|awt_headless|awt_xawt|awt_lwawt|osx|osxapp|osxui|osxsecurity|jawt|fontmanager|freetype"
              + "|javajpeg|jsound|lcms|mlib_image|splashscreen|prefs|jdwp|dt_socket|dt_shmem|saproc|attach|instrument"
              + "|jaccess.*|javaaccessbridge.*|windowsaccessbridge.*|w2k_lsa_auth|sspi_bridge|j2gss|j2pcsc|j2pkcs11"
              + "|le|rmi|sctp)\\.(so|dll|dylib)");

  private static final Set<String> LAUNCHERS = Set.of("bin/java", "bin/java.exe", "bin/javaw.exe");

  /**
   * @param source the folder of a JDK, JRE or runtime image, or a {@code .zip} or {@code .tar.gz} of one; links to
   *     licences are left out
   * @throws UsageException it isn't one, it is older than Java 25, it lacks a module, or no launcher is for its system
   */
  public static RuntimeImage of(Path source) throws IOException {
    var all = FileTree.list(source);
    var release =
        all.stream()
            .filter(file -> file.path().equals("release") || file.path().endsWith("/release"))
            .min(Comparator.comparingInt(file -> file.path().length()))
            .orElseThrow(() -> noRuntime(source, "no file named release is in it"));
    var root = release.path().substring(0, release.path().length() - "release".length());
    var facts = facts(release);
    var inside = new ArrayList<StickFile>();
    for (var file : all) {
      if (file.path().startsWith(root)) {
        inside.add(file.at(file.path().substring(root.length())));
      }
    }
    var version = facts.getProperty("JAVA_VERSION", "").replace("\"", "");
    requireNew(source, version);
    var platform = platform(source, facts);
    requireModules(source, facts);
    if (inside.stream().noneMatch(file -> file.path().equals("lib/modules"))) {
      throw noRuntime(source, "lib/modules is missing");
    }
    var files = new ArrayList<StickFile>();
    for (var file : inside) {
      if (belongs(file.path())) {
        files.add(file.at(nameOnStick(platform, file.path())));
      }
    }
    if (files.stream().noneMatch(file -> file.path().startsWith("bin/java"))) {
      throw noRuntime(source, "bin/java is missing");
    }
    var jmods = inside.stream().filter(file -> file.path().matches("jmods/[a-z.]+\\.jmod")).toList();
    return new RuntimeImage(platform, version, List.copyOf(files), jmods);
  }

  /** The same with a start cache that was made with it and for the reader beside it. */
  RuntimeImage with(Path startCache) throws IOException {
    var more = new ArrayList<>(files);
    more.add(StickFile.of(START_CACHE, startCache));
    return new RuntimeImage(platform, version, List.copyOf(more), jmods);
  }

  public boolean hasStartCache() {
    return files.stream().anyMatch(file -> file.path().equals(START_CACHE));
  }

  public long sizeBytes() {
    return files.stream().mapToLong(StickFile::sizeBytes).sum();
  }

  private static boolean belongs(String path) {
    if (path.startsWith("bin/") && !path.endsWith(".dll") && !path.startsWith("bin/server/")) {
      return LAUNCHERS.contains(path);
    }
    // A cache that a folder brings along may be of another reader: only the one made with this reader is added.
    return !path.equals(START_CACHE)
        && !LEFT_OUT.matcher(path).matches()
        && !LEFT_OUT_NATIVE.matcher(path).matches();
  }

  /** Linux mounts FAT so that only names in .exe, .com and .bat may be executed. */
  private static String nameOnStick(Platform platform, String path) {
    return platform.system().equals("linux") && path.equals("bin/java") ? "bin/java.exe" : path;
  }

  private static Properties facts(StickFile release) throws IOException {
    try (var in = release.contents().open()) {
      var facts = new Properties();
      var bytes = in.readNBytes(MAX_RELEASE_BYTES);
      try {
        facts.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
      } catch (IllegalArgumentException e) {
        facts.clear(); // no such file as a JDK has: what is missing is said below
      }
      return facts;
    }
  }

  private static void requireNew(Path source, String version) throws UsageException {
    var major = version.replaceFirst("[^0-9].*", "");
    if (major.isEmpty() || major.length() > 4) {
      throw noRuntime(source, "its release file names no JAVA_VERSION");
    }
    if (Integer.parseInt(major) < OLDEST_JAVA) {
      throw new UsageException(
          "This Java is " + Integer.parseInt(major) + ", and the reader needs " + OLDEST_JAVA + " or newer",
          source.toString(),
          "Fetch a newer one for the same system, for instance from adoptium.net.");
    }
  }

  private static Platform platform(Path source, Properties facts) throws UsageException {
    var osName = facts.getProperty("OS_NAME", "").replace("\"", "");
    var osArch = facts.getProperty("OS_ARCH", "").replace("\"", "");
    Optional<Platform> platform =
        facts.getProperty("LIBC", "").contains("musl") ? Optional.empty() : Platform.of(osName, osArch);
    return platform.orElseThrow(
        () ->
            new UsageException(
                "This Java is for a system that the stick has no launcher for, or doesn't say for which",
                source.toString(),
                "Give one for Windows, macOS or Linux (glibc) whose release file has OS_NAME and OS_ARCH."));
  }

  private static void requireModules(Path source, Properties facts) throws UsageException {
    var modules = List.of(facts.getProperty("MODULES", "").replace("\"", "").split(" "));
    for (var module : MODULES) {
      if (!modules.contains(module)) {
        throw new UsageException(
            "The module " + module + " is missing, which the reader runs on",
            source.toString(),
            "Give a whole JDK or JRE, or link one with " + String.join(",", MODULES) + ".");
      }
    }
  }

  private static UsageException noRuntime(Path source, String reason) {
    return new UsageException(
        "This is no Java runtime: " + reason, source.toString(), "Give the folder or archive of a JDK or JRE.");
  }

  /** @return whether the folder looks like a runtime at all */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve("release")) && Files.isRegularFile(folder.resolve("lib/modules"));
  }
}
