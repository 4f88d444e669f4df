package org.bojagi.cli.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bojagi.bundle.Signers;
import org.bojagi.bundle.WordList;
import org.bojagi.sign.PublisherKey;
import org.bojagi.sign.Signer;

/** Who signed a bundle, as people compare it: words, and where the key is known from. Never that it is good. */
public final class SignerTelling {
  private SignerTelling() {}

  /** Of the content, and of the index where that is another's. */
  static List<String> sentences(Signers signers) {
    var said = new ArrayList<String>();
    said.add(sentence(signers.content()));
    if (signers.isIndexOfAnother() || signers.index().isSigned() && !signers.content().isSigned()) {
      said.add(Texts.text("signer.index", sentence(signers.index())));
    }
    return said;
  }

  private static String sentence(Signer signer) {
    return switch (signer.state()) {
      case UNSIGNED, WRONG -> Texts.text("signer.unsigned");
      case UNKNOWN_KEY -> Texts.text("signer.unknown-key");
      case SIGNED -> Texts.text("signer.signed", words(signer.key())) + " " + known(signer);
    };
  }

  private static String known(Signer signer) {
    return signer
        .knownAs()
        .map(
            pinned ->
                switch (pinned.origin()) {
                  case GIVEN -> Texts.text("signer.given", pinned.where());
                  case SAME_MEDIUM -> Texts.text("signer.same-medium", pinned.where());
                })
        .orElseGet(() -> Texts.text("signer.nobody"));
  }

  /** A key's fingerprint as words of the language that is spoken here. */
  public static String words(PublisherKey key) {
    var list = Texts.locale().equals(Locale.KOREAN) ? WordList.KOREAN : WordList.ENGLISH;
    return list.spell(key.fingerprint());
  }

  public static Map<String, Object> json(Signers signers) {
    var json = new LinkedHashMap<String, Object>();
    json.put("content", json(signers.content()));
    json.put("index", json(signers.index()));
    return json;
  }

  private static Map<String, Object> json(Signer signer) {
    var json = new LinkedHashMap<String, Object>();
    json.put("state", signer.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (signer.isSigned()) {
      json.put("key", signer.key().encode());
      json.put("words", WordList.ENGLISH.spell(signer.key().fingerprint()));
      json.put("words_ko", WordList.KOREAN.spell(signer.key().fingerprint()));
    }
    signer
        .knownAs()
        .ifPresent(
            pinned -> {
              json.put("known_from", pinned.origin().name().toLowerCase(Locale.ROOT).replace('_', '-'));
              json.put("known_file", pinned.where());
            });
    return json;
  }
}
