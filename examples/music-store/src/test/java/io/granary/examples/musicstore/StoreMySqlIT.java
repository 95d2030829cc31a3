package io.granary.examples.musicstore;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;

@Database(DatabaseKind.MYSQL)
class StoreMySqlIT extends StoreFacts {
    StoreMySqlIT(TestDatabase database) {
        super(database);
    }
}
