package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** Where stages complete, seen from a callback that was there before. */
@Actors
final class CompletionThreadTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ActorTestKit kit;
    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();

    CompletionThreadTest(ActorTestKit kit) {
        this.kit = kit;
    }

    private List<String> threads(EngineOptions options) {
        AsyncEngine engine = ScriptedEngine.on(driver, kit.system(), options);
        List<String> threads = new ArrayList<>();
        threads.add(late("one", () -> engine.execute(text("one"))));
        threads.add(late("two", () -> engine.connect(connection -> connection.execute(text("two")))));
        threads.add(late("three", () -> engine.begin(connection -> connection.execute(text("three")))));
        threads.add(late(
                "four", () -> engine.begin(connection -> connection.runSync(sync -> sync.execute(text("four"))))));
        outcomeOf(engine.close());
        return threads;
    }

    /** The callback is there before the statement ends. */
    private String late(String sql, Supplier<CompletionStage<Result>> call) {
        LateAnswer answer = driver.onNext(sql).late(ScriptedAnswer.updated(1));
        CompletionStage<String> thread =
                call.get().thenApply(result -> Thread.currentThread().getName());
        Eventually.holds("the statement runs", LIMIT, () -> answer.waiting() == 1);
        answer.release();
        return outcomeOf(thread);
    }

    @Test
    void isTheSystemsDispatcherByDefault() {
        assertThat(threads(EngineOptions.defaults()))
                .allMatch(thread -> thread.contains("pekko.actor.default-dispatcher"));
    }

    @Test
    void isTheUsersExecutorIfThereIsOne() {
        ExecutorService mine = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
        try {
            assertThat(threads(EngineOptions.defaults().withCompletionExecutor(mine)))
                    .containsOnly("mine");
        } finally {
            mine.shutdownNow();
        }
    }

    @Test
    void isTheThreadThatHasTheAnswerIfDirect() {
        assertThat(threads(EngineOptions.defaults().withCompletionThread(CompletionThread.DIRECT)))
                .allMatch(thread -> thread.equals(Thread.currentThread().getName()) || thread.contains("granary"));
    }

    @Test
    void isAnyThreadWhenTheExecutorRefuses() {
        AsyncEngine engine =
                ScriptedEngine.on(driver, kit.system(), EngineOptions.defaults().withCompletionExecutor(task -> {
                    throw new RejectedExecutionException("full");
                }));
        driver.on("broken").fails("42000", 0, "no");

        outcomeOf(engine.begin(connection -> connection.execute(text("fine"))));
        failureOf(engine.execute(text("broken")));
        outcomeOf(engine.close());
    }
}
