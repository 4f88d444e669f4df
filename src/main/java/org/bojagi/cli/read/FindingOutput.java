package org.bojagi.cli.read;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bojagi.fault.Finding;

/** Findings as JSON, the same in every report. */
public final class FindingOutput {
  private FindingOutput() {}

  public static Map<String, Object> json(Finding finding) {
    var json = new LinkedHashMap<String, Object>();
    json.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.put("code", finding.code());
    json.put("where", finding.where());
    json.put("what", finding.what());
    json.put("hint", finding.hint());
    return json;
  }
}
