package org.bojagi.index;

import java.io.IOException;
import org.apache.lucene.index.FilterLeafReader.FilterPostingsEnum;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;

/** What a term has of documents that aren't hidden. Where none is, the dictionary's own counts say it. */
public final class LiveTerms {
  private LiveTerms() {}

  public static long count(LeafReader leaf, Term term) throws IOException {
    if (leaf.getLiveDocs() == null) {
      return leaf.docFreq(term);
    }
    return count(leaf.postings(term, PostingsEnum.NONE), leaf.getLiveDocs());
  }

  /** @param term stands at a term of the leaf */
  public static int count(LeafReader leaf, TermsEnum term) throws IOException {
    return leaf.getLiveDocs() == null ? term.docFreq() : count(term.postings(null, PostingsEnum.NONE), leaf.getLiveDocs());
  }

  private static int count(PostingsEnum documents, Bits live) throws IOException {
    int count = 0;
    while (documents != null && documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      count += live.get(documents.docID()) ? 1 : 0;
    }
    return count;
  }

  /** {@link DocIdSetIterator#NO_MORE_DOCS} where there is none. */
  public static int first(LeafReader leaf, Term term) throws IOException {
    return next(leaf.postings(term, PostingsEnum.NONE), leaf.getLiveDocs());
  }

  /** The next document that isn't hidden. */
  public static int next(PostingsEnum documents, Bits live) throws IOException {
    int document = documents == null ? DocIdSetIterator.NO_MORE_DOCS : documents.nextDoc();
    while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
      document = documents.nextDoc();
    }
    return document;
  }

  /** Documents of a term that aren't hidden, in order. */
  public static PostingsEnum postings(LeafReader leaf, TermsEnum term) throws IOException {
    return live(term.postings(null, PostingsEnum.NONE), leaf.getLiveDocs());
  }

  /** null where the leaf hasn't the term. */
  public static PostingsEnum postings(LeafReader leaf, Term term) throws IOException {
    return live(leaf.postings(term, PostingsEnum.NONE), leaf.getLiveDocs());
  }

  private static PostingsEnum live(PostingsEnum all, Bits live) {
    if (live == null || all == null) {
      return all;
    }
    return new FilterPostingsEnum(all) {
      @Override
      public int nextDoc() throws IOException {
        return next(in, live);
      }

      @Override
      public int advance(int target) throws IOException {
        int document = in.advance(target);
        return document == NO_MORE_DOCS || live.get(document) ? document : nextDoc();
      }
    };
  }
}
