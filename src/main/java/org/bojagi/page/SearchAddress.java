package org.bojagi.page;

import java.util.function.UnaryOperator;

/**
 * The address of a search's page, both ways: {@code /s/ID}, and what narrows it, in words of ours alone.
 */
public final class SearchAddress {
  private static final String TYPE = "[a-z]{1,20}";
  private static final String LANGUAGE = "[A-Za-z0-9-]{1,35}";
  private static final String FROM = "[0-9]{1,7}";

  private SearchAddress() {}

  public static String of(Asked asked) {
    var address = new StringBuilder("/s/").append(asked.id());
    add(address, "type", asked.type());
    add(address, "language", asked.language());
    add(address, "from", asked.from() > 0 ? String.valueOf(asked.from()) : "");
    return address.toString();
  }

  private static void add(StringBuilder address, String name, String value) {
    if (!value.isEmpty()) {
      address.append(address.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value);
    }
  }

  /**
   * @param field of the address or of a form, by its name; empty where it has none. What is not of
   *     its kind is left out
   */
  public static Asked read(String id, String query, UnaryOperator<String> field) {
    var from = only(FROM, field.apply("from"));
    return new Asked(
        id,
        query,
        only(TYPE, field.apply("type")),
        only(LANGUAGE, field.apply("language")),
        from.isEmpty() ? 0 : Integer.parseInt(from));
  }

  private static String only(String pattern, String value) {
    return value.matches(pattern) ? value : "";
  }
}
