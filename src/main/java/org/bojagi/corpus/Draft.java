package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.List;
import org.bojagi.corpus.FolderWalk.Found;

/**
 * An item while its files are still being found. Only {@link ItemGrouping} and {@link
 * ItemFinishing} see it.
 */
final class Draft {
  /** A file of the item with what is known of it by itself. */
  record Member(Found file, Metadata own, TextFile text, Language language) {}

  /**
   * @param reason how the tag came about: a key of {@code explain.language}
   * @param where file and line that say so, or the folder; empty where the name or the text does
   */
  record Language(String tag, String reason, String where) {}

  /** A file beside the item's own. */
  record Attached(Found file, org.bojagi.catalog.Role role, String language) {}

  final Member first;
  final FileKind.Family family;
  final List<Member> translations = new ArrayList<>();
  final List<Attached> attached = new ArrayList<>();

  Draft(Member first) {
    this.first = first;
    this.family = first.file.name().kind().family();
  }

  String path() {
    return first.file.path();
  }

  String folder() {
    return first.file.folder();
  }

  List<Member> members() {
    var members = new ArrayList<Member>();
    members.add(first);
    members.addAll(translations);
    return members;
  }

  List<Link> links() {
    return members().stream().flatMap(member -> member.text.links().stream()).toList();
  }
}
