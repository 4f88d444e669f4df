package org.bojagi.scrub;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bojagi.scrub.Sensitive.Kind;

/** Which traces a picture, a sound or a film carries, and the edits that take them out. */
public final class Scrubbing {

  private Scrubbing() {}

  @FunctionalInterface
  private interface Finder {
    void find(FileBytes file, CleaningDraft draft) throws IOException, BrokenStructure;
  }

  /**
   * The edits that take out of {@code file} what may lead to a person or a place.
   *
   * <p>The bytes decide what it is, not its name. A file that is no picture, sound or film known here gives {@link
   * Cleaning#NOTHING}, unless {@code mediaType} says that it is one: then {@link Cleaning#left} says that it could not
   * be looked into. Damaged and hostile files give what was found, and what was not understood in {@code left}; all
   * work is bounded by the file's size.
   *
   * @param mediaType as the folder or a detector has it, or null; a hint for what has no mark of its own
   * @param keep what stays where the format has a field of its own for it
   * @throws IOException only when reading {@code file} fails
   */
  public static Cleaning of(String mediaType, SeekableBytes file, Set<Sensitive.Kind> keep) throws IOException {
    var draft = new CleaningDraft(keep);
    if (draft.keepsAll()) {
      return Cleaning.NOTHING;
    }
    var bytes = new FileBytes(file);
    var finder = finder(bytes, mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT));
    if (finder == null) {
      return Cleaning.NOTHING;
    }
    try {
      finder.find(bytes, draft);
    } catch (BrokenStructure e) {
      draft.left(Kind.CONTENT, e.getMessage());
    }
    return draft.finish(bytes.size());
  }

  /** Whether its bytes say that it is a picture, sound or film that is looked into. */
  static boolean knows(SeekableBytes file) throws IOException {
    return finder(new FileBytes(file), "") != null;
  }

  /** Sound may have a tag of its own before its first byte. */
  private static Finder sound(FileBytes file, String mediaType) throws IOException {
    long at = 0;
    try {
      while (file.is(at, "ID3")) {
        at += SoundTags.tagSize(file, at);
      }
      if (file.is(at, "fLaC")) {
        return FlacScrubbing::find;
      }
      if (file.is(at, "OggS")) {
        return OggScrubbing::find;
      }
      // Two frames in a row: one alone stands in many files by chance.
      long size = MpegAudioScrubbing.frameSize(file, at);
      boolean frames =
          size > 0 && (mediaType.startsWith("audio/") || MpegAudioScrubbing.frameSize(file, at + size) > 0);
      return frames || at > 0 ? MpegAudioScrubbing::find : null;
    } catch (BrokenStructure e) {
      return at > 0 || file.is(0, "ID3") ? MpegAudioScrubbing::find : null;
    }
  }

  private static boolean isBox(FileBytes file) throws IOException {
    for (var type : List.of("ftyp", "moov", "mdat", "wide", "free", "skip", "styp", "pnot")) {
      if (file.is(4, type)) {
        return true;
      }
    }
    return false;
  }

  private static Finder finder(FileBytes file, String mediaType) throws IOException {
    if (file.is(0, "\u00FF\u00D8\u00FF")) {
      return JpegScrubbing::find;
    }
    if (file.is(0, PngScrubbing.MARK)) {
      return PngScrubbing::find;
    }
    if (file.is(0, "GIF87a") || file.is(0, "GIF89a")) {
      return GifScrubbing::find;
    }
    if (file.is(0, "RIFF") && file.is(8, "WEBP")) {
      return WebpScrubbing::find;
    }
    if (file.is(0, "RIFF") && (file.is(8, "AVI ") || file.is(8, "WAVE")) || file.is(0, "RF64")) {
      return RiffScrubbing::find;
    }
    if (file.is(0, "\u001A\u0045\u00DF\u00A3")) {
      return MatroskaScrubbing::find;
    }
    if (file.is(0, "II*\0") || file.is(0, "MM\0*")) {
      return TiffScrubbing::find;
    }
    if (file.is(0, "II+\0") || file.is(0, "MM\0+")) {
      return TiffScrubbing::findBig;
    }
    if (isBox(file)) {
      return IsoScrubbing::find;
    }
    var sound = sound(file, mediaType);
    if (sound != null) {
      return sound;
    }
    boolean media =
        mediaType.startsWith("image/") && !mediaType.startsWith("image/svg")
            || mediaType.startsWith("audio/")
            || mediaType.startsWith("video/");
    return media ? (bytes, draft) -> draft.left(Kind.CONTENT, "a format that can't be cleaned") : null;
  }
}
