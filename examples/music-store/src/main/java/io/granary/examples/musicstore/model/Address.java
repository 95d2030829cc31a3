package io.granary.examples.musicstore.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * Where somebody lives, or where an invoice goes: columns of whoever has it.
 *
 * @param street the street, with the number
 * @param city the town
 * @param postcode what letters are sorted by
 * @param country the country
 */
@Embeddable
public record Address(
        @Column(length = 100) String street,
        @Column(length = 60) String city,
        @Column(length = 12) String postcode,
        @Column(length = 60) String country) {}
