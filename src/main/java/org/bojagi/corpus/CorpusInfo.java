package org.bojagi.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the {@code bojagi.yaml} of the corpus itself says. An empty string, list or map means: not
 * said.
 *
 * @param title by BCP 47 tag
 * @param language BCP 47 tag, {@code und} where it isn't said
 * @param featured paths of items and folders, NFC, without a {@code /} at either end, in the team's
 *     order
 * @param recipients each begins with {@code age1}; nothing else about them was checked
 */
public record CorpusInfo(
    Map<String, String> title,
    String language,
    String publisher,
    String rights,
    String description,
    List<String> creator,
    List<String> featured,
    List<String> recipients) {

  public CorpusInfo {
    title = Collections.unmodifiableMap(new LinkedHashMap<>(title));
    creator = List.copyOf(creator);
    featured = List.copyOf(featured);
    recipients = List.copyOf(recipients);
  }
}
