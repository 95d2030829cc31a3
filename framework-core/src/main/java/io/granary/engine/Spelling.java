package io.granary.engine;

import java.util.Locale;

/** How names written by different habits are compared: {@code userId}, {@code user_id} and {@code USER_ID} fold to the same. */
final class Spelling {

    private Spelling() {}

    static String fold(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
