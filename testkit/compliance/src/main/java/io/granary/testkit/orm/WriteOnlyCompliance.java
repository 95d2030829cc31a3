package io.granary.testkit.orm;

import static io.granary.orm.Load.noLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.WriteOnly;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Relationships to many whose members are never loaded. */
public interface WriteOnlyCompliance extends OnSessions {

    /** Sensors. */
    EntityTable<Sensor> SENSORS = EntityTable.of(Sensor.class);

    /** What they have measured. */
    Relationship<Sensor, WriteOnly<Measure>> SENSOR_MEASURES = SENSORS.relationship("measures");

    /** Who looks at them. */
    Relationship<Sensor, WriteOnly<Watcher>> SENSOR_WATCHERS = SENSORS.relationship("watchers");

    /** What they are told by. */
    Relationship<Sensor, WriteOnly<Label>> SENSOR_LABELS = SENSORS.relationship("labels");

    /** What was measured. */
    EntityTable<Measure> MEASURES = EntityTable.of(Measure.class);

    /** How much. */
    Column<Integer> AMOUNT = MEASURES.attribute("amount", Integer.class);

    /** What labels say. */
    Column<String> LABEL_WORDS = EntityTable.of(Label.class).attribute("words", String.class);

    /** Ledgers, which are known by keys that the program gives. */
    Mappings OF_LEDGERS = Mappings.of(Ledger.class, Ledger.Entry.class, Ledger.Reader.class);

    /** What entries say. */
    Column<String> ENTRY_TEXT = EntityTable.of(Ledger.Entry.class).attribute("text", String.class);

    /** What somebody reads. */
    Relationship<Ledger.Reader, Ledger> READER_LEDGER =
            EntityTable.of(Ledger.Reader.class).relationship("ledger");

    private static Sensor sensor(Bench bench, int... values) {
        Sensor sensor = new Sensor("s", values);
        Label label = new Label(1, "hot");
        sensor.labels.add(label);
        sensor.watchers.add(new Watcher(1));
        stored(bench, sensor);
        return sensor;
    }

    private static List<Integer> amounts(Bench bench, Sensor sensor) {
        return bench
                .sql()
                .column("select amount from orm_measures where sensor_id = " + sensor.id + " order by amount")
                .stream()
                .map(value -> Integer.valueOf(String.valueOf(value)))
                .toList();
    }

    private static long count(Bench bench, String what) {
        return Long.parseLong(String.valueOf(
                bench.sql().column("select count(*) from " + what).get(0)));
    }

    private static List<Integer> read(AsyncSession session, Sensor sensor) {
        return all(session, sensor.measures.select().orderBy(AMOUNT)).stream()
                .map(measure -> measure.amount)
                .toList();
    }

    /** An INSERT that gives keys begins like a query on one of the databases. */
    private static List<String> queries(Bench bench) {
        return sent(bench).texts().stream()
                .filter(text -> text.startsWith("SELECT") && !text.contains("INSERT INTO"))
                .toList();
    }

    private static List<String> written(Bench bench) {
        return sent(bench).texts().stream()
                .filter(text -> !text.startsWith("SELECT"))
                .toList();
    }

    @Test
    @Tag("WO01")
    default void whatIsAddedIsWrittenAndNothingIsRead(Bench bench) {
        Sensor stored = sensor(bench, 1, 2);
        AsyncSession session = sessions(bench).open();
        Sensor sensor = get(session, Sensor.class, stored.id);
        sent(bench).mark();
        Measure three = new Measure(3);
        sensor.measures.add(three);
        sensor.measures.add(three);
        sensor.measures.addAll(List.of(new Measure(4), new Measure(5)));
        sensor.labels.add(new Label(2, "cold"));
        assertThat(Await.value(session.isModified(sensor))).isTrue();
        Await.value(session.flush());
        assertThat(queries(bench)).isEmpty();
        assertThat(three.sensor).isSameAs(sensor);
        assertThat(sensor.measures.added()).isEmpty();
        assertThat(Await.value(session.isModified(sensor))).isFalse();
        sent(bench).mark();
        Await.value(session.commit());
        assertThat(written(bench)).as("written once").isEmpty();
        assertThat(amounts(bench, stored)).containsExactly(1, 2, 3, 4, 5);
        assertThat(count(bench, "orm_sensor_labels where sensors_id = " + stored.id))
                .isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("WO02")
    default void theQueryOfAnOwnersMembersIsNarrowedAndPaged(Bench bench) {
        Sensor stored = sensor(bench, 5, 6, 7, 8);
        stored(bench, new Sensor("other", 100));
        AsyncSession session = sessions(bench).open();
        Sensor sensor = get(session, Sensor.class, stored.id);
        assertThat(all(
                        session,
                        sensor.measures
                                .select()
                                .where(AMOUNT.gt(5))
                                .orderBy(AMOUNT.desc())
                                .limit(2)))
                .extracting(measure -> measure.amount)
                .containsExactly(8, 7);
        sensor.measures.add(new Measure(9));
        assertThat(read(session, sensor))
                .as("what is recorded is written first")
                .containsExactly(5, 6, 7, 8, 9);
        assertThat(all(session, sensor.labels.select()))
                .extracting(label -> label.words)
                .containsExactly("hot");
        assertThat(Await.value(session.streamScalars(sensor.measures.select()).all()))
                .hasSize(5);
        assertThat(all(session, select(SENSORS).where(SENSOR_MEASURES.any(AMOUNT.eq(100)))))
                .hasSize(1);
        Label hot = get(session, Label.class, 1);
        assertThat(all(session, select(SENSORS).where(SENSOR_LABELS.contains(hot))))
                .containsExactly(sensor);
        assertThat(all(session, select(SENSORS).join(SENSOR_MEASURES).where(AMOUNT.gt(99))))
                .hasSize(1);
        Await.value(session.close());
    }

    @Test
    @Tag("WO03")
    default void whatIsRemovedIsDeletedOrLetGo(Bench bench) {
        Sensor stored = sensor(bench, 1, 2);
        AsyncSession session = sessions(bench).open();
        // Those are read before the sensor is there, so that they do not know whose they are.
        Watcher watcher = get(session, Watcher.class, 1);
        Measure one = all(session, select(MEASURES).where(AMOUNT.eq(1))).get(0);
        Label hot = get(session, Label.class, 1);
        Sensor sensor = get(session, Sensor.class, stored.id);
        sensor.measures.remove(one);
        sensor.watchers.remove(watcher);
        sensor.labels.remove(hot);
        Measure never = new Measure(3);
        sensor.measures.add(never);
        sensor.measures.remove(never);
        Await.value(session.commit());
        assertThat(amounts(bench, stored)).containsExactly(2);
        assertThat(count(bench, "orm_watchers where sensor_id is null")).isEqualTo(1);
        assertThat(count(bench, "orm_sensor_labels")).isZero();
        assertThat(count(bench, "orm_labels")).isEqualTo(1);
        assertThat(Await.value(session.contains(one))).isFalse();
        Await.value(session.close());
    }

    @Test
    default void whoMovesToAnotherOwnerStays(Bench bench) {
        Sensor from = sensor(bench, 1);
        Sensor to = new Sensor("to");
        stored(bench, to);
        AsyncSession session = sessions(bench).open();
        Sensor one = get(session, Sensor.class, from.id);
        Sensor other = get(session, Sensor.class, to.id);
        Measure moved = all(session, one.measures.select()).get(0);
        one.measures.remove(moved);
        other.measures.add(moved);
        Await.value(session.flush());
        assertThat(moved.sensor).isSameAs(other);
        moved.sensor = one;
        Await.value(session.commit());
        assertThat(amounts(bench, from)).as("what was recorded was so once").containsExactly(1);
        Await.value(session.close());
    }

    @Test
    @Tag("WO04")
    default void bothSidesOfATableBetweenSayItOnce(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Sensor sensor = new Sensor("s");
        Label label = new Label(5, "far");
        sensor.labels.add(label);
        label.sensors.add(sensor);
        session.add(sensor);
        Await.value(session.commit());
        assertThat(count(bench, "orm_sensor_labels")).isEqualTo(1);
        assertThat(all(session, label.sensors.select())).containsExactly(sensor);
        label.sensors.remove(sensor);
        Await.value(session.commit());
        assertThat(count(bench, "orm_sensor_labels")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("WO05")
    default void whatNobodyLoadedGoesWithItsOwnerByOneStatement(Bench bench) {
        Sensor stored = sensor(bench, 1, 2, 3);
        Sensor other = new Sensor("other", 9);
        stored(bench, other);
        AsyncSession session = sessions(bench).open();
        Sensor sensor = get(session, Sensor.class, stored.id);
        Measure known =
                all(session, sensor.measures.select().where(AMOUNT.eq(2))).get(0);
        Measure pending = new Measure(4);
        sensor.measures.add(pending);
        sent(bench).mark();
        Await.value(session.delete(sensor));
        Await.value(session.commit());
        assertThat(queries(bench)).isEmpty();
        assertThat(written(bench))
                .filteredOn(text -> text.contains("orm_measures"))
                .hasSize(2);
        assertThat(count(bench, "orm_measures")).as("of the other").isEqualTo(1);
        assertThat(count(bench, "orm_watchers where sensor_id is null")).isEqualTo(1);
        assertThat(count(bench, "orm_sensor_labels")).isZero();
        assertThat(Await.value(session.contains(known))).isFalse();
        assertThat(Await.value(session.contains(pending))).isFalse();
        Await.value(session.close());
    }

    @Test
    @Tag("WO06")
    default void aRollbackDropsWhatWasRecordedButOfNewOwners(Bench bench) {
        Sensor stored = sensor(bench, 1);
        AsyncSession session = sessions(bench).open();
        Sensor sensor = get(session, Sensor.class, stored.id);
        Sensor made = new Sensor("new", 10);
        session.add(made);
        sensor.measures.add(new Measure(2));
        Await.value(session.flush());
        made.measures.add(new Measure(11));
        sensor.measures.add(new Measure(3));
        Await.value(session.rollback());
        assertThat(sensor.measures.added()).isEmpty();
        assertThat(made.measures.added()).extracting(measure -> measure.amount).containsExactly(10, 11);
        session.add(made);
        Await.value(session.commit());
        assertThat(amounts(bench, stored)).containsExactly(1);
        assertThat(amounts(bench, made)).containsExactly(10, 11);

        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        made.measures.add(new Measure(12));
        Await.value(session.flush());
        Await.value(savepoint.rollback());
        made.measures.add(new Measure(13));
        Await.value(session.commit());
        assertThat(amounts(bench, made)).containsExactly(10, 11, 13);
        Await.value(session.close());
    }

    @Test
    @Tag("WO07")
    default void expiryAndRefreshDropWhatWasRecordedAndLoadNothing(Bench bench) {
        Sensor stored = sensor(bench, 1);
        AsyncSession session = sessions(bench).open();
        Sensor sensor = get(session, Sensor.class, stored.id);
        WriteOnly<Measure> before = sensor.measures;
        sensor.measures.add(new Measure(2));
        session.expire(sensor);
        sent(bench).mark();
        Await.value(session.refresh(sensor));
        sensor.measures.add(new Measure(3));
        Await.value(session.refresh(sensor, "measures"));
        assertThat(queries(bench)).hasSize(1);
        Await.value(session.commit());
        assertThat(sensor.measures).isSameAs(before);
        assertThat(amounts(bench, stored)).containsExactly(1);
        Await.value(session.close());
    }

    @Test
    default void whatWasRecordedOutsideIsMergedIn(Bench bench) {
        Sensor stored = sensor(bench, 1);
        Measure one = OnSessions.<Measure>session(
                bench,
                session -> session.scalars(select(MEASURES)).thenApply(found -> Objects.requireNonNull(found.one())));
        one.sensor = stored;
        stored.measures.add(new Measure(2));
        stored.measures.remove(one);
        AsyncSession session = sessions(bench).open();
        Sensor sensor = Await.value(session.merge(stored));
        assertThat(sensor).isNotSameAs(stored);
        assertThat(sensor.measures.added()).hasSize(1);
        Await.value(session.commit());
        assertThat(amounts(bench, stored)).containsExactly(2);
        Await.value(session.close());
    }

    @Test
    default void manyMembersAreWrittenByStatements(Bench bench) {
        Sensor stored = sensor(bench, 1, 2);
        Sensor other = new Sensor("other", 1, 9);
        stored(bench, other);
        AsyncSession session = sessions(bench).open();
        Sensor sensor = get(session, Sensor.class, stored.id);
        Measure one = all(session, sensor.measures.select().where(AMOUNT.eq(1))).get(0);
        Await.value(session.execute(
                sensor.measures.insert(),
                List.of(Map.of("amount", 3, "version", 0), Map.of("amount", 4, "version", 0))));
        assertThat(read(session, sensor)).containsExactly(1, 2, 3, 4);
        assertThat(Await.value(session.execute(
                                sensor.measures.update().set(AMOUNT, 7).where(AMOUNT.lt(3))))
                        .rowCount())
                .isEqualTo(2);
        assertThat(Await.value(session.load(one, AMOUNT))).contains(7);
        assertThat(Await.value(session.execute(sensor.measures.delete().where(AMOUNT.eq(7))))
                        .rowCount())
                .isEqualTo(2);
        assertThat(Await.value(session.contains(one))).isFalse();
        assertThat(Await.value(session.execute(sensor.labels.update().set(LABEL_WORDS, "cold")))
                        .rowCount())
                .isEqualTo(1);
        assertThatThrownBy(sensor.labels::insert)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("a table between");
        assertThatThrownBy(new Sensor("t").measures::delete).isInstanceOf(InvalidRequestException.class);
        Await.value(session.commit());
        assertThat(amounts(bench, stored)).containsExactly(3, 4);
        assertThat(amounts(bench, other)).containsExactly(1, 9);
        assertThat(count(bench, "orm_labels where words = 'cold'")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void ownersThatReferToOneAnotherGoWithTheirMembers(Bench bench) {
        Sensor first = sensor(bench, 1, 2);
        Sensor second = new Sensor("second", 3);
        stored(bench, second);
        AsyncSession session = sessions(bench).open();
        Sensor one = get(session, Sensor.class, first.id);
        Sensor two = get(session, Sensor.class, second.id);
        one.neighbour = two;
        two.neighbour = one;
        Await.value(session.flush());
        Measure known = all(session, two.measures.select()).get(0);
        Await.value(session.delete(one));
        Await.value(session.delete(two));
        Await.value(session.commit());
        assertThat(Await.value(session.contains(known))).isFalse();
        assertThat(count(bench, "orm_sensors")).isZero();
        assertThat(count(bench, "orm_measures")).isZero();
        Await.value(session.close());
    }

    @Test
    default void anOwnerThatRefersToItsMembersGoesWithThem(Bench bench) {
        Sensor stored = sensor(bench, 1, 2);
        AsyncSession session = sessions(bench).open();
        Sensor sensor = get(session, Sensor.class, stored.id);
        sensor.latest =
                all(session, sensor.measures.select().where(AMOUNT.eq(2))).get(0);
        Await.value(session.commit());
        Await.value(session.close());
        AsyncSession later = sessions(bench).open();
        Await.value(later.delete(get(later, Sensor.class, stored.id)));
        Await.value(later.commit());
        assertThat(count(bench, "orm_sensors")).isZero();
        assertThat(count(bench, "orm_measures")).isZero();
        Await.value(later.close());
    }

    @Test
    @Tag("WO08")
    default void whatWouldLoadIsRefused(Bench bench) {
        Sensor stored = sensor(bench, 1);
        for (Runnable loading : List.<Runnable>of(
                () -> selectInLoad(SENSOR_MEASURES),
                () -> noLoad(SENSOR_LABELS),
                () -> selectInLoad(MEASURES.relationship("sensor")).joinedLoad(SENSOR_WATCHERS))) {
            assertThatThrownBy(loading::run)
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("WriteOnly")
                    .hasMessageContaining("select()");
        }
        assertThatThrownBy(() -> new Sensor("t").measures.select())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("session");
        AsyncSession session = sessions(bench).open();
        Sensor sensor = get(session, Sensor.class, stored.id);
        assertThat(Await.failure(session.load(sensor, SENSOR_MEASURES), ArgumentException.class))
                .hasMessageContaining("Sensor.measures");
        Sensor twin = new Sensor("u");
        twin.measures = sensor.measures;
        session.add(twin);
        assertThat(Await.failure(session.flush(), InvalidRequestException.class))
                .hasMessageContaining("Give each its own");
        Await.value(session.close());
    }

    @Test
    @Tag("UW15")
    default void whatNobodyLoadedGoesAsItsOwnerIsReplaced(Bench bench) {
        AsyncSession session = replacing(bench, "old", "older", "kept");
        Ledger before = get(session, Ledger.class, 1);
        before.last = all(session, before.entries.select().where(ENTRY_TEXT.eq("old")))
                .get(0);
        Await.value(session.commit());
        Ledger.Entry kept = all(session, before.entries.select().where(ENTRY_TEXT.eq("kept")))
                .get(0);
        Await.value(session.delete(before));
        Ledger ledger = new Ledger(1, "new");
        ledger.entries.add(kept);
        session.add(ledger);
        Await.value(session.flush());
        assertThat(kept.ledger).isSameAs(ledger);
        assertThat(all(session, ledger.entries.select()))
                .extracting(entry -> Objects.requireNonNull(entry.text))
                .containsExactlyInAnyOrder("new", "kept");
        Await.value(session.commit());
        assertThat(bench.sql().column("select text from orm_entries where ledger_number = 1 order by text"))
                .containsExactly("kept", "new");
        assertThat(count(bench, "orm_entries where ledger_number = 2"))
                .as("of another")
                .isEqualTo(1);
        assertThat(count(bench, "orm_ledgers where last_id is not null")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("UW15")
    default void whoStaysRefersToNothingAsTheOwnerIsReplaced(Bench bench) {
        AsyncSession session = replacing(bench);
        Ledger.Reader first = get(session, Ledger.Reader.class, 1);
        Ledger.Reader third = get(session, Ledger.Reader.class, 3);
        Await.value(session.delete(get(session, Ledger.class, 1)));
        Ledger ledger = new Ledger(1);
        ledger.readers.add(third);
        ledger.readers.add(new Ledger.Reader(4));
        session.add(ledger);
        Await.value(session.commit());
        assertThat(bench.sql().column("select id from orm_readers where ledger_number = 1 order by id"))
                .containsExactly(3, 4);
        assertThat(count(bench, "orm_readers where ledger_number is null")).isEqualTo(2);
        assertThat(Await.value(session.loadOptional(first, READER_LEDGER))).isEmpty();
        assertThat(Await.value(session.load(third, READER_LEDGER))).isSameAs(ledger);
        Await.value(session.close());
    }

    @Test
    default void aRollbackHasTheMembersOfAReplacedOwnerBack(Bench bench) {
        AsyncSession session = replacing(bench, "old");
        Ledger before = get(session, Ledger.class, 1);
        before.last = all(session, before.entries.select()).get(0);
        Await.value(session.commit());
        Await.value(session.close());
        AsyncSession later = sessionsWithLedgers(bench).open();
        Ledger found = get(later, Ledger.class, 1);
        Await.value(later.delete(found));
        Ledger ledger = new Ledger(1, "new");
        later.add(ledger);
        Await.value(later.flush());
        assertThat(all(later, ledger.entries.select()))
                .extracting(entry -> Objects.requireNonNull(entry.text))
                .containsExactly("new");
        Await.value(later.rollback());
        assertThat(get(later, Ledger.class, 1)).isSameAs(found);
        assertThat(all(later, found.entries.select()))
                .extracting(entry -> Objects.requireNonNull(entry.text))
                .containsExactly("old");
        Await.value(later.commit());
        assertThat(count(bench, "orm_ledgers where last_id is not null")).isEqualTo(1);
        Await.value(later.close());
    }

    private static AsyncSessionMaker sessionsWithLedgers(Bench bench) {
        return AsyncSessionMaker.of(bench.engine(), OF_LEDGERS);
    }

    /** A session with two ledgers, the first of which has entries, and three readers. */
    private static AsyncSession replacing(Bench bench, String... texts) {
        Await.value(bench.dropping(OF_LEDGERS.metaData()).createAll(bench.engine()));
        AsyncSessionMaker sessions = sessionsWithLedgers(bench);
        Await.value(sessions.begin(session -> {
            Ledger ledger = new Ledger(1, texts);
            for (int id = 1; id < 4; id++) {
                ledger.readers.add(new Ledger.Reader(id));
            }
            session.addAll(List.of(ledger, new Ledger(2, "other")));
            return session.flush();
        }));
        return sessions.open();
    }
}
