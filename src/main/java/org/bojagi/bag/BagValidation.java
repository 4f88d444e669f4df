package org.bojagi.bag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bojagi.fault.Finding;

/**
 * Whether a folder is a complete and valid bag (RFC 8493 §3), with every fault named. Writes nothing, fetches nothing.
 *
 * <p>Memory: what lies in the folder, at most {@value BagFolder#MAX_FILES} names with their checksums, and {@value
 * BagFindings#MAX_KEPT} findings.
 */
final class BagValidation {
  static final String FETCH = "fetch.txt";

  /**
   * @param version as it says; nothing of it holds where it isn't valid
   * @param findings the worst first; errors are what it is refused for
   * @param errors how many, with those that aren't among the findings
   * @param checksums what its payload was compared by: {@code sha256, sha512}
   */
  record Result(
      String version,
      BagInfo info,
      List<Finding> findings,
      int errors,
      int passedOver,
      long payloadFiles,
      String checksums) {
    boolean isValid() {
      return errors == 0;
    }
  }

  private BagValidation() {}

  /** Whether something says that this folder is a bag: then nothing else is made of it. */
  static boolean isBag(Path folder) {
    return Files.isDirectory(folder) && Files.exists(folder.resolve(BagDeclaration.FILE), LinkOption.NOFOLLOW_LINKS);
  }

  static Result run(Path root, int jobs, BagProgress progress) {
    var findings = new BagFindings();
    var declaration = BagDeclaration.read(root, findings);
    if (!Files.isDirectory(root.resolve("data"), LinkOption.NOFOLLOW_LINKS)) {
      findings.error("bag-without-data", "data", "There is no folder data in the bag", "Get it once more from who sent it.");
    }
    var folder = BagFolder.list(root, findings);
    var info =
        folder.has(BagInfo.FILE) ? BagInfo.read(root, declaration.charset(), findings) : new BagInfo(List.of());
    var digests = BagManifests.read(folder, declaration, findings);
    if (folder.has(FETCH)) {
      requireNothingToFetch(folder, declaration, findings);
    }
    long files = folder.files().stream().filter(BagFile::isPayload).count();
    long bytes = folder.files().stream().filter(BagFile::isPayload).mapToLong(BagFile::sizeBytes).sum();
    var oxum = info.oxum(findings);
    if (oxum != null && (oxum.bytes() != bytes || oxum.files() != files)) {
      findings.error(
          "bag-oxum",
          BagInfo.FILE,
          String.format(
              Locale.ROOT,
              "Payload-Oxum says %d bytes in %d files, and there are %d bytes in %d files",
              oxum.bytes(),
              oxum.files(),
              bytes,
              files),
          "Get the bag once more from who sent it.");
    }
    BagChecksums.compare(folder, jobs, findings, progress);
    return new Result(
        declaration.version(), info, findings.sorted(), findings.errors(), findings.passedOver(), files, names(digests));
  }

  private static String names(Set<BagDigest> digests) {
    return digests.stream().map(BagDigest::code).collect(Collectors.joining(", "));
  }

  /** Nothing is ever fetched: an address in a bag may lead anywhere, and asking for it tells who has the bag. */
  private static void requireNothingToFetch(BagFolder folder, BagDeclaration declaration, BagFindings findings) {
    try (var lines = TagLines.open(folder.root().resolve(FETCH), declaration.charset())) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (line.isBlank()) {
          continue;
        }
        var where = FETCH + ":" + lines.number();
        var parts = line.strip().split("[ \\t]+", 3);
        var path = parts.length == 3 ? BagPath.decoded(parts[2]) : "";
        var refusal = parts.length < 3 ? "the line has no address, length and path" : BagPath.refusal(path);
        if (refusal.isEmpty() && !path.startsWith(BagPath.PAYLOAD)) {
          refusal = "it is not in data/";
        }
        if (!refusal.isEmpty()) {
          findings.error(
              "bag-path",
              where,
              "fetch.txt may not name " + BagFindings.printable(path) + ": " + refusal,
              "Nothing was fetched. Ask who sent the bag what it is.");
        } else if (folder.exact(path) == null && folder.alike(path) == null) {
          findings.error(
              "bag-incomplete",
              path,
              "The bag is incomplete: this is to be fetched from elsewhere (" + where + ")",
              "Nothing is ever fetched here: ask for the whole bag.");
        }
      }
    } catch (TagLines.TooLong e) {
      findings.error("bag-path", FETCH, "Its " + e.getMessage(), "Ask for the whole bag.");
    } catch (IOException e) {
      findings.error("bag-path", FETCH, "It is not in the encoding of bagit.txt or can't be read", "Ask for the whole bag.");
    }
  }
}
