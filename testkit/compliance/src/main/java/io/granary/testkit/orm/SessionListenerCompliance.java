package io.granary.testkit.orm;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionOptions;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionStatement;
import io.granary.orm.SessionView;
import io.granary.schema.Column;
import io.granary.sql.Select;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What sessions tell their listeners, and when. */
public interface SessionListenerCompliance extends OnSessions {

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

    /** A listener that takes its time has the transaction for itself, also where many rows are sent ahead of their answers. */
    @Test
    default void manyRowsWaitForWhoHearsOfTheBeginning(Bench bench) {
        List<Long> rows = new CopyOnWriteArrayList<>();
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    public CompletionStage<Done> afterBegin(SessionContext context) {
                        return counted(context)
                                .thenComposeAsync(first -> counted(context))
                                .thenApply(second -> Done.getInstance());
                    }

                    private CompletionStage<Boolean> counted(SessionContext context) {
                        return context.execute(select(count()).from(USERS))
                                .thenApply(
                                        result -> rows.add((Long) result.one().get(0)));
                    }
                })
                .open();
        session.addAll(
                IntStream.range(0, 3_500).mapToObj(i -> new User("u" + i)).toList());

        Await.value(session.flush());

        assertThat(rows).containsExactly(0L, 0L);
        Await.value(session.close());
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
}
