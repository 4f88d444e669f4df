package org.bojagi.recover;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Format;
import org.bojagi.bundle.Root;
import org.bojagi.bundle.VolumeFacts;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.recover.VolumeChannel.Run;

/**
 * Which of what was found is a volume of which bundle: by the root's copies of headers, by what volumes say of themselves
 * where no root is left, and by chunks that open where a header is damaged (format.md §9).
 */
final class Assembly {
  /** Files that are tried for a volume whose header is damaged. */
  private static final int MAX_TRIED_FILES = 1_000;

  /** Of all volumes together, of which a root of many cards names many that aren't here: a minute or two. */
  private static final int MAX_TRIES = 10_000;

  private static final int MAX_VAIN_SEARCHES = 16;

  /** The first of these: each takes up to four times as long. */
  private static final int MAX_DEEP_SEARCHES = 4;

  private final List<Medium> media;
  private final BundleKeys keys;
  private final List<Finding> findings;
  private final Map<ByteBuffer, SalvagedVolume> volumes = new LinkedHashMap<>();
  private final Map<String, List<FoundRoot>> roots = new LinkedHashMap<>();

  private int tries = MAX_TRIES;
  private int searches = MAX_VAIN_SEARCHES;

  private record FoundRoot(Root root, X25519Identity identity, int copies) {}

  Assembly(List<Medium> media, BundleKeys keys, List<Finding> findings) {
    this.media = media;
    this.keys = keys;
    this.findings = findings;
  }

  /** The caller closes them. */
  List<SalvagedBundle> bundles(List<FoundHeader> headers) throws IOException {
    headers.forEach(this::take);
    for (var volume : volumes.values()) {
      try {
        volume.peek();
      } catch (NewerFormatException e) {
        findings.add(Finding.of(Severity.ERROR, "newer-format", e));
      }
      if (volume.about() != null && volume.about().kind().equals(Format.KIND_ROOT)) {
        readRoot(volume);
      }
    }
    var bundles = new LinkedHashMap<String, SalvagedBundle>();
    roots.forEach((id, found) -> addRooted(id, found, bundles));
    for (var bundle : bundles.values()) {
      findMissing(bundle);
    }
    if (tries <= 0 || searches <= 0) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "search-ended",
              "all that was given",
              "More volumes are missing than are searched for by their chunks",
              "Give each bundle's folders and images apart from others."));
    }
    for (var volume : volumes.values()) {
      if (volume.about() != null) {
        addRootless(volume, bundles);
      }
    }
    for (var volume : volumes.values()) {
      if (volume.about() == null) {
        addUnknown(volume, bundles);
      }
    }
    for (var bundle : bundles.values()) {
      bundle.settle();
    }
    tellLonger(bundles.values());
    return List.copyOf(bundles.values());
  }

  private void tellLonger(Collection<SalvagedBundle> bundles) {
    long longer =
        bundles.stream()
            .flatMap(bundle -> bundle.volumes().values().stream())
            .filter(SalvagedVolume::isLongerThanItself)
            .count();
    if (longer > 0) {
      findings.add(
          new Finding(
              Severity.NOTE,
              "files-longer",
              "all that was given",
              longer + " volumes are in files that are longer than they were: something was appended",
              "Nothing is lost by it here; for other commands and for readers make a new bundle with --bundle."));
    }
  }

  private void take(FoundHeader found) {
    var header = found.header();
    if (header == null || keys.isSlot(found) || found.beginning().length < FoundHeader.VOLUME_HEAD_BYTES) {
      return;
    }
    var identity = header.size() == FoundHeader.VOLUME_HEAD_BYTES - 16 ? keys.opening(header) : null;
    if (identity == null) {
      return;
    }
    var head = found.volumeHead();
    volumes
        .computeIfAbsent(ByteBuffer.wrap(head), h -> new SalvagedVolume(head, identity, found.name()))
        .addCopy(found.medium(), found.offset());
  }

  private void readRoot(SalvagedVolume volume) throws IOException {
    volume.settle(null);
    var entries = VolumeEntries.of(volume);
    var content = document(volume, entries, Format.CONTENT);
    var index = document(volume, entries, Format.INDEX);
    try {
      if (content == null) {
        throw new Json.Malformed(Format.CONTENT + " is lost");
      }
      Root root;
      try {
        root = Root.read(content, index);
      } catch (Json.TooNew e) {
        throw e;
      } catch (Json.Malformed e) {
        root = Root.read(content, null);
      }
      if (!root.index().contentSha256().equals(Json.hex(Sha256.of(content)))) {
        root = Root.read(content, null);
      }
      var same = roots.computeIfAbsent(root.content().bundle(), id -> new ArrayList<>());
      same.add(new FoundRoot(root, volume.identity, volume.copyCount()));
    } catch (Json.TooNew e) {
      findings.add(
          new Finding(
              Severity.ERROR, "newer-format", volume.name, "A root has what this program doesn't know", "Use a newer version of Bojagi."));
    } catch (Json.Malformed e) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "root-damaged",
              volume.name,
              "A root can't be read: " + e.getMessage(),
              "What it said is taken from the volumes, as far as they say it."));
    }
  }

  /** Null where it isn't whole. */
  private String document(SalvagedVolume volume, List<Entry> entries, String name) throws IOException {
    for (var entry : entries) {
      if (entry.name().equals(name) && entry.sizeBytes() <= Format.MAX_ROOT_DOCUMENT_BYTES && entry.sizeBytes() > 0) {
        var whole = new ByteArrayOutputStream();
        try (var reading =
            new FileReading(SalvagedBundle.ofOne(volume), SalvagedBundle.file(name, entry.sizeBytes()), FilePlace.certain(List.of(entry.extent())), null)) {
          var buffer = new byte[1 << 20];
          for (int n = reading.nextSegment(buffer); n > 0; n = reading.nextSegment(buffer)) {
            whole.write(buffer, 0, n);
          }
          return reading.losses().isEmpty() ? whole.toString(StandardCharsets.UTF_8) : null;
        }
      }
    }
    return null;
  }

  /** The newest of a bundle's roots is followed; where two of one edition differ, none is (format.md §5). */
  private void addRooted(String id, List<FoundRoot> found, Map<String, SalvagedBundle> bundles) {
    var newest = found.getFirst();
    boolean contradicted = false;
    for (var other : found.subList(1, found.size())) {
      int difference = other.root.content().edition() - newest.root.content().edition();
      boolean same = other.root.index().contentSha256().equals(newest.root.index().contentSha256());
      boolean moreIndex = other.root.index().volumes().size() > newest.root.index().volumes().size();
      contradicted = difference == 0 ? contradicted || !same : difference < 0 && contradicted;
      newest = difference > 0 || difference == 0 && same && moreIndex ? other : newest;
      if (difference != 0) {
        findings.add(
            new Finding(
                Severity.NOTE,
                "older-edition",
                "bundle " + id,
                "Several editions of a bundle are here",
                "The newest is taken out, edition " + Math.max(other.root.content().edition(), newest.root.content().edition())
                    + "; for an older one, give its files alone."));
      }
    }
    if (contradicted) {
      findings.add(
          new Finding(
              Severity.ERROR,
              "roots-contradict",
              "bundle " + id,
              "Two roots that differ claim to be the same edition",
              "Neither is believed: files are taken out by the volumes' own catalogues."));
      return;
    }
    var bundle = new SalvagedBundle(id, newest.identity, newest.root, findings);
    for (var facts : newest.root.volumes()) {
      var volume = volumes.get(ByteBuffer.wrap(facts.header()));
      if (volume != null) {
        bundle.add(volume, facts);
      }
    }
    bundles.put(id, bundle);
  }

  /** Volumes that the root names and no header shows: the header is damaged, or the volume isn't here. */
  private void findMissing(SalvagedBundle bundle) throws IOException {
    for (var facts : bundle.missing()) {
      var volume = new SalvagedVolume(facts.header(), bundle.identity, "volume " + facts.id());
      volume.settle(facts);
      for (var medium : media) {
        if (medium.isImage && searches > 0) {
          long at = new FragmentSearch(medium).findBeginning(volume, searches > MAX_VAIN_SEARCHES - MAX_DEEP_SEARCHES);
          if (at >= 0) {
            volume.addCopy(medium, at);
          } else {
            searches--;
          }
        }
      }
      for (var medium : untold(facts)) {
        if (--tries > 0 && opensSomewhere(volume, facts, medium)) {
          volume.addCopy(medium, 0);
          break;
        }
        if (volumes.values().stream().noneMatch(other -> other.isIn(medium))) {
          medium.rest();
        }
      }
      if (volume.isHere()) {
        findings.add(
            new Finding(
                Severity.WARNING,
                "header-damaged",
                "volume " + facts.id(),
                "The header of a volume is damaged",
                "It is read with the root's copy."));
        volumes.put(ByteBuffer.wrap(facts.header()), volume);
        bundle.add(volume, facts);
      } else {
        volume.close();
      }
    }
  }

  /**
   * Files that may be a volume whose own header they don't show: the likeliest first. One that begins as another volume
   * does may be such a file, too, where that volume is in another file as well or has another length.
   */
  private List<Medium> untold(VolumeFacts facts) {
    return media.stream()
        .filter(medium -> !medium.isImage && medium.sizeBytes > Format.MAX_SLOT_FILE_BYTES)
        .filter(medium -> volumes.values().stream().noneMatch(other -> other.isIn(medium) && other.isOnlyIn(medium)))
        .sorted(
            Comparator.comparing((Medium medium) -> volumes.values().stream().anyMatch(other -> other.isIn(medium)))
                .thenComparing(medium -> medium.sizeBytes != facts.fileBytes()))
        .limit(MAX_TRIED_FILES)
        .toList();
  }

  private static boolean opensSomewhere(SalvagedVolume volume, VolumeFacts facts, Medium medium) throws IOException {
    long chunks = volume.payload().chunkCount();
    long step = Math.max(1, chunks / 16);
    var run = new Run(medium, 0);
    for (long chunk = 0; chunk < chunks; chunk += chunk == 0 ? 1 : step) {
      if (volume.holdsAt(chunk, run)) {
        return true;
      }
    }
    return volume.holdsAt(chunks - 1, run);
  }

  /** What no root names is of a bundle whose root is lost, or foreign to one whose root is here. */
  private void addRootless(SalvagedVolume volume, Map<String, SalvagedBundle> bundles) throws IOException {
    var about = volume.about();
    if (about.kind().equals(Format.KIND_ROOT)) {
      return;
    }
    if (bundles.values().stream().anyMatch(bundle -> bundle.has(volume))) {
      return;
    }
    var bundle = bundles.get(about.bundle());
    if (bundle == null) {
      bundle = new SalvagedBundle(about.bundle(), volume.identity, null, findings);
      bundles.put(about.bundle(), bundle);
    } else if (bundle.hasRoot() || bundle.identity != volume.identity) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "volume-foreign",
              volume.name,
              "A volume here isn't named by the root",
              "It is of another edition or somebody else's, and left aside."));
      return;
    }
    bundle.add(volume, null);
  }

  /** A volume that can't say what it is goes with the bundle without a root that the same identity opens. */
  private void addUnknown(SalvagedVolume volume, Map<String, SalvagedBundle> bundles) {
    if (bundles.values().stream().anyMatch(bundle -> bundle.has(volume))) {
      return;
    }
    var rootless = bundles.values().stream().filter(b -> b.identity == volume.identity && !b.hasRoot()).toList();
    findings.add(
        new Finding(
            Severity.ERROR,
            "volume-unknown",
            volume.name,
            "A volume opens, but what it is, is lost with its first chunk, and no root names it",
            rootless.isEmpty() ? "Give a copy of the root, which is one of the smaller files." : ""));
    if (!rootless.isEmpty()) {
      rootless.getFirst().add(volume, null);
    }
  }

  /** Volumes that are in no bundle; closed apart. */
  void closeAll() throws IOException {
    for (var volume : volumes.values()) {
      volume.close();
    }
  }
}
