package org.bojagi.serve;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was searched for in this session, so that an address can name it without saying it. The last 200. */
final class Searches {
  private static final int KEPT = 200;
  static final int MAX_QUERY_CHARS = 1_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> queries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };

  /** @return the id of the search's page */
  synchronized String remember(String query) {
    var bytes = new byte[8];
    random.nextBytes(bytes);
    var id = HexFormat.of().formatHex(bytes);
    queries.put(id, query.length() <= MAX_QUERY_CHARS ? query : query.substring(0, MAX_QUERY_CHARS));
    return id;
  }

  synchronized Optional<String> query(String id) {
    return Optional.ofNullable(queries.get(id));
  }
}
