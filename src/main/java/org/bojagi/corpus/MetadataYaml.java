package org.bojagi.corpus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the keys of a {@code bojagi.yaml}, a sidecar or front matter, each with its line.
 *
 * <p>YAML 1.2, one document. It is read as nodes and never turned into objects. Limits: {@value
 * #MAX_BYTES} bytes, {@value #MAX_DEPTH} levels, {@value #MAX_ALIASES} aliases, {@value
 * #MAX_EVENTS} events. A finding names a line and a key, and never a value of a key that we don't
 * know: it may be one that was meant to be private.
 */
final class MetadataYaml {
  static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_ALIASES = 20;
  private static final int MAX_EVENTS = 20_000;

  /** Of one kind and file: a file that isn't metadata at all may have thousands. */
  private static final int MAX_FINDINGS = 20;

  private static final String HOW =
      "Write one key a line, like  title: A name  and put texts with : or # in them between"
          + " quotes.";

  private final String file;
  private final int linesBefore;
  private final MetadataKey.Level level;
  private final Consumer<Finding> findings;
  private final Map<MetadataKey, Metadata.Value> values = new EnumMap<>(MetadataKey.class);
  private final Map<String, Integer> told = new HashMap<>();
  private boolean understood = true;

  private MetadataYaml(
      String file, int linesBefore, MetadataKey.Level level, Consumer<Finding> findings) {
    this.file = file;
    this.linesBefore = linesBefore;
    this.level = level;
    this.findings = findings;
  }

  /**
   * What can be used is used; the rest is told to {@code findings}.
   *
   * @param file that it stands in, for findings
   * @param linesBefore lines of that file that come before {@code yaml}
   */
  static Metadata read(
      String file,
      int linesBefore,
      String yaml,
      MetadataKey.Level level,
      Consumer<Finding> findings) {
    var reader = new MetadataYaml(Names.printable(file), linesBefore, level, findings);
    try {
      reader.read(yaml);
    } catch (MarkedYamlEngineException e) {
      reader.unreadable(
          e.getProblemMark().map(mark -> mark.getLine()).orElse(0), "this is not YAML");
    } catch (YamlEngineException e) {
      reader.unreadable(0, "this is not YAML");
    }
    return new Metadata(reader.values, reader.understood);
  }

  private void read(String yaml) {
    var settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_BYTES)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setAllowRecursiveKeys(false)
            .setLabel("metadata")
            .build();
    // The composer recurses once a level: depth is counted first, by the parser, which doesn't.
    if (!isWithinLimits(new Parse(settings).parseString(yaml))) {
      return;
    }
    var root = new Compose(settings).composeString(yaml);
    if (root.isEmpty() || isEmpty(root.get())) {
      return;
    }
    if (!(root.get() instanceof MappingNode mapping)) {
      unreadable(line(root.get()), "these are no keys with values");
      return;
    }
    for (var tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        take(key, tuple.getValueNode());
      } else {
        unreadable(line(tuple.getKeyNode()), "a key must be one word");
      }
    }
  }

  private boolean isWithinLimits(Iterable<org.snakeyaml.engine.v2.events.Event> events) {
    int depth = 0;
    int aliases = 0;
    int count = 0;
    for (var event : events) {
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      aliases += event instanceof AliasEvent ? 1 : 0;
      count++;
      if (depth > MAX_DEPTH || aliases > MAX_ALIASES || count > MAX_EVENTS) {
        var what =
            depth > MAX_DEPTH
                ? "this goes too deep"
                : aliases > MAX_ALIASES ? "too many aliases" : "too much";
        unreadable(event.getStartMark().map(mark -> mark.getLine()).orElse(0), what);
        return false;
      }
    }
    return true;
  }

  private void take(ScalarNode keyNode, Node valueNode) {
    var written = keyNode.getValue();
    var where = file + ":" + (line(keyNode) + linesBefore + 1);
    var found = MetadataKey.of(written);
    if (found.isEmpty()) {
      understood = false;
      var nearest = MetadataKey.nearest(written);
      // A long "key" is a sentence of the team's: it isn't repeated.
      var name = Names.printable(written);
      tell(
          "metadata-key-unknown",
          where,
          written.length() > 40
              ? "this key is unknown"
              : nearest.isEmpty()
                  ? "key '" + name + "' is unknown"
                  : "key '" + name + "' is unknown, did you mean '" + nearest + "'?",
          nearest.isEmpty() ? "docs/corpus.md lists the keys." : "");
      return;
    }
    var key = found.get();
    if (key == MetadataKey.PRIVATE) {
      understood = false;
      return;
    }
    if (!level.has(key)) {
      understood = false;
      tell(
          "metadata-key-elsewhere",
          where,
          "key '" + written.strip() + "' means nothing here",
          elsewhere(key));
      return;
    }
    if (values.containsKey(key)) {
      understood = false;
      tell(
          "metadata-key-twice",
          where,
          "key '" + written.strip() + "' is here twice; the first is used",
          "");
      return;
    }
    var raw = raw(valueNode, where, key);
    var complaint = new ArrayList<String>();
    raw.flatMap(value -> MetadataValues.checked(key, value, complaint::add))
        .ifPresent(value -> values.put(key, value));
    for (var what : complaint) {
      understood = false;
      tell(
          "metadata-value",
          where,
          "key '" + written.strip() + "': " + what,
          MetadataValues.hint(key));
    }
  }

  /** Empty where nothing is written after the key. */
  private Optional<Metadata.Value> raw(Node node, String where, MetadataKey key) {
    var list = new ArrayList<String>();
    var byLanguage = new LinkedHashMap<String, String>();
    var odd = new ArrayDeque<Node>();
    switch (node) {
      case ScalarNode scalar when isEmpty(scalar) -> {}
      case ScalarNode scalar -> list.add(scalar.getValue());
      case SequenceNode sequence -> {
        for (var element : sequence.getValue()) {
          if (element instanceof ScalarNode scalar) {
            list.add(scalar.getValue());
          } else {
            odd.add(element);
          }
        }
      }
      case MappingNode mapping -> {
        for (var tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode name
              && tuple.getValueNode() instanceof ScalarNode scalar) {
            byLanguage.put(name.getValue(), scalar.getValue());
          } else {
            odd.add(tuple.getKeyNode());
          }
        }
      }
      default -> odd.add(node);
    }
    if (!odd.isEmpty()) {
      understood = false;
      tell(
          "metadata-value",
          file + ":" + (line(odd.peek()) + linesBefore + 1),
          "key '" + key.code() + "' has a list within a list",
          MetadataValues.hint(key));
    }
    return list.isEmpty() && byLanguage.isEmpty()
        ? Optional.empty()
        : Optional.of(new Metadata.Value(list, byLanguage, where));
  }

  private static String elsewhere(MetadataKey key) {
    if (key == MetadataKey.RECIPIENTS || key == MetadataKey.FEATURED) {
      return "Write it in the bojagi.yaml of the corpus itself.";
    }
    return "Write it beside one item: in front matter or in a .yaml of the same name.";
  }

  private static boolean isEmpty(Node node) {
    return node instanceof ScalarNode scalar
        && (scalar.getValue().isBlank()
            || scalar.isPlain() && List.of("~", "null").contains(scalar.getValue()));
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine()).orElse(0);
  }

  private void unreadable(int line, String what) {
    understood = false;
    tell(Severity.ERROR, "metadata-unreadable", file + ":" + (line + linesBefore + 1), what, HOW);
  }

  private void tell(String code, String where, String what, String hint) {
    tell(Severity.WARNING, code, where, what, hint);
  }

  private void tell(Severity severity, String code, String where, String what, String hint) {
    int number = told.merge(code, 1, Integer::sum);
    if (number <= MAX_FINDINGS) {
      findings.accept(new Finding(severity, code, where, what, hint));
    } else if (number == MAX_FINDINGS + 1) {
      findings.accept(
          new Finding(severity, code, where, "there is more like this, which isn't named", HOW));
    }
  }
}
