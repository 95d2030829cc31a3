package io.granary.examples.musicstore;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;

@Database(DatabaseKind.SQLITE)
class StoreSqliteIT extends StoreFacts {
    StoreSqliteIT(TestDatabase database) {
        super(database);
    }
}
