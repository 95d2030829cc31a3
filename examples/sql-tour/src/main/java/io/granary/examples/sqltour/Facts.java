package io.granary.examples.sqltour;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a country besides what has a column of its own. It is kept as a JSON document, whose members are called as the
 * components are.
 *
 * @param local its name in a language of its own
 * @param capital its capital; null if it has none
 * @param languages its languages, by their ISO 639 codes
 * @param currencies its currencies, by their ISO 4217 codes
 * @param phone the prefixes of its telephone numbers
 */
record Facts(
        String local, @Nullable String capital, List<String> languages, List<String> currencies, List<Integer> phone) {}
