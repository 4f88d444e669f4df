package org.bojagi.cli.pack;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.bojagi.catalog.Json;
import org.bojagi.cli.read.FindingOutput;
import org.bojagi.scrub.Sensitive;
import org.bojagi.seal.PackReport;
import org.bojagi.seal.PackReport.CardReport;
import org.bojagi.seal.PackReport.Duplicate;
import org.bojagi.seal.PackReport.LeftOut;
import org.bojagi.seal.PackReport.Revealing;
import org.bojagi.seal.PackReport.Scrubbed;
import org.bojagi.seal.PackReport.TypeShare;

/**
 * A report as one JSON object on one line. Written piece by piece: the lists may name a hundred thousand
 * files. Names of fields are a contract; more may come.
 */
final class PackReportJson {
  private final Appendable out;
  private boolean first = true;

  private PackReportJson(Appendable out) {
    this.out = out;
  }

  /** @param event whether it is the last of a stream of events */
  static void write(PackOutcome outcome, boolean event, Appendable out) throws IOException {
    var report = outcome.report();
    var details = report.details();
    var json = new PackReportJson(out);
    out.append('{');
    if (event) {
      json.field("event", "done");
    }
    json.field("bundle", outcome.bundle().toString());
    json.field("items", report.items());
    json.field("files", report.files());
    json.field("renditions", report.renditions());
    json.field("source_bytes", report.sourceBytes());
    json.field("bundle_bytes", report.bundleBytes());
    json.field("slots", outcome.slots());
    if (outcome.edition() != null) {
      json.field("unchanged", outcome.edition().unchangedItems());
      json.field("withdrawn", outcome.edition().withdrawnItems());
      json.field("reused_volumes", outcome.edition().reusedVolumes());
      json.field("reused_bytes", outcome.edition().reusedBytes());
      json.field("files_not_read", outcome.edition().filesNotRead());
    }
    json.list("findings", report.findings(), FindingOutput::json);
    json.list("revealing", report.revealing(), PackReportJson::json);
    json.list("types", details.types(), PackReportJson::json);
    json.field("languages", details.itemsByLanguage());
    json.field("duplicate_bytes", details.duplicateBytes());
    json.list("duplicates", details.duplicates(), PackReportJson::json);
    json.list("scrubbed", details.scrubbed(), PackReportJson::json);
    json.list("left_out", details.leftOut(), PackReportJson::json);
    json.list("cards", details.cards(), PackReportJson::json);
    var milliseconds = new LinkedHashMap<String, Object>();
    details.stages().forEach(stage -> milliseconds.put(code(stage.stage()), stage.time().toMillis()));
    json.field("stage_milliseconds", milliseconds);
    out.append('}');
  }

  private static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void field(String name, Object value) throws IOException {
    name(name);
    // As the only element of an array, since a value alone is no document to every writer of JSON.
    var array = Json.write(List.of(value));
    out.append(array, 1, array.length() - 1);
  }

  private <T> void list(String name, List<T> elements, Function<T, Map<String, Object>> json) throws IOException {
    name(name);
    out.append('[');
    boolean next = false;
    for (var element : elements) {
      if (next) {
        out.append(',');
      }
      next = true;
      out.append(Json.write(json.apply(element)));
    }
    out.append(']');
  }

  private void name(String name) throws IOException {
    out.append(first ? "\"" : ",\"").append(name).append("\":");
    first = false;
  }

  private static Map<String, Object> json(Revealing file) {
    var json = new LinkedHashMap<String, Object>();
    json.put("path", file.path());
    putFields(json, "kinds", "fields", file.fields());
    return json;
  }

  private static void putFields(Map<String, Object> json, String kinds, String fields, List<Sensitive> sensitive) {
    json.put(kinds, PackReport.kinds(sensitive).stream().map(PackReportJson::code).toList());
    json.put(fields, sensitive.stream().map(Sensitive::fieldName).distinct().toList());
  }

  private static Map<String, Object> json(TypeShare share) {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", share.type());
    json.put("items", share.items());
    json.put("files", share.files());
    json.put("source_bytes", share.sourceBytes());
    json.put("sealed_bytes", share.sealedBytes());
    return json;
  }

  private static Map<String, Object> json(Duplicate duplicate) {
    var json = new LinkedHashMap<String, Object>();
    json.put("path", duplicate.path());
    json.put("same_as", duplicate.sameAs());
    json.put("saved_bytes", duplicate.savedBytes());
    return json;
  }

  private static Map<String, Object> json(Scrubbed file) {
    var json = new LinkedHashMap<String, Object>();
    json.put("path", file.path());
    putFields(json, "removed_kinds", "removed", file.removed());
    putFields(json, "left_kinds", "left", file.left());
    putFields(json, "kept_kinds", "kept", file.kept());
    return json;
  }

  private static Map<String, Object> json(LeftOut file) {
    var json = new LinkedHashMap<String, Object>();
    json.put("path", file.path());
    json.put("reason", file.reason());
    if (file.sizeBytes() >= 0) {
      json.put("size_bytes", file.sizeBytes());
    }
    return json;
  }

  private static Map<String, Object> json(CardReport card) {
    var parts = new LinkedHashMap<String, Object>();
    card.parts().forEach(part -> parts.put(part.name(), part.sizeBytes()));
    var json = new LinkedHashMap<String, Object>();
    json.put("number", card.number());
    json.put("capacity_bytes", card.capacityBytes());
    json.put("parts", parts);
    json.put("free_bytes", card.freeBytes());
    return json;
  }
}
