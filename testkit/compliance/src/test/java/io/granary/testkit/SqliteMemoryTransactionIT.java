package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@InMemory
@Database(DatabaseKind.SQLITE)
class SqliteMemoryTransactionIT implements TransactionCompliance {}
