package org.bojagi.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/** Things of several indexes, those of each in order, merged by what they are sorted by. One thread. */
final class SortedRuns {
  /** @param run position among those added */
  record Entry(int run, int number) {}

  private static final long NO_VALUE = (long) Integer.MAX_VALUE << 32;

  /** One index's: entries are ordinals of values and numbers. */
  private record Run(SortedDocValues values, long[] entries) {}

  private final List<Run> runs = new ArrayList<>();

  /** @param ordinal of the value that it is sorted by; -1 for none, which comes last */
  static long entry(int ordinal, int number) {
    return (ordinal < 0 ? NO_VALUE : (long) ordinal << 32) | number;
  }

  /** @param entries is sorted by this */
  void add(SortedDocValues values, long[] entries) {
    Arrays.sort(entries);
    runs.add(new Run(values, entries));
  }

  /** Of equals those of the earlier run come first, then those of the lower number. */
  List<Entry> page(long from, int count) throws IOException {
    var page = new ArrayList<Entry>();
    var next = new int[runs.size()];
    var keys = new BytesRef[runs.size()];
    var keyPlaces = new long[runs.size()];
    Arrays.fill(keyPlaces, -1);
    for (long at = 0; page.size() < count; at++) {
      int first = -1;
      for (int run = 0; run < runs.size(); run++) {
        if (next[run] < runs.get(run).entries.length) {
          if (runs.size() > 1) {
            key(run, runs.get(run).entries[next[run]] >>> 32, keys, keyPlaces);
          }
          first = first < 0 || isBefore(keys[run], keys[first]) ? run : first;
        }
      }
      if (first < 0) {
        break;
      }
      long entry = runs.get(first).entries[next[first]++];
      if (at >= from) {
        page.add(new Entry(first, (int) entry));
      }
    }
    return page;
  }

  private void key(int run, long place, BytesRef[] keys, long[] keyPlaces) throws IOException {
    if (keyPlaces[run] != place) {
      keyPlaces[run] = place;
      boolean hasValue = place << 32 != NO_VALUE;
      keys[run] = hasValue ? BytesRef.deepCopyOf(runs.get(run).values.lookupOrd((int) place)) : null;
    }
  }

  private static boolean isBefore(BytesRef key, BytesRef other) {
    return key != null && (other == null || key.compareTo(other) < 0);
  }
}
