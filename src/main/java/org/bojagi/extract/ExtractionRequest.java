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
 */
public record ExtractionRequest(
    String path, String mediaTypeHint, String charset, String language) {
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,2}");

  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]{1,20}/[a-z0-9.+-]{1,100}");

  public ExtractionRequest {
    mediaTypeHint = MEDIA_TYPE.matcher(mediaTypeHint).matches() ? mediaTypeHint : "";
    language = LANGUAGE.matcher(language).matches() ? language : "";
  }

  public ExtractionRequest(String path) {
    this(path, "", "", "");
  }
}
