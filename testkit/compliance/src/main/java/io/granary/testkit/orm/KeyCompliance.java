package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.error.FlushException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Mappings;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys of several columns, keys that are made, and objects got by them. */
public interface KeyCompliance extends OnSessions {

    @Test
    @Tag("SE10")
    default void keysOfSeveralColumnsAreGivenInAnyForm(Bench bench) {
        Seat seat = new Seat("blue", 7);
        seat.visitor = new Visitor("ann", null);
        stored(bench, seat, new Seat("blue", 8));
        AsyncSession session = sessions(bench).open();
        Seat found = get(session, Seat.class, new Seat.Key("blue", 7));
        assertThat(get(session, Seat.class, List.of("blue", 7))).isSameAs(found);
        assertThat(get(session, Seat.class, Map.of("hall", "blue", "place", 7L)))
                .isSameAs(found);
        assertThat(found.visitor).isEqualTo(new Visitor("ann", null));
        List<Optional<Seat>> all = Await.value(session.getAll(
                Seat.class, List.of(new Seat.Key("blue", 8), new Seat.Key("red", 7), new Seat.Key("blue", 7))));
        assertThat(all.get(0)).isPresent();
        assertThat(all.get(1)).isEmpty();
        assertThat(all.get(2)).containsSame(found);
        found.visitor = new Visitor("ann", "lee");
        sent(bench).mark();
        Await.value(session.flush());
        assertSent(bench, "UPDATE orm_seats SET last = ? WHERE orm_seats.hall = ? AND orm_seats.place = ?");
        found.visitor = null;
        found.place = 9;
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_seats where hall = 'blue' and place = 9"))
                .isEqualTo(1);
        Await.value(session.delete(found));
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_seats SET place = ?, first = ?, last = ? WHERE orm_seats.hall = ? AND orm_seats.place = ?",
                "DELETE FROM orm_seats WHERE orm_seats.hall = ? AND orm_seats.place = ?");
        assertThat(count(bench, "orm_seats")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void manyThatHaveNothingButAKeyAreInserted(Bench bench) {
        List<Blank> blanks = List.of(new Blank(), new Blank(), new Blank());
        AsyncSession session = sessions(bench).open();

        session.addAll(blanks);
        Await.value(session.commit());

        assertThat(count(bench, "orm_blanks")).isEqualTo(3);
        blanks.forEach(blank -> Await.value(session.refresh(blank)));
        assertThat(blanks.stream().map(blank -> blank.id)).doesNotContainNull().doesNotHaveDuplicates();
        Await.value(session.close());
    }

    @Test
    @Tag("MG06")
    default void aKeyThatIsNotWholeIsNotLookedFor(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Seat merged = Await.value(session.merge(new Seat("blue", null)));
        sent(bench).assertNoMoreThan(0);
        merged.place = 3;
        Await.value(session.commit());
        assertSent(bench, "INSERT INTO orm_seats (hall, place, first, last) VALUES (?, ?, ?, ?)");
        assertThat(bench.sql().number("select place from orm_seats where hall = 'blue'"))
                .isEqualTo(3);
        Await.value(session.close());
    }

    @Test
    @Tag("UW39")
    default void aPartOfAKeyThatVanishesIsRefused(Bench bench) {
        stored(bench, new Seat("blue", 7));
        AsyncSession session = sessions(bench).open();
        Seat found = get(session, Seat.class, new Seat.Key("blue", 7));
        found.place = null;
        assertThat(Await.failure(session.flush(), FlushException.class)).hasMessageContaining("place");
        Await.value(session.rollback());
        assertThat(found.place).isEqualTo(7);
        session.add(new Seat("red", null));
        assertThat(Await.failure(session.flush(), FlushException.class)).hasMessageContaining("place");
        Await.value(session.close());
    }

    @Test
    @Tag("UW06")
    default void aKeyMadeOfReferencesWaitsForThem(Bench bench) {
        User ann = new User("ann");
        Item ball = new Item("ball");
        AsyncSession session = sessions(bench).open();
        Rating rating = new Rating(ann, ball, 4);
        session.addAll(List.of(rating, ball, ann));
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "INSERT INTO orm_items (description) VALUES (?) RETURNING orm_items.id",
                "INSERT INTO orm_ratings (user_id, item_id, stars) VALUES (?, ?, ?)");
        Rating.Key key = new Rating.Key(Objects.requireNonNull(ann.id), Objects.requireNonNull(ball.id));
        assertThat(get(session, Rating.class, key)).isSameAs(rating);
        rating.stars = 5;
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(bench, "UPDATE orm_ratings SET stars = ? WHERE orm_ratings.user_id = ? AND orm_ratings.item_id = ?");
        assertThat(bench.sql().number("select stars from orm_ratings")).isEqualTo(5);
        session.expungeAll();
        Rating again = get(session, Rating.class, key);
        Await.value(session.refresh(again, "user"));
        assertThat(Objects.requireNonNull(again.user).name).isEqualTo("ann");
        Await.value(session.delete(again));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(bench, "DELETE FROM orm_ratings WHERE orm_ratings.user_id = ? AND orm_ratings.item_id = ?");
        assertThat(count(bench, "orm_ratings")).isZero();
        Await.value(session.close());
    }

    @Test
    default void aSequenceIsAskedOnceForSeveral(Bench bench) {
        Mappings mappings = Mappings.of(Ticket.class);
        Await.value(bench.dropping(mappings.metaData()).createAll(bench.engine()));
        AsyncSession session = AsyncSessionMaker.of(bench.engine(), mappings)
                .withExpireOnCommit(false)
                .open();
        if (!bench.capabilities().supports(Feature.SEQUENCES)) {
            session.add(new Ticket("none"));
            assertThat(Await.failure(session.commit(), CompileException.class)).hasMessageContaining("SEQUENCES");
            Await.value(session.close());
            return;
        }
        List<Ticket> tickets =
                IntStream.range(0, 12).mapToObj(i -> new Ticket("event " + i)).toList();
        sent(bench).mark();
        session.addAll(tickets);
        Await.value(session.commit());
        boolean series = bench.engine().dialect().name().equals("postgresql");
        assertThat(sent(bench).texts()).as("two numbers, one row of rows").hasSize(series ? 2 : 3);
        assertThat(tickets)
                .extracting(ticket -> ticket.id)
                .containsExactlyElementsOf(IntStream.range(100, 112).boxed().toList());
        sent(bench).mark();
        Ticket next = new Ticket("next");
        session.add(next);
        Await.value(session.commit());
        assertThat(next.id).as("numbers that were left").isEqualTo(112);
        assertThat(sent(bench).texts()).hasSize(1);
        sent(bench).mark();
        List<Ticket> many =
                IntStream.range(0, 95).mapToObj(i -> new Ticket("event " + i)).toList();
        session.addAll(many);
        Await.value(session.commit());
        assertThat(many)
                .extracting(ticket -> ticket.id)
                .containsExactlyElementsOf(IntStream.range(113, 208).boxed().toList());
        assertThat(sent(bench).texts()).as("seven numbers were left").hasSize(series ? 2 : 10);
        Await.value(session.close());
    }

    @Test
    @Tag("MG11")
    default void whatIsMergedOverAPendingObjectBecomesThatOne(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Note pending = new Note(1, "pending");
        session.add(pending);
        Note merged = Await.value(session.merge(new Note(1, "merged")));
        assertThat(merged).isSameAs(pending);
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_notes (id, text, version) VALUES (?, ?, ?)",
                "UPDATE orm_notes SET text = ?, version = ? WHERE orm_notes.id = ? AND orm_notes.version = ?");
        assertThat(bench.sql().column("select text from orm_notes")).containsExactly("merged");
        Await.value(session.close());
    }

    @Test
    @Tag("MG12")
    default void whatCascadesIsMergedOnceHoweverItIsReached(Bench bench) {
        Citizen ann = new Citizen("ann");
        ann.passport = new Passport("p");
        ann.passport.holder = ann;
        stored(bench, ann);
        Objects.requireNonNull(ann.passport).print = "changed";
        ann.home = new Home("new");
        AsyncSession session = sessions(bench).open();
        Citizen merged = Await.value(session.merge(ann));
        assertThat(merged).isNotSameAs(ann);
        Await.value(session.commit());
        assertSent(
                bench,
                "SELECT orm_citizens.id, orm_citizens.name, orm_citizens.home_id FROM orm_citizens WHERE orm_citizens.id = ?",
                "SELECT orm_passports.id, orm_passports.print, orm_passports.holder_id FROM orm_passports WHERE orm_passports.id = ?",
                "SELECT orm_passports.id, orm_passports.print, orm_passports.holder_id FROM orm_passports WHERE orm_passports.holder_id IN (?)",
                "INSERT INTO orm_homes (street) VALUES (?) RETURNING orm_homes.id",
                "UPDATE orm_citizens SET home_id = ? WHERE orm_citizens.id = ?",
                "UPDATE orm_passports SET print = ? WHERE orm_passports.id = ?");
        assertThat(bench.sql().column("select print from orm_passports")).containsExactly("changed");
        assertThat(bench.sql().column("select street from orm_homes")).containsExactly("new");
        assertThat(count(bench, "orm_citizens")).isEqualTo(1);
        Await.value(session.delete(merged));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_passports WHERE orm_passports.id = ?",
                "DELETE FROM orm_citizens WHERE orm_citizens.id = ?",
                "DELETE FROM orm_homes WHERE orm_homes.id = ?");
        Await.value(session.close());
    }
}
