package org.bojagi.catalog;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A catalogue as a table: RFC 4180 in UTF-8, one line a file.
 *
 * <p>It begins with a byte order mark, without which Excel takes Korean for something else. Several values of a cell are
 * separated by {@code "; "}. A cell that a spreadsheet would take for a formula ({@code = + - @}, also full-width, or
 * behind a blank) gets an apostrophe in front, since a title may come from anyone; line ends become blanks, and what
 * steers a terminal or turns the direction of writing U+FFFD. So this is for people: JSON has every character.
 */
public final class CatalogueCsv {
  private static final String FORMULA = "=+-@＝＋－＠";
  private static final List<String> COLUMNS =
      List.of(
          "id", "path", "of", "role", "type", "title", "other_titles", "language", "creator", "contributor", "subject",
          "description", "date", "publisher", "rights", "source", "spatial", "identifier", "series", "part", "note",
          "fiction", "featured", "format", "size", "segments_sha256", "card");

  private final Appendable out;

  /** Writes the line of column names. */
  public CatalogueCsv(Appendable out) throws IOException {
    this.out = out;
    begin(out, COLUMNS);
  }

  /** Begins a table as this class writes it: the mark, then the line of column names. */
  public static void begin(Appendable out, List<String> columns) throws IOException {
    out.append('\uFEFF');
    line(out, columns);
  }

  /** One line of such a table. */
  public static void line(Appendable out, List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
    }
    out.append("\r\n");
  }

  /** @param card that the item is on where that isn't here; 0: it is here */
  public void add(CatalogueLine line, int card) throws IOException {
    var file = line.file();
    var item = line.item().orElse(null);
    var said = item == null ? DublinCore.NOTHING : item.description();
    var title = item == null ? "" : item.title();
    boolean isPart = item != null && item.series() != null;
    line(
        out,
        List.of(
            file.id(),
            file.path(),
            item == null ? file.of() : "",
            file.role().code(),
            item == null ? "" : item.type().code(),
            title,
            said.title().entrySet().stream()
                .filter(other -> !other.getValue().equals(title))
                .map(CatalogueCsv::tagged)
                .collect(Collectors.joining("; ")),
            file.language(),
            String.join("; ", said.creator()),
            String.join("; ", said.contributor()),
            String.join("; ", said.subject()),
            said.description(),
            said.date(),
            said.publisher(),
            said.rights(),
            said.source(),
            said.spatial(),
            said.identifier(),
            isPart ? item.series().title() : "",
            item == null || item.part() == 0 ? "" : Integer.toString(item.part()),
            item == null ? "" : String.join("; ", item.notes()),
            item != null && item.fiction() ? "true" : "",
            item != null && item.featured() ? "true" : "",
            file.mediaType(),
            Long.toString(file.sizeBytes()),
            Json.hex(file.sha256()),
            card == 0 ? "" : Integer.toString(card)));
  }

  private static String tagged(Map.Entry<String, String> title) {
    return title.getKey() + ": " + title.getValue();
  }

  static String cell(String value) {
    var cell = new StringBuilder(value.length() + 2);
    value
        .codePoints()
        .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : steers(c) ? 0xFFFD : c)
        .forEach(cell::appendCodePoint);
    var stripped = cell.toString().strip();
    if (!stripped.isEmpty() && FORMULA.indexOf(stripped.charAt(0)) >= 0) {
      cell.insert(0, '\'');
    }
    boolean quoted =
        cell.chars().anyMatch(c -> c == '"' || c == ',' || c == ';')
            || !cell.isEmpty() && (cell.charAt(0) == ' ' || cell.charAt(cell.length() - 1) == ' ');
    return quoted ? "\"" + cell.toString().replace("\"", "\"\"") + "\"" : cell.toString();
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      default -> c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    };
  }
}
