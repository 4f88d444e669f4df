package org.bojagi.corpus;

import java.util.HashMap;
import java.util.Map;

/** What the end of a name says about a file. */
record FileKind(Family family, String mediaType) {

  enum Family {
    /** Written to be read: Markdown, HTML, plain text, a saved page. */
    TEXT,
    DOCUMENT,
    BOOK,
    FILM,
    SOUND,
    PICTURE,
    SUBTITLES,
    OTHER;

    boolean isRead() {
      return this == TEXT || this == DOCUMENT || this == BOOK;
    }

    boolean isPlayed() {
      return this == FILM || this == SOUND;
    }
  }

  static final String MARKDOWN = "text/markdown";
  static final String HTML = "text/html";
  static final String PLAIN = "text/plain";
  static final FileKind UNKNOWN = new FileKind(Family.OTHER, "application/octet-stream");

  private static final Map<String, FileKind> BY_EXTENSION = new HashMap<>();

  static {
    put(
        Family.TEXT,
        "md=text/markdown markdown=text/markdown txt=text/plain text=text/plain html=text/html"
            + " htm=text/html xhtml=application/xhtml+xml mhtml=multipart/related"
            + " mht=multipart/related");
    put(
        Family.DOCUMENT,
        "pdf=application/pdf hwp=application/x-hwp hwpx=application/hwp+zip doc=application/msword"
            + " docx=application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            + " rtf=application/rtf odt=application/vnd.oasis.opendocument.text"
            + " odp=application/vnd.oasis.opendocument.presentation"
            + " ods=application/vnd.oasis.opendocument.spreadsheet"
            + " ppt=application/vnd.ms-powerpoint"
            + " pptx=application/vnd.openxmlformats-officedocument.presentationml.presentation"
            + " xls=application/vnd.ms-excel"
            + " xlsx=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            + " csv=text/csv");
    put(Family.BOOK, "epub=application/epub+zip");
    put(
        Family.FILM,
        "mp4=video/mp4 m4v=video/mp4 webm=video/webm mkv=video/x-matroska avi=video/x-msvideo"
            + " mov=video/quicktime wmv=video/x-ms-wmv asf=video/x-ms-asf mpg=video/mpeg"
            + " mpeg=video/mpeg vob=video/mpeg ogv=video/ogg 3gp=video/3gpp flv=video/x-flv"
            + " rm=application/vnd.rn-realmedia rmvb=application/vnd.rn-realmedia-vbr"
            + " m2ts=video/mp2t ts=video/mp2t");
    put(
        Family.SOUND,
        "mp3=audio/mpeg ogg=audio/ogg oga=audio/ogg opus=audio/ogg flac=audio/flac m4a=audio/mp4"
            + " aac=audio/aac wav=audio/wav wma=audio/x-ms-wma amr=audio/amr");
    put(
        Family.PICTURE,
        "jpg=image/jpeg jpeg=image/jpeg png=image/png webp=image/webp gif=image/gif"
            + " svg=image/svg+xml tif=image/tiff tiff=image/tiff heic=image/heic heif=image/heif"
            + " avif=image/avif bmp=image/bmp");
    put(
        Family.SUBTITLES,
        "srt=application/x-subrip vtt=text/vtt smi=application/x-sami sami=application/x-sami"
            + " ass=text/x-ssa ssa=text/x-ssa");
    put(
        Family.OTHER,
        "css=text/css js=text/javascript json=application/json xml=application/xml"
            + " zip=application/zip ttf=font/ttf otf=font/otf woff=font/woff woff2=font/woff2");
  }

  private static void put(Family family, String extensions) {
    for (var pair : extensions.split(" ")) {
      int equals = pair.indexOf('=');
      BY_EXTENSION.put(pair.substring(0, equals), new FileKind(family, pair.substring(equals + 1)));
    }
  }

  /**
   * @param extension lower case, without the full stop
   */
  static FileKind of(String extension) {
    return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
  }

  boolean isMarkdown() {
    return mediaType.equals(MARKDOWN);
  }

  boolean isHtml() {
    return mediaType.equals(HTML) || mediaType.equals("application/xhtml+xml");
  }

  boolean isPlainText() {
    return mediaType.equals(PLAIN);
  }
}
