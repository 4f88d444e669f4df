package org.bojagi.recover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.recover.RecoveredFile.Proof;

/**
 * What was taken out and what is lost: every file that isn't whole is named, with the ranges that are missing.
 *
 * @param findings about volumes, roots, slots and index, of all bundles
 */
public record RecoveryReport(List<OfBundle> bundles, List<Finding> findings) {
  /** Code of the finding that the target didn't take a file. */
  static final String NOT_WRITTEN = "not-written";

  public RecoveryReport {
    bundles = List.copyOf(bundles);
    findings = List.copyOf(findings);
  }

  /**
   * One bundle.
   *
   * @param title empty where no root says it, as {@code edition} then is 0
   * @param folder that its files are in; of a dry run empty
   * @param lostBytes of files whose size is known
   * @param wholeFiles those that are proven and whole, some of which an earlier run took out
   * @param imperfect every file that is incomplete, lost or unproven, and every one that got another name
   */
  public record OfBundle(
      String bundle,
      String title,
      int edition,
      boolean hasRoot,
      String folder,
      int wholeFiles,
      int keptFiles,
      long soundBytes,
      long lostBytes,
      List<RecoveredFile> imperfect) {
    public OfBundle {
      imperfect = List.copyOf(imperfect);
    }

    public List<RecoveredFile> incomplete() {
      return imperfect.stream().filter(file -> !file.isWhole() && !file.isLost()).toList();
    }

    public List<RecoveredFile> lost() {
      return imperfect.stream().filter(RecoveredFile::isLost).toList();
    }

    /** Whole files without any proof that they belong to the bundle. */
    public List<RecoveredFile> unproven() {
      return imperfect.stream().filter(file -> file.isWhole() && !file.isLost() && file.proof() == Proof.NONE).toList();
    }

    private Map<String, Object> toJson() {
      var json = new LinkedHashMap<String, Object>();
      json.put("bundle", bundle);
      json.put("title", title);
      json.put("edition", edition);
      json.put("root", hasRoot);
      json.put("folder", folder);
      json.put("whole", wholeFiles);
      json.put("kept", keptFiles);
      json.put("sound_bytes", soundBytes);
      json.put("lost_bytes", lostBytes);
      json.put("files", imperfect.stream().map(RecoveredFile::toJson).toList());
      return json;
    }
  }

  /**
   * {@link ExitCode#DAMAGED} where anything is lost or isn't proven, {@link ExitCode#SKIPPED} where the target didn't take
   * something, else {@link ExitCode#DONE}.
   */
  public int exitCode() {
    boolean lost = bundles.stream().anyMatch(bundle -> bundle.imperfect.stream().anyMatch(file -> file.isDamaged() || file.proof() == Proof.NONE));
    boolean unknown =
        findings.stream()
            .anyMatch(finding -> finding.severity() == Severity.ERROR && !finding.code().equals(NOT_WRITTEN));
    if (lost || unknown) {
      return ExitCode.DAMAGED;
    }
    return findings.stream().anyMatch(finding -> finding.code().equals(NOT_WRITTEN)) ? ExitCode.SKIPPED : ExitCode.DONE;
  }

  public String toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("bundles", bundles.stream().map(OfBundle::toJson).toList());
    var found = new ArrayList<Object>();
    for (var finding : findings) {
      var one = new LinkedHashMap<String, Object>();
      one.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
      one.put("code", finding.code());
      one.put("where", finding.where());
      one.put("what", finding.what());
      one.put("hint", finding.hint());
      found.add(one);
    }
    json.put("findings", found);
    return Json.write(json);
  }
}
