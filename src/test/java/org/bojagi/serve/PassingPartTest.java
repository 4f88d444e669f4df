package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.open.Library;
import org.bojagi.page.Asked;
import org.bojagi.page.PagesBundle;
import org.bojagi.page.PassPart;
import org.bojagi.page.Tongue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a choice and the first byte. */
class PassingPartTest {
  @TempDir Path folder;
  private final PassingPart part = new PassingPart(() -> {});
  private PagesBundle bundle;
  private Path medium;

  @BeforeEach
  void pack() throws Exception {
    bundle = PagesBundle.ofEachKind().pack(folder.resolve("bundle"));
    medium = Files.createDirectory(folder.resolve("medium"));
  }

  @AfterEach
  void close() throws Exception {
    bundle.close();
  }

  private PassPart.Asking asking() throws IOException {
    var selection = PassingPart.selection(bundle.library(), Asked.of("a", "력사"));
    part.choose(bundle.library(), selection, "/s/a", medium.toString(), Tongue.EN);
    return (PassPart.Asking) part.state();
  }

  @Test
  void ofAnotherLibraryThanWasChosenFromNothingIsWritten() throws Exception {
    var asking = asking();
    part.write(new Library(bundle.library().bundles()), asking.id());
    assertEquals(PassPart.Refused.CHANGED, ((PassPart.Choosing) part.state()).refused());
    try (var left = Files.list(medium)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aLinkToAReaderLeadsNowhere() throws Exception {
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createFile(elsewhere.resolve("reader.jar"));
    Files.createSymbolicLink(medium.resolve("bojagi"), elsewhere);
    var asking = asking();
    assertEquals(medium.resolve("1"), asking.folder());
    assertFalse(asking.withReader());
  }
}
