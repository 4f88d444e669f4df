package org.bojagi.reindex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.bojagi.index.OpenIndex;

/**
 * All that is in an index, without regard to the order in which items were added: each term of each field with how often
 * it stands in how many documents, and what is stored of each item and of its passages.
 */
final class IndexContent {
  private IndexContent() {}

  /** Lines to be compared; those of an item begin with its path. */
  static Set<String> of(OpenIndex index) throws Exception {
    var lines = new TreeSet<String>();
    var reader = (DirectoryReader) index.reader();
    for (var field : FieldInfos.getIndexedFields(reader)) {
      var found = MultiTerms.getTerms(reader, field);
      if (found == null) {
        continue;
      }
      var terms = found.iterator();
      for (var term = terms.next(); term != null; term = terms.next()) {
        lines.add("term " + field + " " + term + " " + terms.docFreq() + " " + terms.totalTermFreq());
      }
    }
    lines.add("documents " + reader.maxDoc());
    lines.add("words " + index.wordSource());
    int first = 0;
    for (int item : index.items()) {
      var path = index.item(item).path();
      for (int document = first; document <= item; document++) {
        for (var field : reader.storedFields().document(document)) {
          var bytes = field.binaryValue();
          lines.add(path + " " + (document - first) + " " + field.name() + " " + (bytes == null ? field.stringValue() : text(bytes)));
        }
      }
      first = item + 1;
    }
    for (var leaf : reader.leaves()) {
      for (var info : leaf.reader().getFieldInfos()) {
        var values = new TreeMap<String, Integer>();
        switch (info.getDocValuesType()) {
          case SORTED -> {
            var sorted = leaf.reader().getSortedDocValues(info.name);
            while (sorted.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
              values.merge(sorted.lookupOrd(sorted.ordValue()).toString(), 1, Integer::sum);
            }
          }
          case NUMERIC -> {
            var numbers = leaf.reader().getNumericDocValues(info.name);
            while (numbers.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
              values.merge(Long.toString(numbers.longValue()), 1, Integer::sum);
            }
          }
          case SORTED_SET -> {
            var set = leaf.reader().getSortedSetDocValues(info.name);
            while (set.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
              for (int i = 0; i < set.docValueCount(); i++) {
                values.merge(set.lookupOrd(set.nextOrd()).toString(), 1, Integer::sum);
              }
            }
          }
          default -> {}
        }
        values.forEach((value, count) -> lines.add("value " + info.name + " " + value + " " + count));
      }
    }
    return lines;
  }

  /** JSON of ours is text; records are not. */
  private static String text(BytesRef bytes) {
    return bytes.length > 0 && bytes.bytes[bytes.offset] == '{'
        ? new String(bytes.bytes, bytes.offset, bytes.length, StandardCharsets.UTF_8)
        : bytes.toString();
  }

  /** What one has and the other hasn't, at most ten of each: a difference of whole sets is too long to be read. */
  static List<String> differences(Set<String> expected, Set<String> found) {
    var differences = new ArrayList<String>();
    expected.stream().filter(line -> !found.contains(line)).limit(10).forEach(line -> differences.add("missing: " + line));
    found.stream().filter(line -> !expected.contains(line)).limit(10).forEach(line -> differences.add("added: " + line));
    return differences;
  }
}
