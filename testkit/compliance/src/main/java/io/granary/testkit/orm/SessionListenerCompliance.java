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
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionOptions;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionState;
import io.granary.orm.SessionStatement;
import io.granary.orm.SessionView;
import io.granary.orm.StateTransition;
import io.granary.schema.Column;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.SentStatements;
import io.granary.testkit.fixtures.SqlLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What sessions tell their listeners, and what listeners may do. */
public interface SessionListenerCompliance extends OnSessions {

    /** Nothing to wait for. */
    CompletionStage<Done> DONE = CompletableFuture.completedFuture(Done.getInstance());

    /** The begins and ends of transactions on the connections of an engine. */
    final class Transactions implements ConnectionListener {

        private final List<Event> events = new CopyOnWriteArrayList<>();

        @Override
        public void onTransaction(String engine, long connection, Event event) {
            events.add(event);
        }
    }

    private static long users(Bench bench) {
        return bench.sql().number("select count(*) from orm_users");
    }

    /** Whoever counts what is not closed has to hear of every end. */
    @Test
    default void sessionsTellWhereTheyWereOpenedAndThatTheyEnded(Bench bench) {
        List<String> heard = new CopyOnWriteArrayList<>();
        AsyncSessionMaker maker = sessions(bench).withListener(new SessionListener() {
            @Override
            public void afterOpen(Map<String, Object> info, String opener) {
                info.put("opener", opener);
                heard.add("open");
            }

            @Override
            public void afterClose(SessionView session) {
                heard.add("close " + session.info().get("opener") + " "
                        + session.state().size());
            }
        });
        Await.value(maker.begin(session -> {
            session.add(new User("ann"));
            return session.flush();
        }));
        assertThat(heard).hasSize(2);
        assertThat(heard.get(1)).startsWith("close at ").endsWith(" 0").contains("SessionListenerCompliance.java");
        heard.clear();
        ActorRef<SessionProtocol.Command> owned = bench.kit().spawn(maker.behavior());
        bench.kit().stop(owned);
        assertThat(heard).containsExactly("open", "close " + owned.path() + " 0");
    }

    @Test
    @Tag("AS26")
    default void momentsComeInTheirOrder(Bench bench) {
        Heard heard = new Heard();
        AsyncSession session = sessions(bench).withListener(heard).open();
        User ann = new User("ann");
        session.add(ann);
        assertThat(Await.value(session.contains(ann))).isTrue();
        assertThat(heard.take()).containsExactly("create", "before attach", "TRANSIENT_TO_PENDING", "attach");
        Await.value(session.commit());
        assertThat(heard.take())
                .containsExactly(
                        "before commit",
                        "before flush",
                        "begin",
                        "PENDING_TO_PERSISTENT",
                        "flush 1 0 0",
                        "after flush",
                        "commit",
                        "end");
        ann.name = "anna";
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        assertThat(heard.take())
                .containsExactly("create", "before flush", "begin", "flush 0 1 0", "after flush", "create nested");
        Await.value(session.delete(ann));
        Await.value(session.flush());
        User bob = new User("bob");
        session.add(bob);
        Await.value(session.flush());
        heard.take();
        Await.value(savepoint.rollback());
        assertThat(heard.take())
                .containsExactly(
                        "rollback", "DELETED_TO_PERSISTENT", "PERSISTENT_TO_TRANSIENT", "soft rollback", "end nested");
        savepoint = Await.value(session.beginNested());
        Await.value(session.delete(ann));
        heard.take();
        Await.value(savepoint.commit());
        assertThat(heard.take())
                .containsExactly(
                        "before commit",
                        "before flush",
                        "PERSISTENT_TO_DELETED",
                        "flush 0 0 1",
                        "after flush",
                        "commit",
                        "end nested");
        Await.value(session.commit());
        assertThat(heard.take()).containsExactly("before commit", "DELETED_TO_DETACHED", "commit", "end");
        Await.value(session.close());
        assertThat(heard.take()).isEmpty();
    }

    @Test
    @Tag("AS26")
    default void objectsThatComeAndLeaveAreTold(Bench bench) {
        User ann = new User("ann");
        User bob = new User("bob");
        stored(bench, ann, bob);
        Heard heard = new Heard();
        AsyncSession session = sessions(bench).withListener(heard).open();
        session.add(ann);
        assertThat(Await.value(session.contains(ann))).isTrue();
        assertThat(heard.take()).containsExactly("create", "before attach", "DETACHED_TO_PERSISTENT", "attach");
        User loaded = OnSessions.get(session, User.class, bob.id);
        assertThat(heard.take()).contains("LOADED_AS_PERSISTENT").doesNotContain("attach");
        session.expunge(ann);
        User cid = new User("cid");
        session.add(cid);
        session.expunge(cid);
        assertThat(Await.value(session.contains(cid))).isFalse();
        assertThat(heard.take())
                .containsExactly(
                        "PERSISTENT_TO_DETACHED",
                        "before attach",
                        "TRANSIENT_TO_PENDING",
                        "attach",
                        "PENDING_TO_TRANSIENT");
        Await.value(session.execute(update(USERS).set(USER_NAME, "all")));
        Await.value(session.execute(delete(USERS).where(USER_NAME.eq("nobody"))));
        assertThat(heard.take()).containsExactly("bulk update 2", "bulk delete 0");
        assertThat(loaded.name).isEqualTo("all");
        Await.value(session.rollback());
        assertThat(heard.take()).containsExactly("rollback", "soft rollback", "end");
        Await.value(session.close());
        assertThat(heard.take()).containsExactly("PERSISTENT_TO_DETACHED");
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
        Transactions transactions = new Transactions();
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
        assertThat(transactions.events)
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
        transactions.events.clear();
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
        assertThat(transactions.events).doesNotContain(ConnectionListener.Event.BEGIN);
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

    /** Nothing runs in a transaction before who hears of its beginning. */
    @Test
    default void whoHearsOfBeginningsIsFirst(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AtomicReference<String> refusal = new AtomicReference<>();
        AsyncSession session = sessions(bench)
                .withOptions(SessionOptions.defaults().withListener(new SessionListener() {
                    @Override
                    public CompletionStage<Done> afterBegin(SessionContext context) {
                        if (refusal.get() != null) {
                            throw new IllegalStateException(refusal.get());
                        }
                        return context.execute(update(USERS).set(USER_NAME, "first"))
                                .thenApply(result -> Done.getInstance());
                    }
                }))
                .open();
        assertThat(OnSessions.get(session, User.class, ann.id).name)
                .as("a read does not come before the transaction")
                .isEqualTo("first");
        Await.value(session.rollback());
        refusal.set("no");
        Await.failure(session.get(User.class, Objects.requireNonNull(ann.id)), IllegalStateException.class);
        refusal.set(null);
        assertThat(OnSessions.get(session, User.class, ann.id).name)
                .as("the next transaction begins as the first did")
                .isEqualTo("first");
        Await.value(session.close());
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

    // What listeners load for that is told to none of them.
    @Test
    default void whatTheSessionLoadsIsToldToo(Bench bench) {
        User ann = new User("ann").at("kept").at("hidden");
        User bob = new User("bob").at("b");
        stored(bench, ann, bob);
        Column<String> street = ADDRESSES.attribute("street", String.class);
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    public CompletionStage<SessionStatement> beforeExecute(
                            SessionContext context, SessionStatement statement) {
                        if (statement.kind() != SessionStatement.Kind.LOAD
                                || !(statement.statement() instanceof Select<?> query)) {
                            return CompletableFuture.completedFuture(statement);
                        }
                        boolean users = !query.toSql(bench.engine().dialect(), statement.first())
                                .text()
                                .contains("orm_addresses");
                        return context.get(User.class, Objects.requireNonNull(bob.id))
                                .thenApply(known -> statement.withStatement(
                                        users ? query.where(USER_NAME.eq("ann")) : query.where(street.ne("hidden"))));
                    }
                })
                .open();
        User found = OnSessions.get(session, User.class, ann.id);
        assertThat(Await.value(session.load(found, USER_ADDRESSES)))
                .extracting(address -> address.street)
                .containsExactly("kept");
        Await.value(session.refresh(found));
        // That of the listener is in the session, and needs no query.
        assertThat(Await.value(session.get(User.class, Objects.requireNonNull(bob.id))))
                .isPresent();
        session.expungeAll();
        assertThat(Await.value(session.getAll(User.class, List.of(Objects.requireNonNull(ann.id)))))
                .allMatch(Optional::isPresent);
        Await.value(session.close());
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
