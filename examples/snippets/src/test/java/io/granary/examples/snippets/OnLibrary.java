package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.sql.Executable;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database with the three books of the tutorial, anew for each test. */
@Database(DatabaseKind.H2)
@ExtendWith(ActorFixture.class)
abstract class OnLibrary {

    @SuppressWarnings("NullAway.Init")
    ActorSystem<?> system;

    @SuppressWarnings("NullAway.Init")
    AsyncEngine engine;

    @BeforeEach
    void fill(TestDatabase database, ActorSystem<?> actors) {
        system = actors;
        engine = AsyncEngine.create(actors, database.url());
        await(engine.execute(text("drop table if exists book")));
        await(Library.createTable(engine));
        await(Binding.addAll(engine));
    }

    @AfterEach
    void close() {
        await(engine.close());
    }

    /** The copies of each book, in the order of the books. */
    List<Integer> copies() {
        return select("select copies from book order by id")
                .scalars(Integer.class)
                .all();
    }

    Result select(String sql) {
        Executable statement = text(sql);
        return await(engine.execute(statement));
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
