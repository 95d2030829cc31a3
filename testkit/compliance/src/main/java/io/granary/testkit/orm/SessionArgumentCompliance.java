package io.granary.testkit.orm;

import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.RowStream;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.LockClause;
import io.granary.stream.AsyncResult;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** What a session is given: it is what it was at the call, whenever the session comes to it. */
public interface SessionArgumentCompliance extends OnSessions {

    /** An INSERT of a user. */
    String INSERT = "insert into orm_users (name, email) values (:name, :email)";

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
    }

    private static List<?> storedNames(Bench bench) {
        return bench.sql().column("select name from orm_users order by id");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what no caller should give
    private static <T> T none() {
        return null;
    }

    private static Seat seat(Optional<?> found) {
        return (Seat) found.orElseThrow();
    }

    @Test
    default void statementsRunWithTheValuesOfTheCall(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("email", null);
        List<Map<String, @Nullable Object>> sets = new ArrayList<>(List.of(values));
        List<CompletionStage<Result>> sent = new ArrayList<>();
        for (String name : names(20)) {
            values.put("name", name);
            sent.add(
                    sent.size() % 2 == 0 ? session.execute(text(INSERT), values) : session.execute(text(INSERT), sets));
        }
        sets.clear();
        sent.forEach(Await::value);
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(storedNames(bench)).isEqualTo(names(20));
    }

    @Test
    default void objectsAreGotByTheKeysOfTheCall(Bench bench) {
        stored(bench, new Seat("h", 1), new Seat("h", 2));
        AsyncSession session = sessions(bench).open();
        Map<String, Object> map = new HashMap<>(Map.of("hall", "h", "place", 1));
        List<Object> list = new ArrayList<>(List.of("h", 2));
        List<Object> keys = new ArrayList<>(List.of(map, list));
        CompletionStage<Optional<Seat>> byMap = session.get(Seat.class, map);
        CompletionStage<Seat> byList = session.getOne(Seat.class, list);
        CompletionStage<List<Optional<Seat>>> all = session.getAll(Seat.class, keys);
        map.put("place", 2);
        list.set(1, 1);
        keys.clear();
        assertThat(Await.value(byMap).orElseThrow().place).isEqualTo(1);
        assertThat(Await.value(byList).place).isEqualTo(2);
        assertThat(Await.value(all)).extracting(found -> seat(found).place).containsExactly(1, 2);
        Await.value(session.close());
    }

    @Test
    default void streamsRunWithTheValuesOfTheCall(Bench bench) {
        stored(bench, new User("one"), new User("two"));
        AsyncSession session = sessions(bench).open();
        Map<String, Object> values = new HashMap<>(Map.of("name", "one"));
        var users = select(USERS).where(USER_NAME.eq(bind("name", USER_NAME.type())));
        var names = text("select name from orm_users where name = :name");
        AsyncResult<Row> objects = session.stream(users, values);
        AsyncResult<Row> ofNobody = sessions(bench).stream(users, values);
        RowStream onConnection = Await.value(session.connection()).stream(names, values);
        Publisher<RowChunk> ofEngine = bench.engine().stream(names, values);
        values.put("name", "two");
        assertThat(Await.value(objects.scalars(User.class).one()).name).isEqualTo("one");
        assertThat(Await.value(AsyncResult.of(bench.system(), onConnection)
                        .scalars(String.class)
                        .one()))
                .isEqualTo("one");
        Await.value(session.close());
        assertThat(Await.value(ofNobody.scalars(User.class).one()).name).isEqualTo("one");
        RowChunk chunk = SubscriberProbe.on(ofEngine).requestNext();
        assertThat(chunk.rows().get(0).get(0)).isEqualTo("one");
    }

    @Test
    default void commandsHaveTheValuesOfWhenTheyWereMade(Bench bench) {
        stored(bench, new Seat("h", 1), new Seat("h", 2));
        ActorRef<Command> session = bench.kit().spawn(sessions(bench).behavior());
        TestProbe<Reply> probe = bench.kit().createTestProbe(Reply.class);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("email", null);
        for (String name : names(10)) {
            values.put("name", name);
            session.tell(new SessionProtocol.Execute(1, text(INSERT), List.of(values), probe.ref()));
        }
        assertThat(probe.receiveSeveralMessages(10, Await.PATIENCE))
                .allMatch(SessionProtocol.Executed.class::isInstance);
        values.put("name", "n3");
        session.tell(new SessionProtocol.Stream(
                2, text("select name from orm_users where name = :name"), values, probe.ref()));
        Map<String, Object> key = new HashMap<>(Map.of("hall", "h", "place", 1));
        session.tell(new SessionProtocol.Get(3, Seat.class, key, GetOptions.none(), probe.ref()));
        session.tell(new SessionProtocol.GetAll(4, Seat.class, List.of(key), probe.ref()));
        values.clear();
        key.put("place", 2);
        RowStream rows = probe.receiveMessage(Await.PATIENCE).rows();
        assertThat(seat(probe.receiveMessage(Await.PATIENCE).found()).place).isEqualTo(1);
        assertThat(seat(probe.receiveMessage(Await.PATIENCE).foundAll().get(0)).place)
                .isEqualTo(1);
        assertThat(Await.value(AsyncResult.of(bench.system(), rows).fetchAll())).hasSize(1);
        session.tell(new SessionProtocol.Rollback(5, SessionProtocol.Extent.TRANSACTION, probe.ref()));
        session.tell(new SessionProtocol.Close(6, probe.ref()));
        probe.expectTerminated(session, Await.PATIENCE);
    }

    /** At the call, and by its name: in a stage nobody knows any more whose call it was. */
    @Test
    default void whatIsNullIsSaidAtTheCall(Bench bench) {
        AsyncSessionMaker maker = sessions(bench);
        AsyncSession session = maker.open();
        User user = new User("ann");
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("parameters", () -> session.execute(text(INSERT), SessionArgumentCompliance.<Map<String, ?>>none()));
        calls.put(
                "parameters ",
                () -> session.execute(text(INSERT), SessionArgumentCompliance.<List<Map<String, ?>>>none()));
        calls.put("parameters  ", () -> session.stream(text(INSERT), none()));
        calls.put("parameters   ", () -> maker.stream(text(INSERT), none()));
        calls.put("options", () -> session.execute(text(INSERT), List.of(), none()));
        calls.put("options ", () -> session.get(User.class, 1L, none()));
        calls.put("options  ", () -> session.merge(user, none()));
        calls.put(
                "relationship", () -> session.load(user, SessionArgumentCompliance.<Relationship<User, String>>none()));
        calls.put("lock", () -> session.refresh(user, SessionArgumentCompliance.<LockClause>none()));
        calls.put("ids", () -> session.getAll(User.class, none()));
        calls.put("objects", () -> session.addAll(none()));
        calls.put("queries", () -> session.parallel(none()));
        calls.put("work", () -> maker.begin(none()));
        calls.put("work ", () -> maker.session(none()));
        calls.forEach((what, call) ->
                assertThatNullPointerException().as(what).isThrownBy(call).withMessage(what.strip()));
        Await.value(session.close());
    }
}
