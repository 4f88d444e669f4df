package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalogue can name, and what then lies on the disk. */
class TargetFolderTest {
  @TempDir Path outside;

  private Path folder() {
    return outside.resolve("out");
  }

  private static PackedFile file(String path, String text) throws Exception {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var segments = MessageDigest.getInstance("SHA-256").digest(bytes);
    var whole = MessageDigest.getInstance("SHA-256").digest(segments);
    return new PackedFile(
        path, path, path, Role.ITEM, "", "text/plain", "und", null, "", bytes.length, null, Map.of(),
        segments, whole);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Every file below {@link #outside}. */
  private TreeMap<String, String> tree() throws IOException {
    var found = new TreeMap<String, String>();
    try (var files = Files.walk(outside)) {
      for (var path : files.filter(Files::isRegularFile).toList()) {
        found.put(outside.relativize(path).toString(), Files.readString(path));
      }
    }
    return found;
  }

  @Test
  void hostileNamesStayInTheFolder() throws Exception {
    try (var target = new TargetFolder(folder(), true)) {
      for (var name : List.of("../../evil", "/evil", "a/../../../evil", "C:\\evil", "nul", "x\0y", "~/evil")) {
        target.write(file(name, name), bytes(name));
      }
    }
    assertEquals(7, tree().size());
    tree().keySet().forEach(path -> assertEquals(true, path.startsWith("out/"), path));
  }

  @Test
  void namesThatBecomeTheSameAreKeptApartEvenWhenForced() throws Exception {
    try (var target = new TargetFolder(folder(), true)) {
      assertEquals("a_b.txt", target.write(file("a:b.txt", "1"), bytes("1")));
      assertEquals("a_b~2.txt", target.write(file("a?b.txt", "2"), bytes("2")));
      assertEquals("A_B~3.txt", target.write(file("A|B.txt", "3"), bytes("3")));
    }
    assertEquals(List.of("3", "1", "2"), List.copyOf(tree().values()));
  }

  @Test
  void whatIsNotWhatTheCatalogueNamesLeavesNothing() throws Exception {
    try (var target = new TargetFolder(folder(), false)) {
      assertThrows(DamagedBundleException.class, () -> target.write(file("a", "right"), bytes("wrong")));
      assertThrows(DamagedBundleException.class, () -> target.write(file("b", "right"), bytes("")));
      assertThrows(DamagedBundleException.class, () -> target.write(file("c", "right"), bytes("right and more")));
      var failing =
          new InputStream() {
            @Override
            public int read() throws IOException {
              throw new IOException("the stick was pulled");
            }
          };
      assertThrows(IOException.class, () -> target.write(file("d", "right"), failing));
    }
    assertEquals(0, tree().size());
  }

  @Test
  void aNameThatIsAFileAndAFolderIsOneOfThem() throws Exception {
    try (var target = new TargetFolder(folder(), true)) {
      target.write(file("a/b", "1"), bytes("1"));
      assertThrows(UsageException.class, () -> target.write(file("a", "2"), bytes("2")));
      target.write(file("c", "3"), bytes("3"));
      assertThrows(IOException.class, () -> target.write(file("c/d", "4"), bytes("4")));
    }
    assertEquals(List.of("1", "3"), List.copyOf(tree().values()));
  }

  @Test
  void whatIsThereStays() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("a"), "mine");
    try (var target = new TargetFolder(folder(), false)) {
      assertThrows(UsageException.class, () -> target.write(file("a", "theirs"), bytes("theirs")));
    }
    assertEquals("mine", tree().get("out/a"));
  }

  @Test
  void aLinkInTheFolderLeadsNothingOut() throws Exception {
    var elsewhere = Files.createDirectory(outside.resolve("elsewhere"));
    Files.createDirectory(folder());
    Files.createSymbolicLink(folder().resolve("films"), elsewhere);
    try (var target = new TargetFolder(folder(), true)) {
      assertThrows(UsageException.class, () -> target.write(file("films/a.txt", "1"), bytes("1")));
      assertThrows(UsageException.class, () -> target.write(file("films/below/a.txt", "1"), bytes("1")));
      assertEquals("other/a.txt", target.write(file("other/a.txt", "2"), bytes("2")));
    }
    assertEquals(List.of("out/other/a.txt"), List.copyOf(tree().keySet()));
  }
}
