package org.bojagi.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bojagi.SampleStick;
import org.bojagi.browser.DiskWatch;
import org.bojagi.browser.Poll;
import org.bojagi.bundle.KeyRing;
import org.bojagi.cli.SmallDisk;
import org.bojagi.open.OpenBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A part of a stick that a reader passes on: what is written, and where the medium has too little room for it. */
@EnabledOnOs(OS.LINUX)
class PassedPartIT {
  @TempDir Path folder;

  private static String choice(String page, Path target) {
    var of = Visitor.first(page, "name=\"of\" value=\"([^\"]+)\"").replace("&amp;", "&");
    return "of=" + Visitor.encoded(of) + "&target=" + Visitor.encoded(target.toString());
  }

  private static String await(Visitor visitor) throws IOException {
    return Poll.until(
        "an end", Poll.LIMIT, () -> Visitor.text(visitor.get("/part")), page -> !page.contains("<progress"));
  }

  private static String words(Visitor visitor) throws IOException {
    return Visitor.first(Visitor.text(visitor.get("/part")), "class=\"new-words\"[^>]*>([^<]+)<");
  }

  private static String yes(Visitor visitor) throws IOException {
    return "noted=yes&asked=" + Visitor.first(Visitor.text(visitor.get("/part")), "name=\"asked\" value=\"([^\"]+)\"");
  }

  @Test
  void nothingIsWrittenButTheNewBundleWhereAPersonSaid() throws Exception {
    var stick = SampleStick.quick().folder;
    var medium = Files.createDirectories(folder.resolve("medium"));
    var watch = DiskWatch.in(folder.resolve("calls"));
    String words;
    try (var visitor = new Visitor(watch.command(List.of()), folder, stick, stick)) {
      visitor.unlock(SampleStick.get().words);
      var part = Visitor.first(visitor.search("다리"), "href=\"(/part/[^\"]+)\"").replace("&amp;", "&");
      visitor.post("/part/choose", choice(Visitor.text(visitor.get(part)), medium));
      words = words(visitor);
      visitor.post("/part/write", yes(visitor));
      var done = await(visitor);
      assertTrue(done.contains(medium.resolve("1").toString()) && done.contains("was not read back"), done);
      visitor.post("/lock", "a=b");
      visitor.reader.awaitEnd();
      assertFalse(visitor.reader.said().contains(words.split(" ")[0]), visitor.reader.said());
    }
    var elsewhere =
        watch.changes(program -> true).stream()
            .filter(call -> !call.paths().stream().allMatch(path -> path.startsWith(medium)))
            .toList();
    assertEquals(List.of(), elsewhere);
    assertEquals(List.of(), watch.network(program -> true));
    try (var tree = Files.walk(medium)) {
      var names = tree.map(path -> medium.relativize(path).toString()).collect(Collectors.toSet());
      assertTrue(names.removeAll(List.of("", "1")) && names.size() >= 6, names.toString());
      assertTrue(names.stream().allMatch(name -> name.matches("1/[0-9a-f]{32}\\.age")), names.toString());
    }
    try (var keys = KeyRing.of(words.getBytes(StandardCharsets.UTF_8));
        var made = OpenBundle.open(medium.resolve("1"), keys, OpenBundle.newCache())) {
      var path = made.requireIndex().byPath(SampleStick.STORY);
      assertTrue(path.isPresent());
      assertTrue(made.requireIndex().byPath(SampleStick.FILM).isEmpty(), "what wasn't chosen went along");
    }
  }

  @Test
  void whereTheMediumFillsAPersonIsToldAndNothingIsLeft() throws Exception {
    var stick = SampleStick.quick().folder;
    try (var disk = SmallDisk.mount(folder.resolve("medium"), 24 << 20);
        var visitor = new Visitor(folder, stick, stick)) {
      visitor.unlock(SampleStick.get().words);
      var choice = choice(Visitor.text(visitor.get("/part/all")), disk.folder());
      var filler = disk.folder().resolve("filler");
      Files.write(filler, new byte[23 << 20]);
      visitor.post("/part/choose", choice);
      assertTrue(Visitor.text(visitor.get("/part")).contains("not enough room"), "before anything is written");
      Files.delete(filler);
      visitor.post("/part/choose", choice);
      words(visitor);
      Files.write(filler, new byte[23 << 20]);
      visitor.post("/part/write", yes(visitor));
      var refused = await(visitor);
      assertTrue(refused.contains("There is not enough room. Nothing of it lies there."), refused);
      try (var left = Files.list(disk.folder())) {
        assertEquals(List.of(filler), left.toList());
      }
    }
  }
}
