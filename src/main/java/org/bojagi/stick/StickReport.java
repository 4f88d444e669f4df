package org.bojagi.stick;

import java.util.List;
import org.bojagi.fault.Finding;

/**
 * What became of a plan.
 *
 * @param readFromMedium whether reading back went past the system's cache for every file; else it may have compared
 *     what was in memory
 * @param findings files that came back other than they were written; with any, the stick isn't to be passed on
 * @param freeBytes what the medium has left
 * @param totalBytes what it has in all
 */
public record StickReport(
    StickPlan plan, boolean readFromMedium, List<Finding> findings, long freeBytes, long totalBytes) {}
