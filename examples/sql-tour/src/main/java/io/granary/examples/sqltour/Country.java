package io.granary.examples.sqltour;

/**
 * A country or territory.
 *
 * @param code its ISO 3166 code, two letters
 * @param name its name
 * @param region the code of the smallest region it lies in
 * @param facts what else is known of it
 */
record Country(String code, String name, String region, Facts facts) {}
