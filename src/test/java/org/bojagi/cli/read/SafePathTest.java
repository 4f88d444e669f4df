package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

/** A name from a hostile catalogue never leads out of the folder, and any name can be written anywhere. */
class SafePathTest {
  private static final Path FOLDER = Path.of("out").toAbsolutePath();

  @Test
  void ordinaryNamesStay() {
    for (var name : List.of("a.txt", "이야기/다리 우에서/1.ko.md", "영상/🎬 x.mp4", ".hidden", "a..b/c...d", "com10/nullable")) {
      assertEquals(name, SafePath.of(name));
    }
  }

  @Test
  void pathsNeverLeaveTheFolder() {
    assertEquals("__/__/etc/passwd", SafePath.of("../../etc/passwd"));
    assertEquals("etc/passwd", SafePath.of("/etc/passwd"));
    assertEquals("a/b", SafePath.of("a/./b"));
    assertEquals("a/__/b", SafePath.of("a/../b"));
    assertEquals("C_/Windows/x", SafePath.of("C:/Windows/x"));
    assertEquals("C__Windows_x", SafePath.of("C:\\Windows\\x"));
    assertEquals("..__server_share", SafePath.of("..\\\\server\\share"));
    assertEquals("_", SafePath.of(""));
    assertEquals("_", SafePath.of("/"));
    assertEquals("_", SafePath.of("./."));
  }

  @Test
  void namesThatWindowsCantHoldAreChanged() {
    assertEquals("_con", SafePath.of("con"));
    assertEquals("_CON.txt", SafePath.of("CON.txt"));
    assertEquals("_nul .tar.gz", SafePath.of("nul .tar.gz"));
    assertEquals("x/_lpt1/y", SafePath.of("x/lpt1/y"));
    assertEquals("a_b_c_d_e_", SafePath.of("a:b*c?d\"e|"));
    assertEquals("end_", SafePath.of("end."));
    assertEquals("end_", SafePath.of("end "));
    assertEquals("a_b", SafePath.of("a\0b"));
    assertEquals("a_b", SafePath.of("a\nb"));
  }

  /** {@code photo} and, as shown, {@code dm.exe.jpg}. */
  @Test
  void namesThatPretendAnotherExtensionAreChanged() {
    assertEquals("photo_gpj.exe.md", SafePath.of("photo\u202Egpj.exe.md"));
    assertEquals("a_b_c_d_e_f", SafePath.of("a\u200Eb\u061Cc\u2066d\u2028e\uFEFFf"));
    for (var needed : List.of("👩\u200D👧.jpg", "می\u200Cخواهم.txt")) {
      assertEquals(needed, SafePath.of(needed));
    }
  }

  @Test
  void longNamesAreCutBeforeTheirExtension() {
    var name = SafePath.of("가".repeat(100) + ".mp4");
    assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 240);
    assertTrue(name.startsWith("가가") && name.endsWith("가.mp4"));
  }

  @Test
  void aTakenNameGetsANumber() {
    assertEquals("a/b~2.txt", SafePath.numbered("a/b.txt", 2));
    assertEquals("a.b/c~3", SafePath.numbered("a.b/c", 3));
    assertEquals(".hidden~2", SafePath.numbered(".hidden", 2));
  }

  @Test
  void noMixtureOfOddPiecesEscapes() {
    var random = new Random(Trials.seed(SafePathTest.class));
    var pieces = List.of("..", ".", "/", "\\", ":", "C:", "con", "nul", "\0", " ", "a", "가", "🎬", "\uD83C", "~", "x.y");
    for (int trial = 0; trial < Trials.of(20_000); trial++) {
      var path = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        path.append(pieces.get(random.nextInt(pieces.size())));
      }
      var safe = SafePath.of(path.toString());
      assertTrue(SafePath.below(FOLDER, safe).isPresent(), path + " became " + safe);
      for (var name : safe.split("/")) {
        assertFalse(name.isEmpty() || name.equals("..") || name.endsWith(".") || name.endsWith(" "), safe);
        assertFalse(name.matches(".*[<>:\"|?*\\\\\\x00-\\x1F].*"), safe);
      }
    }
  }
}
