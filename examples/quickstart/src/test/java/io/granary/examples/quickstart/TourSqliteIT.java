package io.granary.examples.quickstart;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.SQLITE)
class TourSqliteIT extends TourFacts {

    /** It tells the columns of a key, in words, and not its name. */
    @Override
    String primaryKey() {
        return "(unnamed)";
    }
}
