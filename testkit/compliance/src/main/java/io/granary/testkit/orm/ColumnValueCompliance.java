package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sent;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.sql.Condition;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.orm.Specimen.Origin;
import io.granary.testkit.orm.Specimen.Phase;
import io.granary.type.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Attributes whose columns differ from one database to the next: documents, arrays, enums, UUIDs, moments. */
public interface ColumnValueCompliance extends OnSessions {

    /** What has one of each but arrays. */
    EntityTable<Specimen> SPECIMENS = EntityTable.of(Specimen.class);

    /** What has arrays. */
    EntityTable<Track> TRACKS = EntityTable.of(Track.class);

    /** The key of the one that has values. */
    UUID FULL = new UUID(7, -7);

    private static Specimen full() {
        Specimen full = new Specimen(FULL);
        full.twin = new UUID(-1, 1);
        full.phase = Phase.MOTH;
        full.named = Phase.LARVA;
        full.seen = Instant.parse("2024-02-29T12:30:00.123456Z");
        full.caught = LocalDate.of(2024, 2, 29);
        full.fed = LocalTime.of(23, 59, 58, 123_456_000);
        full.pinned = OffsetDateTime.parse("2024-03-01T00:10:00.5+05:30");
        full.origin = new Origin("IN \"south\"", 1_200);
        full.measures = new HashMap<>(Map.of("wings", new ArrayList<>(List.of(3, 4)), "legs", new ArrayList<>()));
        return full;
    }

    /** Makes the tables, and stores one with values and one without. */
    private static AsyncSessionMaker collection(Bench bench) {
        Mappings mappings = Mappings.of(Specimen.class);
        Await.value(bench.dropping(mappings.metaData()).createAll(bench.engine()));
        AsyncSessionMaker sessions = AsyncSessionMaker.of(bench.engine(), mappings);
        Specimen empty = new Specimen(new UUID(0, 0));
        empty.measures = null;
        Await.value(sessions.session(session -> {
            session.addAll(List.of(full(), empty));
            return session.commit();
        }));
        sent(bench).mark();
        return sessions;
    }

    private static void assertSame(Specimen found, Specimen expected) {
        assertThat(found)
                .usingRecursiveComparison()
                .withComparatorForType(OffsetDateTime.timeLineOrder(), OffsetDateTime.class)
                .isEqualTo(expected);
    }

    private static Specimen found(AsyncSession session, UUID id) {
        return Await.value(session.getOne(Specimen.class, id));
    }

    @Test
    default void valuesAreReadAsTheyWereWrittenAndCountAsUnchanged(Bench bench) {
        AsyncSession session = collection(bench).open();
        assertSame(found(session, FULL), full());
        Specimen empty = new Specimen(new UUID(0, 0));
        empty.measures = null;
        assertSame(found(session, new UUID(0, 0)), empty);
        sent(bench).mark();
        Await.value(session.commit());
        sent(bench).assertNoMoreThan(0);
        Await.value(session.close());
    }

    @Test
    default void aChangeWithinAValueIsWrittenAsOneOfTheAttributeIs(Bench bench) {
        AsyncSessionMaker sessions = collection(bench);
        AsyncSession session = sessions.open();
        Specimen changed = found(session, FULL);
        requireNonNull(requireNonNull(changed.measures).get("wings")).add(5);
        sent(bench).mark();
        Await.value(session.flush());
        assertThat(sent(bench).texts())
                .singleElement()
                .asString()
                .contains("measures")
                .doesNotContain("origin", "phase", "seen", "twin");
        changed.origin = new Origin("LK", 0);
        changed.phase = Phase.EGG;
        changed.named = null;
        changed.seen = Instant.EPOCH;
        changed.caught = LocalDate.of(1_999, 12, 31);
        changed.fed = LocalTime.MIDNIGHT;
        changed.pinned = OffsetDateTime.parse("2000-01-01T00:00:00-03:00");
        changed.twin = FULL;
        requireNonNull(changed.measures).remove("legs");
        Await.value(session.commit());
        assertThat(sent(bench).texts()).as("a statement each time").hasSize(2);
        Await.value(session.close());

        AsyncSession another = sessions.open();
        Specimen again = found(another, FULL);
        assertThat(again).isNotSameAs(changed);
        assertSame(again, changed);
        assertThat(again.measures).isEqualTo(Map.of("wings", List.of(3, 4, 5)));
        Await.value(another.close());
    }

    @Test
    default void rowsAreFoundByTheirValues(Bench bench) {
        AsyncSession session = collection(bench).open();
        Specimen full = full();
        assertFinds(session, SPECIMENS.attribute("id", UUID.class).eq(FULL));
        assertFinds(session, SPECIMENS.attribute("twin", UUID.class).in(FULL, requireNonNull(full.twin)));
        assertFinds(session, SPECIMENS.attribute("phase", Phase.class).eq(Phase.MOTH));
        assertFinds(session, SPECIMENS.attribute("named", Phase.class).in(Phase.LARVA, Phase.EGG));
        assertFinds(session, SPECIMENS.attribute("seen", Instant.class).eq(requireNonNull(full.seen)));
        Instant before = requireNonNull(full.seen).minusNanos(1_000);
        assertFinds(session, SPECIMENS.attribute("seen", Instant.class).gt(before));
        assertFinds(session, SPECIMENS.attribute("caught", LocalDate.class).eq(LocalDate.of(2024, 2, 29)));
        assertFinds(session, SPECIMENS.attribute("fed", LocalTime.class).eq(requireNonNull(full.fed)));
        OffsetDateTime elsewhere = OffsetDateTime.parse("2024-02-29T18:40:00.5Z");
        assertFinds(session, SPECIMENS.attribute("pinned", OffsetDateTime.class).eq(elsewhere));
        assertFinds(
                session,
                SPECIMENS
                        .attribute("origin", Origin.class)
                        .path("country")
                        .asText()
                        .eq("IN \"south\""));
        assertFinds(
                session,
                SPECIMENS
                        .attribute("measures", Map.class)
                        .path("wings", 1)
                        .asInteger()
                        .between(4L, 5L));
        Await.value(session.close());
    }

    private static void assertFinds(AsyncSession session, Condition condition) {
        List<Specimen> found =
                Await.value(session.scalars(select(SPECIMENS).where(condition))).all();
        assertThat(found).as("%s", condition).extracting(each -> each.id).containsExactly(FULL);
    }

    @Test
    default void arraysAreReadChangedAndFound(Bench bench) {
        Mappings mappings = Mappings.of(Track.class);
        if (!bench.capabilities().supports(Feature.ARRAYS)) {
            assertThat(Await.failure(mappings.metaData().createAll(bench.engine()), CompileException.class))
                    .hasMessageContaining("arrays");
            return;
        }
        Await.value(bench.dropping(mappings.metaData()).createAll(bench.engine()));
        AsyncSessionMaker sessions = AsyncSessionMaker.of(bench.engine(), mappings);
        Track track = new Track(1, new int[] {1, 2}, new ArrayList<>(List.of("a", "it's")));
        track.phases = new Phase[] {Phase.EGG, Phase.MOTH};
        Track empty = new Track(2, new int[] {}, List.of());
        empty.marks = null;
        Await.value(sessions.session(session -> {
            session.addAll(List.of(track, empty));
            return session.commit();
        }));
        AsyncSession session = sessions.open();
        List<Track> all = Await.value(session.scalars(select(TRACKS).orderBy(TRACKS.column("id"))))
                .all();
        assertThat(all).usingRecursiveComparison().isEqualTo(List.of(track, empty));
        sent(bench).mark();
        Await.value(session.flush());
        sent(bench).assertNoMoreThan(0);
        requireNonNull(all.get(0).marks).add("c");
        requireNonNull(all.get(0).steps)[0] = 9;
        all.get(1).steps = new int[] {7};
        Await.value(session.commit());
        Await.value(session.close());
        AsyncSession another = sessions.open();
        List<Track> found = Await.value(another.scalars(select(TRACKS)
                        .where(TRACKS.attribute("marks", List.class)
                                .at(3, Types.TEXT)
                                .eq("c"))))
                .all();
        assertThat(found).singleElement().usingRecursiveComparison().isEqualTo(all.get(0));
        assertThat(Await.value(another.getOne(Track.class, 2)).steps).containsExactly(7);
        Await.value(another.close());
    }
}
