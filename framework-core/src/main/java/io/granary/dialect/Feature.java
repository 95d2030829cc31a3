package io.granary.dialect;

/** What a database can do that not every database can. */
public enum Feature {
    /** An error aborts the whole transaction, back to the last savepoint, on the server itself. */
    ERROR_ABORTS_TRANSACTION,
    /** {@code INSERT … RETURNING}. */
    INSERT_RETURNING,
    /** {@code UPDATE … RETURNING}. */
    UPDATE_RETURNING,
    /** {@code DELETE … RETURNING}. */
    DELETE_RETURNING,
    /** {@code RETURNING} gives what a trigger made of the row that is written, and not what it was before. */
    RETURNING_SEES_TRIGGERS,
    /** Data definition takes part in transactions. */
    TRANSACTIONAL_DDL,
    /** A transaction that is read-only refuses to write. */
    READ_ONLY_TRANSACTIONS,
    /** Deferrable constraints, checked at COMMIT. */
    DEFERRABLE_CONSTRAINTS,
    /** A text may hold the character NUL. */
    NUL_IN_TEXT,
    /** The server can be asked to stop one running statement. */
    CANCEL_ON_SERVER,
    /** {@code FULL OUTER JOIN}. */
    FULL_JOIN,
    /** A query in FROM that refers to what stands before it. */
    LATERAL,
    /** {@code DISTINCT ON}. */
    DISTINCT_ON,
    /** {@code FETCH FIRST … WITH TIES}. */
    FETCH_WITH_TIES,
    /** {@code INTERSECT ALL} and {@code EXCEPT ALL}. */
    SET_OPERATIONS_ALL,
    /** {@code FOR SHARE}, or another word for it. */
    LOCK_FOR_SHARE,
    /** Arrays as values. */
    ARRAYS,
    /** A function in FROM. */
    TABLE_FUNCTIONS,
    /** {@code TABLESAMPLE}. */
    TABLE_SAMPLE,
    /** {@code WITH ORDINALITY}. */
    WITH_ORDINALITY,
    /** {@code WITHIN GROUP}. */
    WITHIN_GROUP,
    /** {@code WITH} before INSERT; where it is missing, it stands before the query that gives the rows. */
    WITH_BEFORE_INSERT,
    /** {@code WITH} before UPDATE and DELETE. */
    WITH_BEFORE_DML,
    /** A statement that changes rows within {@code WITH}. */
    CHANGES_IN_WITH,
    /** An UPDATE that looks at other tables. */
    UPDATE_FROM,
    /** A DELETE that looks at other tables. */
    DELETE_USING,
    /** An upsert that names a constraint. */
    CONFLICT_CONSTRAINT,
    /** An upsert that changes some of the rows that are there. */
    CONFLICT_CONDITION,
    /** A column that the database numbers may be one of several of the primary key. */
    IDENTITY_IN_COMPOSITE_KEY,
    /** {@code IF NOT EXISTS} and {@code IF EXISTS} for indexes. */
    INDEX_IF_NOT_EXISTS,
    /** Indexes of some rows only. */
    PARTIAL_INDEXES,
    /** Indexes of expressions. */
    EXPRESSION_INDEXES,
    /** Foreign keys that are added to a table that is there, and dropped from it. */
    ALTER_FOREIGN_KEYS,
    /** {@code CREATE SCHEMA}. */
    CREATE_SCHEMA,
    /** Sequences. */
    SEQUENCES,
    /** Types of names that are objects of their own ({@code CREATE TYPE … AS ENUM}). */
    ENUM_TYPES,
    /** {@code COMMENT ON}. */
    COMMENT_STATEMENTS,
    /** Rows that are copied in by {@code COPY … FROM STDIN}. */
    COPY_IN,
    /** {@code LISTEN} and {@code NOTIFY}. */
    NOTIFICATIONS
}
