package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.orm.MappingCompliance;

@Database(DatabaseKind.SQLITE)
class SqliteSessionIT implements MappingCompliance {}
