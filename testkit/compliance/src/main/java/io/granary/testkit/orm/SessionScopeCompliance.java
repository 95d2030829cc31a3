package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sessions;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.error.InvalidRequestException;
import io.granary.orm.AsyncSession;
import io.granary.sql.Functions;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scopes that end transactions, and the connection of a transaction. */
public interface SessionScopeCompliance extends OnSessions {

    private static long users(Bench bench) {
        return bench.sql().number("select count(*) from orm_users");
    }

    @Test
    @Tag("AS12")
    @Tag("AS14")
    @Tag("ST34")
    default void aScopeCommitsOrRollsBack(Bench bench) {
        Await.value(sessions(bench).begin(session -> {
            session.add(new User("ann"));
            return session.flush();
        }));
        assertThat(users(bench)).isEqualTo(1);
        RuntimeException why = new IllegalStateException("no");
        assertThat(Await.failure(
                        sessions(bench).begin(session -> {
                            session.add(new User("bob"));
                            return session.flush().thenCompose(done -> CompletableFuture.<String>failedFuture(why));
                        }),
                        RuntimeException.class))
                .isSameAs(why);
        assertThat(users(bench)).isEqualTo(1);
        Await.value(sessions(bench).begin(session -> {
            session.add(new User("cid"));
            return session.beginNested(inner -> {
                        inner.add(new User("dan"));
                        return CompletableFuture.<String>failedFuture(why);
                    })
                    .exceptionally(failure -> "went on");
        }));
        assertThat(bench.sql().column("select name from orm_users order by name"))
                .containsExactly("ann", "cid");
    }

    /** The end of a savepoint that is none any more is no failure, and what is around it goes on. */
    @Test
    @Tag("AE01")
    default void aNestedScopeMayBeEndedByHand(Bench bench) {
        Await.value(sessions(bench).begin(session -> {
            session.add(new User("ann"));
            return session.beginNested(inner -> {
                        inner.add(new User("bob"));
                        return inner.transaction()
                                .thenCompose(open -> open.orElseThrow().rollback());
                    })
                    .thenCompose(done -> session.beginNested(inner -> {
                        inner.add(new User("cid"));
                        return inner.transaction()
                                .thenCompose(open -> open.orElseThrow().commit());
                    }));
        }));
        assertThat(bench.sql().column("select name from orm_users order by name"))
                .containsExactly("ann", "cid");

        RuntimeException why = new IllegalStateException("no");
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(
                        session.beginNested(inner ->
                                inner.rollback().thenCompose(done -> CompletableFuture.<String>failedFuture(why))),
                        RuntimeException.class))
                .isSameAs(why);
        String told = Await.value(session.runSync(blocking -> blocking.beginNested(() -> {
            blocking.add(new User("dan"));
            blocking.rollback();
            return "went on";
        })));
        assertThat(told).isEqualTo("went on");
        Await.value(session.close());
        assertThat(users(bench)).isEqualTo(2);
    }

    /** What a scope's work asks for after it ended the transaction would be in none, or in one that nobody asked for. */
    @Test
    @Tag("ST34")
    default void aScopeThatWasEndedByHandRunsNothingMore(Bench bench) {
        assertThat(Await.failure(
                        sessions(bench).begin(session -> {
                            session.add(new User("ann"));
                            return session.commit().thenCompose(done -> session.execute(select(USER_NAME)));
                        }),
                        InvalidRequestException.class))
                .hasMessageContaining("ended by hand");
        assertThat(users(bench)).as("what was committed stays").isEqualTo(1);
        Await.failure(
                sessions(bench).begin(session -> {
                    session.add(new User("bob"));
                    return session.flush()
                            .thenCompose(done -> session.rollback())
                            .thenCompose(done -> session.get(User.class, 1));
                }),
                InvalidRequestException.class);
        Await.failure(
                sessions(bench)
                        .begin(session -> session.rollback().thenApply(done -> {
                            session.add(new User("cid"));
                            return "added";
                        })),
                InvalidRequestException.class);
        User dan = new User("dan");
        Await.failure(
                sessions(bench).begin(session -> {
                    session.add(dan);
                    return session.commit().thenApply(done -> dan.name = "changed too late");
                }),
                InvalidRequestException.class);
        Await.value(sessions(bench).begin(session -> {
            session.add(new User("eve"));
            return session.commit().thenCompose(done -> session.rollback());
        }));
        assertThat(bench.sql().column("select name from orm_users order by name"))
                .containsExactly("ann", "dan", "eve");
    }

    @Test
    @Tag("AS17")
    @Tag("AS27")
    default void theConnectionIsTheTransactions(Bench bench) {
        AsyncSession session = sessions(bench).open();
        session.add(new User("ann"));
        var connection = Await.value(session.connection());
        assertThat(Await.value(session.connection())).isSameAs(connection);
        var count = select(Functions.count()).from(USERS);
        assertThat(Await.value(connection.scalar(count))).contains(0L);
        Await.value(session.flush());
        assertThat(Await.value(connection.scalar(count))).contains(1L);
        Await.value(session.rollback());
        assertThat(connection.isClosed()).isTrue();
        Await.value(session.close());
    }

    @Test
    @Tag("AS23")
    @Tag("ST39")
    default void invalidatingGivesTheConnectionUp(Bench bench) {
        bench.assumeMoreConnections("the tables outlive the connection that is given up");
        AsyncSession session = sessions(bench).open();
        session.add(new User("ann"));
        Await.value(session.flush());
        AsyncConnection held = Await.value(session.connection());
        long before = bench.session(held);
        long opened = Await.value(bench.engine().pool().status()).opened();
        Await.value(session.invalidate());
        assertThat(Await.value(session.state()).inTransaction()).isFalse();
        assertThat(held.isClosed()).isTrue();
        assertThat(Await.value(session.scalars(select(USERS))).fetchAll()).isEmpty();
        assertThat(bench.session(Await.value(session.connection())))
                .as("another one, where a rollback would have kept the one that was there")
                .isNotEqualTo(before);
        assertThat(Await.value(bench.engine().pool().status()).opened()).isEqualTo(opened + 1);
        Await.value(session.close());
    }
}
