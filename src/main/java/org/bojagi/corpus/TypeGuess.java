package org.bojagi.corpus;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.ItemType;
import org.bojagi.corpus.FileKind.Family;

/**
 * What an item is to a reader, and why.
 *
 * @param reason a key of {@code explain.type}
 * @param where file and line, or the folder's name; empty where neither says it
 */
record TypeGuess(ItemType type, String reason, String where) {
  private static final Map<String, ItemType> FOLDERS = new HashMap<>();
  private static final Set<ItemType> READ =
      EnumSet.of(
          ItemType.STORY,
          ItemType.EXPLAINER,
          ItemType.BOOK,
          ItemType.DOCUMENT,
          ItemType.LETTER,
          ItemType.EVENT,
          ItemType.COLLECTION);

  static {
    folders(ItemType.STORY, "이야기", "소설", "수기", "증언", "stories", "story", "testimonies", "fiction");
    folders(ItemType.EXPLAINER, "알아두기", "해설", "explainers", "good to know");
    folders(ItemType.LETTER, "편지", "letters");
    folders(ItemType.EVENT, "소식", "행사", "events", "news");
    folders(ItemType.BOOK, "책", "도서", "books");
    folders(ItemType.MUSIC, "음악", "노래", "music", "songs");
  }

  private static void folders(ItemType type, String... names) {
    for (var name : names) {
      FOLDERS.put(Normalizer.normalize(name, Normalizer.Form.NFC), type);
    }
  }

  /**
   * @param own metadata of the item itself
   * @param inherited of its folder
   */
  static TypeGuess of(
      Draft draft, Metadata own, Metadata inherited, boolean inSeries, boolean dated) {
    if (own.has(MetadataKey.TYPE)) {
      return new TypeGuess(declared(own), "declared", own.where(MetadataKey.TYPE));
    }
    // A folder of stories has pictures and films in it too: these stay what they are.
    if (inherited.has(MetadataKey.TYPE) && fits(draft.family, declared(inherited))) {
      return new TypeGuess(declared(inherited), "folder", inherited.where(MetadataKey.TYPE));
    }
    for (var folder = draft.folder(); !folder.isEmpty(); folder = Names.folderOf(folder)) {
      var name = Names.nameOf(folder);
      var type = FOLDERS.get(FileName.spaced(name).toLowerCase(Locale.ROOT));
      if (type != null && fits(draft.family, type) && (type != ItemType.EVENT || dated)) {
        return new TypeGuess(type, "foldername", name);
      }
    }
    return switch (draft.family) {
      case FILM -> new TypeGuess(ItemType.FILM, "name", "");
      case SOUND -> new TypeGuess(ItemType.SOUND, "name", "");
      case PICTURE -> new TypeGuess(ItemType.PICTURE, "name", "");
      case BOOK -> new TypeGuess(ItemType.BOOK, "name", "");
      case DOCUMENT, SUBTITLES, OTHER -> new TypeGuess(ItemType.DOCUMENT, "name", "");
      case TEXT ->
          own.flag(MetadataKey.FICTION) || inherited.flag(MetadataKey.FICTION)
              ? new TypeGuess(ItemType.STORY, "fiction", "")
              : inSeries
                  ? new TypeGuess(ItemType.STORY, "series", "")
                  : new TypeGuess(ItemType.EXPLAINER, "otherwise", "");
    };
  }

  private static ItemType declared(Metadata metadata) {
    return ItemType.of(metadata.text(MetadataKey.TYPE)).orElseThrow();
  }

  private static boolean fits(Family family, ItemType type) {
    return switch (family) {
      case FILM -> type == ItemType.FILM;
      case SOUND -> type == ItemType.SOUND || type == ItemType.MUSIC;
      case PICTURE -> type == ItemType.PICTURE;
      case TEXT, DOCUMENT, BOOK -> READ.contains(type);
      case SUBTITLES, OTHER -> false;
    };
  }
}
