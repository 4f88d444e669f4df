package org.bojagi.page;

import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.WordList;
import org.bojagi.sign.Signer;

/** Who signed a bundle, as a reader compares it: words, and where the key is known from; never that it is good. */
final class SignerSentence {
  private SignerSentence() {}

  /** Of the content, and of the index where that is another's. */
  static String of(Bundle bundle, Texts texts) {
    var signers = bundle.signers();
    var said = sentence(signers.content(), texts);
    return signers.isIndexOfAnother() ? said + " " + texts.get("signer.index", sentence(signers.index(), texts)) : said;
  }

  private static String sentence(Signer signer, Texts texts) {
    return switch (signer.state()) {
      case UNSIGNED, WRONG -> texts.get("signer.unsigned");
      case UNKNOWN_KEY -> texts.get("signer.unknown");
      case SIGNED -> texts.get("signer.signed", words(signer, texts)) + " " + known(signer, texts);
    };
  }

  private static String words(Signer signer, Texts texts) {
    var list = texts.tongue().tag().startsWith("ko") ? WordList.KOREAN : WordList.ENGLISH;
    return list.spell(signer.key().fingerprint());
  }

  private static String known(Signer signer, Texts texts) {
    return signer
        .knownAs()
        .map(
            pinned ->
                switch (pinned.origin()) {
                  case GIVEN -> texts.get("signer.given", pinned.where());
                  case SAME_MEDIUM -> texts.get("signer.sameMedium", pinned.where());
                })
        .orElseGet(() -> texts.get("signer.nobody"));
  }
}
