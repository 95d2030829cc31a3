package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.random.AnyNameCompliance;
import io.granary.testkit.random.AnyTextCompliance;
import io.granary.testkit.random.ExpressionCompliance;
import io.granary.testkit.random.SqlWordCompliance;

@Database(DatabaseKind.SQLITE)
class SqliteRandomIT implements ExpressionCompliance, AnyNameCompliance, AnyTextCompliance, SqlWordCompliance {}
