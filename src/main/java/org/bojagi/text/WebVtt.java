package org.bojagi.text;

import java.util.List;
import org.bojagi.catalog.Cue;

/** WebVTT (W3C WebVTT 1) of cues, in the plain form that every browser reads. */
public final class WebVtt {
  private WebVtt() {}

  public static String write(List<Cue> cues) {
    throw new UnsupportedOperationException();
  }
}
