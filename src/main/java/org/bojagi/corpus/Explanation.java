package org.bojagi.corpus;

import java.util.List;
import java.util.Locale;

/**
 * Why an item is what it is, in one sentence.
 *
 * @param reason key of the sentence in {@code messages.properties}, after the name of the topic
 * @param arguments what the sentence names: a title, a path, a language
 */
public record Explanation(Topic topic, String reason, List<String> arguments) {

  /** In the order in which they are told. */
  public enum Topic {
    TITLE,
    TYPE,
    SERIES,
    LANGUAGE,
    DATE,
    FILES
  }

  public Explanation {
    arguments = List.copyOf(arguments);
  }

  static Explanation of(Topic topic, String reason, String... arguments) {
    return new Explanation(topic, reason, List.of(arguments));
  }

  /**
   * @param locale Korean, or English for all others
   */
  public String sentence(Locale locale) {
    var messages = Messages.in(locale);
    var words = arguments.stream().map(Names::printable).toArray();
    if (topic == Topic.TYPE) {
      words[0] = messages.format("type." + words[0]);
    }
    return messages.format(
        "explain." + topic.name().toLowerCase(Locale.ROOT) + "." + reason, words);
  }
}
