package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;

/**
 * What one connection is enough for, on a database in its memory. The other suites look at what one connection does while another one is held, which has to
 * wait here, as {@link SqliteOwnIT} shows.
 */
@InMemory
@Database(DatabaseKind.SQLITE)
class SqliteMemoryIT implements BuiltStatementCompliance, InsertCompliance, TypeCompliance {}
