package io.granary.testkit.junit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Mappings;
import io.granary.orm.SessionOptions;
import io.granary.testkit.Await;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.orm.Address;
import io.granary.testkit.orm.Note;
import io.granary.testkit.orm.User;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests that do what the guards are there for, and so fail. Named so that no pattern runs them by themselves. */
final class GuardSamples {

    private GuardSamples() {}

    @GranaryTest(mappings = Note.class, settleMillis = 100)
    static class Leaks {

        @Test
        void aLease(AsyncEngine engine) {
            Await.value(engine.connect());
        }

        @Test
        void aTransaction(AsyncEngine engine) {
            Await.value(engine.begin());
        }

        @Test
        void aWaiter(AsyncEngine engine) {
            Await.value(engine.connect());
            assertThat(engine.connect().toCompletableFuture()).isNotDone();
        }

        @Test
        void aSession(AsyncSessionMaker sessions) {
            sessions.open();
        }

        @Test
        void aSessionOfAnotherMaker(AsyncEngine engine) {
            AsyncSessionMaker.of(engine, Mappings.of(Note.class))
                    .withOptions(SessionOptions.defaults())
                    .open();
        }

        @Test
        void aSessionInATransaction(AsyncSessionMaker sessions) {
            AsyncSession session = sessions.open();
            session.add(new Note(1, "one"));
            Await.value(session.flush());
        }

        @Test
        void aFault(Faults faults) {
            faults.conflictNext("insert into orm_notes");
        }

        @Test
        void nothing(AsyncEngine engine) {
            assertThat(Await.value(engine.execute(text("select count(*) from orm_notes")))
                            .scalar(Long.class))
                    .contains(0L);
        }
    }

    @GranaryTest(mappings = {User.class, Address.class})
    static class Repeats {

        @Test
        void aQueryForEveryUser(AsyncSessionMaker sessions, SqlLog log) {
            Await.value(sessions.begin(session -> {
                session.addAll(List.of(new User("ann").at("a"), new User("bob").at("b")));
                return session.flush();
            }));
            log.mark();
            Await.value(sessions.session(
                    session -> session.getOne(User.class, 1L).thenCompose(first -> session.getOne(User.class, 2L))));
            log.assertNoRepeats(1);
        }
    }

    /** On H2, what changes tables commits. */
    @GranaryTest(mappings = Note.class)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Escapes {

        @Test
        @Order(1)
        void byAStatementThatCommits(AsyncEngine engine) {
            Await.value(engine.execute(text("insert into orm_notes (id, text, version) values (1, 'one', 0)")));
            Await.value(engine.execute(text("create table if not exists escaped (id int)")));
        }

        @Test
        @Order(2)
        void withinATransaction(AsyncEngine engine) {
            Await.value(engine.begin(connection -> connection
                    .execute(text("insert into orm_notes (id, text, version) values (2, 'two', 0)"))
                    .thenCompose(done -> connection.execute(text("create table if not exists escaped2 (id int)")))));
        }

        @Test
        @Order(3)
        void nothingOfItIsThereForTheNext(AsyncEngine engine) {
            assertThat(Await.value(engine.execute(text("select count(*) from orm_notes")))
                            .scalar(Long.class))
                    .contains(0L);
        }
    }

    @GranaryTest(mappings = Note.class)
    @Database(url = "${granary.sample.nobody}")
    static class WithoutItsUrl {

        @Test
        void runs(AsyncEngine engine) {
            throw new AssertionError(engine);
        }
    }

    @GranaryTest
    @Database(url = "h2:mem:///${granary.sample.database}?DB_CLOSE_DELAY=-1")
    static class OnAUrlOfTheUsers {

        @Test
        void runsThere(AsyncEngine engine) {
            assertThat(engine.url().database()).contains("of_the_users");
        }

        @Test
        void wantsSessionsOfNothing(AsyncSessionMaker sessions) {
            throw new AssertionError(sessions);
        }
    }

    @GranaryTest
    static class TooEarly {

        TooEarly(AsyncEngine engine) {
            throw new AssertionError(engine);
        }

        @Test
        void runs() {}
    }
}
