package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.NotTrustedException;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.inventory.Inventory;
import org.bojagi.inventory.SmallBundles;
import org.bojagi.sign.SigningKey;
import org.bojagi.sign.Trust;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Work on many bundles: one after the other, each for itself, and never twice. */
class EachBundleTest {
  @TempDir Path temp;
  private final X25519Identity key = X25519Identity.generate();
  private final List<String> done = new ArrayList<>();

  @Command
  private static final class Any {
    @Mixin private EachBundle each;
  }

  private static EachBundle each(Object... arguments) {
    var command = new Any();
    var texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    new CommandLine(command).setResourceBundle(Texts.bundle()).parseArgs(texts);
    return command.each;
  }

  /** Does one thing or another by a bundle's title. */
  private final class ByTitle implements EachBundle.Task {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public EachBundle.Outcome plan(FoundBundle found) {
      done.add("plan " + found.title());
      return new EachBundle.Outcome(found.title().equals("unplanned") ? ExitCode.SKIPPED : ExitCode.DONE, "something");
    }

    @Override
    public EachBundle.Outcome run(FoundBundle found) throws IOException {
      done.add(found.title());
      return switch (found.title()) {
        case "damaged" -> throw new DamagedBundleException("It is damaged", "here", "Do something.");
        case "newer" -> throw new NewerFormatException("It is newer", "here", "Get a newer program.");
        case "untrusted" -> throw new NotTrustedException("Another signed it", "here", "Ask who did.");
        case "locked" -> throw new WrongKeyException("It stays locked", "here", "Give its key.");
        case "bug" -> throw new IllegalStateException("a secret");
        case "skipped" -> new EachBundle.Outcome(ExitCode.SKIPPED, "one left out");
        default -> new EachBundle.Outcome(ExitCode.DONE, "all well");
      };
    }
  }

  @BeforeEach
  void makeBundles() throws IOException {
    for (var title : List.of("a", "damaged", "skipped", "z")) {
      SmallBundles.make(temp.resolve("heap").resolve(title), title, 1, List.of(key.recipient()));
    }
  }

  private int run(EachBundle each) throws IOException {
    try (var keys = KeyRing.of(key.copy());
        var inventory = each.inventory(List.of(temp.resolve("heap")), keys)) {
      return each.run(inventory, false, new ByTitle());
    }
  }

  @Test
  void whatFailsInOneCostsTheOthersNothingAndTheWorstIsTheEnd() throws Exception {
    assertEquals(ExitCode.DAMAGED, run(each()));
    assertEquals(List.of("a", "damaged", "skipped", "z"), done);
    SmallBundles.make(temp.resolve("heap/bug"), "bug", 1, List.of(key.recipient()));
    assertEquals(ExitCode.UNEXPECTED, run(each()));
    assertEquals("z", done.getLast());
  }

  @Test
  void aDryRunDoesNothing() throws Exception {
    assertEquals(ExitCode.DONE, run(each("--dry-run", "--journal", temp.resolve("journal"))));
    assertEquals(List.of("plan a", "plan damaged", "plan skipped", "plan z"), done);
    assertTrue(Files.notExists(temp.resolve("journal")));
  }

  @Test
  void anInterruptedRunGoesOnWhereItWas() throws Exception {
    var journal = temp.resolve("journal");
    assertEquals(ExitCode.DAMAGED, run(each("--journal", journal)));
    var whole = Files.readAllLines(journal);
    assertEquals(5, whole.size());
    // The process ended in the middle of a line.
    Files.writeString(journal, String.join("\n", whole.subList(0, 3)) + "\n" + whole.get(3).substring(0, 20));
    done.clear();
    assertEquals(ExitCode.DAMAGED, run(each("--journal", journal)));
    assertEquals(List.of("skipped", "z"), done);
    done.clear();
    assertEquals(ExitCode.DAMAGED, run(each("--journal", journal)));
    assertEquals(List.of(), done);
    assertEquals(whole, Files.readAllLines(journal));
  }

  @Test
  void aBundleThatChangedIsDoneAgain() throws Exception {
    var journal = temp.resolve("journal");
    run(each("--journal", journal));
    Files.delete(SmallBundles.files(temp.resolve("heap/z")).getFirst());
    done.clear();
    run(each("--journal", journal));
    assertEquals(List.of("z"), done);
  }

  @Test
  void whatAnotherTryMayHealIsDoneAgain() throws Exception {
    SmallBundles.make(temp.resolve("heap/bug"), "bug", 1, List.of(key.recipient()));
    var journal = temp.resolve("journal");
    run(each("--journal", journal));
    done.clear();
    run(each("--journal", journal));
    assertEquals(List.of("bug"), done);
  }

  @Test
  void whatAPersonCanSetRightIsDoneAgain() throws Exception {
    for (var title : List.of("newer", "untrusted", "locked")) {
      SmallBundles.make(temp.resolve("heap").resolve(title), title, 1, List.of(key.recipient()));
    }
    var journal = temp.resolve("journal");
    run(each("--journal", journal));
    done.clear();
    run(each("--journal", journal));
    assertEquals(List.of("locked", "newer", "untrusted"), done.stream().sorted().toList());
  }

  @Test
  void whatWasDoneOfWhoeversBundlesIsDoneAgainWhereSomebodyHasToHaveSignedThem() throws Exception {
    var journal = temp.resolve("journal");
    run(each("--journal", journal));
    try (var publisher = SigningKey.generate()) {
      var pinned = new Trust.Pinned(publisher.publisher(), Trust.Origin.GIVEN, "k.pub");
      for (var trust : List.of(new Trust(List.of(pinned), 0), new Trust(List.of(), 1), new Trust(List.of(), 2))) {
        done.clear();
        try (var keys = KeyRing.of(key.copy()).trusting(trust);
            var inventory = each().inventory(List.of(temp.resolve("heap")), keys)) {
          each("--journal", journal).run(inventory, false, new ByTitle());
        }
        assertEquals(4, done.size(), trust.toString());
      }
    }
    done.clear();
    run(each("--journal", journal));
    assertEquals(List.of(), done);
  }

  @Test
  void aDryRunEndsWithWhatItSees() throws Exception {
    SmallBundles.make(temp.resolve("heap/unplanned"), "unplanned", 1, List.of(key.recipient()));
    assertEquals(ExitCode.SKIPPED, run(each("--dry-run")));
  }

  @Test
  void anotherCommandsJournalAndWhatIsNoneAreRefused() throws Exception {
    var journal = temp.resolve("journal");
    for (var text : List.of("{\"journal\":\"other\"}\n", "no journal\n", "half a line", "{}\n")) {
      Files.writeString(journal, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      assertThrows(UsageException.class, () -> run(each("--journal", journal)), text);
      assertEquals(text, Files.readString(journal));
    }
    assertEquals(List.of(), done);
  }

  @Test
  void aFolderThatNoKeyOpensIsTheWrongKeysEnd() throws Exception {
    SmallBundles.make(temp.resolve("heap/foreign"), "x", 1, List.of(X25519Identity.generate().recipient()));
    try (var keys = KeyRing.of(key.copy());
        var inventory = each().inventory(List.of(temp.resolve("heap/a"), temp.resolve("heap/foreign")), keys)) {
      assertEquals(ExitCode.WRONG_KEY, each().run(inventory, true, new ByTitle()));
    }
    try (var keys = KeyRing.of(key.copy())) {
      assertThrows(
          WrongKeyException.class, () -> each().inventory(List.of(temp.resolve("heap/foreign")), keys));
      Files.createDirectories(temp.resolve("empty"));
      assertThrows(NotABundleException.class, () -> each().inventory(List.of(temp.resolve("empty")), keys));
    }
  }

  @Test
  void exitCodesAreOrderedFromDoneToAFaultOfOurs() {
    int[] order = {0, 3, 2, 14, 12, 10, 11, 15, 13, 1};
    for (int i = 0; i < order.length; i++) {
      for (int j = 0; j < order.length; j++) {
        assertEquals(order[Math.max(i, j)], ExitCode.worse(order[i], order[j]));
      }
      assertTrue(!EachBundle.meaning(order[i]).isEmpty());
    }
  }

  @Test
  void theRingIsNoLongerNeededOnceTheInventoryIsTaken() throws Exception {
    Inventory inventory;
    try (var keys = KeyRing.of(key.copy())) {
      inventory = each().inventory(List.of(temp.resolve("heap")), keys);
    }
    try (inventory) {
      for (var found : inventory.bundles()) {
        found.open().close();
      }
    }
  }
}
