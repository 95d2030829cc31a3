package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.orm.MappingCompliance;

@InMemory
@Database(DatabaseKind.SQLITE)
class SqliteMemorySessionIT implements MappingCompliance {}
