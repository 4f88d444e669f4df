package org.bojagi.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bojagi.catalog.Role;
import org.bojagi.corpus.FileKind.Family;
import org.bojagi.corpus.FolderWalk.Found;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * Which files are one item: translations, subtitles, posters, what a saved page or a story needs to
 * be shown.
 */
final class ItemGrouping {
  private final TreeMap<String, Found> files;
  private final FolderMetadata metadata;
  private final List<Leftover> leftovers;
  private final Consumer<Finding> findings;
  private final LinkResolver resolver;
  private final TreeMap<String, Draft> drafts = new TreeMap<>();

  private ItemGrouping(
      TreeMap<String, Found> files,
      FolderMetadata metadata,
      List<Leftover> leftovers,
      Consumer<Finding> findings) {
    this.files = files;
    this.metadata = metadata;
    this.leftovers = leftovers;
    this.findings = findings;
    this.resolver = new LinkResolver(files.keySet());
  }

  /**
   * @param files without metadata files
   * @return in the order of paths; every file is in one draft, or in {@code leftovers}
   */
  static List<Draft> of(
      TreeMap<String, Found> files,
      FolderMetadata metadata,
      List<Leftover> leftovers,
      Consumer<Finding> findings) {
    var grouping = new ItemGrouping(files, metadata, leftovers, findings);
    var partsOfPages = grouping.partsOfSavedPages();
    var subtitles = new ArrayList<Found>();
    var rest = new ArrayList<Found>();
    for (var file : files.values()) {
      if (!partsOfPages.containsKey(file.path())) {
        (file.name().kind().family() == Family.SUBTITLES ? subtitles : rest).add(file);
      }
    }
    grouping.translations(rest);
    grouping.subtitles(subtitles);
    grouping.posters();
    grouping.attachPartsOfPages(partsOfPages);
    grouping.attachEmbedded();
    return List.copyOf(grouping.drafts.values());
  }

  /**
   * {@code x.html} with {@code x_files/}, as browsers save it: path of each file in there → path of
   * the page.
   */
  private Map<String, String> partsOfSavedPages() {
    var parts = new HashMap<String, String>();
    for (var page : files.values()) {
      if (!page.name().kind().isHtml() || parts.containsKey(page.path())) {
        continue;
      }
      var stem = page.path().substring(0, page.path().lastIndexOf('.'));
      for (var folder : List.of(stem + "_files/", stem + ".files/")) {
        for (var part : files.subMap(folder, folder + Character.MAX_VALUE).keySet()) {
          parts.put(part, page.path());
        }
      }
    }
    return parts;
  }

  private void translations(List<Found> rest) {
    var named = withUnderscoreLanguages(rest);
    var groups = new LinkedHashMap<String, List<Draft.Member>>();
    // Texts are read at once by all cores, and told of in order.
    var read = named.parallelStream().map(this::read).toList();
    for (var one : read) {
      var file = one.file();
      var family = file.name().kind().family();
      var group = family == Family.OTHER ? file.path() : family.isRead() ? "read" : family.name();
      var key = Names.inFolder(file.folder(), file.name().stem()) + "\u0000" + group;
      one.findings().forEach(findings);
      var member = member(one);
      if (member != null) {
        groups.computeIfAbsent(key, k -> new ArrayList<>(1)).add(member);
      }
    }
    groups.values().forEach(this::draft);
  }

  /** {@code 다리_ko.md} is Korean only where {@code 다리_en.md} lies beside it. */
  private static List<Found> withUnderscoreLanguages(List<Found> rest) {
    var languages = new HashMap<String, TreeSet<String>>();
    for (var file : rest) {
      var other = file.name().withUnderscoreLanguage();
      if (other != file.name()) {
        languages
            .computeIfAbsent(Names.inFolder(file.folder(), other.stem()), k -> new TreeSet<>())
            .add(other.language());
      }
    }
    var named = new ArrayList<Found>(rest.size());
    for (var file : rest) {
      var other = file.name().withUnderscoreLanguage();
      var found =
          languages.getOrDefault(Names.inFolder(file.folder(), other.stem()), new TreeSet<>());
      named.add(
          other != file.name() && found.size() > 1
              ? new Found(
                  file.root(), file.within(), file.path(), other, file.sizeBytes(), file.modifiedMillis())
              : file);
    }
    return named;
  }

  /** @param text null where the file can't be read */
  private record Read(Found file, TextFile text, List<Finding> findings) {}

  /** By any thread: changes nothing of this object. */
  private Read read(Found file) {
    var found = new ArrayList<Finding>(0);
    var charset = sidecar(file).over(metadata.inheritedIn(file.folder())).text(MetadataKey.CHARSET);
    try {
      return new Read(file, TextFile.read(file, charset, resolver, found::add), List.copyOf(found));
    } catch (IOException e) {
      return new Read(file, null, found);
    }
  }

  private Metadata sidecar(Found file) {
    return metadata.ofFile(file.path()).over(metadata.ofStem(file.folder(), file.name().stem()));
  }

  /** Null where the file must stay out. */
  private Draft.Member member(Read read) {
    var file = read.file();
    var text = read.text();
    if (text == null) {
      refuse(file, "unreadable", "this can't be read", "Check its permissions.");
      return null;
    }
    var inherited = metadata.inheritedIn(file.folder());
    var sidecar = sidecar(file);
    if (text.frontMatter().mayHoldPrivate()) {
      leftovers.add(new Leftover(file.path(), Leftover.Reason.REFUSED));
      return null;
    }
    var own = text.frontMatter().metadata().over(metadata.ofFile(file.path()));
    // A sidecar of all languages says which one only of a file whose name doesn't.
    var said = file.name().language().isEmpty() ? own.over(sidecar) : own;
    return new Draft.Member(file, own, text, language(file, said, text, inherited));
  }

  private Draft.Language language(Found file, Metadata own, TextFile text, Metadata inherited) {
    var above = inherited.text(MetadataKey.LANGUAGE);
    var infix = file.name().language();
    if (own.has(MetadataKey.LANGUAGE)) {
      var declared = LanguageTags.refined(own.text(MetadataKey.LANGUAGE), above);
      if (!infix.isEmpty() && !LanguageTags.sameLanguage(infix, declared)) {
        findings.accept(
            new Finding(
                Severity.NOTE,
                "language-disagrees",
                own.where(MetadataKey.LANGUAGE),
                "the metadata says "
                    + declared
                    + " and the name says "
                    + infix
                    + ": "
                    + declared
                    + " is used",
                ""));
      }
      return new Draft.Language(declared, "declared", own.where(MetadataKey.LANGUAGE));
    }
    if (!infix.isEmpty()) {
      return new Draft.Language(LanguageTags.refined(infix, above), "name", file.name().name());
    }
    if (!above.isEmpty()) {
      return new Draft.Language(above, "folder", inherited.where(MetadataKey.LANGUAGE));
    }
    return text.script().equals(LanguageTags.UNKNOWN)
        ? new Draft.Language(LanguageTags.UNKNOWN, "unknown", "")
        : new Draft.Language(text.script(), "script", "");
  }

  /**
   * Files of one stem: the same item where their languages differ and somebody said so, else an
   * item each.
   */
  private void draft(List<Draft.Member> members) {
    boolean languagesAreSaid =
        members.stream()
            .anyMatch(
                m -> !m.file().name().language().isEmpty() || m.own().has(MetadataKey.LANGUAGE));
    if (members.size() == 1 || !languagesAreSaid) {
      members.forEach(member -> drafts.put(member.file().path(), new Draft(member)));
      return;
    }
    var folder = members.getFirst().file().folder();
    var above = metadata.inheritedIn(folder).text(MetadataKey.LANGUAGE);
    var sorted = new ArrayList<>(members);
    // The team's own language first, then a name without a language, then by path.
    sorted.sort(
        Comparator.comparing((Draft.Member m) -> !m.language().tag().equals(above))
            .thenComparing(m -> !LanguageTags.sameLanguage(m.language().tag(), above))
            .thenComparing(m -> !m.file().name().language().isEmpty())
            .thenComparing(m -> m.file().path()));
    var draft = new Draft(sorted.getFirst());
    drafts.put(draft.path(), draft);
    var languages = new HashSet<String>();
    languages.add(draft.first.language().tag());
    for (var member : sorted.subList(1, sorted.size())) {
      if (languages.add(member.language().tag())) {
        draft.translations.add(member);
      } else {
        drafts.put(member.file().path(), new Draft(member));
        tell(
            Severity.NOTE,
            "language-twice",
            member.file().path(),
            "another file of this name has the same language ("
                + member.language().tag()
                + "): it stands alone",
            "");
      }
    }
    draft.translations.sort(Comparator.comparing(m -> m.file().path()));
  }

  private void subtitles(List<Found> subtitles) {
    var played = new HashMap<String, Draft>();
    for (var draft : drafts.values()) {
      if (draft.family.isPlayed()) {
        for (var member : draft.members()) {
          var name = member.file().name();
          for (var stem : List.of(name.name(), name.stem(), withoutExtension(name))) {
            played.merge(
                key(draft.folder(), stem), draft, (a, b) -> a.family == Family.FILM ? a : b);
          }
        }
      }
    }
    for (var file : subtitles) {
      var underscored = file.name().withUnderscoreLanguage();
      var asNamed = played.get(key(file.folder(), file.name().stem()));
      var name = asNamed == null ? underscored : file.name();
      var draft = asNamed == null ? played.get(key(file.folder(), underscored.stem())) : asNamed;
      if (draft == null) {
        drafts.put(
            file.path(),
            new Draft(
                new Draft.Member(
                    file,
                    metadata.ofFile(file.path()),
                    TextFile.NOT_READ,
                    new Draft.Language(subtitleLanguage(file, name), "script", ""))));
        tell(
            Severity.WARNING,
            "subtitles-without-film",
            file.path(),
            "no film or sound of this name lies beside these subtitles: they go in by themselves",
            "Name them like the film: film.ko.srt for film.mp4.");
      } else {
        draft.attached.add(new Draft.Attached(file, Role.SUBTITLES, subtitleLanguage(file, name)));
      }
    }
  }

  private String subtitleLanguage(Found file, FileName name) {
    var inherited = metadata.inheritedIn(file.folder());
    var above = inherited.text(MetadataKey.LANGUAGE);
    if (!name.language().isEmpty()) {
      return LanguageTags.refined(name.language(), above);
    }
    try {
      var head =
          Text.decode(Text.head(file.source(), 64 * 1024), inherited.text(MetadataKey.CHARSET));
      return LanguageTags.refined(LanguageTags.byScript(head.replaceAll("[A-Za-z]+", "")), above);
    } catch (IOException e) {
      return LanguageTags.UNKNOWN;
    }
  }

  /** {@code film.jpg} beside {@code film.mp4}, unless it has metadata of its own. */
  private void posters() {
    var pictures = new HashMap<String, List<Draft>>();
    for (var draft : drafts.values()) {
      if (draft.family == Family.PICTURE
          && draft.translations.isEmpty()
          && draft.first.own().values().isEmpty()) {
        pictures
            .computeIfAbsent(
                key(draft.folder(), draft.first.file().name().stem()), k -> new ArrayList<>())
            .add(draft);
      }
    }
    for (var draft : List.copyOf(drafts.values())) {
      if (draft.family.isPlayed()) {
        var role = Role.POSTER;
        for (var picture :
            pictures.getOrDefault(
                key(draft.folder(), draft.first.file().name().stem()), List.of())) {
          if (drafts.remove(picture.path()) != null) {
            draft.attached.add(
                new Draft.Attached(picture.first.file(), role, LanguageTags.UNKNOWN));
            role = Role.COMPANION;
          }
        }
      }
    }
  }

  private void attachPartsOfPages(Map<String, String> parts) {
    var pages = new HashMap<String, Draft>();
    drafts
        .values()
        .forEach(
            draft -> draft.members().forEach(member -> pages.put(member.file().path(), draft)));
    for (var part : new TreeMap<>(parts).entrySet()) {
      var file = files.get(part.getKey());
      var name = file.name().name().toLowerCase(Locale.ROOT);
      var page = pages.get(part.getValue());
      if (name.endsWith(".js") || name.endsWith(".js.download") || name.endsWith(".mjs")) {
        leftovers.add(new Leftover(file.path(), Leftover.Reason.SCRIPT));
      } else if (page == null) {
        refuse(file, "page-stays-out", "the page that this belongs to stays out", "");
      } else {
        page.attached.add(new Draft.Attached(file, Role.COMPANION, LanguageTags.UNKNOWN));
      }
    }
  }

  /**
   * Pictures and style sheets that a text shows go with it, where they lie in its folder or below.
   */
  private void attachEmbedded() {
    var stemsOfOthers = new HashSet<String>();
    for (var draft : drafts.values()) {
      if (draft.family != Family.PICTURE) {
        stemsOfOthers.add(Names.inFolder(draft.folder(), draft.first.file().name().stem()));
      }
    }
    for (var draft : List.copyOf(drafts.values())) {
      for (var link : draft.links()) {
        var shown = drafts.get(link.path());
        if (link.embedded()
            && shown != null
            && shown != draft
            && goesWithText(shown, draft)
            && !isSpokenOf(shown, stemsOfOthers)) {
          drafts.remove(link.path());
          draft.attached.add(
              new Draft.Attached(shown.first.file(), Role.COMPANION, LanguageTags.UNKNOWN));
        }
      }
    }
  }

  private static boolean goesWithText(Draft shown, Draft text) {
    boolean below =
        text.folder().isEmpty() || (shown.folder() + "/").startsWith(text.folder() + "/");
    boolean needed =
        shown.family == Family.PICTURE
            || shown.first.file().name().kind().mediaType().equals("text/css");
    return below && needed && shown.translations.isEmpty();
  }

  /** Whether metadata speaks of this picture: then it is an item of its own. */
  private boolean isSpokenOf(Draft picture, Set<String> stemsOfOthers) {
    var stem = picture.first.file().name().stem();
    return !picture.first.own().values().isEmpty()
        || !metadata.ofStem(picture.folder(), stem).values().isEmpty()
            && !stemsOfOthers.contains(Names.inFolder(picture.folder(), stem));
  }

  private static String key(String folder, String stem) {
    return Names.inFolder(folder, stem).toLowerCase(Locale.ROOT);
  }

  private static String withoutExtension(FileName name) {
    return name.language().isEmpty()
        ? name.stem()
        : name.name().substring(0, name.name().lastIndexOf('.'));
  }

  private void refuse(Found file, String code, String what, String hint) {
    leftovers.add(new Leftover(file.path(), Leftover.Reason.REFUSED));
    tell(Severity.ERROR, code, file.path(), what, hint);
  }

  private void tell(Severity severity, String code, String path, String what, String hint) {
    findings.accept(new Finding(severity, code, Names.printable(path), what, hint));
  }
}
