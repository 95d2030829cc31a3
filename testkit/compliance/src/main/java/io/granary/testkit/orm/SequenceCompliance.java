package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.error.DatabaseException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

/** Numbers of a sequence that a session asked for, and other sessions of the same maker use; one number of the sequence is for ten objects. */
public interface SequenceCompliance extends OnSessions {

    /** Makes the tickets' table and sequence, where the database has sequences; they begin at 100. */
    private static void withTickets(Bench bench, Consumer<AsyncSessionMaker> test) {
        if (bench.capabilities().supports(Feature.SEQUENCES)) {
            Mappings mappings = Mappings.of(Ticket.class);
            Await.value(bench.dropping(mappings.metaData()).createAll(bench.engine()));
            sent(bench).mark();
            test.accept(AsyncSessionMaker.of(bench.engine(), mappings).withExpireOnCommit(false));
        }
    }

    private static CompletionStage<Done> stored(AsyncSessionMaker sessions, Ticket... tickets) {
        return sessions.session(session -> {
            session.addAll(Stream.of(tickets).toList());
            return session.commit();
        });
    }

    /** The number of a new ticket of a new session. */
    private static int number(AsyncSessionMaker sessions) {
        Ticket ticket = new Ticket("one");
        Await.value(stored(sessions, ticket));
        return Objects.requireNonNull(ticket.id);
    }

    private static Ticket[] tickets(int many) {
        return IntStream.range(0, many).mapToObj(i -> new Ticket("event " + i)).toArray(Ticket[]::new);
    }

    /** How often the sequence was asked since the mark. */
    private static long asked(Bench bench) {
        return sent(bench).texts().stream()
                .filter(text -> text.contains("orm_ticket_numbers"))
                .count();
    }

    /** At once, each in a session of its own. */
    private static void storeAtOnce(AsyncSessionMaker sessions, int many, int each) {
        CompletableFuture<?>[] all = IntStream.range(0, many)
                .mapToObj(i -> stored(sessions, tickets(each)).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        Await.value(CompletableFuture.allOf(all).thenApply(nothing -> "done"));
    }

    @Test
    default void numbersThatAreLeftServeTheNextSession(Bench bench) {
        withTickets(bench, sessions -> {
            for (int number = 100; number < 112; number++) {
                // Those of a maker that was derived are the same ones.
                AsyncSessionMaker maker = number % 2 == 0 ? sessions : sessions.withAutoflush(false);
                assertThat(number(maker)).isEqualTo(number);
            }
            assertThat(asked(bench)).as("twelve numbers").isEqualTo(2);
            assertThat(sent(bench).texts())
                    .as("and a statement for each ticket")
                    .hasSize(14);
        });
    }

    @Test
    default void rowsInsertedByAStatementGetNumbersThatNobodyElseGets(Bench bench) {
        withTickets(bench, sessions -> {
            assertThat(number(sessions)).isEqualTo(100);
            EntityTable<Ticket> tickets = EntityTable.of(Ticket.class);
            AsyncSession session = sessions.open();
            Await.value(session.execute(
                    Sql.insert(tickets), List.of(Params.of("event", "race"), Params.of("event", "play"))));
            Await.value(session.execute(Sql.insert(tickets).values(Map.of("event", "film"))));
            Await.value(session.execute(Sql.insert(tickets), List.of(Params.of("id", 7, "event", "own"))));
            Await.value(session.commit());
            Await.value(session.close());
            assertThat(number(sessions)).as("one that was put by").isEqualTo(101);
            assertThat(bench.sql().number("select count(*) from orm_tickets where id >= 110"))
                    .isEqualTo(3);
            assertThat(bench.sql().number("select count(distinct id) from orm_tickets"))
                    .isEqualTo(6);
        });
    }

    @Test
    default void sessionsAtOnceNeverGetTheSameNumber(Bench bench) {
        withTickets(bench, sessions -> {
            assertThat(number(sessions)).isEqualTo(100);
            assertThat(asked(bench)).isEqualTo(1);
            storeAtOnce(sessions, 8, 1);
            assertThat(asked(bench)).as("nine were left").isEqualTo(1);
            storeAtOnce(sessions, 8, 5);
            // One was left, and nobody asks twice.
            assertThat(asked(bench)).isBetween(1 + 4L, 1 + 8L);
            assertThat(bench.sql().number("select count(*) from orm_tickets")).isEqualTo(49);
            assertThat(bench.sql().number("select count(distinct id) from orm_tickets"))
                    .isEqualTo(49);
        });
    }

    @Test
    default void numbersOfWhatFailedAreGivenToNobody(Bench bench) {
        withTickets(bench, sessions -> {
            Ticket undone = new Ticket("undone");
            AsyncSession session = sessions.open();
            session.add(undone);
            Await.value(session.flush());
            assertThat(undone.id).isEqualTo(100);
            Await.value(session.rollback());
            assertThat(undone.id).isNull();
            session.add(new Ticket("x".repeat(300)));
            Await.failure(session.flush(), DatabaseException.class);
            Await.value(session.rollback());
            session.add(new Ticket("left open"));
            Await.value(session.flush());
            Await.value(session.close());

            assertThat(number(sessions)).isEqualTo(103);
            Await.value(stored(sessions, undone));
            assertThat(undone.id).isEqualTo(104);
            assertThat(asked(bench)).isEqualTo(1);
        });
    }

    /** It may have moved the transaction to other schemas, where the sequence of that name is another one. */
    @Test
    default void aTransactionThatTheUserHadInHandHasNumbersOfItsOwn(Bench bench) {
        withTickets(bench, sessions -> {
            assertThat(number(sessions)).isEqualTo(100);
            AsyncSession session = sessions.open();
            Await.value(session.execute(Sql.text("select 1")));
            Ticket[] own = tickets(2);
            session.addAll(Stream.of(own).toList());
            Await.value(session.commit());
            assertThat(own).extracting(ticket -> ticket.id).containsExactly(110, 111);
            Ticket next = new Ticket("the next transaction");
            session.add(next);
            Await.value(session.commit());
            assertThat(next.id).isEqualTo(101);
            Await.value(session.connection());
            Ticket after = new Ticket("after its connection was given away");
            session.add(after);
            Await.value(session.commit());
            assertThat(after.id).isEqualTo(120);
            Await.value(session.close());

            AsyncConnection connection = Await.value(bench.engine().connect());
            assertThat(number(sessions.on(connection))).isEqualTo(130);
            Await.value(connection.rollback());
            Await.value(connection.close());
            assertThat(number(sessions)).isEqualTo(102);
        });
    }
}
