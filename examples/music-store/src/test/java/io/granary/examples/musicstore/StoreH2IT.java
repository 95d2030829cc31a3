package io.granary.examples.musicstore;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;

@Database(DatabaseKind.H2)
class StoreH2IT extends StoreFacts {
    StoreH2IT(TestDatabase database) {
        super(database);
    }
}
