package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Database(DatabaseKind.POSTGRESQL)
@ExtendWith(ActorFixture.class)
class CopyingPostgresIT {

    @Test
    void copiesRowsAndFilesAndHearsOfThem(TestDatabase database, ActorSystem<?> system, @TempDir Path directory)
            throws IOException {
        AsyncEngine engine = AsyncEngine.create(system, database.url());
        OnLibrary.await(engine.execute(text("drop table if exists book")));
        OnLibrary.await(engine.execute(
                text("create table book (id bigint primary key, title varchar(100), copies integer default 1)")));
        Path file = Files.writeString(directory.resolve("books.csv"), "id,title,copies\n3,\"Roadside, Picnic\",2\n");

        assertThat(OnLibrary.await(Streaming.take(
                        engine,
                        Source.from(List.of(new Streaming.Delivery(1, "Dune"), new Streaming.Delivery(2, "Solaris"))),
                        system)))
                .isEqualTo(2);
        assertThat(OnLibrary.await(Streaming.takeFile(engine, file, system))).isEqualTo(1);

        assertThat(OnLibrary.await(engine.execute(text("select sum(copies) from book")))
                        .scalarOne(Long.class))
                .isEqualTo(4);
        CompletionStage<String> first = Streaming.returned(engine).runWith(Sink.head(), system);
        Eventually.holds(
                "somebody listens",
                Duration.ofSeconds(30),
                () -> Long.valueOf(1)
                        .equals(OnLibrary.await(engine.execute(
                                        text("select count(*) from pg_stat_activity where query like 'LISTEN %'"
                                                + " and datname = current_database()")))
                                .scalarOne(Long.class)));
        OnLibrary.await(Streaming.giveBack(engine, 3));
        assertThat(OnLibrary.await(first)).isEqualTo("3");

        OnLibrary.await(engine.execute(text("drop table book")));
        OnLibrary.await(engine.close());
    }
}
