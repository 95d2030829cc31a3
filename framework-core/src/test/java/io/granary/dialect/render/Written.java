package io.granary.dialect.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Dialect;
import io.granary.dialect.H2Dialect;
import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.dialect.SqliteDialect;
import io.granary.error.CompileException;
import io.granary.sql.CompiledSql;
import io.granary.sql.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says how a statement is written for each database. What is expected for H2 must also be something that H2 can prepare. */
final class Written {

    static final Dialect POSTGRES = PostgresDialect.INSTANCE;
    static final Dialect MYSQL = MySqlDialect.MYSQL;
    static final Dialect MARIADB = MySqlDialect.MARIADB;
    static final Dialect H2 = H2Dialect.INSTANCE;

    private static final Dialect[] ALL = {POSTGRES, MYSQL, MARIADB, H2};

    private static final Pattern MARKER = Pattern.compile("\\?");

    private final Executable statement;
    private final Map<String, ?> given;

    private Written(Executable statement, Map<String, ?> given) {
        this.statement = statement;
        this.given = given;
    }

    static Written assertWritten(Executable statement) {
        return new Written(statement, Map.of());
    }

    static Written assertWritten(Executable statement, Map<String, ?> given) {
        return new Written(statement, given);
    }

    /** The text has {@code ?} for each marker; on PostgreSQL they must be numbered in order. */
    Written everywhere(String text, @Nullable Object... binds) {
        return postgres(numbered(text), binds).mysqls(text, binds).h2(text, binds);
    }

    /** As {@link #everywhere}, but for H2. */
    Written everywhereButH2(String text, @Nullable Object... binds) {
        return postgres(numbered(text), binds).mysqls(text, binds);
    }

    /** As {@link #everywhere}, but for MySQL and MariaDB. */
    Written postgresAndH2(String text, @Nullable Object... binds) {
        return postgres(numbered(text), binds).h2(text, binds);
    }

    Written postgres(String text, @Nullable Object... binds) {
        return on(POSTGRES, text, binds);
    }

    Written mysql(String text, @Nullable Object... binds) {
        return on(MYSQL, text, binds);
    }

    Written mariaDb(String text, @Nullable Object... binds) {
        return on(MARIADB, text, binds);
    }

    Written mysqls(String text, @Nullable Object... binds) {
        return mysql(text, binds).mariaDb(text, binds);
    }

    Written h2(String text, @Nullable Object... binds) {
        on(H2, text, binds);
        ShopOnH2.prepare(text);
        return this;
    }

    /** Is not part of {@link #everywhere}. */
    Written sqlite(String text, @Nullable Object... binds) {
        return on(SqliteDialect.INSTANCE, text, binds);
    }

    private Written on(Dialect dialect, String text, @Nullable Object... binds) {
        CompiledSql sql = statement.toSql(dialect, given);
        assertThat(sql.text()).as(dialect.name()).isEqualTo(text);
        List<@Nullable Object> expected = Arrays.asList(binds);
        assertThat(sql.binds()).as("%s: %s", dialect.name(), text).isEqualTo(expected);
        return this;
    }

    /** Without a database: by all of them. */
    Written refused(String message, Dialect... dialects) {
        for (Dialect dialect : dialects.length == 0 ? ALL : dialects) {
            assertThatThrownBy(() -> statement.toSql(dialect, given))
                    .as(dialect.name())
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining(message);
        }
        return this;
    }

    private static String numbered(String text) {
        AtomicInteger number = new AtomicInteger();
        return MARKER.matcher(text).replaceAll(marker -> "\\$" + number.incrementAndGet());
    }
}
