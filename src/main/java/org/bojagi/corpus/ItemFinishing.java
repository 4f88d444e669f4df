package org.bojagi.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.Explanation.Topic;
import org.bojagi.corpus.SeriesPlacement.Placed;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/** Drafts → items: description, series, type, identifier, and why each is as it is. */
final class ItemFinishing {
  private final FolderMetadata metadata;
  private final CorpusInfo info;
  private final Consumer<Finding> findings;
  private final Map<String, Metadata> ownOf = new HashMap<>();
  private final Set<String> packed = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<List<Explanation>, List<Explanation>> explanations = new HashMap<>();

  private ItemFinishing(FolderMetadata metadata, CorpusInfo info, Consumer<Finding> findings) {
    this.metadata = metadata;
    this.info = info;
    this.findings = findings;
  }

  /**
   * @param drafts in the order of paths
   */
  static List<CorpusItem> of(
      List<Draft> drafts, FolderMetadata metadata, CorpusInfo info, Consumer<Finding> findings) {
    var finishing = new ItemFinishing(metadata, info, findings);
    for (var draft : drafts) {
      finishing.ownOf.put(draft.path(), finishing.own(draft));
      draft.members().forEach(member -> finishing.packed.add(member.file().path()));
      draft.attached.forEach(attached -> finishing.packed.add(attached.file().path()));
    }
    var placed = finishing.series(drafts);
    var featured = finishing.featured(drafts, placed);
    return drafts.stream()
        .map(
            draft ->
                finishing.item(draft, placed.get(draft.path()), featured.contains(draft.path())))
        .toList();
  }

  /**
   * What was declared for this item alone: front matter, else its file's sidecar, else that of all
   * its languages.
   */
  private Metadata own(Draft draft) {
    var first = draft.first;
    var shared = metadata.ofStem(draft.folder(), first.file().name().stem());
    return first
        .own()
        .over(
            draft.family == FileKind.Family.PICTURE && !first.own().values().isEmpty()
                ? Metadata.NOTHING
                : shared);
  }

  private Map<String, Placed> series(List<Draft> drafts) {
    var candidates = new ArrayList<SeriesPlacement.Candidate>();
    var folders = new HashMap<String, SeriesPlacement.Folder>();
    for (var draft : drafts) {
      var own = ownOf.get(draft.path());
      var language = draft.first.language().tag();
      folders.computeIfAbsent(draft.folder(), this::folder);
      candidates.add(
          new SeriesPlacement.Candidate(
              draft.path(),
              draft.first.file().name(),
              titleNow(draft, titles(draft, own)),
              FolderMetadata.pick(own.byLanguage(MetadataKey.SERIES, language), language),
              own.number(MetadataKey.PART, 0),
              draft.family.isRead() || draft.family.isPlayed()));
    }
    for (var at : List.copyOf(folders.values())) {
      folders.computeIfAbsent(at.declaringFolder(), this::folder);
    }
    return SeriesPlacement.of(candidates, folders, findings);
  }

  private SeriesPlacement.Folder folder(String path) {
    var declaring = metadata.declaringSeries(path);
    var declared =
        declaring == null
            ? Map.<String, String>of()
            : metadata.own(declaring).byLanguage(MetadataKey.SERIES, "");
    return new SeriesPlacement.Folder(
        FolderMetadata.pick(declared, info.language()),
        declaring == null ? path : declaring,
        path.isEmpty()
            ? FolderMetadata.pick(info.title(), info.language())
            : metadata.titleOf(path, info.language()));
  }

  private CorpusItem item(Draft draft, Placed placed, boolean featured) {
    var own = ownOf.get(draft.path());
    var inherited = metadata.inheritedIn(draft.folder());
    var all = own.over(inherited);
    var titles = titles(draft, own);
    var date =
        own.has(MetadataKey.DATE) ? own.text(MetadataKey.DATE) : draft.first.file().name().date();
    var type = TypeGuess.of(draft, own, inherited, placed != null, !date.isEmpty());
    var item =
        new Item(
            id(draft, own),
            draft.path(),
            type.type(),
            draft.first.language().tag(),
            description(own, all, titles, date),
            placed == null ? null : placed.series(),
            placed == null ? 0 : placed.part(),
            all.number(MetadataKey.PRIORITY, 0),
            all.list(MetadataKey.NOTE),
            all.flag(MetadataKey.FICTION),
            featured);
    if (placed == null && own.has(MetadataKey.PART)) {
      tell(
          Severity.WARNING,
          "part-without-series",
          own.where(MetadataKey.PART),
          "this is a part, but of no series",
          "Write  series: A name  too, or into the bojagi.yaml of its folder.");
    }
    if (draft.family == FileKind.Family.OTHER) {
      tell(
          Severity.NOTE,
          "format-unknown",
          Names.printable(draft.path()),
          "this goes in as it is, but can be neither searched nor shown",
          "");
    }
    return new CorpusItem(
        item,
        files(draft, all),
        draft.first.text().heading(),
        fallbackTitle(draft, placed),
        draft.links().stream().map(this::ifPacked).toList(),
        new HashSet<>(all.list(MetadataKey.KEEP)),
        explanations(draft, item, type, placed, own, titles));
  }

  private static DublinCore description(
      Metadata own, Metadata all, Map<String, String> titles, String date) {
    var description =
        new DublinCore(
            titles,
            all.list(MetadataKey.CREATOR),
            all.list(MetadataKey.CONTRIBUTOR),
            own.text(MetadataKey.DESCRIPTION),
            date,
            all.list(MetadataKey.SUBJECT),
            all.text(MetadataKey.PUBLISHER),
            all.text(MetadataKey.RIGHTS),
            all.text(MetadataKey.SOURCE),
            all.text(MetadataKey.SPATIAL),
            own.text(MetadataKey.IDENTIFIER));
    return description.equals(DublinCore.NOTHING) ? DublinCore.NOTHING : description;
  }

  /**
   * The item's own language first; a translation's title by its own metadata goes under its
   * language.
   */
  private Map<String, String> titles(Draft draft, Metadata own) {
    var titles = new LinkedHashMap<String, String>();
    var language = draft.first.language().tag();
    var declared = own.byLanguage(MetadataKey.TITLE, language);
    declared.forEach(
        (tag, title) -> {
          if (LanguageTags.sameLanguage(tag, language)) {
            titles.put(language, title);
          }
        });
    for (var translation : draft.translations) {
      var tag = translation.language().tag();
      translation
          .own()
          .byLanguage(MetadataKey.TITLE, tag)
          .forEach(
              (said, title) -> {
                if (LanguageTags.sameLanguage(said, tag)) {
                  titles.putIfAbsent(tag, title);
                }
              });
    }
    declared.forEach(
        (tag, title) -> {
          if (!LanguageTags.sameLanguage(tag, language)) {
            titles.putIfAbsent(tag, title);
          }
        });
    return titles;
  }

  private static String titleNow(Draft draft, Map<String, String> titles) {
    if (!titles.isEmpty()) {
      return titles.values().iterator().next();
    }
    var heading = draft.first.text().heading();
    return heading.isEmpty() ? draft.first.file().name().readable() : heading;
  }

  private String fallbackTitle(Draft draft, Placed placed) {
    var name = draft.first.file().name();
    var readable = name.readable();
    if (!readable.isEmpty()) {
      return readable;
    }
    var above =
        placed != null
            ? placed.series().title()
            : metadata.titleOf(draft.folder(), draft.first.language().tag());
    var number =
        placed != null
            ? Integer.toString(placed.part())
            : name.number() >= 0 ? "" + name.number() : name.date();
    var title = (above + " " + number).strip();
    return title.isEmpty() ? name.name() : title;
  }

  private String id(Draft draft, Metadata own) {
    var hash = Item.idOf(draft.path());
    var identifier = own.text(MetadataKey.IDENTIFIER);
    if (identifier.isEmpty() || ids.add(identifier)) {
      ids.add(hash);
      return identifier.isEmpty() ? hash : identifier;
    }
    tell(
        Severity.ERROR,
        "identifier-twice",
        own.where(MetadataKey.IDENTIFIER),
        "another item has the same identifier: the name of the file stands for it here",
        "Give it one of its own.");
    ids.add(hash);
    return hash;
  }

  private List<SourceFile> files(Draft draft, Metadata all) {
    var files = new ArrayList<SourceFile>();
    var charset = all.text(MetadataKey.CHARSET);
    for (var member : draft.members()) {
      files.add(
          file(
              member.file(),
              member == draft.first ? Role.ITEM : Role.TRANSLATION,
              member.language().tag(),
              charset(member, charset),
              member.text().withheldBytes()));
    }
    for (var attached : new TreeMap<String, Draft.Attached>(byPath(draft)).values()) {
      files.add(file(attached.file(), attached.role(), attached.language(), charset, 0));
    }
    return files;
  }

  private static String charset(Draft.Member member, String ofItem) {
    if (!member.text().charset().isEmpty()) {
      return member.text().charset();
    }
    return member.own().has(MetadataKey.CHARSET) ? member.own().text(MetadataKey.CHARSET) : ofItem;
  }

  private static Map<String, Draft.Attached> byPath(Draft draft) {
    var byPath = new HashMap<String, Draft.Attached>();
    draft.attached.forEach(attached -> byPath.put(attached.file().path(), attached));
    return byPath;
  }

  private static SourceFile file(
      FolderWalk.Found file, Role role, String language, String charset, int withheldBytes) {
    var kind = file.name().kind();
    boolean hasCharset =
        kind.family() == FileKind.Family.TEXT && !kind.mediaType().equals("multipart/related")
            || kind.family() == FileKind.Family.SUBTITLES;
    return new SourceFile(
        file.root(),
        file.within(),
        file.path(),
        role,
        kind.mediaType(),
        language,
        hasCharset ? charset : "",
        file.sizeBytes() - withheldBytes,
        file.modifiedMillis(),
        withheldBytes);
  }

  private Link ifPacked(Link link) {
    return link.isMissing() || packed.contains(link.path())
        ? link
        : new Link(link.from(), link.line(), link.target(), "", link.embedded());
  }

  /** Paths of items; of a series that is featured as a folder the first part stands for all. */
  private Set<String> featured(List<Draft> drafts, Map<String, Placed> placed) {
    var featured = new HashSet<String>();
    drafts.stream()
        .filter(draft -> ownOf.get(draft.path()).flag(MetadataKey.FEATURED))
        .forEach(draft -> featured.add(draft.path()));
    for (var path : info.featured()) {
      var begun = new HashSet<Item.Series>();
      int before = featured.size();
      boolean found = false;
      for (var draft : drafts) {
        boolean same =
            draft.members().stream().anyMatch(member -> member.file().path().equals(path));
        if (same || draft.path().startsWith(path + "/")) {
          found = true;
          var series = placed.get(draft.path());
          if (same || series == null || begun.add(series.series())) {
            featured.add(draft.path());
          }
        }
      }
      if (!found && featured.size() == before) {
        tell(
            Severity.WARNING,
            "featured-without-item",
            metadata.own("").where(MetadataKey.FEATURED),
            "featured: there is no " + Names.printable(path) + " in the folder",
            "");
      }
    }
    return featured;
  }

  private List<Explanation> explanations(
      Draft draft,
      Item item,
      TypeGuess type,
      Placed placed,
      Metadata own,
      Map<String, String> titles) {
    var why = new ArrayList<Explanation>();
    if (!titles.isEmpty()) {
      var where =
          own.has(MetadataKey.TITLE)
              ? own.where(MetadataKey.TITLE)
              : draft.translations.getFirst().file().path();
      why.add(Explanation.of(Topic.TITLE, "declared", item.title(), where));
    }
    why.add(Explanation.of(Topic.TYPE, type.reason(), type.type().code(), type.where()));
    why.add(
        placed == null
            ? Explanation.of(Topic.SERIES, "none")
            : Explanation.of(
                Topic.SERIES,
                placed.reason(),
                placed.series().title(),
                Integer.toString(placed.part())));
    var language = draft.first.language();
    why.add(Explanation.of(Topic.LANGUAGE, language.reason(), language.tag(), language.where()));
    if (!item.description().date().isEmpty()) {
      why.add(
          Explanation.of(
              Topic.DATE,
              own.has(MetadataKey.DATE) ? "declared" : "name",
              item.description().date(),
              own.where(MetadataKey.DATE)));
    }
    draft.translations.forEach(
        t ->
            why.add(
                Explanation.of(Topic.FILES, "translation", t.file().path(), t.language().tag())));
    for (var attached : new TreeMap<>(byPath(draft)).values()) {
      if (attached.role() != Role.COMPANION) {
        why.add(
            Explanation.of(
                Topic.FILES, attached.role().code(), attached.file().path(), attached.language()));
      }
    }
    long companions = draft.attached.stream().filter(a -> a.role() == Role.COMPANION).count();
    if (companions > 0) {
      why.add(Explanation.of(Topic.FILES, "companions", Long.toString(companions)));
    }
    // Of most items the same is to be said.
    return explanations.computeIfAbsent(List.copyOf(why), said -> said);
  }

  private void tell(Severity severity, String code, String where, String what, String hint) {
    findings.accept(new Finding(severity, code, where, what, hint));
  }
}
