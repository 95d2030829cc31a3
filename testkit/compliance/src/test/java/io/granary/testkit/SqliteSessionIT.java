package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.orm.OrmCompliance;

@Database(DatabaseKind.SQLITE)
class SqliteSessionIT implements OrmCompliance {}
