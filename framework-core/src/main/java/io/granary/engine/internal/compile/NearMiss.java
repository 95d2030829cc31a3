package io.granary.engine.internal.compile;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
final class NearMiss {

    private NearMiss() {}

    /** The closest of the names, when at most a third of the letters differ. */
    static Optional<String> of(String wanted, Collection<String> names) {
        String closest = null;
        int least = Math.max(1, wanted.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(fold(wanted), fold(name), least);
            if (distance < least) {
                least = distance;
                closest = name;
            }
        }
        return Optional.ofNullable(closest);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Levenshtein's distance by rows; not computed when the lengths alone differ too much. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
