package io.granary.testkit.orm;

import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.tuple;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.ArgumentException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.orm.EntityTable;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.Params;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values in statements of many rows: what is stored of them, what is given for those that nobody gave, and what the session learns of both. */
public interface BulkValueCompliance extends OnSessions {

    /** Rounds. */
    EntityTable<Lap> LAPS = EntityTable.of(Lap.class);

    /** How many saw them. */
    Column<Integer> LAP_SEEN = LAPS.attribute("seen", Integer.class);

    /** How long they took. */
    Column<Duration> LAP_TOOK = LAPS.attribute("key.took", Duration.class);

    /** Which they were. */
    Column<Integer> LAP_NUMBER = LAPS.attribute("key.number", Integer.class);

    private static Lap lap(int number) {
        return new Lap(Duration.ofSeconds(90), number);
    }

    /** Three rounds, of which the last says nothing of itself. */
    private static List<Lap> threeStored(Bench bench) {
        Lap first = lap(1);
        first.seen = 1;
        first.weather = Lap.Weather.SUN;
        first.began = OffsetDateTime.parse("2024-05-01T12:00:00+02:00");
        first.chip = new byte[] {1, 2};
        first.runner = UUID.fromString("80000000-0000-4000-8000-000000000001");
        first.mood = new Lap.Mood(5);
        Lap second = lap(2);
        second.seen = 2;
        second.weather = Lap.Weather.RAIN;
        second.began = OffsetDateTime.parse("2024-05-01T09:00:00Z");
        second.chip = new byte[] {(byte) 200};
        second.runner = UUID.fromString("10000000-0000-4000-8000-000000000001");
        second.mood = new Lap.Mood(-3);
        stored(bench, first, second, lap(3));
        return List.of(first, second);
    }

    private static Map<String, Expression<Boolean>> conditions() {
        Column<Lap.Weather> weather = LAPS.attribute("weather", Lap.Weather.class);
        Column<OffsetDateTime> began = LAPS.attribute("began", OffsetDateTime.class);
        Column<byte[]> chip = LAPS.attribute("chip", byte[].class);
        Column<UUID> runner = LAPS.attribute("runner", UUID.class);
        Column<Lap.Mood> mood = LAPS.attribute("mood", Lap.Mood.class);
        OffsetDateTime ten = OffsetDateTime.parse("2024-05-01T10:00:00Z");
        Map<String, Expression<Boolean>> all = new LinkedHashMap<>();
        all.put("distinct", LAP_SEEN.isDistinctFrom(1));
        all.put("not distinct", LAP_SEEN.isNotDistinctFrom(1));
        all.put("NOT distinct", not(LAP_SEEN.isDistinctFrom(1)));
        all.put("an enum behind another", weather.gt(Lap.Weather.CLOUDS));
        all.put("an enum between others", weather.between(Lap.Weather.CLOUDS, Lap.Weather.RAIN));
        all.put("the same enum", weather.eq(Lap.Weather.SUN));
        all.put("the same moment", began.eq(ten));
        all.put("one of moments", began.in(List.of(ten)));
        all.put("not before a moment", began.ge(ten));
        all.put("not behind a moment", began.le(ten));
        all.put("the same bytes", chip.eq(new byte[] {1, 2}));
        all.put("one of bytes", chip.in(List.of(new byte[] {1, 2})));
        all.put("bytes behind others", chip.gt(new byte[] {1, 3}));
        all.put("a UUID behind another", runner.gt(UUID.fromString("20000000-0000-4000-8000-000000000001")));
        all.put("what is stored is more", mood.gt(new Lap.Mood(0)));
        all.put("what is stored is between", mood.between(new Lap.Mood(4), new Lap.Mood(6)));
        return all;
    }

    @Test
    @Tag("LD17")
    default void objectsAreHitWhereTheirRowsAre(Bench bench) {
        threeStored(bench);
        Column<Integer> hit = LAPS.attribute("hit", Integer.class);
        conditions().forEach((what, condition) -> {
            AsyncSession session = sessions(bench).withExpireOnCommit(false).open();
            List<Lap> laps = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                laps.add(get(session, Lap.class, new Lap.Key(Duration.ofSeconds(90), number)));
            }
            Await.value(session.execute(update(LAPS).set(hit, 1).where(condition)));
            Await.value(session.commit());
            List<Long> rows = List.of(1, 2, 3).stream()
                    .map(number -> bench.sql().number("select hit from orm_laps where lap = " + number))
                    .toList();
            assertThat(laps.stream().map(lap -> (long) lap.hit)).as(what).isEqualTo(rows);
            Await.value(session.execute(update(LAPS).set(hit, 0)));
            Await.value(session.commit());
            Await.value(session.close());
        });
    }

    @Test
    default void keysOfSeveralColumnsAreBoundByTheirTypes(Bench bench) {
        threeStored(bench);
        Lap.Key one = new Lap.Key(Duration.ofSeconds(90), 1);
        List<Optional<Lap>> found = session(
                bench, session -> session.getAll(Lap.class, List.of(one, new Lap.Key(Duration.ofSeconds(91), 1), one)));
        assertThat(found.stream().map(Optional::isPresent)).containsExactly(true, false, true);
        List<Integer> numbers = session(
                bench,
                session -> session.scalars(select(LAP_NUMBER)
                                .where(tuple(LAP_TOOK, LAP_NUMBER)
                                        .in(List.of(List.of(one.took(), 1), List.of(one.took(), 3)))))
                        .thenApply(result -> result.all()));
        assertThat(numbers).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    default void insertedRowsGetTheirFirstVersionAndKeysThatTheProgramMakes(Bench bench) {
        EntityTable<Stamp> stamps = EntityTable.of(Stamp.class);
        AsyncSession session = sessions(bench).open();
        Await.value(session.execute(
                insert(NOTES), List.of(Params.of("id", 1, "text", "one"), Params.of("id", 2, "text", "two"))));
        Await.value(session.execute(insert(NOTES).values(Map.of("id", 3, "text", "three"))));
        Await.value(session.execute(insert(stamps), List.of(Params.of("motif", "lion"), Params.of("motif", "tiger"))));
        Await.value(
                session.execute(insert(Vehicles.CARS), List.of(Params.of("id", 7L, "plate", "beetle", "doors", 2))));
        for (int id = 1; id <= 3; id++) {
            Note note = get(session, Note.class, id);
            assertThat(note.version).isEqualTo(1);
            note.text = "changed";
        }
        List<Stamp> made = Await.value(session.scalars(select(stamps))).all();
        assertThat(made).extracting(stamp -> stamp.id).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(made).extracting(stamp -> stamp.changed).doesNotContainNull();
        made.forEach(stamp -> stamp.motif = "cat");
        get(session, Car.class, 7L).plate = "sold";
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_notes where version = 2 and text = 'changed'"))
                .isEqualTo(3);
        assertThat(bench.sql().number("select count(*) from orm_stamps where motif = 'cat'"))
                .isEqualTo(2);
        assertThat(bench.sql().number("select version from orm_vehicles")).isEqualTo(2);
        Await.value(session.execute(
                insert(NOTES).upsert(BulkCompliance.NOTE_ID), List.of(Params.of("id", 1, "text", "again"))));
        Await.value(session.commit());
        assertThat(bench.sql().number("select version from orm_notes where text = 'again'"))
                .as("a row that was there keeps its own")
                .isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("LD26")
    default void numbersAreFittedToAttributes(Bench bench) {
        User ann = new User("ann");
        ann.age = 30;
        stored(bench, ann);
        long id = Objects.requireNonNull(ann.id);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, id);
        Await.value(session.execute(update(USERS), List.of(Map.of("id", (int) id, "age", 31L))));
        assertThat(found.age).isEqualTo(31);
        Column<Integer> age = USERS.attribute("age", Integer.class);
        Await.value(session.execute(
                update(USERS).set(age, bind("a", Types.INTEGER)).where(USER_ID.eq(id)), List.of(Map.of("a", 32L))));
        assertThat(found.age).isEqualTo(32);
        Await.value(session.execute(update(USERS).values(Map.of("age", 33L))));
        assertThat(found.age).isEqualTo(33);
        OnSessions.sent(bench).mark();
        assertThat(Await.failure(
                        session.execute(update(USERS), List.of(Map.of("id", id, "age", 3_000_000_000L))),
                        ArgumentException.class))
                .hasMessageContaining("for age, which is of java.lang.Integer");
        OnSessions.sent(bench).assertNoMoreThan(0);
        Await.value(session.commit());
        assertThat(bench.sql().number("select age from orm_users")).isEqualTo(33);
        Await.value(session.close());
    }

    @Test
    default void valuesThatColumnsRoundAreNotComparedHere(Bench bench) {
        EntityTable<Gauge> gauges = EntityTable.of(Gauge.class);
        Column<Integer> hit = gauges.attribute("hit", Integer.class);
        LocalDateTime kept = LocalDateTime.parse("2024-01-01T00:00:00.123456");
        Map<String, Expression<Boolean>> conditions = Map.of(
                "a time", gauges.attribute("measured", LocalDateTime.class).eq(kept),
                "a number", gauges.attribute("height", BigDecimal.class).eq(new BigDecimal("1.00")));
        Expression<Boolean> far = gauges.attribute("measured", LocalDateTime.class)
                .gt(kept.minusYears(1))
                .and(gauges.attribute("id", Integer.class).eq(2));
        for (SynchronizeSession how : List.of(SynchronizeSession.AUTO, SynchronizeSession.EVALUATE)) {
            conditions.forEach((name, condition) -> {
                AsyncSession session = sessions(bench).open();
                Gauge gauge = new Gauge(1, kept.plusNanos(400), new BigDecimal("1.004"));
                session.add(gauge);
                Await.value(session.flush());
                StatementOptions options = StatementOptions.none().withSynchronizeSession(how);
                // SQLite keeps numbers as they are given.
                long updated = Await.value(
                                session.execute(update(gauges).set(hit, 7).where(condition), List.of(), options))
                        .rowCount();
                assertThat(get(session, Gauge.class, 1).hit).as(name).isEqualTo((int) (7 * updated));
                session.expunge(gauge);
                gauge = new Gauge(2, kept.plusNanos(400), new BigDecimal("1.004"));
                session.add(gauge);
                Await.value(session.flush());
                assertThat(Await.value(session.execute(
                                        update(gauges).set(hit, 8).where(far), List.of(), options))
                                .rowCount())
                        .isEqualTo(1);
                assertThat(gauge.hit).as(name).isEqualTo(8);
                long deleted = Await.value(session.execute(delete(gauges).where(condition), List.of(), options))
                        .rowCount();
                assertThat(Await.value(session.contains(gauge))).as(name).isEqualTo(deleted == 0);
                Await.value(session.close());
            });
        }
    }

    @Test
    default void eachObjectHasItsOwnOfAValueThatCanChange(Bench bench) {
        threeStored(bench);
        AsyncSession session = sessions(bench).open();
        List<Lap> laps = Await.value(session.scalars(select(LAPS))).all();
        byte[] chip = {1, 2, 3};
        Await.value(session.execute(update(LAPS).set(LAPS.attribute("chip", byte[].class), chip)));
        eachHasItsOwn(session, laps, chip);
        byte[] another = {4, 5, 6};
        List<Map<String, ?>> rows = new ArrayList<>();
        laps.forEach(lap -> rows.add(Map.of(
                "key.took",
                Duration.ofSeconds(90),
                "key.number",
                Objects.requireNonNull(lap.key).number(),
                "chip",
                another)));
        Await.value(session.execute(update(LAPS), rows));
        eachHasItsOwn(session, laps, another);
        Await.value(session.close());
    }

    private static void eachHasItsOwn(AsyncSession session, List<Lap> laps, byte[] given) {
        byte[] before = given.clone();
        given[0] = 9;
        Objects.requireNonNull(laps.get(0).chip)[1] = 9;
        Await.value(session.flush());
        for (Lap lap : laps.subList(1, laps.size())) {
            assertThat(lap.chip).isEqualTo(before);
            Await.value(session.refresh(lap));
            assertThat(lap.chip).isEqualTo(before);
        }
        assertThat(laps.get(0).chip).containsExactly(before[0], 9, before[2]);
    }

    @Test
    default void whatWasDeletedLeavesTheSessionThoughNoConditionTells(Bench bench) {
        stored(bench, new Note(1, "one"), new Note(2, "two"), new Note(3, "three"), new Note(4, "four"));
        AsyncSession session = sessions(bench).open();
        Note one = get(session, Note.class, 1);
        Note two = get(session, Note.class, 2);
        Note three = get(session, Note.class, 3);
        Note four = get(session, Note.class, 4);
        Await.value(session.execute(
                delete(NOTES).where(BulkCompliance.NOTE_ID.eq(bind("k", Types.INTEGER))),
                List.of(Map.of("k", 1), Map.of("k", 2))));
        assertThat(Await.value(session.stateOf(one))).isEqualTo(EntityState.DELETED);
        assertThat(Await.value(session.stateOf(two))).isEqualTo(EntityState.DELETED);
        assertThat(Await.value(session.contains(four))).isTrue();
        session.expire(three);
        Await.value(session.execute(
                delete(NOTES).where(BulkCompliance.NOTE_ID.eq(3)),
                List.of(),
                StatementOptions.none().withSynchronizeSession(SynchronizeSession.EVALUATE)));
        assertThat(Await.value(session.stateOf(three))).isEqualTo(EntityState.DELETED);
        session.addAll(List.of(new Note(1, "new"), new Note(3, "new")));
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_notes where text = 'new'"))
                .isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    default void whoseKeyIsChangedByAStatementLeavesTheSession(Bench bench) {
        stored(bench, new Note(1, "one"), new Note(2, "two"));
        for (SynchronizeSession how : List.of(SynchronizeSession.AUTO, SynchronizeSession.FETCH)) {
            AsyncSession session = sessions(bench).open();
            Note one = get(session, Note.class, 1);
            Note two = get(session, Note.class, 2);
            Await.value(session.execute(
                    update(NOTES).set(BulkCompliance.NOTE_ID, 5).where(BulkCompliance.NOTE_ID.eq(1)),
                    List.of(),
                    StatementOptions.none().withSynchronizeSession(how)));
            assertThat(Await.value(session.contains(one))).isFalse();
            assertThat(Await.value(session.contains(two))).isTrue();
            assertThat(Await.value(session.get(Note.class, 1))).isEmpty();
            Note moved = get(session, Note.class, 5);
            assertThat(moved).isNotSameAs(one);
            assertThat(moved.text).isEqualTo("one");
            Await.value(session.rollback());
            assertThat(Await.value(session.contains(one))).isTrue();
            assertThat(Await.value(session.get(Note.class, 5))).isEmpty();
            Await.value(session.close());
        }
    }
}
