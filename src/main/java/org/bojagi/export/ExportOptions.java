package org.bojagi.export;

import java.util.Locale;
import java.util.Optional;
import org.bojagi.media.PlayerConversion;
import org.bojagi.plan.Card;

/**
 * How items become files.
 *
 * @param language of folders' names and of the start page's first words: Korean or English
 * @param card that the files go on, empty before; empty: no limit
 * @param conversion by ffmpeg; empty: films, sounds and pictures are copied as they are
 */
public record ExportOptions(
    PlayerNames names, Locale language, Optional<Card> card, Optional<PlayerConversion> conversion) {}
