package org.bojagi.extract;

import java.util.regex.Pattern;

/**
 * What is asked of one file.
 *
 * @param path in the corpus; its last name tells the type where the bytes don't, and findings say
 *     it
 * @param mediaTypeHint for where neither bytes nor name tell; empty where there is none
 * @param charset as the team's metadata says; may be empty
 * @param language BCP 47 tag, as the team's metadata or the file's name says; empty where it is
 *     none
 * @param thumbnail whether a small picture is wanted, where the file has one
 * @param pages of a PDF, to be drawn in place of reading it; else null
 */
public record ExtractionRequest(
    String path, String mediaTypeHint, String charset, String language, boolean thumbnail, Pages pages) {
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,2}");

  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]{1,20}/[a-z0-9.+-]{1,100}");

  /** From 1, both included. */
  public record Pages(int first, int last) {}

  public ExtractionRequest {
    mediaTypeHint = MEDIA_TYPE.matcher(mediaTypeHint).matches() ? mediaTypeHint : "";
    language = LANGUAGE.matcher(language).matches() ? language : "";
  }

  public ExtractionRequest(String path, String mediaTypeHint, String charset, String language) {
    this(path, mediaTypeHint, charset, language, false, null);
  }

  public ExtractionRequest(String path) {
    this(path, "", "", "");
  }

  public ExtractionRequest withThumbnail(boolean wanted) {
    return new ExtractionRequest(path, mediaTypeHint, charset, language, wanted, pages);
  }

  public ExtractionRequest withPages(Pages drawn) {
    return new ExtractionRequest(path, mediaTypeHint, charset, language, thumbnail, drawn);
  }
}
