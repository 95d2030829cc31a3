package io.granary.examples.musicstore.view;

import java.util.List;
import java.util.Optional;

/**
 * Some artists, in the order of their names.
 *
 * @param artists the artists
 * @param next what the next page comes after; empty if this is the last one
 */
public record ArtistPage(List<ArtistSummary> artists, Optional<String> next) {}
