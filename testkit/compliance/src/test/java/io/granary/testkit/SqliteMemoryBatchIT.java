package io.granary.testkit;

import io.granary.testkit.fixtures.ForeignDatabase;

@ForeignDatabase(SqliteInMemory.class)
class SqliteMemoryBatchIT implements BatchFlowCompliance, BatchSinkCompliance, OneTransactionCompliance {}
