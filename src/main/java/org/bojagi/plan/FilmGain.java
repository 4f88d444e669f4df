package org.bojagi.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bojagi.corpus.Corpus;
import org.bojagi.corpus.SourceFile;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.media.Quality;
import org.bojagi.media.Transcode;

/** What would fit more of, were films made smaller: said where something has no room and nobody asked for that. */
final class FilmGain {
  private FilmGain() {}

  /** The floor, for people: nothing is ever made worse. */
  static String floor() {
    return Quality.FLOOR.lines() + " lines and " + Quality.FLOOR.soundKilobits() + " kbit/s of sound";
  }

  /**
   * @param sizes by which {@code plan} was made
   * @return {@code plan}; where it is without {@code --transcode}, and something has no room, with what that would gain
   */
  static CardPlan told(Corpus corpus, SizeEstimates sizes, CardPlan plan) {
    boolean isShort = !plan.fits() || plan.leftOut().stream().anyMatch(out -> out.reason() == LeftOut.Reason.NO_ROOM);
    var films = isShort && plan.options().transcode().isEmpty() ? FilmSizes.played(corpus) : List.<SourceFile>of();
    if (films.isEmpty()) {
      return plan;
    }
    var findings = new ArrayList<>(plan.findings());
    long bytes = films.stream().mapToLong(SourceFile::sizeBytes).sum();
    if (plan.options().programs().ffmpeg().isEmpty()) {
      findings.add(
          note(
              films.size() + " films and sounds take " + bytes + " bytes as they are. With ffmpeg they could be made"
                  + " smaller, none below " + floor() + ", before anything is left out",
              "Install ffmpeg and give --fit --transcode."));
    } else {
      var options = plan.options().withFit(true).with(plan.options().programs(), Optional.of(Transcode.UNPLAYABLE));
      var other = Planner.plan(sizes.withFilms(corpus, options), options);
      if (!other.lowered().isEmpty()) {
        findings.add(
            note(
                "Of " + films.size() + " films and sounds " + other.lowered().size()
                    + " could be made smaller, none below " + floor() + ": then " + other.leftOut().size()
                    + " items would be left out and not " + plan.leftOut().size(),
                "Give --fit --transcode."));
      }
    }
    return new CardPlan(
        plan.options(), plan.cards(), plan.leftOut(), plan.lowered(), plan.fits(), plan.missingBytes(),
        plan.cardsNeeded(), findings);
  }

  private static Finding note(String what, String hint) {
    return new Finding(Severity.NOTE, "films-as-they-are", "films", what, hint);
  }
}
