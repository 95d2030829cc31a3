package io.granary.examples.musicstore;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;

@Database(DatabaseKind.MARIADB)
class StoreMariaDbIT extends StoreFacts {
    StoreMariaDbIT(TestDatabase database) {
        super(database);
    }
}
