package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Role;

/**
 * One item with all its files, as far as the folder tells.
 *
 * @param item with what was declared; its title map is empty where nobody declared a title: it then
 *     is the one that extraction finds, else {@link #titleOtherwise}
 * @param files the item's own file first ({@link Role#ITEM}), then the others by path
 * @param headingTitle the first heading or {@code <title>} that was seen in the item's own file on
 *     the way; empty where none was or where the file wasn't looked into
 * @param fallbackTitle the name of the file made readable; never empty
 * @param links from the item's files to other files of the corpus, in the order of the text; not those that path alone
 *     leads to and that show nothing in their place
 * @param keep which traces of people the team leaves in on purpose; lower case
 * @param explanations why this title, type, series and language, for {@code check --explain}; of a
 *     title that nobody declared it is made when it is asked for
 */
public record CorpusItem(
    Item item,
    List<SourceFile> files,
    String headingTitle,
    String fallbackTitle,
    List<Link> links,
    Set<String> keep,
    List<Explanation> explanations) {

  public CorpusItem {
    files = List.copyOf(files);
    links = List.copyOf(links);
    keep = Set.copyOf(keep);
    explanations = List.copyOf(explanations);
  }

  /** Whether the team wrote a title; otherwise it is to be found in the content. */
  public boolean titleIsDeclared() {
    return !item.description().title().isEmpty();
  }

  /** What it is called where neither the team nor its content gives a title. */
  public String titleOtherwise() {
    return headingTitle.isBlank() ? fallbackTitle : headingTitle;
  }

  @Override
  public List<Explanation> explanations() {
    if (titleIsDeclared()) {
      return explanations;
    }
    var all = new ArrayList<Explanation>();
    var reason = headingTitle.isBlank() ? "name" : "heading";
    all.add(Explanation.of(Explanation.Topic.TITLE, reason, titleOtherwise()));
    all.addAll(explanations);
    return all;
  }

  public SourceFile ownFile() {
    return files.getFirst();
  }

  public List<SourceFile> files(Role role) {
    return files.stream().filter(file -> file.role() == role).toList();
  }
}
