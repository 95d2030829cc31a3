package io.granary.testkit.random;

import io.granary.testkit.fixtures.DatabaseKind;

/**
 * What an expression may not be made of on a database, since it means something else there.
 *
 * @param valuesHaveTypes whether a value by itself has a type; where not, it is cast
 * @param divisionCutsOff whether whole numbers divided give a whole number
 * @param bitsHaveSigns whether a calculation with bits gives a number as others are, from which can be subtracted
 * @param lettersHaveCase whether a text differs from the same in capitals
 * @param tuplesHaveParts whether a tuple with a part that differs is different, even though another part is NULL
 * @param castsAreTexts whether a number that was cast to a text stands beside other texts, whatever their collation
 * @param decimalsAreExact whether decimal numbers are calculated as such; where not, only those are taken that are as many binary digits
 */
record Habits(
        boolean valuesHaveTypes,
        boolean divisionCutsOff,
        boolean bitsHaveSigns,
        boolean lettersHaveCase,
        boolean tuplesHaveParts,
        boolean castsAreTexts,
        boolean decimalsAreExact) {

    static Habits of(DatabaseKind kind) {
        return switch (kind) {
            case H2 -> new Habits(false, true, true, true, false, true, true);
            case SQLITE -> new Habits(true, true, true, true, true, true, false);
            case POSTGRESQL -> new Habits(true, true, true, true, true, true, true);
            case MARIADB, MYSQL -> new Habits(true, false, false, false, true, false, true);
        };
    }
}
