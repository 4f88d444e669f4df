package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.Slots;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.open.OpenBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code info}: what a bundle is, without what is in it. */
@Command(name = "info")
public final class InfoCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Mixin private UnlockOptions unlock;

  private final Map<String, Long> types = new TreeMap<>();
  private final Map<String, Long> languages = new TreeMap<>();
  private long files;
  private long fileBytes;

  @Override
  public Integer call() throws IOException {
    try (var keys = unlock.keys();
        var set = OneBundle.open(folder, keys, OpenBundle.newCache())) {
      var open = set.main();
      var findings = new ArrayList<Finding>();
      set.parts().forEach(part -> findings.addAll(part.bundle().findings()));
      set.catalogue((line, card) -> count(line), fault -> found(findings, "catalogue-lost", fault));
      if (open.index().isEmpty()) {
        found(findings, "index-lost", open.indexFault());
      }
      if (open.isIndexOfOlderRules()) {
        var older =
            new Finding(
                Severity.NOTE, "index-older", open.bundle().folder().toString(),
                "The search index was made by older rules of cutting words", "Make it anew with 'bojagi reindex'.");
        Terminal.complain(older);
        findings.add(older);
      }
      var facts = facts(set);
      if (json) {
        facts.put("signature", SignerTelling.json(set.main().bundle().signers()));
        facts.put("items_not_signed", set.main().notSigned());
        facts.put("findings", findings.stream().map(FindingOutput::json).toList());
        Terminal.printJson(Json.write(facts));
      } else {
        facts.forEach(InfoCommand::print);
        tellSigners(set);
        if (facts.containsKey("withdrawn")) {
          Terminal.note(Texts.text("info.withdrawal"));
        }
      }
      return open.index().isEmpty() ? ExitCode.DAMAGED : ExitCode.DONE;
    }
  }

  private static void found(List<Finding> findings, String code, Fault fault) {
    Terminal.complain(fault);
    findings.add(Finding.of(Severity.ERROR, code, fault));
  }

  private void count(CatalogueLine line) {
    line.item()
        .ifPresent(
            item -> {
              types.merge(item.type().code(), 1L, Long::sum);
              languages.merge(item.language(), 1L, Long::sum);
            });
    files++;
    fileBytes += line.file().sizeBytes();
  }

  /** In the order in which they are told; the keys are those of the JSON. */
  private Map<String, Object> facts(OneBundle set) throws IOException {
    var open = set.main();
    var bundle = open.bundle();
    var content = bundle.root().content();
    var index = bundle.root().index();
    var facts = new LinkedHashMap<String, Object>();
    facts.put("title", bundle.about().ownTitle());
    facts.put("titles", bundle.about().title());
    facts.put("language", bundle.about().language());
    facts.put("publisher", bundle.about().publisher());
    facts.put("rights", bundle.about().rights());
    facts.put("edition", content.edition());
    putLineage(facts, set);
    facts.put("items", types.values().stream().mapToLong(Long::longValue).sum());
    facts.put("types", types);
    facts.put("languages", languages);
    facts.put("files", files);
    facts.put("bytes", fileBytes);
    facts.put("content_volumes", content.volumes().size());
    facts.put("index_volumes", index.volumes().size());
    facts.put("volume_bytes", size(content.volumes()) + size(index.volumes()));
    facts.put("lost_volumes", lost(bundle, content.volumes()) + lost(bundle, index.volumes()));
    var slots = Slots.list(folder);
    facts.put("passphrase_slots", Slots.count(slots, Slots.Kind.PASSPHRASE));
    facts.put("recipient_slots", Slots.count(slots, Slots.Kind.RECIPIENT));
    facts.put("analysis_version", index.analysis());
    facts.put("lucene_version", open.index().isPresent() ? open.index().get().luceneVersion() : "");
    facts.put("word_source", open.index().isPresent() ? open.index().get().wordSource() : "");
    return facts;
  }

  /** Of the bundle, and of each delta whose signer is another. */
  private static void tellSigners(OneBundle set) {
    var own = set.main().bundle().signers();
    SignerTelling.sentences(own).forEach(said -> Terminal.out().println(Terminal.printable(said)));
    for (var part : set.parts()) {
      var content = part.bundle().signers().content();
      if (part != set.main() && !content.isSameAs(own.content()) && (content.isSigned() || own.content().isSigned())) {
        SignerTelling.sentences(part.bundle().signers())
            .forEach(
                said ->
                    Terminal.out()
                        .println(Terminal.printable(Texts.text("signer.delta", part.edition().number(), said))));
      }
      if (part.notSigned() > 0) {
        Terminal.note(Texts.text("signer.left-out", part.notSigned()));
      }
    }
  }

  private static long size(List<VolumeFacts> volumes) {
    return volumes.stream().mapToLong(VolumeFacts::fileBytes).sum();
  }

  private static long lost(Bundle bundle, List<VolumeFacts> volumes) {
    return volumes.stream().filter(volume -> bundle.file(volume.id()).isEmpty() && !bundle.isElsewhere(volume)).count();
  }

  /** What it belongs to, and which cards and deltas are here; nothing of a bundle that is one folder. */
  private static void putLineage(Map<String, Object> facts, OneBundle set) {
    var bundle = set.main().bundle();
    var content = bundle.root().content();
    if (content.delta() != null) {
      facts.put("delta_of_edition", content.delta().edition());
      facts.put("withdrawn", content.withdrawn().size());
    }
    var deltas = set.parts().stream().filter(part -> part != set.main()).map(OpenBundle::edition).toList();
    if (!deltas.isEmpty()) {
      facts.put("delta_editions", deltas.stream().map(delta -> (Object) delta.number()).toList());
      facts.put(
          "withdrawn", set.parts().stream().mapToInt(part -> part.bundle().root().content().withdrawn().size()).sum());
    }
    if (bundle.cardCount() > 1) {
      facts.put("cards", bundle.cardCount());
      facts.put("cards_here", List.copyOf(bundle.cardsHere()));
    }
  }

  private static void print(String key, Object value) {
    var text =
        switch (value) {
          case Map<?, ?> map when key.equals("titles") && map.size() < 2 -> "";
          case Map<?, ?> map ->
              map.entrySet().stream()
                  .map(entry -> name(key, entry.getKey().toString()) + " " + entry.getValue())
                  .collect(Collectors.joining(", "));
          case Long bytes when key.endsWith("bytes") -> ByteSize.text(bytes);
          default -> value.toString();
        };
    if (!text.isEmpty()) {
      Terminal.out().println(Texts.text("info." + key) + ": " + Terminal.printable(text));
    }
  }

  private static String name(String key, String entry) {
    return key.equals("types") ? SearchOutput.typeName(entry) : entry;
  }
}
