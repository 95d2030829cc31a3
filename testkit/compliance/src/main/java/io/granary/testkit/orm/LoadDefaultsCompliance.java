package io.granary.testkit.orm;

import static io.granary.orm.Load.defaultLoad;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.loadOnly;
import static io.granary.orm.Load.noLoad;
import static io.granary.orm.Load.raiseLoad;
import static io.granary.orm.Load.undefer;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.LoadingCompliance.statements;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.InvalidRequestException;
import io.granary.error.UnloadedAttributeException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the mapping says is loaded with objects, where a query says nothing else. */
public interface LoadDefaultsCompliance extends OnSessions {

    /** Museums. */
    EntityTable<Museum> MUSEUMS = EntityTable.of(Museum.class);

    /** Their keys. */
    Column<Integer> MUSEUM_ID = MUSEUMS.attribute("id", Integer.class);

    /** What is not read with them. */
    Column<String> MUSEUM_HISTORY = MUSEUMS.attribute("history", String.class);

    /** Their halls. */
    Relationship<Museum, List<Hall>> MUSEUM_HALLS = MUSEUMS.relationship("halls");

    /** Halls. */
    EntityTable<Hall> HALLS = EntityTable.of(Hall.class);

    /** Their keys. */
    Column<Integer> HALL_ID = HALLS.attribute("id", Integer.class);

    /** Whose they are. */
    Relationship<Hall, Museum> HALL_MUSEUM = HALLS.relationship("museum");

    /** Those within them. */
    Relationship<Hall, List<Hall>> HALL_ANNEXES = HALLS.relationship("annexes");

    /**
     * Stores two museums: one of two halls, the first of which has others within, four deep; and one of none.
     *
     * @param bench this test's
     */
    static void museums(Bench bench) {
        Hall deep = new Hall(10, new Hall(11, new Hall(12, new Hall(13))));
        stored(bench, new Museum(1, "art", deep, new Hall(20)), new Museum(2, "war"));
    }

    @Test
    default void theMappingSaysWhatIsLoadedWithEachObject(Bench bench) {
        museums(bench);
        AsyncSession session = sessions(bench).open();
        List<Museum> museums = all(session, select(MUSEUMS).orderBy(MUSEUM_ID));
        assertThat(museums.get(0).halls).extracting(hall -> hall.id).containsExactly(10, 20);
        assertThat(museums.get(1).halls).isEmpty();
        Hall hall = museums.get(0).halls.get(0);
        assertThat(hall.museum).isSameAs(museums.get(0));
        assertThat(hall.annexes.get(0).annexes).extracting(inner -> inner.id).containsExactly(12);
        assertThatThrownBy(() -> hall.annexes.get(0).annexes.get(0).annexes.size())
                .as("two levels, and no more")
                .isInstanceOf(UnloadedAttributeException.class);
        assertThat(statements(bench))
                .as("museums, their halls without a join back, and two levels of those within")
                .hasSize(4)
                .filteredOn(text -> text.contains("JOIN"))
                .as("those within have a museum of their own to be joined")
                .isEmpty();
        Await.value(session.close());
    }

    @Test
    default void whatIsJoinedByDefaultCostsNoStatement(Bench bench) {
        museums(bench);
        AsyncSession session = sessions(bench).open();
        List<Hall> halls = all(
                session,
                select(HALLS)
                        .where(HALL_ID.in(List.of(10, 20)))
                        .options(raiseLoad(HALL_ANNEXES))
                        .orderBy(HALL_ID));
        assertThat(halls)
                .extracting(hall -> Objects.requireNonNull(hall.museum).name)
                .containsExactly("art", "art");
        assertThat(statements(bench)).hasSize(1).first().asString().contains("LEFT OUTER JOIN orm_museums");
        assertThatThrownBy(
                        () -> Objects.requireNonNull(halls.get(0).museum).halls.size())
                .as("it leads back")
                .isInstanceOf(UnloadedAttributeException.class);
        Await.value(session.close());
        sent(bench).mark();
        AsyncSession other = sessions(bench).open();
        Hall locked =
                all(other, select(HALLS).where(HALL_ID.eq(20)).forUpdate()).get(0);
        assertThat(Objects.requireNonNull(locked.museum).name).isEqualTo("art");
        assertThat(statements(bench).get(0))
                .as("rows that are joined are not locked")
                .doesNotContain("JOIN");
        Await.value(other.close());
    }

    @Test
    default void aQuerysOwnOptionWins(Bench bench) {
        museums(bench);
        AsyncSession session = sessions(bench).open();
        Museum alone = all(session, select(MUSEUMS).where(MUSEUM_ID.eq(1)).options(raiseLoad(MUSEUM_HALLS)))
                .get(0);
        assertThatThrownBy(() -> alone.halls.size()).isInstanceOf(UnloadedAttributeException.class);
        assertThat(statements(bench)).hasSize(1);
        session.expungeAll();
        sent(bench).mark();
        all(session, select(MUSEUMS).options(noLoad(MUSEUM_HALLS)));
        assertThat(statements(bench)).hasSize(1);
        session.expungeAll();
        sent(bench).mark();
        all(session, select(MUSEUMS).options(joinedLoad(MUSEUM_HALLS).raiseLoad(HALL_ANNEXES)));
        assertThat(statements(bench)).hasSize(1);
        session.expungeAll();
        sent(bench).mark();
        Museum deeper = all(
                        session,
                        select(MUSEUMS)
                                .where(MUSEUM_ID.eq(1))
                                .options(defaultLoad(MUSEUM_HALLS).raiseLoad(HALL_ANNEXES)))
                .get(0);
        assertThat(deeper.halls).as("as it is loaded otherwise").hasSize(2);
        assertThat(statements(bench)).hasSize(2);
        Await.value(session.close());
    }

    @Test
    default void gettingAndRefreshingLoadItToo(Bench bench) {
        museums(bench);
        AsyncSession session = sessions(bench).open();
        Museum art = Await.value(session.getOne(Museum.class, 1));
        assertThat(art.halls).hasSize(2);
        assertThat(statements(bench)).hasSize(4);
        sent(bench).mark();
        Await.value(session.getOne(Museum.class, 1));
        assertThat(statements(bench)).as("it is there").isEmpty();
        Await.value(session.commit());
        bench.sql().run("insert into orm_halls (id, museum_id) values (30, 1)");
        Await.value(session.refresh(art));
        assertThat(art.halls).extracting(hall -> hall.id).containsExactly(10, 20, 30);
        Await.value(session.commit());
        Await.value(session.getOne(Museum.class, 1));
        sent(bench).mark();
        Await.value(session.getOne(Museum.class, 1));
        assertThat(statements(bench)).as("read again once").isEmpty();
        Await.value(session.close());
        AsyncSession other = sessions(bench).open();
        Hall hall = Await.value(other.get(Hall.class, 20, GetOptions.none().withLoad(raiseLoad(HALL_ANNEXES))))
                .orElseThrow();
        assertThat(Objects.requireNonNull(hall.museum).name).isEqualTo("art");
        assertThat(statements(bench)).as("joined").hasSize(1);
        assertThat(Await.value(other.get(Hall.class, 99))).isEmpty();
        assertThat(Await.value(other.getAll(Museum.class, List.of(2))).get(0).orElseThrow().halls)
                .isEmpty();
        Await.value(other.close());
    }

    @Test
    default void aDeferredColumnIsReadWhenSomebodySaysSo(Bench bench) {
        museums(bench);
        AsyncSession session = sessions(bench).open();
        Museum art = Await.value(session.getOne(Museum.class, 1));
        assertThat(art.history).isNull();
        assertThat(statements(bench).get(0)).doesNotContain("history");
        art.name = "arts";
        Await.value(session.commit());
        assertThat(bench.sql().column("select history from orm_museums where id = 1"))
                .as("what was not read is not written")
                .containsExactly("of art");
        assertThat(Await.value(session.load(art, MUSEUM_HISTORY))).contains("of art");
        assertThat(art.history).isEqualTo("of art");
        session.expungeAll();
        assertThat(all(session, select(MUSEUMS).orderBy(MUSEUM_ID).options(undefer(MUSEUM_HISTORY))))
                .extracting(museum -> museum.history)
                .containsExactly("of art", "of war");
        session.expungeAll();
        assertThat(all(session, select(MUSEUMS).orderBy(MUSEUM_ID).options(loadOnly(MUSEUM_HISTORY))))
                .extracting(museum -> museum.history)
                .containsExactly("of art", "of war");
        session.expungeAll();
        Hall hall = Await.value(session.getOne(Hall.class, 20));
        assertThat(Objects.requireNonNull(hall.museum).history)
                .as("behind a relationship, too")
                .isNull();
        Await.value(session.close());
    }

    @Test
    default void streamsLoadItWithEachChunkOrSayThatTheyCannot(Bench bench) {
        museums(bench);
        List<Museum> museums = Await.value(sessions(bench)
                .streamScalars(select(MUSEUMS).orderBy(MUSEUM_ID))
                .all());
        assertThat(museums.get(0).halls).hasSize(2);
        assertThat(museums.get(0).history).isNull();
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(session.streamScalars(select(MUSEUMS)).all(), InvalidRequestException.class))
                .hasMessageContaining("@LoadedBy")
                .hasMessageContaining("raiseLoad");
        assertThat(Await.value(session.streamScalars(select(MUSEUMS).options(raiseLoad(MUSEUM_HALLS)))
                        .all()))
                .hasSize(2);
        Await.value(session.close());
    }
}
