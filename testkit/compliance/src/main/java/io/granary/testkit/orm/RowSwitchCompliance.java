package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.Ref;
import io.granary.orm.mapping.Relationship;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** New objects with the keys of objects that are deleted in the same flush: the row is changed, and keeps nothing of what it was. */
public interface RowSwitchCompliance extends OnSessions {

    /** The class whose rows change hands. */
    Mappings OF_DESKS = Mappings.of(Desk.class);

    /** The desk beside another. */
    Relationship<Desk, Desk> DESK_NEXT = EntityTable.of(Desk.class).relationship("next");

    /** Classes whose keys have others in them. */
    Mappings OF_AISLES = Mappings.of(Aisle.class, Aisle.Rack.class, Aisle.Bin.class, Aisle.Sign.class);

    /** How many desks refer to others. */
    String REFERRING =
            "select count(*) from orm_desks where next_number is not null or twin_number is not null or facing_number is not null";

    private static AsyncSessionMaker sessionsWithDesks(Bench bench, boolean alone) {
        Await.value(bench.dropping(OF_DESKS.metaData()).createAll(bench.engine()));
        AsyncSessionMaker sessions = AsyncSessionMaker.of(bench.engine(), OF_DESKS);
        Desk other = new Desk(1);
        Desk desk = new Desk(2);
        desk.name = "ann";
        if (!alone) {
            desk.next = other;
            desk.twin = other;
            desk.facing = Ref.to(other);
        }
        Await.value(sessions.begin(session -> {
            session.addAll(List.of(other, desk));
            return session.flush();
        }));
        return sessions;
    }

    @Test
    default void aNewObjectRefersToNothingOfTheRowThatItTakesOver(Bench bench) {
        AsyncSession session =
                sessionsWithDesks(bench, false).withExpireOnCommit(false).open();
        Await.value(session.delete(get(session, Desk.class, 2)));
        Desk desk = new Desk(2);
        session.add(desk);
        Await.value(session.commit());
        assertThat(bench.sql().number(REFERRING)).isZero();
        assertThat(bench.sql().number("select count(*) from orm_desks where name is null"))
                .isEqualTo(2);
        assertThat(Await.value(session.loadOptional(desk, DESK_NEXT))).isEmpty();
        desk.next = get(session, Desk.class, 1);
        Await.value(session.commit());
        assertThat(bench.sql().number("select next_number from orm_desks where number = 2"))
                .isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void aNewObjectTakesOverTheRowOfOneWhoseReferencesWereLoaded(Bench bench) {
        AsyncSession session = sessionsWithDesks(bench, false).open();
        Desk before = get(session, Desk.class, 2);
        Await.value(session.load(before, DESK_NEXT));
        Await.value(session.delete(before));
        Desk desk = new Desk(2);
        desk.facing = Ref.none();
        desk.twin = desk;
        session.add(desk);
        Await.value(session.commit());
        assertThat(bench.sql().number(REFERRING)).isEqualTo(1);
        assertThat(bench.sql().number("select twin_number from orm_desks where number = 2"))
                .isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    default void whatTheOldRowReferredToMayGoInTheSameFlush(Bench bench) {
        AsyncSession session = sessionsWithDesks(bench, false).open();
        Desk before = get(session, Desk.class, 2);
        Desk other = get(session, Desk.class, 1);
        Await.value(session.deleteAll(List.of(before, other)));
        session.add(new Desk(2));
        Await.value(session.commit());
        assertThat(bench.sql().column("select number from orm_desks")).containsExactly(2);
        assertThat(bench.sql().number(REFERRING)).isZero();
        Await.value(session.close());
    }

    @Test
    default void aNewObjectBringsItsOwnReferencesToTheRowThatItTakesOver(Bench bench) {
        AsyncSession session = sessionsWithDesks(bench, true).open();
        Desk other = get(session, Desk.class, 1);
        Await.value(session.delete(get(session, Desk.class, 2)));
        Desk desk = new Desk(2);
        desk.next = other;
        desk.twin = new Desk(3);
        desk.facing = Ref.to(other);
        session.addAll(List.of(desk, desk.twin));
        Await.value(session.commit());
        assertThat(bench.sql()
                        .number("select count(*) from orm_desks where next_number = 1 and twin_number = 3 and"
                                + " facing_number = 1"))
                .isEqualTo(1);
        assertThat(Await.value(session.load(desk, DESK_NEXT))).isSameAs(other);
        Await.value(session.close());
    }

    @Test
    @Tag("UW15")
    default void whatIsKnownByTheRowThatIsTakenOverIsTakenOver(Bench bench) {
        Await.value(bench.dropping(OF_AISLES.metaData()).createAll(bench.engine()));
        AsyncSessionMaker sessions = AsyncSessionMaker.of(bench.engine(), OF_AISLES);
        Aisle stored = new Aisle(
                "A",
                new Aisle.Rack(1, "tools", new Aisle.Bin("x", "nails"), new Aisle.Bin("y", "screws")),
                new Aisle.Rack(2, "paint"));
        stored.sign = new Aisle.Sign("iron");
        Await.value(sessions.begin(session -> {
            session.add(stored);
            return session.flush();
        }));
        AsyncSession session = sessions.open();
        Aisle before = get(session, Aisle.class, "A");
        Await.value(session.delete(before));
        Aisle aisle = new Aisle(
                "A",
                new Aisle.Rack(1, "books", new Aisle.Bin("x", "novels"), new Aisle.Bin("z", "maps")),
                new Aisle.Rack(3, "toys"));
        aisle.sign = new Aisle.Sign("paper");
        session.add(aisle);
        Await.value(session.commit());
        assertThat(bench.sql().column("select text from orm_racks order by number"))
                .containsExactly("books", "toys");
        assertThat(bench.sql().column("select text from orm_bins order by letter"))
                .containsExactly("novels", "maps");
        assertThat(bench.sql().column("select text from orm_signs")).containsExactly("paper");
        assertThat(get(session, Aisle.Bin.class, new Aisle.Bin.Key(new Aisle.Rack.Key("A", 1), "x")))
                .isSameAs(aisle.racks.get(0).bins.get(0));
        assertThat(get(session, Aisle.class, "A")).isSameAs(aisle).isNotSameAs(before);
        Await.value(session.close());
    }
}
