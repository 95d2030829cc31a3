package io.granary.examples.users;

import static io.granary.examples.users.User_.USER;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.update;

import io.granary.engine.AsyncEngine;
import io.granary.error.IntegrityException;
import io.granary.error.NoResultFoundException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Mappings;
import io.granary.sql.Functions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.stream.javadsl.Sink;

/** What the programs do, one after the other. Each takes what it needs and gives a stage; none of them blocks. */
final class Programs {

    // #maker
    static final Mappings MAPPINGS = Mappings.of(User.class, Address.class);

    private final AsyncEngine engine;
    private final AsyncSessionMaker sessions;
    private final Consumer<String> report;

    Programs(AsyncEngine engine, Consumer<String> report) {
        this.engine = engine;
        this.sessions = AsyncSessionMaker.of(engine, MAPPINGS);
        this.report = report;
    }
    // #maker

    /** All of them. */
    CompletionStage<Done> run() {
        return tables().thenCompose(done -> alice())
                .thenCompose(done -> addresses())
                .thenCompose(done -> connection())
                .thenCompose(done -> stream())
                .thenCompose(done -> functions())
                .thenCompose(done -> mixed())
                .thenCompose(done -> many())
                .thenCompose(done -> registrar())
                .thenCompose(done -> errors());
    }

    /** Makes the tables anew. */
    CompletionStage<Done> tables() {
        return MAPPINGS.metaData()
                .dropAll(engine)
                .thenCompose(dropped -> MAPPINGS.metaData().createAll(engine));
    }

    // #alice
    /** Adds users and finds one by a pattern. */
    CompletionStage<Done> alice() {
        return sessions.begin(session -> {
                    session.addAll(List.of(
                            new User("Alice", "alice@example.org"),
                            new User("Bob", "bob@example.org"),
                            new User("Alicia", "alicia@example.org")));
                    return session.scalars(
                            select(USER).where(USER.name.like("%Ali%")).orderBy(USER.name));
                })
                .thenAccept(found -> found.fetchAll().forEach(user -> report.accept("found " + user)))
                .thenApply(shown -> Done.getInstance());
    }
    // #alice

    // #addresses
    /** Changes what is loaded; the session finds out what that is, and writes it. */
    CompletionStage<Done> addresses() {
        return sessions.begin(session -> session.scalar(select(USER).where(USER.name.eq("Alice")))
                        .thenCompose(alice -> session.load(alice.orElseThrow(), USER.addresses))
                        .thenAccept(addresses -> {
                            addresses.add(new Address("1 Rabbit Hole"));
                            addresses.add(new Address("7 Looking-Glass Lane"));
                        }))
                .thenCompose(written -> sessions.session(session -> session.execute(select(USER.name, Functions.count())
                        .join(Address_.ADDRESS)
                        .groupBy(USER.name))))
                .thenAccept(result ->
                        result.forEach(row -> report.accept(row.get(USER.name) + " has " + row.get(1) + " addresses")))
                .thenApply(shown -> Done.getInstance());
    }
    // #addresses

    // #connection
    /** A mapped class is a table: plain statements take it, without a session. */
    CompletionStage<Done> connection() {
        return engine.begin(conn -> conn.execute(text("update example_user set name = upper(name)"))
                        .thenCompose(changed -> {
                            report.accept(changed.rowCount() + " names changed");
                            return conn.scalars(select(USER.name).orderBy(USER.name));
                        }))
                .thenAccept(names -> report.accept("names: " + String.join(", ", names.fetchAll())))
                .thenApply(shown -> Done.getInstance());
    }
    // #connection

    // #stream
    /** Objects as they come, however many there are. */
    CompletionStage<Done> stream() {
        return sessions.session(session -> session.streamScalars(select(USER).where(USER.email.like("%@example.org")))
                        .source()
                        .map(User::name)
                        .runWith(Sink.seq(), engine.system()))
                .thenAccept(names -> report.accept(names.size() + " users came as a stream"))
                .thenApply(shown -> Done.getInstance());
    }
    // #stream

    // #functions
    CompletionStage<User> create(String name, String email) {
        return sessions.begin(session -> {
            User user = new User(name, email);
            session.add(user);
            return session.flush().thenApply(written -> user);
        });
    }

    CompletionStage<Optional<User>> find(long id) {
        return sessions.session(session -> session.get(User.class, id));
    }

    CompletionStage<Done> rename(long id, String name) {
        return sessions.begin(session ->
                session.getOne(User.class, id).thenCompose(user -> session.apply(user, u -> u.name = name)));
    }

    CompletionStage<Done> remove(long id) {
        return sessions.begin(session -> session.getOne(User.class, id).thenCompose(session::delete));
    }
    // #functions

    /** Functions that have a session each. */
    CompletionStage<Done> functions() {
        return create("Carol", "carol@example.org").thenCompose(carol -> {
            long id = Optional.ofNullable(carol.id).orElseThrow();
            return rename(id, "Caroline")
                    .thenCompose(renamed -> find(id))
                    .thenCompose(found -> {
                        report.accept("renamed to " + found.orElseThrow());
                        return remove(id);
                    })
                    .thenCompose(removed -> find(id))
                    .thenApply(found -> {
                        report.accept("removed: " + found.isEmpty());
                        return Done.getInstance();
                    });
        });
    }

    // #mixed
    /** Code that blocks, on a thread where it may, within the same session. */
    CompletionStage<Done> mixed() {
        return sessions.begin(session -> {
                    session.add(new User("Dan", "dan@example.org"));
                    return session.runSync(sync -> {
                        sync.flush();
                        return sync.scalar(select(Functions.count()).from(USER)).orElse(0L);
                    });
                })
                .thenAccept(count -> report.accept(count + " users, counted by code that blocks"))
                .thenApply(shown -> Done.getInstance());
    }
    // #mixed

    /** An actor that has a session of its own; who is refused stands in nobody's way. */
    CompletionStage<Done> registrar() {
        ActorRef<Registrar.Command> registrar =
                engine.system().systemActorOf(Registrar.create(sessions.behavior()), "registrar", Props.empty());
        CompletionStage<Registrar.Answer> twin = register(registrar, "Twin", "alice@example.org");
        CompletionStage<Registrar.Answer> eve = register(registrar, "Eve", "eve@example.org");
        return twin.thenAccept(this::reportAnswer)
                .thenCompose(reported -> eve)
                .thenAccept(this::reportAnswer)
                .thenApply(reported -> {
                    registrar.tell(new Registrar.Retire());
                    return Done.getInstance();
                });
    }

    private CompletionStage<Registrar.Answer> register(
            ActorRef<Registrar.Command> registrar, String name, String email) {
        return AskPattern.ask(
                registrar,
                replyTo -> new Registrar.Register(name, email, replyTo),
                Duration.ofSeconds(10),
                engine.system().scheduler());
    }

    private void reportAnswer(Registrar.Answer answer) {
        report.accept("the registrar says "
                + (answer instanceof Registrar.Refused refused
                        ? "no: " + refused.why().getClass().getSimpleName()
                        : answer));
    }

    // #many
    /** Changes rows by one statement; the object that is in the session changes with them. */
    CompletionStage<Done> many() {
        return sessions.begin(session -> session.scalar(select(USER).where(USER.name.eq("Dan")))
                .thenCompose(dan -> session.execute(
                                update(USER).set(USER.name, "Daniel").where(USER.name.like("Dan%")))
                        .thenAccept(changed ->
                                report.accept(changed.rowCount() + " changed, and Dan is " + dan.orElseThrow().name)))
                .thenApply(shown -> Done.getInstance()));
    }
    // #many

    // #errors
    /** A twin is refused, the session is rolled back and goes on; nobody is found where somebody was asked for. */
    CompletionStage<Done> errors() {
        return sessions.session(session -> {
            session.add(new User("Another Alice", "alice@example.org"));
            return session.commit()
                    .handle((committed, failure) -> failure)
                    .thenCompose(failure -> {
                        if (failure instanceof IntegrityException refused) {
                            report.accept("refused: " + refused.getClass().getSimpleName());
                        }
                        return session.rollback();
                    })
                    .thenCompose(rolledBack -> nobody(session));
        });
    }

    private CompletionStage<Done> nobody(AsyncSession session) {
        return session.execute(select(USER).where(USER.name.eq("Nobody")))
                .thenApply(result -> String.valueOf(result.scalarOne(User.class)))
                .exceptionally(failure -> failure.getCause() instanceof NoResultFoundException
                        ? "nobody is called Nobody"
                        : "unexpected: " + failure)
                .thenApply(said -> {
                    report.accept(said);
                    return Done.getInstance();
                });
    }
    // #errors
}
