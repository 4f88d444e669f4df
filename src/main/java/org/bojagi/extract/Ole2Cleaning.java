package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.poi.hpsf.NoPropertySetStreamException;
import org.apache.poi.hpsf.PropertySet;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * Word, Excel and PowerPoint up to 2003 and HWP 5: their container (MS-CFB) written anew, so that
 * nothing of what once stood in it stays in unused sectors, and the streams that name somebody.
 */
final class Ole2Cleaning {
  static final String SUMMARY = "\u0005SummaryInformation";
  private static final String DOCUMENT_SUMMARY = "\u0005DocumentSummaryInformation";
  static final String HWP_SUMMARY = "\u0005HwpSummaryInformation";
  private static final int MAX_STREAMS = 20_000;
  private static final int CODEPAGE = 1;
  private static final int TITLE = 2;
  private static final int AUTHOR = 4;

  /** What becomes of one stream. */
  @FunctionalInterface
  interface StreamCleaning {
    /**
     * @param path from the root, with / between
     * @return null where the stream is left out
     */
    byte[] clean(String path, byte[] stream) throws IOException;
  }

  private final CleaningReport report;
  private final StreamCleaning streams;
  private int count;

  private Ole2Cleaning(CleaningReport report, StreamCleaning streams) {
    this.report = report;
    this.streams = streams;
  }

  static void clean(byte[] bytes, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    try (var from = new POIFSFileSystem(new ByteArrayInputStream(bytes));
        var to = new POIFSFileSystem()) {
      var root = from.getRoot();
      if (root.hasEntryCaseInsensitive("EncryptedPackage")) {
        throw UnreadableException.encrypted();
      }
      StreamCleaning streams;
      if (root.hasEntryCaseInsensitive("FileHeader")) {
        streams = HwpCleaning.of(stream(root, "FileHeader"), report);
      } else if (root.hasEntryCaseInsensitive("WordDocument")) {
        streams = WordCleaning.of(stream(root, "WordDocument"), report);
      } else if (root.hasEntryCaseInsensitive("PowerPoint Document")) {
        streams = new SlidesCleaning(report)::stream;
      } else if (root.hasEntryCaseInsensitive("Workbook") || root.hasEntryCaseInsensitive("Book")) {
        streams = new SheetsCleaning(report)::stream;
      } else {
        report.left(Kind.CONTENT, "streams of an unknown program");
        streams = (path, stream) -> stream;
      }
      new Ole2Cleaning(report, streams).copy(root, to.getRoot(), "");
      var written = new ByteArrayOutputStream(bytes.length);
      to.writeFilesystem(written);
      if (!Arrays.equals(bytes, written.toByteArray())) {
        report.removed(Kind.CONTENT, "unused sectors");
      }
      written.writeTo(out);
    }
  }

  private void copy(DirectoryEntry from, DirectoryEntry to, String folder) throws IOException {
    to.setStorageClsid(from.getStorageClsid());
    for (var entry : from) {
      if (++count > MAX_STREAMS || folder.length() > 1_000) {
        throw new IOException("too many streams");
      }
      var path = folder + entry.getName();
      if (entry instanceof DirectoryEntry inner) {
        if (path.equals("DocHistory")) {
          report.removed(Kind.CONTENT, "earlier versions");
        } else {
          copy(inner, to.createDirectory(entry.getName()), path + "/");
        }
      } else if (entry instanceof DocumentEntry document) {
        var cleaned = stream(path, read(document));
        if (cleaned != null) {
          to.createDocument(entry.getName(), new ByteArrayInputStream(cleaned));
        }
      }
    }
  }

  private byte[] stream(String path, byte[] stream) throws IOException {
    var name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals(DOCUMENT_SUMMARY)) {
      report.removed(Kind.AUTHOR, "document summary");
      return null;
    }
    return name.equals(SUMMARY) || name.equals(HWP_SUMMARY)
        ? summary(stream)
        : streams.clean(path, stream);
  }

  /** Only the title stays, and what says in which charset it is; null where it can't be read. */
  private byte[] summary(byte[] stream) {
    try {
      var set = new PropertySet(stream);
      boolean changed = set.getSectionCount() > 1;
      var section = set.getFirstSection();
      for (var property : section.getProperties()) {
        long id = property.getID();
        boolean stays = id == CODEPAGE || id == TITLE || id == AUTHOR && report.keepsAuthor();
        if (!stays) {
          section.removeProperty(id);
          report.removed(id == 4 || id == 8 ? Kind.AUTHOR : Kind.COMMENT, "summary " + id);
          changed = true;
        }
      }
      if (!changed) {
        return stream;
      }
      set.clearSections();
      set.addSection(section);
      var written = new ByteArrayOutputStream();
      set.write(written);
      return written.toByteArray();
    } catch (NoPropertySetStreamException
        | org.apache.poi.hpsf.WritingNotSupportedException
        | IOException
        | RuntimeException e) {
      report.removed(Kind.AUTHOR, "summary");
      return null;
    }
  }

  private static byte[] stream(DirectoryEntry root, String name) throws IOException {
    if (root.getEntryCaseInsensitive(name) instanceof DocumentEntry document) {
      return read(document);
    }
    throw new IOException("no stream");
  }

  private static byte[] read(DocumentEntry document) throws IOException {
    try (var in = new DocumentInputStream(document)) {
      return in.readAllBytes();
    }
  }
}
