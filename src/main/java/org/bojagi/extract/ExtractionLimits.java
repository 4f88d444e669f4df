package org.bojagi.extract;

import java.time.Duration;

/**
 * What one file may cost.
 *
 * @param documentBytes a document or picture larger than this is not read
 * @param textBytes a text, web page or subtitle file larger than this is not read
 * @param renditionChars characters of one rendition of text; what is beyond is cut, with a finding
 * @param pictures of one document; further ones are left out, with a finding
 * @param pictureBytes of all pictures of one document
 * @param pages of one PDF that are drawn; further ones are shown by their text, with a finding
 * @param pageBytes of all pictures of pages of one PDF
 * @param cpuTime of the worker, for one file
 * @param wallTime a last resort, loose: a machine under load must not lose files
 * @param heapMebibytes of a worker
 * @param filesPerWorker after so many a worker is renewed
 */
public record ExtractionLimits(
    long documentBytes,
    long textBytes,
    long renditionChars,
    int pictures,
    long pictureBytes,
    int pages,
    long pageBytes,
    Duration cpuTime,
    Duration wallTime,
    int heapMebibytes,
    int filesPerWorker) {

  public static final ExtractionLimits DEFAULT =
      new ExtractionLimits(
          192L << 20,
          32L << 20,
          16L << 20,
          500,
          64L << 20,
          400,
          48L << 20,
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          512,
          10_000);
}
