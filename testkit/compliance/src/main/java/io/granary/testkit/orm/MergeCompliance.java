package io.granary.testkit.orm;

import static io.granary.orm.Load.selectInLoad;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESS;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESSES;
import static io.granary.testkit.orm.SentChanges.READ_NOTE;
import static io.granary.testkit.orm.SentChanges.READ_USER;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.InvalidRequestException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.GetOptions;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What merging makes of objects from outside. */
public interface MergeCompliance extends OnSessions {

    @Test
    @Tag("MG02")
    default void whatHasNoKeyIsNewWithoutAsking(Bench bench) {
        AsyncSession session = sessions(bench).open();
        User given = new User("fred");
        User merged = Await.value(session.merge(given));
        sent(bench).assertNoMoreThan(0);
        assertThat(merged).isNotSameAs(given);
        assertThat(merged.name).isEqualTo("fred");
        Await.value(session.commit());
        assertSent(bench, "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id");
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("fred");
        assertThat(given.id).isNull();
        Await.value(session.close());
    }

    @Test
    @Tag("MG03")
    @Tag("MG05")
    default void whatHasARowIsLoadedAndOverwritten(Bench bench) {
        User fred = new User("fred", "f@r.ed");
        stored(bench, fred);
        fred.name = "fred jones";
        fred.email = null;
        AsyncSession session = sessions(bench).open();
        User merged = Await.value(session.merge(fred));
        assertSent(bench, READ_USER, READ_ADDRESSES);
        assertThat(merged).isNotSameAs(fred);
        Await.value(session.commit());
        assertSent(bench, "UPDATE orm_users SET name = ?, email = ? WHERE orm_users.id = ?");
        assertThat(bench.sql().column("select name from orm_users where email is null"))
                .containsExactly("fred jones");
        Await.value(session.close());
    }

    @Test
    @Tag("MG09")
    @Tag("MG15")
    default void copiesOfOneRowBecomeOneObject(Bench bench) {
        stored(bench, new Note(1, "a"));
        AsyncSession session = sessions(bench).open();
        List<Note> merged = Await.value(
                session.mergeAll(List.of(new Note(1, "b"), new Note(1, "c"), new Note(2, "d"), new Note(2, "e"))));
        assertThat(merged.get(0)).isSameAs(merged.get(1)).isNotSameAs(merged.get(2));
        assertThat(merged.get(2)).isSameAs(merged.get(3));
        assertSent(bench, READ_NOTE, READ_NOTE);
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_notes SET text = ?, version = ? WHERE orm_notes.id = ? AND orm_notes.version = ?",
                "INSERT INTO orm_notes (id, text, version) VALUES (?, ?, ?)");
        assertThat(bench.sql().column("select text from orm_notes order by id")).containsExactly("c", "e");
        Museum museum = Await.value(session.merge(new Museum(1, "new", new Hall(7), new Hall(7))));
        assertThat(museum.halls).as("so in one graph").hasSize(1);
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_halls")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("MG12")
    default void relationshipsAreMergedWhereTheyCascade(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        ann.addresses.get(0).street = "changed";
        ann.addresses.add(new Address("a2"));
        User merged = Await.value(session.merge(ann));
        Await.value(session.commit());
        assertSent(
                bench,
                READ_USER,
                READ_ADDRESS,
                READ_ADDRESSES,
                "UPDATE orm_addresses SET street = ? WHERE orm_addresses.id = ?",
                "INSERT INTO orm_addresses (street, user_id) VALUES (?, ?) RETURNING orm_addresses.id");
        assertThat(bench.sql().column("select street from orm_addresses order by id"))
                .containsExactly("changed", "a2");
        assertThat(Await.value(session.load(merged, USER_ADDRESSES))).hasSize(2);
        Address outside = new Address("a3");
        outside.user = new User("never");
        Address inside = Await.value(session.merge(outside));
        assertThat(inside.user).as("Address.user does not cascade MERGE").isNull();
        Await.value(session.close());
    }

    @Test
    @Tag("AS20")
    default void whatOptionsSayIsLoadedWithTheObjectThatIsMergedInto(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        User outside = Await.value(
                sessions(bench).session(session -> session.getOne(User.class, Objects.requireNonNull(ann.id))));
        outside.name = "anna";
        AsyncSession session = sessions(bench).open();
        GetOptions withAddresses = GetOptions.none().withLoad(selectInLoad(USER_ADDRESSES));
        User merged = Await.value(session.merge(outside, withAddresses));
        assertThat(merged).isNotSameAs(outside);
        assertThat(merged.name).isEqualTo("anna");
        assertThat(merged.addresses).extracting(address -> address.street).containsExactly("a1");
        User fresh = Await.value(session.mergeAll(List.of(new User("bob")), withAddresses))
                .get(0);
        assertThat(fresh.addresses).isEmpty();
        GetOptions anew = new GetOptions(Optional.empty(), true, List.of());
        assertThat(Await.failure(
                        session.mergeAll(List.of(outside, new User("eve")), anew), InvalidRequestException.class))
                .hasMessageContaining("take back what those before brought");
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users order by id")).containsExactly("anna", "bob");
        Await.value(session.close());
    }

    @Test
    @Tag("MG14")
    default void anOtherVersionIsStale(Bench bench) {
        Note note = new Note(1, "a");
        stored(bench, note);
        bench.sql().run("update orm_notes set version = 7");
        AsyncSession session = sessions(bench).open();
        note.text = "late";
        assertThat(Await.failure(session.merge(note), StaleDataException.class)).hasMessageContaining("has version 1");
        Await.value(session.rollback());
        note.version = 0;
        Note merged = Await.value(session.merge(note));
        Await.value(session.commit());
        assertSent(
                bench,
                READ_NOTE,
                READ_NOTE,
                "UPDATE orm_notes SET text = ?, version = ? WHERE orm_notes.id = ? AND orm_notes.version = ?");
        assertThat(merged.version).isEqualTo(8);
        assertThat(Objects.requireNonNull(merged.text)).isEqualTo("late");
        Await.value(session.close());
    }

    @Test
    @Tag("MG03")
    default void aCollectionIsMergedAsAWhole(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        stored(bench, ann);
        ann.addresses.remove(0);
        AsyncSession session = sessions(bench).open();
        User merged = Await.value(session.merge(ann));
        Await.value(session.commit());
        assertSent(
                bench, READ_USER, READ_ADDRESS, READ_ADDRESSES, "DELETE FROM orm_addresses WHERE orm_addresses.id = ?");
        assertThat(bench.sql().column("select street from orm_addresses")).containsExactly("a2");
        Await.value(session.close());
        AsyncSession other = sessions(bench).open();
        User fresh = Await.value(other.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(other.merge(fresh));
        merged.addresses = new ArrayList<>();
        assertThat(Await.value(other.merge(merged))).isSameAs(fresh);
        Await.value(other.commit());
        assertSent(bench, READ_USER, READ_ADDRESSES, "DELETE FROM orm_addresses WHERE orm_addresses.id = ?");
        assertThat(bench.sql().number("select count(*) from orm_addresses")).isZero();
        Await.value(other.close());
    }
}
