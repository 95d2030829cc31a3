package io.granary.testkit;

import io.granary.testkit.fixtures.ForeignDatabase;
import io.granary.testkit.orm.MappingCompliance;

@ForeignDatabase(SqliteInMemory.class)
class SqliteMemorySessionIT implements MappingCompliance {}
