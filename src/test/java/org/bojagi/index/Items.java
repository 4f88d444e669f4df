package org.bojagi.index;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.text.Passages;

/** Items of one text for tests; where their file "lies" is the text itself. */
public final class Items {
  private Items() {}

  public static IndexedItem text(String path, String language, TextFormat format, String text) {
    return item(path, language, ItemType.DOCUMENT, DublinCore.NOTHING, null, format, text);
  }

  public static IndexedItem titled(String path, String language, String title, String text) {
    var description = DublinCore.NOTHING.withTitle(Map.of(language, title));
    return item(path, language, ItemType.STORY, description, null, TextFormat.PLAIN, text);
  }

  public static IndexedItem item(
      String path,
      String language,
      ItemType type,
      DublinCore description,
      Item.Series series,
      TextFormat format,
      String text) {
    var item =
        new Item(
            Item.idOf(path), path, type, language, description, series, 0, 0, List.of(), false, false);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var file =
        new PackedFile(
            item.id(),
            path,
            item.id(),
            Role.ITEM,
            "",
            "text/plain",
            language,
            format,
            "",
            bytes.length,
            null,
            Map.of(),
            bytes,
            HexFormat.of().parseHex(Item.idOf(text)));
    var texts =
        text.isEmpty()
            ? List.<IndexedText>of()
            : List.of(new IndexedText(0, language, format, "", Passages.cut(format, text)));
    return new IndexedItem(item, List.of(file), texts, bytes);
  }
}
