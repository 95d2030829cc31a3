package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.error.ArgumentException;
import io.granary.error.PoolBusyException;
import io.granary.error.PoolClosedException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Loader;
import io.granary.orm.LoaderSettings;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Gets of many who ask at the same time become few statements. */
public interface LoaderCompliance extends OnSessions {

    private static void shelves(Bench bench, int count) {
        List<Shelf> shelves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shelves.add(new Shelf(i, "shelf " + i));
        }
        stored(bench, shelves.toArray());
    }

    @Test
    default void manyAskByFewStatements(Bench bench) {
        shelves(bench, 50);
        Loader<Shelf> loader = sessions(bench).loader(Shelf.class);
        List<CompletionStage<Optional<Shelf>>> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            asked.add(loader.get(i % 60));
        }
        List<Shelf> found = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int id = i % 60;
            Optional<Shelf> shelf = Await.value(asked.get(i));
            assertThat(shelf.map(each -> each.id)).isEqualTo(id < 50 ? Optional.of(id) : Optional.empty());
            shelf.ifPresent(found::add);
        }
        assertThat(new HashSet<>(found)).as("each has their own").hasSize(found.size());
        assertThat(sent(bench).texts().size()).as("%s", sent(bench).texts()).isLessThanOrEqualTo(20);
        Await.value(loader.close());
    }

    @Test
    default void eachKeyIsAskedForOnceAndThereIsAnEndToHowManyWait(Bench bench) {
        shelves(bench, 5);
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        Loader<Shelf> loader = AsyncSessionMaker.of(engine, MAPPINGS)
                .loader(
                        Shelf.class,
                        LoaderSettings.defaults().withParallelism(1).withWaiting(2));
        AsyncConnection only = Await.value(engine.connect());
        CompletionStage<Optional<Shelf>> first = loader.get(0);
        CompletionStage<Optional<Shelf>> second = loader.get(1);
        CompletionStage<Optional<Shelf>> third = loader.get(2);
        CompletionStage<Optional<Shelf>> again = loader.get(2);
        assertThat(Await.failure(loader.get(3), PoolBusyException.class)).hasMessageContaining("2 keys of Shelf wait");
        CompletionStage<?> closed = loader.close();
        assertThat(Await.failure(loader.get(4), ResourceClosedException.class)).hasMessageContaining("loader of Shelf");
        Await.value(only.close());
        for (CompletionStage<Optional<Shelf>> each : List.of(first, second, third, again)) {
            assertThat(Await.value(each)).isPresent();
        }
        Await.value(closed);
        assertThat(Await.value(third)).isNotEqualTo(Await.value(again));
        Await.value(loader.close());
    }

    @Test
    default void whatAStatementFailsWithIsToldToAllWhoAsked(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options());
        Loader<Shelf> loader = AsyncSessionMaker.of(engine, MAPPINGS).loader(Shelf.class);
        assertThatThrownBy(() -> loader.get("one"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("java.lang.Integer");
        Await.value(engine.close());
        Await.failure(loader.get(1), PoolClosedException.class);
        assertThatThrownBy(() -> LoaderSettings.defaults().withBatch(0)).isInstanceOf(ArgumentException.class);
        Await.value(loader.close());
    }
}
