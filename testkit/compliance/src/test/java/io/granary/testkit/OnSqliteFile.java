package io.granary.testkit;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.testkit.fixtures.ActorFixture;
import java.nio.file.Path;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Begins each test with an engine on a file of its own that is not there yet, and closes it. */
@ExtendWith(ActorFixture.class)
abstract class OnSqliteFile {

    @TempDir
    Path directory;

    AsyncEngine engine;

    OnSqliteFile(ActorSystem<?> system) {
        engine = AsyncEngine.create(system, "sqlite://");
    }

    @BeforeEach
    void open(ActorSystem<?> system) {
        Await.value(engine.close());
        engine = AsyncEngine.create(system, url("busy_timeout=100"));
    }

    @AfterEach
    void close() {
        Await.value(engine.close());
    }

    final String url(String options) {
        return "sqlite:///" + directory.resolve("granary.db") + "?" + options;
    }

    final void run(String... statements) {
        for (String sql : statements) {
            Await.value(engine.execute(text(sql)));
        }
    }

    final long number(String sql) {
        return Await.value(engine.execute(text(sql))).scalar(Long.class).orElseThrow();
    }
}
