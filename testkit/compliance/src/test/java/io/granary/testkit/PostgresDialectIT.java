package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

@Database(DatabaseKind.POSTGRESQL)
class PostgresDialectIT implements DialectCompliance, CopyCompliance, NotificationCompliance, NetworkErrorCompliance {}
