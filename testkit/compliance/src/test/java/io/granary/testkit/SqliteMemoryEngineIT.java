package io.granary.testkit;

import io.granary.testkit.fixtures.ForeignDatabase;

@ForeignDatabase(SqliteInMemory.class)
class SqliteMemoryEngineIT
        implements StatementCompliance,
                ResultCompliance,
                IsolationCompliance,
                ListenerCompliance,
                ValueCompliance,
                TextCompliance {}
