package io.granary.testkit.orm;

import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.SentChanges.count;
import static io.granary.testkit.orm.SentChanges.verbs;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityTable;
import io.granary.orm.RelationshipLoad;
import io.granary.orm.mapping.Relationship;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members of sets that are equal by what their class says: a set has one of them, and the others have not left it. */
public interface EqualMemberCompliance extends OnSessions {

    /** What has sets. */
    EntityTable<Binder> BINDERS = EntityTable.of(Binder.class);

    /** What belongs to them alone. */
    Relationship<Binder, Set<Tab>> BINDER_TABS = BINDERS.relationship("tabs");

    /** What they have from others. */
    Relationship<Binder, Set<Tab>> BINDER_BORROWED = BINDERS.relationship("borrowed");

    /** What is marked in them. */
    Relationship<Binder, Set<Tab>> BINDER_MARKED = BINDERS.relationship("marked");

    private static AsyncSession open(Bench bench) {
        return sessions(bench).open();
    }

    /** A binder that has the same at all of its sets. */
    private static Binder binder(Bench bench, String... codes) {
        return session(bench, session -> {
            Binder binder = new Binder();
            session.add(binder);
            for (String code : codes) {
                Tab tab = new Tab(code);
                tab.binder = binder;
                tab.lentTo = binder;
                session.add(tab);
            }
            return session.commit().thenApply(done -> {
                bench.sql()
                        .run("insert into orm_binder_marks (binder_id, marked_id) select binder_id, id from orm_tabs"
                                + " where binder_id = " + binder.id);
                sent(bench).mark();
                return binder;
            });
        });
    }

    private static void assertKept(Bench bench, long count) {
        assertThat(count(bench, "orm_tabs")).isEqualTo(count);
        assertThat(count(bench, "orm_binder_marks")).isEqualTo(count);
        assertThat(bench.sql().column("select id from orm_tabs where binder_id is null or lent_to_id is null"))
                .isEmpty();
    }

    private static Tab only(Set<Tab> tabs) {
        assertThat(tabs).hasSize(1);
        return tabs.iterator().next();
    }

    @Test
    default void anEqualMemberIsNotTakenForOneThatLeft(Bench bench) {
        Long id = binder(bench, "a", "a", "b").id;
        AsyncSession session = open(bench);
        Binder binder = get(session, Binder.class, id);
        for (Relationship<Binder, Set<Tab>> each : List.of(BINDER_TABS, BINDER_BORROWED, BINDER_MARKED)) {
            assertThat(Await.value(session.load(binder, each)))
                    .extracting(tab -> tab.code)
                    .containsExactlyInAnyOrder("a", "b");
        }
        assertThat(Await.value(session.isModified(binder))).isFalse();
        Await.value(session.commit());
        assertThat(verbs(bench)).isEmpty();
        assertKept(bench, 3);
        bench.sql().run("delete from orm_binder_marks");
        Await.value(session.load(binder, BINDER_TABS));
        binder.tabs.removeIf(tab -> tab.code.equals("b"));
        Await.value(session.commit());
        assertThat(bench.sql().column("select code from orm_tabs"))
                .as("who was taken out has left")
                .containsExactly("a", "a");
        Await.value(session.close());
    }

    @Test
    default void anEqualMemberStaysWhicheverWayTheSetIsLoaded(Bench bench) {
        binder(bench, "a", "a");
        for (RelationshipLoad load :
                List.of(selectInLoad(BINDER_TABS), joinedLoad(BINDER_TABS), subqueryLoad(BINDER_TABS))) {
            AsyncSession session = open(bench);
            Binder binder = LoadingCompliance.all(session, select(BINDERS).options(load))
                    .get(0);
            only(binder.tabs);
            binder.tabs.add(new Tab("c"));
            Await.value(session.commit());
            binder.tabs = new HashSet<>(Await.value(session.load(binder, BINDER_TABS)));
            binder.tabs.removeIf(tab -> tab.code.equals("c"));
            Await.value(session.commit());
            Await.value(session.close());
            assertThat(bench.sql().column("select code from orm_tabs")).containsExactly("a", "a");
        }
    }

    @Test
    default void anEqualMemberTakesThePlaceOfTheOneThatTheSetHas(Bench bench) {
        Long id = binder(bench, "a", "a").id;
        AsyncSession session = open(bench);
        List<Tab> both =
                Await.value(session.scalars(select(EntityTable.of(Tab.class)))).all();
        Binder binder = get(session, Binder.class, id);
        Tab there = only(Await.value(session.load(binder, BINDER_MARKED)));
        Tab other = Objects.equals(both.get(0).id, there.id) ? both.get(1) : both.get(0);
        binder.marked.remove(there);
        binder.marked.add(other);
        Await.value(session.commit());
        assertThat(bench.sql().number("select marked_id from orm_binder_marks")).isEqualTo(other.id);
        Await.value(session.close());
    }

    @Test
    default void anEqualMemberThatIsMovedByItsReferenceStays(Bench bench) {
        Long from = binder(bench, "a").id;
        Long to = binder(bench, "a").id;
        for (boolean loaded : List.of(true, false)) {
            AsyncSession session = open(bench);
            Binder full = get(session, Binder.class, to);
            Binder other = get(session, Binder.class, from);
            if (loaded) {
                Await.value(session.load(full, BINDER_TABS));
            }
            Tab moved = only(Await.value(session.load(other, BINDER_TABS)));
            moved.binder = full;
            Await.value(session.flush());
            only(Await.value(session.load(full, BINDER_TABS)));
            full.tabs.add(new Tab("z"));
            Await.value(session.flush());
            Await.value(session.commit());
            Await.value(session.load(full, BINDER_TABS));
            Await.value(session.commit());
            assertThat(bench.sql().column("select code from orm_tabs where binder_id = " + to + " order by code"))
                    .containsExactly("a", "a", "z");
            Await.value(session.close());
            bench.sql()
                    .run(
                            "delete from orm_tabs where code = 'z'",
                            "update orm_tabs set binder_id = " + from + " where id = " + moved.id);
        }
    }

    @Test
    default void aSetFromOutsideThatHasOneOfThoseThatAreEqualKeepsTheOthers(Bench bench) {
        for (boolean merged : List.of(true, false)) {
            Long id = binder(bench, "a", "a").id;
            for (boolean last : List.of(true, false)) {
                Binder outside = session(
                        bench,
                        session -> session.getOne(Binder.class, Objects.requireNonNull(id))
                                .thenCompose(found ->
                                        session.load(found, BINDER_TABS).thenApply(tabs -> found)));
                if (last) {
                    Tab other = session(
                            bench,
                            session -> session.scalars(select(EntityTable.of(Tab.class)))
                                    .thenApply(all -> all.fetchAll().get(1)));
                    outside.tabs = new HashSet<>(Set.of(other));
                }
                AsyncSession session = open(bench);
                if (merged) {
                    Await.value(session.merge(outside));
                } else {
                    session.add(outside);
                }
                Await.value(session.commit());
                Await.value(session.close());
                assertKept(bench, 2);
            }
            bench.sql().run("delete from orm_binder_marks", "delete from orm_tabs");
        }
    }

    @Test
    default void anEqualOneThatIsNewReplacesTheOther(Bench bench) {
        Long id = binder(bench, "a").id;
        bench.sql().run("delete from orm_binder_marks");
        AsyncSession session = open(bench);
        Binder binder = get(session, Binder.class, id);
        Tab before = only(Await.value(session.load(binder, BINDER_TABS)));
        Tab next = new Tab("a");
        binder.tabs.remove(before);
        binder.tabs.add(next);
        Await.value(session.commit());
        assertThat(bench.sql().column("select id from orm_tabs")).hasSize(1).doesNotContain(before.id);
        Await.value(session.close());
    }

    @Test
    default void equalMembersGoWithTheirOwner(Bench bench) {
        Long id = binder(bench, "a", "a").id;
        bench.sql().run("delete from orm_binder_marks", "update orm_tabs set lent_to_id = null");
        AsyncSession session = open(bench);
        Binder binder = get(session, Binder.class, id);
        Await.value(session.load(binder, BINDER_TABS));
        binder.tabs.add(new Tab("b"));
        Await.value(session.flush());
        session.delete(binder);
        Await.value(session.commit());
        assertThat(count(bench, "orm_tabs")).isZero();
        assertThat(count(bench, "orm_binders")).isZero();
        Await.value(session.close());
    }

    @Test
    default void anEqualMemberOfASetThatGoesRefersToNothing(Bench bench) {
        Long id = binder(bench, "a", "a").id;
        bench.sql().run("delete from orm_binder_marks", "update orm_tabs set binder_id = null");
        AsyncSession session = open(bench);
        Binder binder = get(session, Binder.class, id);
        Await.value(session.load(binder, BINDER_BORROWED));
        session.delete(binder);
        Await.value(session.commit());
        assertThat(bench.sql().column("select lent_to_id from orm_tabs")).containsExactly(null, null);
        Await.value(session.close());
    }

    /** Both were in the set when it was written, for they became equal there. */
    @Test
    default void membersThatARollbackFindsEqualStay(Bench bench) {
        Long id = binder(bench, "a", "b").id;
        AsyncSession session = open(bench);
        Binder binder = get(session, Binder.class, id);
        Await.value(session.load(binder, BINDER_TABS)).forEach(tab -> tab.code = "x");
        assertThat(binder.tabs).hasSize(2);
        Await.value(session.flush());
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        binder.tabs.add(new Tab("y"));
        Await.value(session.flush());
        Await.value(savepoint.rollback());
        only(binder.tabs);
        binder.tabs.add(new Tab("z"));
        Await.value(session.commit());
        assertThat(bench.sql().column("select code from orm_tabs order by code"))
                .containsExactly("x", "x", "z");
        Await.value(session.close());
    }

    @Test
    @Tag("ST07")
    default void aSetFindsItsMembersAfterWhatChangedThemIsRolledBack(Bench bench) {
        Long id = binder(bench, "a", "b").id;
        for (boolean nested : List.of(true, false)) {
            // What was loaded in a transaction that wrote is unloaded with it.
            for (boolean flushed : nested ? List.of(true, false) : List.of(false)) {
                AsyncSession session = open(bench);
                Binder binder = get(session, Binder.class, id);
                Await.value(session.load(binder, BINDER_TABS));
                Tab tab = binder.tabs.stream()
                        .filter(each -> each.code.equals("a"))
                        .findFirst()
                        .orElseThrow();
                AsyncSessionTransaction savepoint = nested ? Await.value(session.beginNested()) : null;
                binder.tabs.remove(tab);
                tab.code = "c";
                binder.tabs.add(tab);
                if (flushed) {
                    Await.value(session.flush());
                }
                Await.value(savepoint == null ? session.rollback() : savepoint.rollback());
                assertThat(tab.code).isEqualTo("a");
                assertThat(binder.tabs.contains(tab)).isTrue();
                assertThat(binder.tabs.remove(tab)).isTrue();
                Await.value(session.close());
            }
        }
    }
}
