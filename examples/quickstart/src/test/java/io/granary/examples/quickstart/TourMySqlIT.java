package io.granary.examples.quickstart;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.MYSQL)
class TourMySqlIT extends TourFacts {

    @Override
    String primaryKey() {
        return "PRIMARY";
    }
}
