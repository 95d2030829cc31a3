package io.granary.examples.quickstart;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.MARIADB)
class TourMariaDbIT extends TourFacts {

    @Override
    String primaryKey() {
        return "PRIMARY";
    }
}
