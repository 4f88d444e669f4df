package org.bojagi.show;

import java.io.IOException;
import java.util.List;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.Cue;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.open.OpenBundle;
import org.bojagi.text.Subtitles;
import org.bojagi.text.WebVtt;

/** Subtitles as the lines of a transcript, and as WebVTT that is written anew: no packed byte is passed through. */
public final class Transcripts {
  /** About a day of talking. */
  public static final int MAX_CUES = 20_000;

  private static final int MAX_BYTES = 4 << 20;

  private Transcripts() {}

  /** Whether a file is one that these are made of. */
  public static boolean shows(PackedFile file) {
    return file.role() == Role.CAPTIONS
        || file.textFormat() == TextFormat.WEBVTT
        || file.mediaType().equals("text/vtt");
  }

  /**
   * In order of their begin, at most {@value #MAX_CUES}, without markup; what can't be read as cues has none. A damaged
   * file gives those before the damage.
   *
   * @throws org.bojagi.fault.DamagedBundleException nothing of the file can be read
   */
  public static List<Cue> cues(OpenBundle open, Located captions) throws IOException {
    var text = PackedText.read(open, captions, MAX_BYTES);
    var cues = Subtitles.read(Subtitles.Format.WEBVTT, text.text(), "").getOrDefault("", List.of());
    return cues.stream()
        .limit(MAX_CUES)
        .map(cue -> new Cue(cue.startMillis(), cue.endMillis(), VisibleText.of(cue.text())))
        .filter(cue -> !cue.text().isBlank())
        .toList();
  }

  /** As {@code text/vtt; charset=utf-8} for a {@code <track>}. */
  public static String webVtt(List<Cue> cues) {
    return WebVtt.write(cues);
  }
}
