package org.bojagi.page;

import static org.bojagi.page.Tags.said;
import static org.bojagi.page.Tags.tag;
import static org.bojagi.page.Tags.with;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Cue;
import org.bojagi.fault.Fault;
import org.bojagi.search.Marker;
import org.bojagi.search.Searcher;
import org.bojagi.search.Snippet;
import org.bojagi.show.Target.Use;
import org.bojagi.show.Transcripts;
import org.jsoup.nodes.Element;

/**
 * A film or sound with its subtitles and, line by line, what is said in it. What only a script can
 * do is hidden until the script is there; the browser's own controls do without.
 */
final class MediaPart {
  /** More lines are not looked through for a query's words, and are not shown. */
  private static final int MAX_LINES = 5_000;

  private final Listing listing;
  private final Texts texts;
  private final Listing.Entry entry;
  private final int version;
  private final Visit visit;
  private final Map<String, List<Cue>> transcripts = new LinkedHashMap<>();

  MediaPart(Listing listing, Listing.Entry entry, int version, Visit visit) {
    this.listing = listing;
    this.texts = listing.texts();
    this.entry = entry;
    this.version = version;
    this.visit = visit;
  }

  /** Names a second of a page: an address may end with it. */
  static String anchor(double seconds) {
    return "t=" + (long) seconds;
  }

  Element build() throws IOException {
    boolean film = entry.files().isFilm(version);
    readTranscripts();
    var part = tag("div", "class", film ? "media film" : "media sound");
    if (transcripts.isEmpty()) {
      part.addClass("alone");
    }
    var stage = tag("div", "class", "stage");
    part.appendChild(stage);
    var file = entry.files().file(version);
    var shown = shownLanguage();
    if (!entry.files().isPlayable(version)) {
      stage.appendChild(said("p", texts.get("media.format"), "class", "warning"));
    } else if (file.sizeBytes() > visit.mediaLimitBytes()) {
      stage.appendChild(
          said("p", texts.get(film ? "media.spills" : "media.spills.sound"), "class", "warning"));
    } else {
      stage.attr("data-stage", "").appendChild(player(film, shown));
      if (film) {
        stage.appendChild(buttons(shown));
      }
      stage.appendChild(said("p", "", "class", "say", "role", "status", "data-say", ""));
      stage.appendChild(
          said("p", texts.get("media.volume"), "class", "quiet", "data-script", "", "hidden", ""));
      stage.appendChild(
          with(tag("noscript"), said("p", texts.get("media.noscript"), "class", "quiet")));
    }
    if (!transcripts.isEmpty()) {
      part.appendChild(transcripts(film, shown));
    }
    return part;
  }

  private void readTranscripts() throws IOException {
    var open = listing.library().bundles().get(entry.item().bundle());
    for (var captions : entry.files().captions().entrySet()) {
      try {
        var located = listing.library().file(entry.item().stored(), captions.getValue());
        var cues = Transcripts.cues(open, located);
        if (!cues.isEmpty()) {
          transcripts.put(captions.getKey(), cues);
        }
      } catch (Fault damaged) {
        // The film plays without these.
      }
    }
  }

  /**
   * What the search was found in, else the reader's language, else one near it; empty: none of
   * these.
   */
  private String shownLanguage() throws IOException {
    if (visit.asked() != null) {
      var item = entry.item();
      for (var match :
          listing
              .library()
              .searcher()
              .inside(item.bundle(), item.document(), visit.asked().query(), 1)) {
        var language = entry.files().file(match.fileOrdinal()).language();
        if (transcripts.containsKey(language)) {
          return language;
        }
      }
    }
    var own = texts.tongue().tag();
    if (transcripts.containsKey(own)) {
      return own;
    }
    var near =
        transcripts.keySet().stream()
            .filter(tag -> ItemFiles.primary(tag).equals(ItemFiles.primary(own)));
    return near.findFirst().orElse("");
  }

  private Element player(boolean film, String shown) {
    var player =
        tag(film ? "video" : "audio", "controls", "", "preload", "metadata", "class", "player");
    player.attr("controlslist", "nodownload noremoteplayback nofullscreen noplaybackrate");
    player.attr("disableremoteplayback", "").attr("x-webkit-airplay", "deny");
    player.attr("src", "/c/" + listing.address(Use.MEDIA, entry.item(), version));
    player.attr("aria-label", texts.type(entry.said().type().code()));
    player.attr("data-damaged", texts.get("media.damaged", "{0}"));
    player
        .attr("data-ended", texts.get("media.ended"))
        .attr("data-unplayable", texts.get("media.unplayable"));
    var media = entry.files().file(version).media();
    if (film) {
      player.attr("disablepictureinpicture", "").attr("playsinline", "");
      if (media != null && media.width() > 0 && media.height() > 0) {
        player.attr("width", "" + media.width()).attr("height", "" + media.height());
      }
      var poster = entry.files().poster();
      poster.ifPresent(
          file -> player.attr("poster", "/c/" + listing.address(Use.MEDIA, entry.item(), file)));
    }
    for (var language : transcripts.keySet()) {
      var source =
          "/c/"
              + listing.address(Use.CAPTIONS, entry.item(), entry.files().captions().get(language));
      var track =
          tag(
              "track",
              "kind",
              "subtitles",
              "src",
              source,
              "srclang",
              language,
              "label",
              texts.language(language));
      if (film && language.equals(shown)) {
        track.attr("default", "");
      }
      player.appendChild(track);
    }
    return player;
  }

  private Element buttons(String shown) {
    var buttons = tag("div", "class", "buttons", "data-script", "", "hidden", "");
    if (!transcripts.isEmpty()) {
      var group =
          tag(
              "div",
              "role",
              "group",
              "aria-label",
              texts.get("media.subtitles"),
              "class",
              "subtitles");
      group.appendChild(said("span", texts.get("media.subtitles"), "aria-hidden", "true"));
      group.appendChild(subtitle("", texts.get("media.off"), shown.isEmpty()));
      for (var language : transcripts.keySet()) {
        group.appendChild(subtitle(language, texts.language(language), language.equals(shown)));
      }
      buttons.appendChild(group);
    }
    return buttons.appendChild(
        said(
            "button",
            texts.get("media.full"),
            "type",
            "button",
            "data-full",
            "",
            "data-leave",
            texts.get("media.leave")));
  }

  private static Element subtitle(String language, String name, boolean pressed) {
    return said(
        "button",
        name,
        "type",
        "button",
        "data-subtitles",
        language,
        "aria-pressed",
        String.valueOf(pressed));
  }

  private Element transcripts(boolean film, String shown) throws IOException {
    var heading = texts.get(film ? "media.transcript" : "media.words");
    var section = tag("section", "class", "transcript", "aria-labelledby", "transcript");
    section.appendChild(said("h2", heading, "id", "transcript"));
    section.appendChild(
        said(
            "p",
            texts.get("media.transcript.hint"),
            "class",
            "quiet",
            "data-script",
            "",
            "hidden",
            ""));
    var visible = shown.isEmpty() ? transcripts.keySet().iterator().next() : shown;
    var marker = visit.asked() == null ? null : Searcher.marker(visit.asked().query());
    var lists =
        tag("div", "class", "lists", "tabindex", "0", "role", "group", "aria-label", heading);
    // The one that is shown comes first: only its lines carry the names that addresses end with.
    lists.appendChild(lines(visible, true, marker));
    for (var language : transcripts.keySet()) {
      if (!language.equals(visible)) {
        lists.appendChild(lines(language, false, marker));
      }
    }
    return section.appendChild(lists);
  }

  private Element lines(String language, boolean visible, Marker marker) throws IOException {
    var list = tag("ol", "data-lines", language);
    if (!language.equals("und")) {
      list.attr("lang", language);
    }
    if (!visible) {
      list.attr("hidden", "");
    }
    var seconds = new HashSet<String>();
    for (var cue : transcripts.get(language).stream().limit(MAX_LINES).toList()) {
      double begin = cue.startMillis() / 1000.0;
      var line =
          tag(
              "button",
              "type",
              "button",
              "data-from",
              "" + begin,
              "data-to",
              "" + cue.endMillis() / 1000.0);
      line.appendChild(said("time", Texts.clock(begin)));
      var words = tag("span", "dir", "auto");
      var text = PackedWords.text(cue.text());
      List<Snippet.Mark> marks =
          marker == null ? List.of() : new ArrayList<>(marker.marks(language, text));
      FoundRow.marked(words, text, marks);
      var item = with(tag("li"), line.appendChild(words));
      if (visible && seconds.add(anchor(begin))) {
        item.attr("id", anchor(begin));
      }
      if (!marks.isEmpty()) {
        item.addClass("match");
      }
      list.appendChild(item);
    }
    return list;
  }
}
