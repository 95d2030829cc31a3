package io.granary.examples.musicstore;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;

@Database(DatabaseKind.POSTGRESQL)
class StorePostgresIT extends StoreFacts {
    StorePostgresIT(TestDatabase database) {
        super(database);
    }
}
