package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

/**
 * What one connection is enough for, on a database in its memory. What looks at one connection while another one is held ends at an assumption that says so;
 * suites about the pool are not run at all, for it has one connection, as {@link SqliteOwnIT} shows.
 */
@InMemory
@Database(DatabaseKind.SQLITE)
class SqliteMemoryIT
        implements BuiltStatementCompliance,
                InsertCompliance,
                TypeCompliance,
                ErrorCompliance,
                CopyRefusalCompliance,
                NotificationRefusalCompliance {}
