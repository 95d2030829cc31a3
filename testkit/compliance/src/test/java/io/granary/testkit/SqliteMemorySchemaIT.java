package io.granary.testkit;

import io.granary.testkit.fixtures.ForeignDatabase;

@ForeignDatabase(SqliteInMemory.class)
class SqliteMemorySchemaIT implements SchemaCompliance {}
