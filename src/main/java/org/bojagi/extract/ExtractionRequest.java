package org.bojagi.extract;

/**
 * What is asked of one file.
 *
 * @param path in the corpus; its last name tells the type where the bytes don't, and findings say it
 * @param mediaTypeHint may be empty
 * @param charset as the team's metadata says; may be empty
 * @param language as the team's metadata or the file's name says; may be empty
 */
public record ExtractionRequest(String path, String mediaTypeHint, String charset, String language) {
  public ExtractionRequest(String path) {
    this(path, "", "", "");
  }
}
