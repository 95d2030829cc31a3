package io.granary.testkit.orm;

import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.raiseLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.LoadDefaultsCompliance.HALLS;
import static io.granary.testkit.orm.LoadDefaultsCompliance.HALL_ID;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.FlushException;
import io.granary.error.InvalidRequestException;
import io.granary.error.UnloadedAttributeException;
import io.granary.orm.AssociationMap;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityTable;
import io.granary.orm.RelationshipLoad;
import io.granary.orm.mapping.Relationship;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Relationships to many that are maps, by an attribute of those in them. */
public interface KeyedMapCompliance extends OnSessions {

    /** What is in halls. */
    Relationship<Hall, Map<String, Exhibit>> HALL_EXHIBITS = HALLS.relationship("exhibits");

    /** Things to be seen. */
    EntityTable<Exhibit> EXHIBITS = EntityTable.of(Exhibit.class);

    /** Who has shown them. */
    Relationship<Exhibit, Map<Integer, Museum>> EXHIBIT_SHOWN = EXHIBITS.relationship("shown");

    /** The keys that the database gave the things in halls. */
    AssociationMap<Hall, String, Long> EXHIBIT_IDS =
            AssociationMap.of(HALL_EXHIBITS, EXHIBITS.attribute("id", Long.class), (code, id) -> new Exhibit(code));

    private static void halls(Bench bench) {
        Hall full = new Hall(1);
        for (String code : List.of("b", "a")) {
            full.exhibits.put(code, new Exhibit(code));
        }
        full.exhibits.values().forEach(each -> each.shown.put(7, new Museum(7, "lent")));
        Objects.requireNonNull(full.exhibits.get("b")).shown.clear();
        stored(bench, full, new Hall(2));
    }

    private static List<String> codes(Bench bench) {
        return bench.sql().column("select code from orm_exhibits where hall_id = 1 order by code").stream()
                .map(String::valueOf)
                .toList();
    }

    private static Hall first(AsyncSession session) {
        return all(session, select(HALLS).where(HALL_ID.eq(1)).options(selectInLoad(HALL_EXHIBITS)))
                .get(0);
    }

    @Test
    default void aMapIsLoadedByEachStrategyUnderItsKeys(Bench bench) {
        halls(bench);
        for (RelationshipLoad load :
                List.of(selectInLoad(HALL_EXHIBITS), joinedLoad(HALL_EXHIBITS), subqueryLoad(HALL_EXHIBITS))) {
            AsyncSession session = sessions(bench).open();
            List<Hall> halls = all(session, select(HALLS).orderBy(HALL_ID).options(load.selectInLoad(EXHIBIT_SHOWN)));
            assertThat(halls.get(0).exhibits.keySet()).containsExactly("a", "b");
            assertThat(Objects.requireNonNull(halls.get(0).exhibits.get("a")).shown)
                    .containsOnlyKeys(7);
            assertThat(Objects.requireNonNull(halls.get(0).exhibits.get("b")).shown)
                    .isEmpty();
            assertThat(halls.get(1).exhibits).isEmpty();
            sent(bench).mark();
            Await.value(session.commit());
            assertThat(sent(bench).texts()).noneMatch(text -> text.startsWith("UPDATE"));
            Await.value(session.close());
        }
    }

    @Test
    default void aMapThatWasNotLoadedSaysSo(Bench bench) {
        halls(bench);
        AsyncSession session = sessions(bench).open();
        Hall hall = all(session, select(HALLS).where(HALL_ID.eq(1)).options(raiseLoad(HALL_EXHIBITS)))
                .get(0);
        assertThatThrownBy(() -> hall.exhibits.get("a"))
                .isInstanceOf(UnloadedAttributeException.class)
                .hasMessageContaining("Hall.exhibits");
        assertThatThrownBy(() -> hall.exhibits.put("c", new Exhibit("c")))
                .isInstanceOf(UnloadedAttributeException.class);
        assertThat(Await.value(session.load(hall, HALL_EXHIBITS))).containsOnlyKeys("a", "b");
        Await.value(session.close());
    }

    @Test
    default void whatIsPutInAndTakenOutIsWritten(Bench bench) {
        halls(bench);
        AsyncSession session = sessions(bench).open();
        Hall hall = first(session);
        Exhibit added = new Exhibit("c");
        hall.exhibits.put("c", added);
        hall.exhibits.remove("a");
        hall.exhibits.put("b", Objects.requireNonNull(hall.exhibits.get("b")));
        Await.value(session.commit());
        assertThat(codes(bench)).as("who left is an orphan").containsExactly("b", "c");
        assertThat(added.hall).isSameAs(hall);
        Exhibit other = new Exhibit("d");
        other.hall = hall;
        session.add(other);
        Await.value(session.flush());
        assertThat(Await.value(session.load(hall, HALL_EXHIBITS)).keySet())
                .as("what refers to the owner stands under its key")
                .contains("d");
        hall.exhibits.put("c", new Exhibit("c"));
        Await.value(session.commit());
        assertThat(codes(bench)).as("replaced").containsExactly("b", "c", "d");
        Await.value(session.close());
    }

    @Test
    @Tag("AP06")
    default void whatAProxyPutsAndRemovesIsWritten(Bench bench) {
        halls(bench);
        AsyncSession session = sessions(bench).open();
        Hall hall = first(session);
        Map<String, Long> ids = EXHIBIT_IDS.map(hall);
        Long kept = ids.get("b");
        ids.put("c", null);
        ids.remove("a");
        Await.value(session.commit());
        assertThat(codes(bench)).containsExactly("b", "c");
        assertThat(all(session, select(HALLS).where(EXHIBIT_IDS.contains(kept))))
                .containsExactly(hall);
        assertThat(all(session, select(HALLS).where(EXHIBIT_IDS.contains(-1L)))).isEmpty();
        Await.value(session.close());
    }

    @Test
    default void whoStandsUnderAnothersKeyIsRefused(Bench bench) {
        halls(bench);
        AsyncSession session = sessions(bench).open();
        first(session).exhibits.put("x", new Exhibit("y"));
        assertThat(Await.failure(session.flush(), FlushException.class))
                .hasMessageContaining("Hall.exhibits")
                .hasMessageContaining("y");
        Await.value(session.rollback());
        bench.sql().run("update orm_exhibits set code = 'b'");
        session.expungeAll();
        assertThat(Await.failure(
                        session.scalars(select(HALLS).options(selectInLoad(HALL_EXHIBITS))),
                        InvalidRequestException.class))
                .hasMessageContaining("have the key")
                .hasMessageContaining("b");
        Await.value(session.close());
    }

    /** Keys are read of the members when those have their values again. */
    @Test
    @Tag("ST07")
    default void aMapStandsUnderTheKeysFromBeforeWhatIsRolledBack(Bench bench) {
        for (boolean nested : List.of(true, false)) {
            // What was loaded in a transaction that wrote is unloaded with it.
            for (boolean flushed : nested ? List.of(true, false) : List.of(false)) {
                halls(bench);
                AsyncSession session = sessions(bench).open();
                Hall hall = first(session);
                Exhibit moved = Objects.requireNonNull(hall.exhibits.get("a"));
                AsyncSessionTransaction savepoint = nested ? Await.value(session.beginNested()) : null;
                hall.exhibits.remove("a");
                moved.code = "c";
                hall.exhibits.put("c", moved);
                if (flushed) {
                    Await.value(session.flush());
                }
                Await.value(savepoint == null ? session.rollback() : savepoint.rollback());
                assertThat(hall.exhibits).containsOnlyKeys("a", "b").containsEntry("a", moved);
                assertThat(moved.code).isEqualTo("a");
                Await.value(session.commit());
                assertThat(codes(bench)).containsExactly("a", "b");
                Await.value(session.close());
                bench.sql()
                        .run(
                                "delete from orm_exhibit_museums",
                                "delete from orm_exhibits",
                                "delete from orm_halls",
                                "delete from orm_museums");
            }
        }
    }

    @Test
    default void aMapIsUnloadedByARollbackWhereAMemberThatWasExpungedHasNoKey(Bench bench) {
        halls(bench);
        AsyncSession session = sessions(bench).open();
        Hall hall = first(session);
        Exhibit out = Objects.requireNonNull(hall.exhibits.get("a"));
        session.expunge(out);
        out.code = null;
        Await.value(session.rollback());
        assertThat(Await.value(session.load(hall, HALL_EXHIBITS))).containsOnlyKeys("a", "b");
        Await.value(session.close());
    }
}
