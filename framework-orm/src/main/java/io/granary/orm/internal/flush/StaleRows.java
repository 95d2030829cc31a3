package io.granary.orm.internal.flush;

import io.granary.error.StaleDataException;

/**
 * What is said where a statement matched other rows than those it was for.
 *
 * @param sentence how many it was for, how many there were, and which
 */
record StaleRows(String sentence) {

    /**
     * What was found.
     *
     * @param statement what was done, and to which table
     * @param expected how many rows it was for, with what was to become of them: {@code update 3}
     * @param matched how many there were
     * @param which a sentence about them, without its stop; empty where there is nothing to say
     */
    static StaleRows of(String statement, String expected, long matched, String which) {
        return new StaleRows(statement + " expected to " + expected + " row(s); " + matched + " were matched."
                + (which.isEmpty() ? "" : " " + which + "."));
    }

    StaleDataException changed() {
        return StaleDataException.of(
                sentence, "Somebody else changed or deleted them; roll back, load them anew, and do it again.");
    }

    StaleDataException takenOut() {
        return StaleDataException.of(
                sentence, "Somebody else took them out; roll back, load the collection anew, and do it again.");
    }
}
