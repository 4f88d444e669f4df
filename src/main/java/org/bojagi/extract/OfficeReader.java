package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hpsf.SummaryInformation;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.hwp.HwpV5Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.OPCPackageWrapper;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Word, PowerPoint, Excel (old and new), RTF and HWP by Tika, opened from memory.
 *
 * <p>Comments, deleted words, and the names of those who wrote them are not taken over; what a file
 * says of its authors is only named.
 */
final class OfficeReader {
  private static final String PASSWORD_ENTRY = "EncryptedPackage";

  private OfficeReader() {}

  static void readOoxml(byte[] bytes, Draft draft) throws UnreadableException {
    if (FileType.of("", bytes).equals(FileType.OLE2)) {
      readOle2(bytes, draft); // encrypted, or an old document under a new name
      return;
    }
    DocumentProperties.ofOoxml(bytes, draft);
    try (var opc = OPCPackage.open(new ByteArrayInputStream(bytes))) {
      for (var part : opc.getParts()) {
        if (part.getContentType().toLowerCase(java.util.Locale.ROOT).contains("comment")) {
          opc.removePart(part.getPartName());
        }
      }
      var stream = TikaInputStream.get(bytes);
      stream.setOpenContainer(new OPCPackageWrapper(opc));
      parse(new OOXMLParser(), stream, draft);
      opc.revert();
    } catch (OpenXML4JException | OpenXML4JRuntimeException | IOException e) {
      throw unreadable(e, "document");
    }
  }

  static void readRtf(byte[] bytes, Draft draft) throws UnreadableException {
    DocumentProperties.ofRtf(bytes, draft);
    parse(new RTFParser(), TikaInputStream.get(bytes), draft);
  }

  /** DOC, XLS, PPT, HWP 5, and whatever is encrypted: told apart by what the storage holds. */
  static void readOle2(byte[] bytes, Draft draft) throws UnreadableException {
    try (var storage = new POIFSFileSystem(new ByteArrayInputStream(bytes))) {
      var root = storage.getRoot();
      if (root.hasEntry(PASSWORD_ENTRY)) {
        throw UnreadableException.encrypted();
      }
      if (root.hasEntry("FileHeader")) {
        draft.mediaType = FileType.HWP;
        readHwp(bytes, root, draft);
        return;
      }
      if (!root.hasEntry("WordDocument")
          && !root.hasEntry("Workbook")
          && !root.hasEntry("PowerPoint Document")) {
        throw UnreadableException.damaged("document");
      }
      draft.mediaType =
          root.hasEntry("WordDocument")
              ? "application/msword"
              : root.hasEntry("Workbook")
                  ? "application/vnd.ms-excel"
                  : "application/vnd.ms-powerpoint";
      DocumentProperties.ofOle2(root, SummaryInformation.DEFAULT_STREAM_NAME, draft);
      var stream = TikaInputStream.get(bytes);
      stream.setOpenContainer(storage);
      parse(new OfficeParser(), stream, draft);
    } catch (IOException e) {
      throw unreadable(e, "document");
    }
  }

  /**
   * Flags of HWP 5's FileHeader (Hancom, HWP 5.0 file format, §3.2.1): compressed, encrypted,
   * distribution.
   */
  private static void readHwp(byte[] bytes, DirectoryNode root, Draft draft)
      throws UnreadableException, IOException {
    int flags;
    try (var header =
        new DocumentInputStream(
            (org.apache.poi.poifs.filesystem.DocumentEntry)
                root.getEntryCaseInsensitive("FileHeader"))) {
      var fields = header.readNBytes(40);
      flags = fields.length == 40 ? fields[36] : 0;
    } catch (ClassCastException e) {
      throw UnreadableException.damaged("HWP document");
    }
    if ((flags & 2) != 0) {
      throw UnreadableException.encrypted();
    }
    DocumentProperties.ofOle2(root, "\u0005HwpSummaryInformation", draft);
    boolean compressed = (flags & 1) != 0;
    var pictures = new Pictures(draft);
    var html = new HtmlRendition(draft.limits.renditionChars());
    var handler = new TikaHtml(html);
    parse(new HwpV5Parser(), new ByteArrayInputStream(bytes), handler, pictures, draft);
    if (root.hasEntryCaseInsensitive("BinData")
        && root.getEntryCaseInsensitive("BinData") instanceof DirectoryNode binaries) {
      for (var name : binaries.getEntryNames()) {
        pictures.add(
            name,
            () -> {
              var raw = binaries.createDocumentInputStream(name);
              return compressed ? new InflaterInputStream(raw, new Inflater(true)) : raw;
            });
        html.open("p");
        html.picture(name, "");
        html.close("p");
      }
    }
    finish(html, pictures, draft);
  }

  private static void parse(Parser parser, InputStream stream, Draft draft)
      throws UnreadableException {
    var pictures = new Pictures(draft);
    var html = new HtmlRendition(draft.limits.renditionChars());
    parse(parser, stream, new TikaHtml(html), pictures, draft);
    finish(html, pictures, draft);
  }

  private static void parse(
      Parser parser, InputStream stream, TikaHtml handler, Pictures pictures, Draft draft)
      throws UnreadableException {
    var config = new OfficeParserConfig();
    config.setUseSAXDocxExtractor(true);
    config.setUseSAXPptxExtractor(true);
    config.setIncludeHeadersAndFooters(false);
    config.setIncludeDeletedContent(false);
    config.setIncludeMoveFromContent(false);
    config.setIncludeSlideMasterContent(false);
    var embedded = new EmbeddedPictures(pictures);
    var context = new ParseContext();
    context.set(OfficeParserConfig.class, config);
    context.set(EmbeddedDocumentExtractor.class, embedded);
    var metadata = new Metadata();
    metadata.set(Metadata.CONTENT_TYPE, draft.mediaType);
    try {
      parser.parse(stream, handler, metadata, context);
    } catch (TikaException | IOException | SAXException | RuntimeException e) {
      if (handler.isEmpty()) {
        throw unreadable(e, "document");
      }
      draft.warn(
          "document-cut",
          "It breaks off: what comes after a damaged part is missing",
          "It is packed as it is, without its words; open it with the program that made it and save it again.");
    }
    draft.title(metadata.get(TikaCoreProperties.TITLE));
    if (embedded.others > 0) {
      draft.note(
          "attachments-left-out",
          embedded.others + " files attached inside it can't be opened by readers",
          "Keep them beside it.");
    }
  }

  static void finish(HtmlRendition html, Pictures pictures, Draft draft) {
    if (html.isFull()) {
      draft.warn("text-cut", "It is so long that its end is not in the rendition", "Divide it.");
    }
    pictures.report();
    draft.title(html.firstHeading());
    var page = html.finish(draft.title(), pictures::nameOf);
    draft.textRendition(
        "document.html", Role.HTML, FileType.HTML, TextFormat.HTML, page, draft.request.language());
    if (!draft.hasText()) {
      draft.note("without-text", "There is no text in it", "");
    }
  }

  private static UnreadableException unreadable(Exception e, String kind) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof EncryptedDocumentException
          || cause instanceof org.apache.tika.exception.EncryptedDocumentException) {
        return UnreadableException.encrypted();
      }
      var message = String.valueOf(cause.getMessage());
      if (message.contains("Zip bomb")
          || message.contains("MAX_ENTRY_SIZE")
          || message.contains("larger than")) {
        return MemoryZip.bomb();
      }
      if (message.contains("no-temporary-files")) {
        return new UnreadableException(
            "document-needs-disk",
            "Its parser wanted to write a temporary file, which it may not",
            "Save it as PDF or HTML.");
      }
    }
    return UnreadableException.damaged(kind);
  }

  /** Takes pictures out of a document and counts what else lies in it. */
  private static final class EmbeddedPictures implements EmbeddedDocumentExtractor {
    private final Pictures pictures;
    private int others;

    EmbeddedPictures(Pictures pictures) {
      this.pictures = pictures;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return true;
    }

    @Override
    public void parseEmbedded(
        InputStream content, ContentHandler handler, Metadata metadata, boolean outputHtml)
        throws IOException {
      var name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
      var type = String.valueOf(metadata.get(Metadata.CONTENT_TYPE));
      var head = new byte[0];
      if (name == null
          || !type.startsWith("image/")
              && FileType.kind(FileType.of(name, head)) != ExtractionPool.Kind.PICTURE) {
        others += isPartOfDocument(metadata) ? 0 : 1;
        return;
      }
      pictures.add(name, () -> content);
    }

    private static boolean isPartOfDocument(Metadata metadata) {
      var kind = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
      return Map.of("MACRO", "", "THUMBNAIL", "", "METADATA", "", "FONT", "")
          .containsKey(String.valueOf(kind));
    }
  }
}
