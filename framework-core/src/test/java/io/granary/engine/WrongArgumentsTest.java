package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.GranaryException;
import io.granary.testkit.fixtures.Actors;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers without a null check, and maps that throw: they hear of it, and nobody else does. */
@Actors
@SuppressWarnings("NullAway")
final class WrongArgumentsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Map<String, Object> HOSTILE = new AbstractMap<>() {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new UnsupportedOperationException("hostile");
        }
    };

    private static final List<Object> HOSTILE_VALUE = new AbstractList<>() {
        @Override
        public Object get(int index) {
            throw new UnsupportedOperationException("hostile");
        }

        @Override
        public int size() {
            return 2;
        }
    };

    private final AsyncEngine engine;
    private final TestProbe<EngineProtocol.Reply> fromEngine;
    private final TestProbe<ConnectionProtocol.Reply> fromLease;

    WrongArgumentsTest(ActorTestKit kit) {
        this.engine = AsyncEngine.create(
                kit.system(), "h2:mem:///wrong_" + UUID.randomUUID().toString().replace("-", ""));
        this.fromEngine = kit.createTestProbe();
        this.fromLease = kit.createTestProbe();
    }

    @AfterEach
    void closeEngine() {
        assertThat(outcomeOf(engine.pool().status()).checkedOut()).isZero();
        outcomeOf(engine.close());
    }

    private static void assertFails(CompletionStage<?> stage) {
        assertThat(failureOf(stage)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void failTheStageOfTheEngine() {
        assertFails(engine.execute(null));
        assertFails(engine.execute(text("select 1"), (Map<String, ?>) null));
        assertFails(engine.execute(text("select 1"), (List<Map<String, ?>>) null));
        assertFails(engine.execute(text("select 1"), Arrays.asList(Map.of(), null)));
        assertFails(engine.execute(text("select :a"), HOSTILE));
        assertFails(engine.execute(text("select 1 where 1 in (:a)"), Map.of("a", HOSTILE_VALUE)));
        assertFails(engine.connect((Function<AsyncConnection, CompletionStage<String>>) null));
        assertFails(engine.begin((Function<AsyncConnection, CompletionStage<String>>) null));
    }

    @Test
    void failTheStageOfTheConnection() {
        AsyncConnection connection = outcomeOf(engine.connect());
        assertFails(connection.execute(null));
        assertFails(connection.execute(text("select 1"), (Map<String, ?>) null));
        assertFails(connection.execute(text("select 1"), (List<Map<String, ?>>) null));
        assertFails(connection.execute(text("select :a"), HOSTILE));
        assertFails(connection.executeDriverSql(null, List.of()));
        assertFails(connection.executeDriverSql("select ?", null));
        assertFails(connection.scalar(text("select 1"), (Class<String>) null));
        assertFails(connection.scalars(null, String.class));
        assertFails(connection.begin((Function<AsyncConnection, CompletionStage<String>>) null));
        assertFails(connection.beginNested((Function<AsyncConnection, CompletionStage<String>>) null));
        assertFails(connection.runSync(null));
        assertThat(connection.inTransaction()).isFalse();
        outcomeOf(connection.close());
    }

    @Test
    void areToldAtOnceWhereThereIsNoStage() {
        assertThatThrownBy(() -> engine.withOptions(null)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> engine.withPriority(null)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> engine.within(null)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> engine.ownedBy(null)).isInstanceOf(ArgumentException.class);
    }

    // ---- messages

    @Test
    void doNotEvenMakeAMessage() {
        assertThatThrownBy(() -> new EngineProtocol.Execute(1, null, Map.of(), fromEngine.getRef()))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("The argument statement is null.");
        assertThatThrownBy(() -> new EngineProtocol.Execute(1, text("x"), HOSTILE, fromEngine.getRef()))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("UnsupportedOperationException");
        assertThatThrownBy(() -> new EngineProtocol.Acquire(1, null, fromEngine.getRef()))
                .isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new EngineProtocol.GetStatus(1, null)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new ConnectionProtocol.Execute(1, null, Map.of(), fromLease.getRef()))
                .isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new ConnectionProtocol.Execute(1, text("x"), HOSTILE, fromLease.getRef()))
                .isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new ConnectionProtocol.Begin(1, null)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void areAnsweredByARefThatGoesOn() {
        AsyncConnection lease = outcomeOf(engine.connect());
        Map<String, Object> hostile = Map.of("a", HOSTILE_VALUE);
        engine.ref()
                .tell(new EngineProtocol.Execute(1, text("select 1 where 1 in (:a)"), hostile, fromEngine.getRef()));
        engine.ref().tell(new EngineProtocol.Execute(2, text("select 1"), Map.of(), fromEngine.getRef()));
        lease.ref()
                .tell(new ConnectionProtocol.Execute(3, text("select 1 where 1 in (:a)"), hostile, fromLease.getRef()));
        lease.ref().tell(new ConnectionProtocol.Execute(4, text("select 1"), Map.of(), fromLease.getRef()));

        assertThatThrownBy(fromEngine.receiveMessage(SOON)::result).isInstanceOf(ArgumentException.class);
        assertThat(fromEngine.receiveMessage(SOON).result().scalarOne(Integer.class))
                .isEqualTo(1);
        assertThatThrownBy(fromLease.receiveMessage(SOON)::result).isInstanceOf(ArgumentException.class);
        assertThat(fromLease.receiveMessage(SOON).result().scalarOne(Integer.class))
                .isEqualTo(1);
        outcomeOf(lease.close());
    }

    @Test
    void aMessageKeepsTheValuesItWasMadeWith() {
        Map<String, Object> values = new HashMap<>(Map.of("a", 1));
        values.put("b", null);
        List<Map<String, Object>> list = new ArrayList<>(List.of(values));
        EngineProtocol.Execute toEngine =
                new EngineProtocol.Execute(1, text("x"), list, Optional.empty(), fromEngine.getRef());
        ConnectionProtocol.Execute toLease = new ConnectionProtocol.Execute(1, text("x"), list, fromLease.getRef());
        values.put("a", 2);
        list.clear();

        assertThat(toEngine.parameters()).hasSize(1);
        assertThat(toEngine.parameters().get(0).get("a")).isEqualTo(1);
        assertThat(toEngine.parameters().get(0).containsKey("b")).isTrue();
        assertThat(toLease.parameters().get(0).get("a")).isEqualTo(1);
    }

    // ---- times

    static Stream<Duration> outOfRange() {
        return Stream.of(
                Duration.ofNanos(-1),
                Duration.ofNanos(1),
                Duration.ofDays(25),
                Duration.ofDays(365),
                ChronoUnit.FOREVER.getDuration());
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void noTimerRunsForLessThanAMillisecondOrMoreThan24Days(Duration wait) {
        assertThatThrownBy(() -> engine.within(wait))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("zero, or from 1 ms to 24 days");
        assertThatThrownBy(() -> engine.syncEngine().within(wait)).isInstanceOf(GranaryException.class);
        assertThatThrownBy(() ->
                        new EngineProtocol.Execute(1, text("x"), List.of(), Optional.of(wait), fromEngine.getRef()))
                .isInstanceOf(ArgumentException.class);
        assertThatThrownBy(
                        () -> new EngineProtocol.Acquire(1, Optional.empty(), Optional.of(wait), fromEngine.getRef()))
                .isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() ->
                        new ConnectionProtocol.Execute(1, text("x"), List.of(), Optional.of(wait), fromLease.getRef()))
                .isInstanceOf(ArgumentException.class);
    }

    @Test
    void timersRunForWhatIsInRange() {
        for (Duration wait : List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofDays(24))) {
            assertThat(engine.within(wait).view().terms().patience()).hasValue(wait);
        }
        outcomeOf(engine.within(Duration.ofDays(24)).execute(text("select 1")));
    }
}
