package org.bojagi.extract;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The media type of a file by its first bytes, and by its name where they say too little. */
final class FileType {
  static final String UNKNOWN = "application/octet-stream";
  static final String HTML = "text/html";
  static final String MARKDOWN = "text/markdown";
  static final String PLAIN = "text/plain";
  static final String MHTML = "multipart/related";
  static final String PDF = "application/pdf";
  static final String RTF = "application/rtf";
  static final String OLE2 = "application/x-ole-storage";
  static final String EPUB = "application/epub+zip";
  static final String HWP = "application/x-hwp";
  static final String HWPX = "application/hwp+zip";
  static final String SVG = "image/svg+xml";
  private static final String ZIP = "application/zip";
  private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
  private static final String ODF = "application/vnd.oasis.opendocument.";

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("html", HTML),
          Map.entry("htm", HTML),
          Map.entry("xhtml", HTML),
          Map.entry("mhtml", MHTML),
          Map.entry("mht", MHTML),
          Map.entry("md", MARKDOWN),
          Map.entry("markdown", MARKDOWN),
          Map.entry("txt", PLAIN),
          Map.entry("text", PLAIN),
          Map.entry("srt", "application/x-subrip"),
          Map.entry("vtt", "text/vtt"),
          Map.entry("smi", "application/x-sami"),
          Map.entry("sami", "application/x-sami"),
          Map.entry("ass", "text/x-ssa"),
          Map.entry("ssa", "text/x-ssa"),
          Map.entry("pdf", PDF),
          Map.entry("rtf", RTF),
          Map.entry("docx", OOXML + "wordprocessingml.document"),
          Map.entry("pptx", OOXML + "presentationml.presentation"),
          Map.entry("xlsx", OOXML + "spreadsheetml.sheet"),
          Map.entry("docm", OOXML + "wordprocessingml.document"),
          Map.entry("dotx", OOXML + "wordprocessingml.template"),
          Map.entry("pptm", OOXML + "presentationml.presentation"),
          Map.entry("ppsx", OOXML + "presentationml.slideshow"),
          Map.entry("xlsm", OOXML + "spreadsheetml.sheet"),
          Map.entry("odg", ODF + "graphics"),
          Map.entry("odt", ODF + "text"),
          Map.entry("odp", ODF + "presentation"),
          Map.entry("ods", ODF + "spreadsheet"),
          Map.entry("epub", EPUB),
          Map.entry("hwp", HWP),
          Map.entry("hwpx", HWPX),
          Map.entry("doc", "application/msword"),
          Map.entry("ppt", "application/vnd.ms-powerpoint"),
          Map.entry("xls", "application/vnd.ms-excel"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("png", "image/png"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("svg", SVG),
          Map.entry("tif", "image/tiff"),
          Map.entry("tiff", "image/tiff"),
          Map.entry("heic", "image/heic"),
          Map.entry("heif", "image/heic"),
          Map.entry("avif", "image/avif"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("aac", "audio/aac"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("wav", "audio/wav"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("m4v", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webm", "video/webm"),
          Map.entry("mkv", "video/x-matroska"),
          Map.entry("mka", "audio/x-matroska"),
          Map.entry("ogv", "video/ogg"),
          Map.entry("avi", "video/x-msvideo"));

  private static final Set<String> SUBTITLES =
      Set.of("application/x-subrip", "text/vtt", "application/x-sami", "text/x-ssa");

  private FileType() {}

  /**
   * @param head the first bytes, {@link ExtractionPool#HEAD_BYTES} or fewer of a shorter file
   */
  static String of(String fileName, byte[] head) {
    var name = fileName.substring(fileName.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    var byName =
        dot <= 0
            ? UNKNOWN
            : BY_EXTENSION.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    var byBytes = byBytes(head);
    return switch (byBytes) {
      // A container: its name says more, if it speaks of the same container.
      case ZIP -> isZip(byName) ? byName : byBytes;
      case OLE2 -> isOle2(byName) || byName.startsWith(OOXML) ? byName : OLE2;
      case "video/mp4" ->
          byName.equals("audio/mp4") || byName.equals("video/quicktime") ? byName : byBytes;
      case "video/x-matroska" ->
          byName.equals("video/webm") || byName.equals("audio/x-matroska") ? byName : byBytes;
      // A tag that may stand before any sound.
      case "audio/mpeg" -> byName.equals("audio/aac") ? byName : byBytes;
      case "audio/ogg" -> byName.equals("video/ogg") ? byName : byBytes;
      case UNKNOWN -> isSelfEvident(byName) ? UNKNOWN : byName;
      default -> byBytes;
    };
  }

  static ExtractionPool.Kind kind(String mediaType) {
    if (mediaType.startsWith("image/")) {
      return ExtractionPool.Kind.PICTURE;
    }
    if (mediaType.startsWith("audio/") || mediaType.startsWith("video/")) {
      return ExtractionPool.Kind.MEDIA;
    }
    if (Set.of(HTML, MARKDOWN, PLAIN).contains(mediaType) || isSubtitles(mediaType)) {
      return ExtractionPool.Kind.TEXT;
    }
    return mediaType.equals(UNKNOWN) || mediaType.equals(ZIP)
        ? ExtractionPool.Kind.OTHER
        : ExtractionPool.Kind.DOCUMENT;
  }

  static boolean isSubtitles(String mediaType) {
    return SUBTITLES.contains(mediaType);
  }

  static boolean isOoxml(String mediaType) {
    return mediaType.startsWith(OOXML);
  }

  static boolean isOpenDocument(String mediaType) {
    return mediaType.startsWith(ODF);
  }

  private static boolean isZip(String mediaType) {
    return isOoxml(mediaType)
        || isOpenDocument(mediaType)
        || mediaType.equals(EPUB)
        || mediaType.equals(HWPX);
  }

  static boolean isOle2(String mediaType) {
    return mediaType.equals(OLE2)
        || mediaType.equals(HWP)
        || mediaType.equals("application/msword")
        || mediaType.startsWith("application/vnd.ms-");
  }

  /** Types whose bytes always say so: one that is only called so is something else, or damaged. */
  private static boolean isSelfEvident(String mediaType) {
    return mediaType.startsWith("image/") && !mediaType.equals(SVG);
  }

  private static String byBytes(byte[] head) {
    var latin = new String(head, 0, Math.min(head.length, 512), StandardCharsets.ISO_8859_1);
    if (latin.startsWith("%PDF-") || latin.contains("\n%PDF-1.")) {
      return PDF;
    }
    if (latin.startsWith("{\\rtf")) {
      return RTF;
    }
    if (latin.startsWith("PK\3\4")) {
      return byZip(latin);
    }
    if (latin.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
      return OLE2;
    }
    if (latin.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (latin.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (latin.startsWith("GIF8")) {
      return "image/gif";
    }
    if (latin.startsWith("II*\0") || latin.startsWith("MM\0*")) {
      return "image/tiff";
    }
    if (latin.startsWith("RIFF") && latin.length() >= 12) {
      return switch (latin.substring(8, 12)) {
        case "WEBP" -> "image/webp";
        case "WAVE" -> "audio/wav";
        case "AVI " -> "video/x-msvideo";
        default -> UNKNOWN;
      };
    }
    if (latin.startsWith("ftyp", 4)) {
      return byBrand(latin);
    }
    if (latin.startsWith("moov", 4) || latin.startsWith("mdat", 4) || latin.startsWith("wide", 4)) {
      return "video/quicktime";
    }
    if (latin.startsWith("\u001aE\u00df\u00a3")) {
      return latin.contains("webm") ? "video/webm" : "video/x-matroska";
    }
    if (latin.startsWith("OggS")) {
      return latin.contains("theora") ? "video/ogg" : "audio/ogg";
    }
    if (latin.startsWith("fLaC")) {
      return "audio/flac";
    }
    if (latin.startsWith("ID3")) {
      return "audio/mpeg";
    }
    return byText(latin);
  }

  /** ODF, EPUB and HWPX begin with a stored entry called mimetype. */
  private static String byZip(String latin) {
    if (latin.startsWith("mimetype", 30)) {
      var type = latin.substring(38);
      for (var known :
          new String[] {EPUB, HWPX, ODF + "text", ODF + "presentation", ODF + "spreadsheet"}) {
        if (type.contains(known)) {
          return known;
        }
      }
    }
    return ZIP;
  }

  private static String byBrand(String latin) {
    var brand = latin.length() >= 12 ? latin.substring(8, 12) : "";
    return switch (brand) {
      case "heic", "heix", "mif1", "msf1", "heim", "heis" -> "image/heic";
      case "avif", "avis" -> "image/avif";
      case "M4A ", "M4B " -> "audio/mp4";
      case "qt  " -> "video/quicktime";
      default -> "video/mp4";
    };
  }

  private static String byText(String latin) {
    var start = latin.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return HTML;
    }
    if (start.startsWith("<sami")) {
      return "application/x-sami";
    }
    if (start.startsWith("webvtt")) {
      return "text/vtt";
    }
    if (start.startsWith("<svg") || start.startsWith("<?xml") && start.contains("<svg")) {
      return SVG;
    }
    return start.contains("multipart/related") && start.contains("mime-version") ? MHTML : UNKNOWN;
  }
}
