package org.bojagi.show;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a packed file may be served as inside a page, by its own first bytes; what a catalogue claims decides nothing.
 *
 * <p>Only types that a browser shows or plays and never runs, each with the one {@code Content-Type} it is sent with.
 * Whatever is none of these is only ever saved as a copy.
 *
 * @param contentType sent with {@code X-Content-Type-Options: nosniff}
 * @param contentSecurityPolicy sent with it, so that opening its address itself shows no more than a picture
 */
public record MediaType(String contentType, Kind kind, String contentSecurityPolicy) {
  /** As much of a file as {@link #of} looks at. */
  public static final int HEAD_BYTES = 4_096;

  public enum Kind {
    PICTURE,
    SOUND,
    FILM
  }

  /** What every browser that the reader knows shows as a picture: those of {@link #of}. */
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml");

  private static final String NOTHING = "default-src 'none'; sandbox";

  /**
   * Styles inside a drawing are part of how it looks; the sandbox takes scripts, the policy whatever would be
   * loaded.
   */
  private static final String DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  /** What may stand before a drawing: XML declaration, comments, a document type with or without declarations. */
  private static final Pattern SVG =
      Pattern.compile(
          "\\A\\ufeff?\\s*+(?:(?:<\\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->"
              + "|<!DOCTYPE[^>\\[]*+(?:\\[[^\\]]*+\\]\\s*+)?+>)\\s*+)*+"
              + "<(?:[A-Za-z]\\w{0,20}:)?svg[\\s>/]");

  /** Whether a file's catalogue calls it a picture of a type that may be shown; its bytes have the last word. */
  public static boolean isPicture(String mediaType) {
    return PICTURES.contains(mediaType);
  }

  /**
   * @param head the first {@value #HEAD_BYTES} bytes, or the whole of a shorter file
   * @return empty where it may not be shown inside a page
   */
  public static Optional<MediaType> of(byte[] head) {
    var ascii = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
    if (ascii.startsWith("\u00ff\u00d8\u00ff")) {
      return picture("image/jpeg");
    }
    if (ascii.startsWith("\u0089PNG\r\n\u001a\n")) {
      return picture("image/png");
    }
    if (ascii.startsWith("GIF87a") || ascii.startsWith("GIF89a")) {
      return picture("image/gif");
    }
    if (ascii.startsWith("RIFF") && ascii.startsWith("WEBP", 8)) {
      return picture("image/webp");
    }
    if (ascii.startsWith("RIFF") && ascii.startsWith("WAVE", 8)) {
      return sound("audio/wav");
    }
    if (ascii.startsWith("ftyp", 4)) {
      return ofBrand(ascii.substring(8, Math.min(12, ascii.length())));
    }
    if (ascii.startsWith("\u001aE\u00df\u00a3")) {
      var header = new String(head, 0, Math.min(head.length, 256), StandardCharsets.ISO_8859_1);
      return film(header.contains("webm") ? "video/webm" : "video/x-matroska");
    }
    if (ascii.startsWith("OggS")) {
      return ascii.contains("theora") || ascii.contains("\u0001video") ? film("video/ogg") : sound("audio/ogg");
    }
    if (ascii.startsWith("fLaC")) {
      return sound("audio/flac");
    }
    if (ascii.startsWith("ID3")) {
      return sound("audio/mpeg");
    }
    if (SVG.matcher(text(head)).lookingAt()) {
      return Optional.of(new MediaType("image/svg+xml", Kind.PICTURE, DRAWING));
    }
    boolean synchronised = head.length > 3 && head[0] == (byte) 0xFF && (head[1] & 0xE0) == 0xE0;
    return synchronised ? ofFrameHeader(head) : Optional.empty();
  }

  /** Major brand of an ISO base media file (ISO/IEC 14496-12 §4.3). */
  private static Optional<MediaType> ofBrand(String brand) {
    return switch (brand) {
      case "avif", "avis" -> picture("image/avif");
      case "M4A ", "M4B ", "M4P " -> sound("audio/mp4");
      case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "crx " -> Optional.empty();
      default -> film("video/mp4");
    };
  }

  /** MPEG audio (ISO/IEC 11172-3 §2.4.1.3): every field has values that no sound has. */
  private static Optional<MediaType> ofFrameHeader(byte[] head) {
    int version = head[1] >> 3 & 3;
    int layer = head[1] >> 1 & 3;
    int bitRate = head[2] >> 4 & 15;
    int sampleRate = head[2] >> 2 & 3;
    if (layer == 0 && (head[1] & 0xF0) == 0xF0) {
      return sound("audio/aac"); // ADTS
    }
    boolean mpeg = version != 1 && layer != 0 && bitRate != 0 && bitRate != 15 && sampleRate != 3;
    return mpeg ? sound("audio/mpeg") : Optional.empty();
  }

  /** UTF-8, or UTF-16 with its mark: drawings are written in both. */
  private static String text(byte[] head) {
    boolean big = head.length > 1 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF;
    boolean little = head.length > 1 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE;
    var charset = big ? StandardCharsets.UTF_16BE : little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    return new String(head, 0, Math.min(head.length, HEAD_BYTES), charset);
  }

  private static Optional<MediaType> picture(String contentType) {
    return Optional.of(new MediaType(contentType, Kind.PICTURE, NOTHING));
  }

  private static Optional<MediaType> sound(String contentType) {
    return Optional.of(new MediaType(contentType, Kind.SOUND, NOTHING));
  }

  private static Optional<MediaType> film(String contentType) {
    return Optional.of(new MediaType(contentType, Kind.FILM, NOTHING));
  }
}
