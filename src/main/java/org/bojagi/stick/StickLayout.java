package org.bojagi.stick;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bojagi.bundle.Slots;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.PublisherKey;
import org.bojagi.stick.StickPlan.Kind;
import org.bojagi.stick.StickPlan.Part;

/**
 * Which file lies where on a stick (docs/stick.md): launchers at the top, and beside them one folder with the reader's
 * jar, a runtime for each platform, and the bundles.
 */
final class StickLayout {
  /** Of the folder, and of the launchers {@code read}, where no other name is asked for. */
  static final String NAME = "bojagi";

  private static final String LAUNCHER = "read";
  private static final List<String> ENDINGS = List.of(".sh", ".command", ".cmd");
  private static final List<String> OPTIONS = List.of("java.options", "read.options");
  private static final byte[] AGE = "age-encryption.org/".getBytes(StandardCharsets.US_ASCII);

  private final String name;
  private final List<StickFile> files = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  /** @param neutralName empty for our own names; else of folder and launchers, and bundles get numbers */
  StickLayout(
      CarriedReader reader,
      List<RuntimeImage> runtimes,
      List<Path> bundles,
      Map<Path, List<Path>> ownSlots,
      String neutralName)
      throws IOException {
    boolean neutral = !neutralName.isEmpty();
    name = neutral ? neutralName : NAME;
    if (!FatRules.holds(name)) {
      throw new UsageException("FAT32 and Windows hold no such name", "--name " + name, "Give plain letters.");
    }
    var ofReader = new ArrayList<>(List.of(StickFile.of("", reader.jar())));
    for (var options : OPTIONS) {
      ofReader.add(resource(options));
    }
    ofReader.addAll(keys(reader.keys()));
    add(Kind.READER, CarriedReader.JAR, ofReader, false);
    for (var runtime : onePerPlatform(reader.runtimes(), runtimes).values()) {
      add(Kind.RUNTIME, runtime.platform().toString(), runtime.files(), runtime.hasStartCache());
    }
    for (var bundle : folderNames(bundles, neutral).entrySet()) {
      add(Kind.BUNDLE, bundle.getValue(), bundleFiles(bundle.getKey(), ownSlots.get(bundle.getKey())), false);
    }
    for (var ending : ENDINGS) {
      var launcher = resource(LAUNCHER + ending).at((neutral ? name : LAUNCHER) + ending);
      files.add(launcher);
      parts.add(new Part(Kind.LAUNCHER, launcher.path(), launcher.sizeBytes(), false));
    }
  }

  /** Each once, under a number: where a key came from is nobody's business who finds the stick. */
  private static List<StickFile> keys(List<Path> files) throws IOException {
    var keys = new LinkedHashSet<PublisherKey>();
    for (var file : files) {
      keys.add(PublisherKey.read(file));
    }
    var numbered = new ArrayList<StickFile>();
    for (var key : keys) {
      numbered.add(StickFile.of(numbered.size() + 1 + CarriedReader.KEY_ENDING, key.toFile()));
    }
    return numbered;
  }

  String name() {
    return name;
  }

  List<StickFile> files() {
    return List.copyOf(files);
  }

  List<Part> parts() {
    return List.copyOf(parts);
  }

  /** @param path of the part in the reader's folder; its files lie below it, but for the reader's, beside it */
  private void add(Kind kind, String path, List<StickFile> partFiles, boolean startCache) {
    long size = 0;
    for (var file : partFiles) {
      var inside = kind == Kind.READER ? (file.path().isEmpty() ? path : file.path()) : path + "/" + file.path();
      files.add(file.at(name + "/" + inside));
      size += file.sizeBytes();
    }
    parts.add(new Part(kind, path, size, startCache));
  }

  /** What was given takes the place of what the reader has. */
  private static Map<String, RuntimeImage> onePerPlatform(List<RuntimeImage> carried, List<RuntimeImage> given)
      throws UsageException {
    var all = new LinkedHashMap<String, RuntimeImage>();
    carried.forEach(runtime -> all.put(runtime.platform().toString(), runtime));
    given.forEach(runtime -> all.put(runtime.platform().toString(), runtime));
    if (all.isEmpty()) {
      throw new UsageException(
          "There is no Java to put on the stick", "--runtime", "Give a JDK or JRE for the computers that will read it.");
    }
    return all;
  }

  /** Each bundle's own folder name, with a number where two are the same; or only numbers. */
  private static Map<Path, String> folderNames(List<Path> bundles, boolean neutral) throws UsageException {
    if (bundles.isEmpty()) {
      throw new UsageException("There is no bundle to put on the stick", "BUNDLE", "Name the folder of one or more.");
    }
    var names = new LinkedHashMap<Path, String>();
    var taken = new HashMap<String, Path>();
    int number = 0;
    for (var bundle : bundles) {
      number++;
      var own = neutral ? String.valueOf(number) : bundle.toAbsolutePath().normalize().getFileName().toString();
      var free = own;
      for (int copy = 2; taken.putIfAbsent(free.toLowerCase(Locale.ROOT), bundle) != null; copy++) {
        free = own + "-" + copy;
      }
      names.put(bundle, free);
    }
    return names;
  }

  /**
   * The age files that lie in it, in the order of their names: they are random, and tell nothing of how it was made.
   *
   * @param ownSlot null, or what goes there in place of the passphrase slots; those of recipients stay
   */
  private static List<StickFile> bundleFiles(Path bundle, List<Path> ownSlot) throws IOException {
    if (!Files.isDirectory(bundle)) {
      throw new NotABundleException(
          Files.exists(bundle) ? "This is a file, and a bundle is a folder" : "There is no such folder",
          bundle.toString(),
          "Give the folder that holds the bundle's files.");
    }
    if (Slots.list(bundle).isEmpty()) {
      throw new NotABundleException(
          "There is no slot here", bundle.toString(), "Give the folder that holds the bundle's files.");
    }
    var stayingOut = ownSlot == null ? Set.<Path>of() : Slots.passphraseFiles(bundle);
    var found = new ArrayList<StickFile>();
    try (var entries = Files.list(bundle)) {
      for (var file : entries.filter(Files::isRegularFile).toList()) {
        if (isAge(file) && !stayingOut.contains(file)) {
          found.add(StickFile.of(file.getFileName().toString(), file));
        }
      }
    }
    if (ownSlot != null) {
      for (var file : ownSlot) {
        found.add(StickFile.of(file.getFileName().toString(), file));
      }
    }
    found.sort(Comparator.comparing(StickFile::path));
    return found;
  }

  /** Whether it begins as age files do: what else lies in a bundle's folder was put there by a system. */
  static boolean isAge(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return java.util.Arrays.equals(in.readNBytes(AGE.length), AGE);
    }
  }

  private static StickFile resource(String file) throws IOException {
    try (var in = StickLayout.class.getResourceAsStream("launcher/" + file)) {
      return StickFile.of(file, in.readAllBytes());
    }
  }
}
