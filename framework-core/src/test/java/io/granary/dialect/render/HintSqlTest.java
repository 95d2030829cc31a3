package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import io.granary.sql.Hint;
import io.granary.sql.Sampling;
import io.granary.sql.TableAlias;
import org.junit.jupiter.api.Test;

class HintSqlTest {

    @Test
    void hintsStandWhereTheySay() {
        assertWritten(select(USERS.id)
                        .where(USERS.age.gt(1))
                        .limit(3)
                        .hint(Hint.prefix("/* first */"), Hint.suffix("/* last */")))
                .postgres("SELECT /* first */ users.id FROM users WHERE users.age > $1 LIMIT $2 /* last */", 1, 3L)
                .mysqls("SELECT /* first */ users.id FROM users WHERE users.age > ? LIMIT ? /* last */", 1, 3L);
    }

    @Test
    void aHintForSomeDatabasesIsNotSeenByOthers() {
        assertWritten(select(USERS.id)
                        .hint(
                                Hint.prefix("/*+ MAX_EXECUTION_TIME(1000) */").on("mysql"),
                                Hint.suffix("/* x */").on("h2", "postgresql")))
                .mysql("SELECT /*+ MAX_EXECUTION_TIME(1000) */ users.id FROM users")
                .mariaDb("SELECT users.id FROM users")
                .postgresAndH2("SELECT users.id FROM users /* x */");
    }

    @Test
    void aHintOfATableStandsBehindItInAJoinToo() {
        TableAlias orders = ORDERS.as("o");
        assertWritten(select(USERS.id)
                        .from(USERS)
                        .join(orders, orders.column(ORDERS.userId).eq(USERS.id))
                        .hint(
                                Hint.table(USERS, "USE INDEX (a)").on("mysql", "mariadb"),
                                Hint.table(orders, "FORCE INDEX (b)").on("mysql", "mariadb")))
                .mysqls(
                        "SELECT users.id FROM users USE INDEX (a) JOIN orders AS o FORCE INDEX (b) ON o.user_id = users.id")
                .postgresAndH2("SELECT users.id FROM users JOIN orders AS o ON o.user_id = users.id");
    }

    @Test
    void aSampleIsReadOfATableUnderAnotherName() {
        TableAlias some = USERS.as("some").sample(Sampling.bernoulli(12.5).repeatable(7));
        assertWritten(select(some.column(USERS.id)).from(some))
                .postgres("SELECT \"some\".id FROM users AS \"some\" TABLESAMPLE BERNOULLI (12.5) REPEATABLE (7)")
                .refused("TABLESAMPLE needs the feature TABLE_SAMPLE", MYSQL, MARIADB, H2);
        TableAlias pages = USERS.as("u").sample(Sampling.system(1));
        assertWritten(select(pages.column(USERS.id)).from(pages))
                .postgres("SELECT u.id FROM users AS u TABLESAMPLE SYSTEM (1.0)");
    }

    @Test
    void aSampleIsAPartOfTheTable() {
        for (double percent : new double[] {0, -1, 100.1, Double.NaN}) {
            assertThatExceptionOfType(ArgumentException.class)
                    .isThrownBy(() -> Sampling.system(percent))
                    .withMessageContaining("percent of a table");
        }
    }
}
