package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.StatementListener;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.CapturedLogs;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListeningTest extends OnLibrary {

    @Test
    void echoesStatementsWithoutTheirValues(TestDatabase database) {
        AsyncEngine told = Listening.create(system, database.url());
        try (CapturedLogs logs = CapturedLogs.of("io.granary.echo.library")) {
            await(told.execute(
                    Sql.text("select title from book where title = :title"), Params.of("title", "a secret")));

            assertThat(logs.messages()).anyMatch(line -> line.contains("select title from book where title ="));
            logs.assertNowhere("a secret");
        } finally {
            await(told.close());
        }
    }

    @Test
    void warnsOfStatementsThatTookLong() {
        StatementListener.Statement statement = new StatementListener.Statement("library", 1, "select 1", 1, "");
        SlowStatements slow = new SlowStatements(Duration.ofMillis(100));
        try (CapturedLogs logs = CapturedLogs.of(SlowStatements.class)) {
            slow.afterExecute(statement, Duration.ofMillis(99), 1, null);
            slow.afterExecute(statement, Duration.ofMillis(100), 1, null);

            assertThat(logs.messages()).containsExactly("[library] took 100 ms: select 1");
        }
    }
}
