package io.granary.testkit.orm;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectionListener;
import io.granary.error.FlushException;
import io.granary.error.IntegrityException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionState;
import io.granary.orm.SessionStatement;
import io.granary.orm.SessionView;
import io.granary.orm.StateTransition;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.SentStatements;
import io.granary.testkit.SentTransactions;
import io.granary.testkit.fixtures.SqlLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What listeners of sessions may do: change what is written, write more, answer statements, and fail. */
public interface ListenerChangeCompliance extends OnSessions {

    private static long users(Bench bench) {
        return bench.sql().number("select count(*) from orm_users");
    }

    @Test
    default void whatChangesBeforeAFlushIsWrittenWithIt(Bench bench) {
        User gone = new User("gone").at("g1");
        stored(bench, gone);
        SessionListener listener = new SessionListener() {
            @Override
            public CompletionStage<Done> beforeFlush(SessionContext session) {
                if (session.info().put("done", true) != null) {
                    return DONE;
                }
                // From another thread, and behind something else.
                return CompletableFuture.supplyAsync(() -> "audit")
                        .thenCompose(name -> session.add(new User(name)))
                        .thenCompose(added -> session.get(User.class, Objects.requireNonNull(gone.id)))
                        .thenCompose(found -> session.delete(found.orElseThrow()))
                        .thenCompose(deleted -> session.execute(
                                insert(NOTES), List.of(Params.of("id", 1, "text", "sent", "version", 1))))
                        .thenApply(done -> Done.getInstance());
            }
        };
        AsyncSession session = sessions(bench).withListener(listener).open();
        session.add(new User("ann"));
        Await.value(session.commit());
        assertThat(session.info()).containsKey("done");
        assertThat(SentChanges.verbs(bench))
                .containsSubsequence("insert orm_notes", "insert orm_users", "delete orm_users")
                .contains("delete orm_addresses");
        assertThat(bench.sql().column("select name from orm_users order by id")).containsExactly("ann", "audit");
        Await.value(session.close());
    }

    /** A commit of one statement would be durable before the listener has its say. */
    @Test
    default void whoWritesBehindAFlushIsPartOfItsTransaction(Bench bench) {
        SentTransactions transactions = new SentTransactions();
        SqlLog log = new SqlLog();
        AsyncEngine engine =
                bench.engine(bench.options().withListener(transactions).withListener(new SentStatements(log)));
        AsyncSessionMaker maker = AsyncSessionMaker.of(engine, MAPPINGS);
        List<String> said = new ArrayList<>(List.of("write", "write and fail", "fail"));
        AsyncSession session = maker.withListener(new SessionListener() {
                    @Override
                    public CompletionStage<Done> afterFlush(SessionContext context, SessionState written) {
                        String what = said.remove(0);
                        CompletionStage<Done> done = what.startsWith("write")
                                ? context.execute(update(USERS).set(USER_NAME, "audited"))
                                        .thenApply(result -> Done.getInstance())
                                : DONE;
                        return done.thenApply(unused -> {
                            if (what.endsWith("fail")) {
                                throw new IllegalStateException("the auditor says no");
                            }
                            return unused;
                        });
                    }
                })
                .open();
        User ann = new User("ann");
        session.add(ann);
        Await.value(session.commit());
        assertThat(transactions.events())
                .containsExactly(ConnectionListener.Event.BEGIN, ConnectionListener.Event.COMMIT);
        assertThat(log.texts()).hasSize(2);
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("audited");
        for (int i = 0; i < 2; i++) {
            session.add(new User("refused"));
            assertThat(Await.failure(session.commit(), IllegalStateException.class))
                    .hasMessage("the auditor says no");
            Await.failure(session.flush(), PendingRollbackException.class);
            Await.value(session.rollback());
        }
        assertThat(users(bench)).isEqualTo(1);
        Await.value(session.close());
        // Who only hears of commits and statements takes nothing away; who hears of objects may fail behind the
        // statement.
        transactions.forget();
        log.mark();
        SessionListener quiet = new SessionListener() {
            @Override
            public CompletionStage<Done> beforeCommit(SessionContext context) {
                return DONE;
            }

            @Override
            public void afterCommit(SessionView view) {
                assertThat(view.state().holdsConnection()).isFalse();
            }
        };
        Await.value(maker.withListener(quiet).begin(open -> {
            open.add(new User("one statement"));
            return DONE;
        }));
        assertThat(log.texts()).hasSize(1);
        assertThat(transactions.events()).doesNotContain(ConnectionListener.Event.BEGIN);
        SessionListener strict = new SessionListener() {
            @Override
            public void onTransition(SessionView view, Object object, StateTransition transition) {
                if (transition == StateTransition.PENDING_TO_PERSISTENT) {
                    throw new IllegalStateException("not this one");
                }
            }
        };
        Await.failure(
                maker.withListener(strict).begin(open -> {
                    open.add(new User("refused"));
                    return DONE;
                }),
                IllegalStateException.class);
        assertThat(bench.sql().column("select name from orm_users order by id"))
                .containsExactly("audited", "one statement");
    }

    @Test
    @Tag("ST25")
    default void aCommitFlushesUntilListenersHaveNothingMore(Bench bench) {
        class Adding implements SessionListener {
            private int left = 2;

            @Override
            public CompletionStage<Done> afterFlushPostexec(SessionContext context) {
                return left-- > 0 ? context.add(new User("more")) : DONE;
            }
        }
        Heard heard = new Heard();
        AsyncSession session =
                sessions(bench).withListener(new Adding()).withListener(heard).open();
        session.add(new User("ann"));
        Await.value(session.commit());
        assertThat(users(bench)).isEqualTo(3);
        assertThat(heard.take()).filteredOn("commit"::equals).hasSize(1);
        Await.value(session.close());
        Adding endless = new Adding();
        endless.left = Integer.MAX_VALUE;
        AsyncSession another = sessions(bench).withListener(endless).open();
        another.add(new User("ann"));
        Await.failure(another.commit(), FlushException.class);
        Await.value(another.rollback());
        Await.value(another.close());
        assertThat(users(bench)).isEqualTo(3);
    }

    @Test
    default void aStatementMayBeRewrittenOrAnswered(Bench bench) {
        stored(bench, new User("ann"), new User("bob"));
        List<SessionStatement.Kind> kinds = new CopyOnWriteArrayList<>();
        AtomicReference<SessionContext> kept = new AtomicReference<>();
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    public CompletionStage<SessionStatement> beforeExecute(
                            SessionContext context, SessionStatement statement) {
                        kinds.add(statement.kind());
                        kept.set(context);
                        return context.execute(select(USER_NAME))
                                .thenApply(known -> statement.statement() instanceof Select<?> query
                                        ? statement.withStatement(query.where(USER_NAME.eq("ann")))
                                        : statement.withResult(known));
                    }
                })
                .open();
        assertThat(Await.value(session.scalars(select(USERS))).fetchAll())
                .extracting(user -> Objects.requireNonNull(user).name)
                .containsExactly("ann");
        assertThat(Await.value(session.streamScalars(select(USERS)).all())).hasSize(1);
        assertThat(Await.value(session.execute(delete(USERS)))
                        .scalars(String.class)
                        .fetchAll())
                .contains("ann", "bob");
        assertThat(kinds)
                .containsExactly(
                        SessionStatement.Kind.EXECUTE, SessionStatement.Kind.STREAM, SessionStatement.Kind.EXECUTE);
        assertThat(Await.failure(
                        Objects.requireNonNull(kept.get()).execute(select(USERS)), ResourceClosedException.class))
                .hasMessageContaining("listener");
        Await.value(session.close());
        assertThat(users(bench)).isEqualTo(2);
    }

    /** What has happened is told to all, and the books are right, whatever listeners throw. */
    @Test
    default void aListenerThatThrowsLeavesTheSessionRight(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        List<String> bad = new CopyOnWriteArrayList<>(List.of("commit"));
        SessionListener throwing = new SessionListener() {
            private void fail(String moment) {
                if (bad.contains(moment)) {
                    throw new IllegalStateException(moment);
                }
            }

            @Override
            public void afterCommit(SessionView view) {
                fail("commit");
            }

            @Override
            public void afterRollback(SessionView view) {
                fail("rollback");
            }

            @Override
            public void beforeAttach(SessionView view, Object object) {
                fail("attach");
            }

            @Override
            public void onTransition(SessionView view, Object object, StateTransition transition) {
                fail(transition.name());
            }
        };
        Heard heard = new Heard();
        AsyncSession session =
                sessions(bench).withListener(throwing).withListener(heard).open();
        session.add(new User("bob"));
        assertThat(Await.failure(session.commit(), IllegalStateException.class)).hasMessage("commit");
        assertThat(users(bench)).isEqualTo(2);
        assertThat(heard.take()).endsWith("commit", "end");
        bad.set(0, "rollback");
        User found = OnSessions.get(session, User.class, ann.id);
        found.name = "changed";
        Await.value(session.flush());
        Await.failure(session.rollback(), IllegalStateException.class);
        assertThat(found.name).isEqualTo("ann");
        bad.set(0, "PERSISTENT_TO_DELETED");
        Await.value(session.delete(found));
        Await.failure(session.flush(), IllegalStateException.class);
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(found))).isTrue();
        bad.set(0, "attach");
        User refused = new User("refused");
        session.add(refused);
        assertThat(Await.failure(session.flush(), IllegalStateException.class)).hasMessage("attach");
        assertThat(Await.value(session.contains(refused))).isFalse();
        bad.clear();
        heard.take();
        Note one = new Note(1, "one");
        session.add(one);
        Await.value(session.commit());
        session.expungeAll();
        session.add(new Note(1, "twice"));
        heard.take();
        Await.failure(session.flush(), IntegrityException.class);
        assertThat(heard.take())
                .containsSequence("before flush", "begin", "rollback")
                .doesNotContain("soft rollback");
        Await.value(session.rollback());
        assertThat(heard.take()).containsExactly("PENDING_TO_TRANSIENT", "soft rollback", "end");
        Await.value(session.close());
        assertThat(users(bench)).isEqualTo(2);
    }
}
