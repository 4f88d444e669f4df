package org.bojagi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export}: plain files, and what is said before. */
class ExportIT {
  @TempDir Path folder;

  private Bojagi.Outcome export(String... more) throws Exception {
    var small = SmallBundle.get();
    var arguments = new ArrayList<>(List.of("export", small.bundle.toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--identity", small.key.toString()));
    return Bojagi.run(arguments.toArray(String[]::new));
  }

  @Test
  void aFolderForPlayersIsWrittenWhereThatIsMeantAndSaysWhatIsGivenUp() throws Exception {
    var out = folder.resolve("out");
    export("--player", "-o", out.toString()).fails(2, "--yes");
    assertFalse(Files.exists(out));
    var report = folder.resolve("report.html");
    var run =
        export(
                "영상", "이야기", "없는 것", "--player", "--as-they-are", "-o", out.toString(), "--yes", "--report", report.toString())
            .fails(3, "없는 것");
    assertTrue(Files.readString(report).contains("없는 것"), "what was not found is in the report");
    assertTrue(run.err().contains("gives up the encryption"), run.err());
    var tree = SmallBundle.tree(out);
    var film = tree.keySet().stream().filter(path -> path.endsWith(".mp4")).findFirst().orElseThrow();
    assertArrayEquals(SmallBundle.get().files.get("영상/살구나무.mp4"), tree.get(film));
    assertTrue(tree.containsKey(film.replace(".mp4", ".srt")), tree.keySet().toString());
    assertTrue(tree.containsKey("index.html"));
    assertEquals(1, tree.keySet().stream().filter(path -> path.endsWith(".mp4")).count());
  }

  @Test
  void aZipNeedsAPasswordThatHoldsAndADryRunWritesNothing() throws Exception {
    var weak = Files.writeString(folder.resolve("weak"), "12345678\n").toString();
    var zip = folder.resolve("out.zip").toString();
    export("--zip", zip, "--new-passphrase-file", weak, "--yes").fails(2, "10^18");
    var dry = export("--zip", zip, "--dry-run", "--type", "film", "--json").succeeds();
    assertTrue(dry.out().contains("\"items\":1"), dry.out());
    assertEquals(1, SmallBundle.tree(folder).size());
  }
}
