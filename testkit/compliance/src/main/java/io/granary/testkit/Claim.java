package io.granary.testkit;

/**
 * What a database claims to do beside the {@linkplain io.granary.dialect.Feature features} of its dialect. What it does not claim, the suites
 * expect it to refuse, or to do the next best thing.
 */
public enum Claim {
    /** {@code '7'::int} is a cast. */
    DOUBLE_COLON_CASTS,
    /** {@code $$it's$$} is a string. */
    DOLLAR_QUOTES,
    /** An expression may be made of parameters only. */
    VALUES_ALONE,
    /** A savepoint that was released is gone for the server. */
    FORGETS_SAVEPOINTS,
    /** An engine may have several connections to the database, and another engine some too; without it, each engine has one, and a database of its own. */
    MANY_CONNECTIONS,
    /** Two transactions may write at the same time. */
    MANY_WRITERS,
    /** A text or number that its column has no room for is refused; without it, it is stored whole. */
    CHECKS_SIZES,
    /** The violation of a constraint other than a check tells which it was. */
    NAMES_CONSTRAINTS,
    /** A subquery of several rows where one value has to be is an error; without it, the first row counts. */
    ONE_ROW_SUBQUERIES,
    /** Division by zero is an error, in what is written at least; without it, it gives NULL. */
    DIVISION_BY_ZERO_FAILS,
    /** What the database cannot do is told from what is wrong, as {@code NotSupportedException}. */
    TELLS_UNSUPPORTED,
    /** It has users with passwords; without it, a URL that names one is refused. */
    HAS_USERS,
    /** It is reached by a driver of R2DBC's, whose exceptions are causes. */
    BY_R2DBC,
    /** It can be told with which number to begin. */
    STARTS_NUMBERS,
    /** Single rows can be locked; without it, {@code FOR UPDATE} is left out. */
    LOCKS_ROWS,
    /** Comments of tables and columns are kept; without it, they are left out. */
    KEEPS_COMMENTS,
    /** LIKE tells capitals from small letters, where its operands' collation does; without it, an option makes it. */
    PATTERNS_HAVE_CASE
}
