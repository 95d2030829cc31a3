package io.granary.testkit;

import io.granary.testkit.fixtures.ForeignDatabase;
import io.granary.testkit.random.AnyNameCompliance;
import io.granary.testkit.random.AnyTextCompliance;
import io.granary.testkit.random.ExpressionCompliance;
import io.granary.testkit.random.SqlWordCompliance;

@ForeignDatabase(SqliteInMemory.class)
class SqliteMemoryRandomIT implements ExpressionCompliance, AnyNameCompliance, AnyTextCompliance, SqlWordCompliance {}
