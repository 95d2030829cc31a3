package io.granary.testkit;

import io.granary.testkit.fixtures.ForeignDatabase;

/**
 * What one connection is enough for, on a database in its memory. A test that needs another one ends at {@link Claim#MANY_CONNECTIONS}. Suites of which
 * nothing would be left are not run: those about the pool, about connections that are lost, opened anew or reset for the next one, and ranges that
 * are read at the same time. What such an engine does instead {@link SqliteOwnIT} shows.
 */
@ForeignDatabase(SqliteInMemory.class)
class SqliteMemoryIT
        implements BuiltStatementCompliance,
                InsertCompliance,
                TypeCompliance,
                ErrorCompliance,
                BadInputCompliance,
                TenantCompliance,
                CopyRefusalCompliance,
                NotificationRefusalCompliance {}
