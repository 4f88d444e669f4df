package org.bojagi.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import org.bojagi.age.AgePayload;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.VolumeAbout;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;

/** The checks that need a few reads of each file: slots, root, which files are here, and the volumes' ends. */
final class FolderCheck {
  private final Bundle bundle;
  private final Report report;

  FolderCheck(Bundle bundle, Report report) {
    this.bundle = bundle;
    this.report = report;
  }

  /** What opening found: slots, roots, lost, cut, doubled and foreign files, damaged headers. */
  void opening() {
    for (var finding : bundle.findings()) {
      report.add(Flaw.of(finding).map(Flaw::check).orElseGet(() -> checkOf(finding)), finding);
    }
    report.count(Check.SLOTS, bundle.slotFiles().size());
    report.count(Check.ROOT, bundle.rootFiles().size());
    report.count(Check.VOLUMES, bundle.root().volumes().size());
  }

  private static Check checkOf(Finding unknown) {
    return unknown.code().contains("slot") ? Check.SLOTS : unknown.code().contains("root") ? Check.ROOT : Check.VOLUMES;
  }

  /** How many of the root's two documents are signed; a signature that doesn't hold is refused when it is opened. */
  void signatures() {
    var signers = bundle.signers();
    report.count(Check.SIGNATURE, (signers.content().isSigned() ? 1 : 0) + (signers.index().isSigned() ? 1 : 0));
  }

  /** The root's copies, and what it says of volumes. */
  void root() throws IOException {
    var copies = bundle.rootFiles();
    for (var copy : copies.subList(1, copies.size())) {
      if (Files.mismatch(copies.getFirst(), copy) >= 0) {
        report.add(
            Flaw.ROOT_SEALED_ANEW,
            copy.getFileName().toString(),
            "A copy of the root says the same and is sealed differently: it was not written with the other");
      }
    }
    for (var volume : bundle.root().volumes()) {
      long payloadBytes = volume.fileBytes() - (volume.header().length - 16L);
      if (AgePayload.plaintextSizeOf(payloadBytes) != volume.plaintextBytes()) {
        report.add(
            Flaw.LENGTH_IMPOSSIBLE, "volume " + volume.id(), "The root gives a volume lengths that no age file has");
      }
    }
  }

  /** First and last chunk of each volume that is here; all are the root's. */
  void ends(Collection<VolumeChunks> volumes) throws IOException {
    var contentIds = new HashSet<String>();
    bundle.root().content().volumes().forEach(volume -> contentIds.add(volume.id()));
    var fileBytes = new HashMap<String, Long>();
    bundle.root().volumes().forEach(volume -> fileBytes.put(volume.id(), volume.fileBytes()));
    for (var volume : volumes) {
      beginning(volume, contentIds.contains(volume.id) ? "content" : "index");
      var file = bundle.file(volume.id);
      if (file.isEmpty() || Files.size(file.get()) < fileBytes.get(volume.id)) {
        volume.endIsMissing(); // told as cut
      } else if (volume.count() > 1 && volume.end(volume.count() - 1) == null) {
        report.add(
            Flaw.END_DAMAGED,
            volume.fileName + ", chunk " + (volume.count() - 1),
            "The last chunk of a volume can't be decrypted, or is not sealed as the last");
      }
    }
    report.count(Check.HEADERS, volumes.size());
    report.count(Check.ENDS, volumes.size());
  }

  private void beginning(VolumeChunks volume, String kind) throws IOException {
    var chunk = volume.end(0);
    if (chunk == null) {
      report.add(
          Flaw.BEGINNING_DAMAGED, volume.fileName + ", chunk 0", "The first chunk of a volume can't be decrypted");
      return;
    }
    String contradiction = null;
    try {
      var about = VolumeAbout.of(chunk, volume.fileName);
      contradiction =
          !about.volume().equals(volume.id)
              ? "another volume"
              : !about.bundle().equals(bundle.root().content().bundle())
                  ? "a volume of another bundle"
                  : !about.kind().equals(kind) ? "a volume of kind " + about.kind() : null;
    } catch (Fault e) {
      contradiction = "none that is known here";
    }
    if (contradiction != null) {
      report.add(
          Flaw.BEGINNING_CONTRADICTED,
          volume.fileName,
          "A volume that the root names says of itself that it is " + contradiction);
    }
  }
}
