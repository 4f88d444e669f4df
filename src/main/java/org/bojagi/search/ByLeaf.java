package org.bojagi.search;

import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** Documents by their number, of one searcher's leaves in order; null for a leaf without any. */
final class ByLeaf extends Query {
  private final List<FixedBitSet> leaves;

  /** @param leaves must not change from here on */
  ByLeaf(List<FixedBitSet> leaves) {
    this.leaves = leaves;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext leaf) {
        var documents = leaves.get(leaf.ord);
        return documents == null
            ? null
            : ConstantScoreScorerSupplier.fromIterator(
                new BitSetIterator(documents, documents.cardinality()), score(), scoreMode, leaf.reader().maxDoc());
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return false;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "documents by number";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByLeaf same && same.leaves == leaves;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(leaves);
  }
}
