package io.granary.testkit;

import io.granary.testkit.fixtures.ForeignDatabase;

@ForeignDatabase(SqliteInMemory.class)
class SqliteMemoryStreamIT implements StreamCompliance, LaneCompliance, StreamOptionsCompliance, ResumableCompliance {}
