package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;

/** r2dbc-mysql on MySQL. */
@Database(DatabaseKind.MYSQL)
class MySqlDriverIT extends OnR2dbcDriver {

    MySqlDriverIT(TestDatabase database) {
        super(database);
    }
}
