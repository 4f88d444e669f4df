package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A stick of the sample, started as whoever finds it starts it: as Linux mounts FAT, read-only, and as nobody. */
@EnabledOnOs(OS.LINUX)
class StickIT {
  /** What the reader and one platform's runtime with its start cache may take. */
  private static final long MOST_BYTES = 95_000_000;

  @TempDir Path folder;

  @Test
  void aReaderStartsFromAMediumWhereOnlyNamesInExeMayBeExecuted() throws Exception {
    var small = SmallBundle.get();
    var key = readable(Files.copy(small.key, folder.resolve("archive.key")));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var disk = SmallDisk.mount(folder.resolve("막대 기억기"), 300_000_000)) {
      var stick = disk.folder();
      var made = Bojagi.run("stick", stick.toString(), small.bundle.toString()).succeeds();
      assertTrue(made.out().contains("read.cmd") && made.out().contains("bojagi/bundle"), made.out());
      assertTrue(made.out().contains("Free: "), made.out());
      asLinuxMountsFat(stick);
      assertEquals(0, command("mount", "-o", "remount,ro", stick.toString()).waitFor());

      var bundle = stick.resolve("bojagi/bundle").toString();
      var hits = start(stick, "read.sh", "search", bundle, "-q", "첫눈", "--json", "--identity", key.toString());
      assertTrue(hits.contains("첫눈이 내렸다"), hits);
      var list = start(stick, "read.command", "list", bundle, "--identity", key.toString());
      assertTrue(list.contains("영상/살구나무.mp4"), list);
      assertCacheFits(stick.resolve("bojagi/linux-" + machine()), stick.resolve("bojagi/reader.jar"));

      // From the read-only stick onto another: everything that it has, and it works as well.
      var second = Files.createDirectory(folder.resolve("second"));
      var copied = run(stick.resolve("read.sh"), "stick", second.toString(), "--json");
      assertTrue(copied.contains("\"findings\":[]"), copied);
      var copy = SmallBundle.tree(second);
      assertEquals(SmallBundle.tree(stick).keySet(), copy.keySet());
      asLinuxMountsFat(second);
      assertTrue(
          start(second, "read.sh", "info", second.resolve("bojagi/bundle").toString(), "--identity", key.toString())
              .contains("Items"));
    }
  }

  @Test
  void fat32HoldsWhatAStickIs() throws Exception {
    Assumptions.assumeTrue(isInstalled("mkfs.vfat") && isInstalled("mcopy"), "dosfstools and mtools are needed");
    var stick = Files.createDirectory(folder.resolve("stick"));
    Bojagi.run("stick", stick.toString(), SmallBundle.get().bundle.toString(), "--name", "공책").succeeds();
    var image = folder.resolve("fat32.img");
    try (var file = new java.io.RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(600L << 20);
    }
    run(Path.of("mkfs.vfat"), "-F", "32", image.toString());
    run(Path.of("mcopy"), "-s", "-i", image.toString(), stick.resolve("공책").toString(), "::/");
    for (var ending : List.of(".sh", ".cmd", ".command")) {
      run(Path.of("mcopy"), "-i", image.toString(), stick.resolve("공책" + ending).toString(), "::/");
    }
    var back = Files.createDirectory(folder.resolve("back"));
    run(Path.of("mcopy"), "-s", "-n", "-i", image.toString(), "::/", back.toString());
    var expected = SmallBundle.tree(stick);
    var found = SmallBundle.tree(back);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, bytes) -> org.junit.jupiter.api.Assertions.assertArrayEquals(bytes, found.get(name), name));
  }

  @Test
  void aReaderWithOneRuntimeAndItsCacheIsSmall() throws Exception {
    var stick = Files.createDirectory(folder.resolve("stick"));
    Bojagi.run("stick", stick.toString(), SmallBundle.get().bundle.toString()).succeeds();
    long bytes = 0;
    try (var tree = Files.walk(stick)) {
      for (var path : tree.toList()) {
        assertFalse(Files.isSymbolicLink(path), path.toString());
        boolean ofBundle = path.startsWith(stick.resolve("bojagi/bundle"));
        bytes += Files.isRegularFile(path) && !ofBundle ? Files.size(path) : 0;
      }
    }
    System.out.println("Reader, runtime and start cache have " + bytes + " bytes");
    assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
    assertTrue(Files.exists(stick.resolve("bojagi/linux-" + machine() + "/reader.aot")));
  }

  @Test
  void whatIsThereIsReplacedOnlyWhereThatIsSaid() throws Exception {
    var bundle = SmallBundle.get().bundle.toString();
    var stick = Files.createDirectory(folder.resolve("stick"));
    Bojagi.run("stick", stick.toString(), bundle, "--json").succeeds();
    Bojagi.run("stick", stick.toString(), bundle).fails(2, "--yes");
    var json = Bojagi.run("stick", stick.toString(), bundle, "--yes", "--json").succeeds().out();
    assertTrue(json.contains("\"bundles\":[\"bundle\"]") && json.contains("\"launchers\":[\"read.sh\""), json);
    Bojagi.run("stick", folder.resolve("nowhere").toString(), bundle).fails(2, "nowhere");
    Bojagi.run("stick", stick.toString()).fails(2, "BUNDLE");
    Bojagi.run("stick", stick.toString(), bundle, "--runtime", "pom.xml").fails(2, "pom.xml");
  }

  @Test
  void aMediumThatIsTooSmallIsNamedWithFigures() throws Exception {
    try (var disk = SmallDisk.mount(folder.resolve("small"), 20_000_000)) {
      Bojagi.run("stick", disk.folder().toString(), SmallBundle.get().bundle.toString()).fails(14, "are needed", "are free");
      assertEquals(Map.of(), SmallBundle.tree(disk.folder()));
    }
  }

  @Test
  void theLauncherOfWindowsHasLineEndsOfWindows() throws Exception {
    var text = Files.readString(Bojagi.PROJECT.resolve("launcher/read.cmd"), StandardCharsets.US_ASCII);
    assertEquals(text.lines().count(), text.chars().filter(c -> c == '\r').count());
    assertFalse(Files.readString(Bojagi.PROJECT.resolve("launcher/read.sh")).contains("\r"));
  }

  /** As udisks does: all files 0644 but for names in .exe, folders 0755, nobody's own. */
  private static void asLinuxMountsFat(Path stick) throws IOException {
    try (var tree = Files.walk(stick)) {
      for (var path : tree.toList()) {
        boolean executable = Files.isDirectory(path) || path.toString().endsWith(".exe");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  private static Path readable(Path file) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** As nobody where this may be, with the options that others may have told Java. */
  private static String start(Path stick, String launcher, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root") && isInstalled("setpriv")) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(List.of("sh", stick.resolve(launcher).toString()));
    command.addAll(List.of(arguments));
    return output(command);
  }

  private static String run(Path program, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.addAll(program.toString().endsWith(".sh") ? List.of("sh") : List.of("env", "LC_ALL=C.UTF-8"));
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return output(command);
  }

  private static String output(List<String> command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dnobody.asked=1");
    builder.environment().put("LANG", "en_US.UTF-8");
    builder.environment().put("LC_CTYPE", "C.UTF-8");
    builder.environment().put("LC_ALL", "");
    builder.environment().put("MTOOLS_SKIP_CHECK", "1");
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), command + ": " + out);
    assertFalse(out.contains("JAVA_TOOL_OPTIONS"), out);
    return out;
  }

  /** Java would go on without a word with a cache that it can't use: so it is told to need it. */
  private static void assertCacheFits(Path runtime, Path jar) throws Exception {
    output(
        List.of(
            "env", "-u", "JAVA_TOOL_OPTIONS", "LC_ALL=C.UTF-8", runtime.resolve("bin/java.exe").toString(),
            "-XX:+UseSerialGC", "-XX:AOTMode=on", "-XX:AOTCache=" + runtime.resolve("reader.aot"), "-jar", jar.toString(),
            "--help"));
  }

  private static String machine() {
    return System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
  }

  private static boolean isInstalled(String program) throws Exception {
    return command("sh", "-c", "command -v " + program).waitFor() == 0;
  }

  private static Process command(String... words) throws IOException {
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
