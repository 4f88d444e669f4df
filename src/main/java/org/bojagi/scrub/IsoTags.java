package org.bojagi.scrub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bojagi.scrub.Sensitive.Kind;

/** The tags of a film: {@code udta}, {@code meta} with {@code ilst}, by letters or by a table of keys. */
final class IsoTags {
  private IsoTags() {}

  private record Tag(String name, IsoBox box) {}

  /** Names what goes. */
  static void name(FileBytes file, CleaningDraft draft, IsoBox box) throws IOException {
    var tags = tags(file, box);
    for (var tag : tags) {
      if (!draft.keeps(TagKinds.of(tag.name()))) {
        draft.removed(TagKinds.of(tag.name()), "MP4 " + tag.name());
      }
    }
    if (tags.isEmpty()) {
      draft.removed(Kind.COMMENT, "MP4 " + box.type());
    }
  }

  /** Frees each tag that isn't kept; false if none is kept. */
  static boolean freeAllBut(FileBytes file, CleaningDraft draft, IsoBox box) throws IOException, BrokenStructure {
    var tags = tags(file, box);
    if (tags.stream().noneMatch(tag -> draft.keeps(TagKinds.of(tag.name())))) {
      return false;
    }
    for (var tag : tags) {
      if (!draft.keeps(TagKinds.of(tag.name()))) {
        IsoScrubbing.free(file, draft, tag.box());
      }
    }
    return true;
  }

  /** What is broken has no tags, and goes as a whole. */
  private static List<Tag> tags(FileBytes file, IsoBox box) throws IOException {
    var tags = new ArrayList<Tag>();
    try {
      if (box.type().equals("meta")) {
        items(file, box, tags);
      } else {
        for (var child : box.children(file)) {
          if (child.type().equals("meta")) {
            items(file, child, tags);
          } else {
            tags.add(new Tag(child.type(), child));
          }
        }
      }
    } catch (BrokenStructure e) {
      return List.of();
    }
    return tags;
  }

  private static void items(FileBytes file, IsoBox meta, List<Tag> tags) throws IOException, BrokenStructure {
    // QuickTime's has no version and flags.
    long from = file.is(meta.content() + 4, "hdlr") ? meta.content() : meta.content() + 4;
    var keys = new ArrayList<String>();
    for (var child : IsoBox.in(file, from, meta.end())) {
      if (child.type().equals("keys")) {
        for (var key : IsoBox.in(file, child.content() + 8, child.end())) {
          keys.add(file.text(key.content(), (int) Math.min(key.size(), 200)));
        }
      } else if (child.type().equals("ilst")) {
        for (var item : child.children(file)) {
          long index = file.u32(item.offset() + 4);
          tags.add(new Tag(index >= 1 && index <= keys.size() ? keys.get((int) index - 1) : item.type(), item));
        }
      } else if (!child.type().equals("hdlr")) {
        tags.add(new Tag(child.type(), child));
      }
    }
  }
}
