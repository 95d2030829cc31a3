package io.granary.examples.musicstore.view;

import java.math.BigDecimal;

/**
 * What was sold of a genre.
 *
 * @param genre its name
 * @param sold how many tracks, each as often as it was bought
 * @param revenue what they cost together
 */
public record GenreSales(String genre, long sold, BigDecimal revenue) {}
