package org.bojagi.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bojagi.catalog.Sha256;
import org.jsoup.nodes.Entities;

/** The document around a sanitised text: our style, our script, and the policy that lets only these two be. */
final class FramePage {
  static final String STYLE = resource("frame.css");
  static final String SCRIPT = resource("frame.js");

  private static final String POLICY =
      "default-src 'none'; script-src " + hash(SCRIPT) + "; style-src " + hash(STYLE);

  private FramePage() {}

  /** @param language of the text, BCP 47 */
  static String of(String language, FrameWords words, String body) {
    return "<!DOCTYPE html>\n<html lang=\""
        + escape(language)
        + "\" translate=\"no\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        + "<title>"
        + escape(words.text())
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n<article>"
        + body
        + "</article>\n<script>"
        + SCRIPT
        + "</script>\n</body>\n</html>\n";
  }

  static String policy(String origin) {
    return POLICY
        + "; img-src " + origin + "/c/; media-src " + origin + "/c/"
        + "; base-uri 'none'; form-action 'none'; frame-ancestors " + origin
        + "; sandbox allow-scripts allow-top-navigation-by-user-activation; require-trusted-types-for 'script'";
  }

  static String escape(String text) {
    return Entities.escape(text).replace("\"", "&quot;");
  }

  private static String hash(String inline) {
    return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(inline)) + "'";
  }

  /** With LF alone: a browser turns CR LF into LF before it hashes. */
  private static String resource(String name) {
    try (var in = FramePage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
