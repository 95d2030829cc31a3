package io.granary.engine;

import io.granary.error.ArgumentException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How far a transaction is kept apart from others that run at the same time: the four levels of SQL:2016, 4.41.4, and
 * {@link #AUTOCOMMIT}. A database may give more than was asked for: PostgreSQL reads committed data at {@link #READ_UNCOMMITTED}.
 */
public enum IsolationLevel {
    /** Sees what others have not committed. */
    READ_UNCOMMITTED,
    /** Each statement sees what was committed before it began. */
    READ_COMMITTED,
    /** A row that was read reads the same until the end of the transaction. */
    REPEATABLE_READ,
    /** As if transactions ran one after the other; a commit may fail for that, and the whole transaction is to be retried. */
    SERIALIZABLE,
    /** No transaction: each statement is committed by itself, and commit and rollback have no effect. */
    AUTOCOMMIT;

    /** {@return the level as SQL writes it, for example {@code READ COMMITTED}} */
    public String sql() {
        return name().replace('_', ' ');
    }

    /**
     * {@return the level of that name}
     *
     * @param name a level in any letter case, its words separated by a space, an underscore or a hyphen
     * @throws ArgumentException if there is no such level; the hint lists them all
     */
    public static IsolationLevel parse(String name) {
        String constant =
                name.strip().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return Arrays.stream(values())
                .filter(level -> level.name().equals(constant))
                .findFirst()
                .orElseThrow(() -> ArgumentException.of(
                        "There is no isolation level " + OptionText.quoted(name) + ".", "Use one of " + names() + "."));
    }

    private static String names() {
        return Arrays.stream(values()).map(IsolationLevel::sql).collect(Collectors.joining(", "));
    }
}
