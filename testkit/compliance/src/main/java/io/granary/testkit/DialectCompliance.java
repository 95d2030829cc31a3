package io.granary.testkit;

/**
 * What a dialect has to do on its database: statements that are built, keys of rows that are inserted, tables that are made, looked at and
 * dropped, schemas by other names, and each kind of error.
 *
 * <p>To run it: {@code @Database(DatabaseKind.H2) class H2DialectIT implements DialectCompliance {}}; for a dialect of one's own {@link
 * io.granary.testkit.fixtures.ForeignDatabase} with a {@link DialectSubject}. What a dialect does not claim has to be refused politely, and
 * what it claims falsely fails. A dialect that claims {@code COPY_IN} or {@code NOTIFICATIONS} implements {@link CopyCompliance} or {@link
 * NotificationCompliance} too, one behind a network {@link NetworkErrorCompliance}; whoever leaves the first two out is told so.
 */
public interface DialectCompliance
        extends BuiltStatementCompliance,
                InsertCompliance,
                SchemaCompliance,
                TenantCompliance,
                CopyRefusalCompliance,
                NotificationRefusalCompliance,
                ErrorCompliance {}
