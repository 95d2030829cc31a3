package io.granary.examples.quickstart;

/**
 * How many cities a country has.
 *
 * @param country its ISO 3166 code
 * @param cities how many
 */
record CountryCount(String country, long cities) {}
