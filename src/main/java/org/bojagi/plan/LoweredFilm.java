package org.bojagi.plan;

import org.bojagi.media.Quality;

/**
 * A film or sound that is made smaller so that more fits.
 *
 * @param path of the file
 * @param sizeBytes as the team keeps it
 * @param estimatedBytes of what is made of it
 */
public record LoweredFilm(String path, Quality quality, long sizeBytes, long estimatedBytes) {}
