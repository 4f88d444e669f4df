package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bojagi.browser.Poll;
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
    var selection = part.selection(bundle.library(), Asked.of("a", "력사"), "/s/a").orElseThrow();
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

  @Test
  void aLongListIsGatheredWhileThePageSaysHowFar() throws Exception {
    var slow = new PassingPart(() -> {}, 0);
    var asked = Asked.of("a", "력사");
    var shown = slow.offer(bundle.library(), asked, "/s/a");
    assertTrue(shown instanceof PassPart.Gathering || shown instanceof PassPart.Choosing, shown.toString());
    Poll.until("the list is gathered", Poll.LIMIT, slow::state, state -> state instanceof PassPart.Choosing);
    var chosen = ((PassPart.Choosing) slow.state()).chosen();
    var atOnce = (PassPart.Choosing) part.offer(bundle.library(), asked, "/s/a");
    assertEquals(atOnce.chosen(), chosen);
    // To choose a place gathers nothing anew.
    assertTrue(slow.selection(bundle.library(), asked, "/s/a").isPresent());
    assertTrue(slow.selection(new Library(bundle.library().bundles()), asked, "/s/a").isEmpty());
  }

  @Test
  void whoeverLeavesWhileAListIsGatheredHasLeft() throws Exception {
    var left = new PassingPart(() -> {}, 0);
    for (int i = 0; i < 20; i++) {
      left.offer(bundle.library(), Asked.of("a", "력사"), "/s/a");
      left.leave();
      assertEquals(new PassPart.Nothing(), left.state());
    }
  }
}
