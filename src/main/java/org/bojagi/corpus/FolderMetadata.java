package org.bojagi.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bojagi.corpus.FolderWalk.Found;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;

/**
 * What {@code bojagi.yaml} files and sidecars say, and what each folder hands on to what lies in
 * it.
 */
final class FolderMetadata {
  private final Map<String, Metadata> ofFolder = new HashMap<>();
  private final Map<String, Metadata> ofFile = new HashMap<>();
  private final Map<String, Metadata> ofStem = new HashMap<>();

  /** Made as it is asked for, by several threads. */
  private final Map<String, Metadata> inherited = new ConcurrentHashMap<>();

  private final Consumer<Finding> findings;

  /**
   * Takes the metadata files out of {@code files}: they are never packed.
   *
   * @param leftovers get them
   */
  FolderMetadata(
      TreeMap<String, Found> files, List<Leftover> leftovers, Consumer<Finding> findings) {
    this.findings = findings;
    var sidecars = new ArrayList<Found>();
    for (var file : List.copyOf(files.values())) {
      if (file.name().extension().equals("yaml") || file.name().extension().equals("yml")) {
        files.remove(file.path());
        leftovers.add(new Leftover(file.path(), Leftover.Reason.METADATA));
        if (file.name().name().equals("bojagi.yaml") || file.name().name().equals("bojagi.yml")) {
          readFolder(file);
        } else {
          sidecars.add(file);
        }
      }
    }
    var beside = new HashMap<String, List<Found>>();
    if (!sidecars.isEmpty()) {
      files
          .values()
          .forEach(file -> beside.computeIfAbsent(file.folder(), f -> new ArrayList<>()).add(file));
    }
    sidecars.forEach(
        sidecar -> readSidecar(sidecar, beside.getOrDefault(sidecar.folder(), List.of())));
  }

  private void readFolder(Found file) {
    var level = file.folder().isEmpty() ? MetadataKey.Level.CORPUS : MetadataKey.Level.FOLDER;
    // bojagi.yaml and bojagi.yml: the one that comes first has the word.
    ofFolder.merge(file.folder(), read(file, level), Metadata::over);
  }

  private void readSidecar(Found sidecar, List<Found> beside) {
    var name = sidecar.name().name();
    var base = name.substring(0, name.lastIndexOf('.'));
    for (var file : beside) {
      if (file.name().name().equals(base)
          || nameWithoutExtension(file).equals(base) && !file.name().language().isEmpty()) {
        ofFile.merge(file.path(), read(sidecar, MetadataKey.Level.ITEM), Metadata::over);
        return;
      }
    }
    if (beside.stream().noneMatch(file -> stems(file).contains(base))) {
      findings.accept(
          new Finding(
              Severity.ERROR,
              "sidecar-without-file",
              Names.printable(sidecar.path()),
              "there is no file of this name beside it: it stays out",
              "Name it like the file that it speaks of: film.yaml for film.mp4."));
      return;
    }
    ofStem.merge(
        Names.inFolder(sidecar.folder(), base),
        read(sidecar, MetadataKey.Level.ITEM),
        Metadata::over);
  }

  private static String nameWithoutExtension(Found file) {
    var name = file.name();
    return name.extension().isEmpty()
        ? name.name()
        : name.name().substring(0, name.name().length() - name.extension().length() - 1);
  }

  private static List<String> stems(Found file) {
    return List.of(file.name().stem(), file.name().withUnderscoreLanguage().stem());
  }

  private Metadata read(Found file, MetadataKey.Level level) {
    try {
      var bytes = Text.head(file.source(), MetadataYaml.MAX_BYTES + 1);
      if (bytes.length <= MetadataYaml.MAX_BYTES) {
        return MetadataYaml.read(file.path(), 0, Text.decode(bytes, ""), level, findings);
      }
      tell(file, "metadata is longer than 64 KiB and was not read");
    } catch (IOException e) {
      tell(file, "this can't be read");
    }
    return Metadata.NOTHING;
  }

  private void tell(Found file, String what) {
    findings.accept(
        new Finding(
            Severity.ERROR,
            "metadata-unreadable",
            Names.printable(file.path()),
            what,
            "Shorten or mend it."));
  }

  /** What the folder's own file says; of the empty path what the corpus says. */
  Metadata own(String folder) {
    return ofFolder.getOrDefault(folder, Metadata.NOTHING);
  }

  /**
   * What a file in this folder has unless it says otherwise: from this folder, else from the one
   * above, and so on.
   */
  Metadata inheritedIn(String folder) {
    var known = inherited.get(folder);
    if (known == null) {
      var above = folder.isEmpty() ? Metadata.NOTHING : inheritedIn(Names.folderOf(folder));
      known = own(folder).inherited().over(above);
      inherited.put(folder, known);
    }
    return known;
  }

  /** The sidecar of this very file: {@code film.mp4.yaml}, {@code 1.en.yaml}. */
  Metadata ofFile(String path) {
    return ofFile.getOrDefault(path, Metadata.NOTHING);
  }

  /** The sidecar of all files that differ only in language and extension: {@code film.yaml}. */
  Metadata ofStem(String folder, String stem) {
    return ofStem.getOrDefault(Names.inFolder(folder, stem), Metadata.NOTHING);
  }

  /**
   * The title of a folder as a series: declared, else its name made readable; empty for a corpus
   * without one.
   */
  String titleOf(String folder, String language) {
    var declared = own(folder).byLanguage(MetadataKey.TITLE, language);
    if (!declared.isEmpty()) {
      return pick(declared, language);
    }
    if (folder.isEmpty()) {
      return "";
    }
    var readable = FileName.of(Names.nameOf(folder) + "/").readable().replace("/", "");
    return readable.isEmpty() ? Names.nameOf(folder) : readable;
  }

  /**
   * The folder, this or above, whose metadata says whether it is a series; null where none does.
   */
  String declaringSeries(String folder) {
    for (var at = folder; ; at = Names.folderOf(at)) {
      if (own(at).has(MetadataKey.SERIES)) {
        return at;
      }
      if (at.isEmpty()) {
        return null;
      }
    }
  }

  static String pick(Map<String, String> titles, String language) {
    for (var entry : titles.entrySet()) {
      if (LanguageTags.sameLanguage(entry.getKey(), language)) {
        return entry.getValue();
      }
    }
    return titles.isEmpty() ? "" : titles.values().iterator().next();
  }
}
