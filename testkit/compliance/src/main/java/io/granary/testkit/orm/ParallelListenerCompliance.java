package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.AskedSession.ask;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionStatement;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.Eventually;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

/** Listeners of sessions that run queries at a time, and the one connection that those listeners have. */
public interface ParallelListenerCompliance extends OnSessions {

    /** Lets a session see the users of one name only, which it has to ask for. */
    final class Tenant implements SessionListener {

        private final AtomicInteger told = new AtomicInteger();

        @Override
        public CompletionStage<SessionStatement> beforeExecute(SessionContext session, SessionStatement asked) {
            told.incrementAndGet();
            return session.execute(select(USER_NAME).where(USER_NAME.eq("mine")))
                    .thenApply(found -> found.scalar(String.class).orElseThrow())
                    .thenApply(name -> asked.withStatement(((Select<?>) asked.statement())
                            .where(USER_NAME.eq(name))
                            .query()));
        }
    }

    private static List<Query> names(int many) {
        return Collections.nCopies(many, select(USER_NAME).query());
    }

    private static int checkedOut(AsyncEngine engine) {
        return Await.value(engine.pool().status()).checkedOut();
    }

    @Test
    default void aListenerThatSendsSqlIsToldOfEachQueryAtATime(Bench bench) {
        bench.assumeMoreConnections("queries run beside a session that holds one");
        stored(bench, new User("mine"), new User("theirs"));
        Tenant tenant = new Tenant();
        AsyncSession session = sessions(bench).withListener(tenant).open();

        assertThat(Await.value(session.parallel(names(4))))
                .extracting(result -> result.scalars(String.class).all())
                .containsOnly(List.of("mine"));
        assertThat(tenant.told).hasValue(4);

        Await.value(session.commit());
        assertThat(checkedOut(bench.engine())).isZero();
        Await.value(session.close());
    }

    @Test
    default void aListenerThatFailsLeavesNothingOnItsWay(Bench bench) {
        stored(bench, new User("mine"));
        AtomicInteger told = new AtomicInteger();
        CompletableFuture<SessionStatement> failing = new CompletableFuture<>();
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    public CompletionStage<SessionStatement> beforeExecute(SessionContext own, SessionStatement asked) {
                        return told.incrementAndGet() == 1 ? failing : CompletableFuture.completedFuture(asked);
                    }
                })
                .open();
        CompletionStage<?> asked = session.parallel(names(3));

        failing.completeExceptionally(new IllegalStateException("not for you"));

        Await.failure(asked, IllegalStateException.class);
        assertThat(told).as("the others are not begun with").hasValue(1);
        assertThat(Await.value(session.parallel(names(1)))).hasSize(1);
        Await.value(session.close());
    }

    @Test
    default void aListenerThatHearsOfEveryTransactionHearsOfNoQueriesAtATime(Bench bench) {
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    public CompletionStage<Done> afterBegin(SessionContext own) {
                        return DONE;
                    }
                })
                .open();
        assertThat(Await.failure(session.parallel(names(2)), InvalidRequestException.class))
                .hasMessageContaining("afterBegin");
        assertThat(Await.value(session.state()).inTransaction()).isFalse();
        Await.value(session.close());
    }

    @Test
    default void whoeverAsksForTheConnectionWhileItIsOnItsWayGetsTheSame(Bench bench) {
        bench.assumeMoreConnections("two are taken before the session asks");
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(2).withMaxOverflow(0));
        List<AsyncConnection> others = List.of(Await.value(engine.connect()), Await.value(engine.connect()));
        AsyncSession session = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).open();

        CompletionStage<List<AsyncConnection>> both = ask(session, work -> {
            CompletionStage<AsyncConnection> first = work.connection();
            return work.connection().thenCombine(first, (second, one) -> List.of(second, one));
        });
        Eventually.holds(
                "it waits for one",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).waiting() > 0);
        others.forEach(other -> Await.value(other.close()));

        assertThat(Await.value(both).get(0)).isSameAs(Await.value(both).get(1));
        assertThat(checkedOut(engine)).isEqualTo(1);
        Await.value(session.close());
        Await.value(engine.close());
    }

    @Test
    default void aConnectionThatComesWhenItsTransactionHasEndedGoesBack(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection other = Await.value(engine.connect());
        AsyncSession session = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).open();
        AtomicReference<CompletionStage<AsyncConnection>> late = new AtomicReference<>();

        Await.value(ask(session, work -> {
            late.set(work.connection());
            return work.reset();
        }));
        Await.value(other.close());

        assertThat(Await.failure(requireNonNull(late.get()), ResourceClosedException.class))
                .hasMessageContaining("ended");
        assertThat(checkedOut(engine)).isZero();
        assertThat(Await.value(session.state()).holdsConnection()).isFalse();
        Await.value(session.close());
        Await.value(engine.close());
    }
}
