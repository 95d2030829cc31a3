package io.granary.error;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a wrong one was probably meant to be. */
public final class NearMiss {

    private static final int FARTHEST = 3;

    private NearMiss() {}

    /**
     * {@return the nearest known word by edit distance (insert, delete, replace, swap of neighbours), letter case and underscores aside; empty when even
     * that differs in more than a third of its letters}
     *
     * @param word the wrong one
     * @param known the known ones; of equally near words the first wins
     */
    public static Optional<String> of(String word, Collection<String> known) {
        String nearest = null;
        int least = Math.min(FARTHEST, Math.max(1, word.length() / 3)) + 1;
        for (String candidate : known) {
            int distance = distance(fold(word), fold(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "");
    }

    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        Arrays.setAll(cost[0], column -> column);
        for (int row = 1; row <= left.length(); row++) {
            cost[row][0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replace = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                int best = Math.min(cost[row - 1][column - 1] + replace, cost[row - 1][column] + 1);
                best = Math.min(best, cost[row][column - 1] + 1);
                if (swapped(left, row, right, column)) {
                    best = Math.min(best, cost[row - 2][column - 2] + 1);
                }
                cost[row][column] = best;
            }
        }
        return cost[left.length()][right.length()];
    }

    private static boolean swapped(String left, int row, String right, int column) {
        return row > 1
                && column > 1
                && left.charAt(row - 1) == right.charAt(column - 2)
                && left.charAt(row - 2) == right.charAt(column - 1);
    }
}
