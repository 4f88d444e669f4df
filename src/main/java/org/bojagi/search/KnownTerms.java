package org.bojagi.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.bojagi.index.Fields;
import org.bojagi.language.WordRule;

/** Which terms the texts and titles of the indexes have; each asked once. For one query, one thread. */
final class KnownTerms implements OtherSpellings.Known {
  private final IndexReader reader;
  private final Map<Term, Boolean> known = new HashMap<>();

  KnownTerms(IndexReader reader) {
    this.reader = reader;
  }

  @Override
  public boolean has(WordRule rule, String term) throws IOException {
    return has(new Term(Fields.text(rule), term)) || has(new Term(Fields.title(rule), term));
  }

  private boolean has(Term term) throws IOException {
    var has = known.get(term);
    if (has == null) {
      has = reader.docFreq(term) > 0;
      known.put(term, has);
    }
    return has;
  }
}
