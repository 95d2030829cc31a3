package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;

/** r2dbc-mysql on MariaDB. */
@Database(DatabaseKind.MARIADB)
class MariaDbDriverIT extends OnR2dbcDriver {

    MariaDbDriverIT(TestDatabase database) {
        super(database);
    }
}
