package org.bojagi.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.bojagi.fault.Finding;

/**
 * What a folder holds, in the order of its paths. Nothing of a file's content is in memory.
 *
 * @param items by the path of their first file (UTF-16 order of NFC paths)
 * @param leftovers what stays out, each with its reason; files in a folder that stays out are not
 *     listed singly
 * @param findings by file and line
 * @param source what the {@link SourceFile#source()} paths are read from; must stay open until they
 *     have been read. For a folder closing it does nothing, for a ZIP it closes the file
 */
public record Corpus(
    CorpusInfo info,
    List<CorpusItem> items,
    List<Leftover> leftovers,
    List<Finding> findings,
    Closeable source)
    implements Closeable {

  public Corpus {
    items = List.copyOf(items);
    leftovers = List.copyOf(leftovers);
    findings = List.copyOf(findings);
  }

  /**
   * One folder of the corpus: what of it goes in and what doesn't.
   *
   * @param path empty for the corpus itself
   * @param items whose first file lies right in this folder
   * @param files that lie right in this folder and go in
   * @param leftOut names right in this folder that stay out, metadata files not counted
   */
  public record Folder(String path, int items, int files, long sizeBytes, int leftOut) {}

  /**
   * Every folder that has a file or a leftover, in the order of paths: what {@code pack} shows
   * before it asks.
   */
  public List<Folder> folders() {
    var folders = new TreeMap<String, Folder>();
    for (var item : items) {
      add(folders, new Folder(parent(item.item().path()), 1, 0, 0, 0));
      for (var file : item.files()) {
        add(folders, new Folder(parent(file.path()), 0, 1, file.sizeBytes(), 0));
      }
    }
    for (var leftover : leftovers) {
      if (leftover.reason() != Leftover.Reason.METADATA) {
        add(folders, new Folder(parent(leftover.path()), 0, 0, 0, 1));
      }
    }
    return List.copyOf(folders.values());
  }

  private static void add(TreeMap<String, Folder> folders, Folder more) {
    folders.merge(
        more.path,
        more,
        (a, b) ->
            new Folder(
                a.path,
                a.items + b.items,
                a.files + b.files,
                a.sizeBytes + b.sizeBytes,
                a.leftOut + b.leftOut));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
