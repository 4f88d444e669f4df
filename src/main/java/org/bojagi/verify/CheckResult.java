package org.bojagi.verify;

import java.util.List;
import org.bojagi.fault.Finding;

/**
 * What one check came to.
 *
 * @param count of the things that were looked at: slots, roots, volumes, items, extents, files, chunks
 * @param findings empty where all is well; each says what it costs the reader and what to do
 */
public record CheckResult(Check check, long count, List<Finding> findings) {
  public CheckResult {
    findings = List.copyOf(findings);
  }
}
