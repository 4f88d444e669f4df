package org.bojagi.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;

/** Reads a folder, or a ZIP of one, as a corpus. docs/corpus.md says what is made of which name. */
public final class CorpusReader {
  private static final Closeable NOTHING_TO_CLOSE = () -> {};
  private static final Pattern LINE = Pattern.compile(":([0-9]{1,9})$");

  private CorpusReader() {}

  /**
   * Whatever is wrong with one file is a finding, and the others go in. The same folder gives the
   * same result, whatever order the file system lists it in.
   *
   * @return to be closed when its files have been read
   * @throws UsageException there is no such folder or ZIP
   * @throws org.bojagi.fault.InputException the ZIP is broken, or holds names that no folder could
   * @throws org.bojagi.fault.DoesNotFitException there are more files than {@value
   *     FolderWalk#MAX_FILES}
   * @throws StorageException the folder itself can't be listed
   */
  public static Corpus read(Path folderOrZip) throws Fault {
    if (!Files.exists(folderOrZip)) {
      throw new UsageException(
          "there is no such folder", folderOrZip.toString(), "Check its name.");
    }
    if (Files.isDirectory(folderOrZip)) {
      return read(real(folderOrZip), Map.of(), NOTHING_TO_CLOSE);
    }
    if (!Files.isRegularFile(folderOrZip)) {
      throw new UsageException(
          "this is neither a folder nor a ZIP", folderOrZip.toString(), "Name a folder.");
    }
    var zip = ZipFolder.open(folderOrZip);
    try {
      return read(zip.root(), zip.refused(), zip.fileSystem());
    } catch (Fault | RuntimeException e) {
      closeAfter(e, zip.fileSystem());
      throw e;
    }
  }

  private static Corpus read(Path root, Map<String, ZipFolder.Refusal> refused, Closeable source)
      throws Fault {
    var findings = new ArrayList<Finding>();
    var leftovers = new ArrayList<Leftover>();
    var files = FolderWalk.list(root, refused, leftovers, findings::add);
    var metadata = new FolderMetadata(files, leftovers, findings::add);
    var info = info(metadata.own(""));
    var drafts = ItemGrouping.of(files, metadata, leftovers, findings::add);
    var items = ItemFinishing.of(drafts, metadata, info, findings::add);
    leftovers.sort(Comparator.comparing(Leftover::path).thenComparing(Leftover::reason));
    findings.sort(
        Comparator.comparing(CorpusReader::file)
            .thenComparing(CorpusReader::line)
            .thenComparing(Finding::code)
            .thenComparing(Finding::what));
    return new Corpus(info, items, leftovers, findings, source);
  }

  private static String file(Finding finding) {
    return LINE.matcher(finding.where()).replaceFirst("");
  }

  private static int line(Finding finding) {
    var line = LINE.matcher(finding.where());
    return line.find() ? Integer.parseInt(line.group(1)) : 0;
  }

  private static CorpusInfo info(Metadata said) {
    var language =
        said.has(MetadataKey.LANGUAGE) ? said.text(MetadataKey.LANGUAGE) : LanguageTags.UNKNOWN;
    return new CorpusInfo(
        said.byLanguage(MetadataKey.TITLE, language),
        language,
        said.text(MetadataKey.PUBLISHER),
        said.text(MetadataKey.RIGHTS),
        said.text(MetadataKey.DESCRIPTION),
        said.list(MetadataKey.CREATOR),
        said.list(MetadataKey.FEATURED),
        said.list(MetadataKey.RECIPIENTS));
  }

  private static Path real(Path folder) throws Fault {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new StorageException(
          "this folder can't be read", folder.toString(), "Check its permissions.", e);
    }
  }

  private static void closeAfter(Exception e, Closeable source) {
    try {
      source.close();
    } catch (IOException closing) {
      e.addSuppressed(closing);
    }
  }
}
