package io.granary.testkit.orm;

import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.loadOnly;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.CompileException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.orm.RelationshipLoad;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Functions;
import io.granary.sql.LockClause;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.Claim;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes that extend mapped classes, and have all their columns in a table each. */
public interface ConcreteInheritanceCompliance extends OnSessions {

    /** All that sound. */
    EntityTable<Instrument> INSTRUMENTS = EntityTable.of(Instrument.class);

    /** What they are called. */
    Column<String> INSTRUMENT_TITLE = INSTRUMENTS.attribute("title", String.class);

    /** Some of them, of two classes. */
    EntityTable<Guitar> GUITARS = EntityTable.of(Guitar.class);

    /** How many strings these have. */
    Column<Integer> STRINGS = GUITARS.attribute("strings", Integer.class);

    /** Others, of one class. */
    EntityTable<Drum> DRUMS = EntityTable.of(Drum.class);

    /** What these are called. */
    Column<String> DRUM_TITLE = DRUMS.attribute("title", String.class);

    /** Whether these rattle. */
    Column<Boolean> SNARE = DRUMS.attribute("snare", Boolean.class);

    /** What they stand beside. */
    Relationship<Drum, Instrument> BESIDE = DRUMS.relationship("beside");

    /** All orchestras. */
    EntityTable<Orchestra> ORCHESTRAS = EntityTable.of(Orchestra.class);

    /** What is in them. */
    Relationship<Orchestra, List<Instrument>> INSTRUMENTS_OF = ORCHESTRAS.relationship("instruments");

    private static List<String> kinds(Iterable<? extends @Nullable Instrument> instruments) {
        return java.util.stream.StreamSupport.stream(instruments.spliterator(), false)
                .map(each -> Objects.requireNonNull(each).title + " "
                        + Objects.requireNonNull(each).getClass().getSimpleName())
                .toList();
    }

    private static List<Instrument> fourStored(Bench bench) {
        Drum tom = new Drum("tom", true);
        Guitar gibson = new Guitar("gibson", 6);
        tom.beside = gibson;
        List<Instrument> all = List.of(tom, gibson, new Bass("fender", "40.5"), new Drum("timpani", false));
        stored(bench, all.toArray());
        return all;
    }

    private static UUID key(Instrument instrument) {
        return Objects.requireNonNull(instrument.id);
    }

    private static boolean reads(Bench bench, String table) {
        return sent(bench).texts().stream().anyMatch(text -> text.contains(table));
    }

    @Test
    @Tag("CC01")
    default void eachClassHasItsTableAndAQueryReadsThemAll(Bench bench) {
        fourStored(bench);
        assertThat(bench.sql().number("select count(*) from orm_guitars")).isEqualTo(1);
        assertThat(bench.sql().number("select count(*) from orm_basses")).isEqualTo(1);
        assertThat(bench.sql().number("select count(*) from orm_drums")).isEqualTo(2);
        AsyncSession session = sessions(bench).open();
        List<Instrument> found = all(session, select(INSTRUMENTS).orderBy(INSTRUMENT_TITLE));
        assertThat(kinds(found)).containsExactly("fender Bass", "gibson Guitar", "timpani Drum", "tom Drum");
        Bass fender = (Bass) found.get(0);
        assertThat(fender.strings).isEqualTo(4);
        assertThat(Objects.requireNonNull(fender.watts)).isEqualByComparingTo(new BigDecimal("40.5"));
        assertThat(((Drum) found.get(3)).snare).isTrue();
        assertThat(((Drum) found.get(3)).beside).isSameAs(found.get(1));
        assertThat(kinds(Await.value(
                        session.streamScalars(select(GUITARS).orderBy(STRINGS)).all())))
                .containsExactly("fender Bass", "gibson Guitar");
        Await.value(session.close());
    }

    @Test
    @Tag("CC02")
    default void aQueryOfThemIsAsOneOfATable(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(kinds(all(
                        session,
                        select(INSTRUMENTS)
                                .where(INSTRUMENT_TITLE.ne("tom"))
                                .orderBy(INSTRUMENT_TITLE.desc())
                                .limit(2))))
                .containsExactly("timpani Drum", "gibson Guitar");
        TableAlias other = INSTRUMENTS.as("other");
        assertThat(Await.value(session.execute(select(INSTRUMENT_TITLE, other)
                                .from(INSTRUMENTS)
                                .join(other, other.column(INSTRUMENT_TITLE).gt(INSTRUMENT_TITLE))
                                .where(INSTRUMENT_TITLE.eq("timpani"))))
                        .fetchAll())
                .extracting(row -> row.get(0) + " " + Objects.requireNonNull(row.get(1, Drum.class)).title)
                .containsExactly("timpani tom");
        assertThat(Await.value(session.execute(select(STRINGS, Functions.count())
                                .from(GUITARS)
                                .groupBy(STRINGS)
                                .orderBy(STRINGS)))
                        .fetchAll())
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactly("4 1", "6 1");
        assertThat(all(
                        session,
                        select(INSTRUMENTS).where(INSTRUMENT_TITLE.eq("gibson")).options(loadOnly(INSTRUMENT_TITLE))))
                .extracting(each -> ((Guitar) each).strings)
                .containsExactly(6);
        Await.value(session.close());
        assertThat(Await.value(bench.engine().execute(select(INSTRUMENT_TITLE).orderBy(INSTRUMENT_TITLE)))
                        .fetchAll())
                .as("a connection reads them all as well")
                .hasSize(4);
    }

    @Test
    @Tag("CC03")
    default void aClassWithNoneBelowIsReadOfItsTableAlone(Bench bench) {
        List<Instrument> stored = fourStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(kinds(all(session, select(DRUMS).where(SNARE.eq(false))))).containsExactly("timpani Drum");
        assertThat(get(session, Drum.class, key(stored.get(0))).title).isEqualTo("tom");
        assertThat(reads(bench, "UNION")).isFalse();
        assertThat(reads(bench, "orm_guitars")).isFalse();
        session.expungeAll();
        assertThat(kinds(
                        all(session, select(DRUMS.as("d")).orderBy(DRUMS.as("d").column(DRUM_TITLE)))))
                .containsExactly("timpani Drum", "tom Drum");
        Await.value(session.close());
    }

    @Test
    @Tag("CC04")
    default void keysAreThoseOfTheWholeHierarchy(Bench bench) {
        List<Instrument> stored = fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Instrument fender = get(session, Instrument.class, key(stored.get(2)));
        assertThat(fender).isInstanceOf(Bass.class);
        sent(bench).mark();
        assertThat(get(session, Guitar.class, key(fender))).isSameAs(fender);
        assertThat(sent(bench).texts()).as("it is known under its key").isEmpty();
        assertThat(Await.value(session.get(Drum.class, key(stored.get(1))))).isEqualTo(Optional.empty());
        assertThat(kinds(
                        Await.value(session.getAll(Instrument.class, List.of(key(stored.get(0)), key(stored.get(2)))))
                                .stream()
                                .map(Optional::orElseThrow)
                                .toList()))
                .containsExactly("tom Drum", "fender Bass");
        Await.value(session.refresh(fender));
        Await.value(session.close());
    }

    @Test
    @Tag("CC05")
    default void eachRowIsChangedInItsTable(Bench bench) {
        List<Instrument> stored = fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Bass fender = get(session, Bass.class, key(stored.get(2)));
        Guitar gibson = get(session, Guitar.class, key(stored.get(1)));
        fender.title = "precision";
        gibson.strings = 12;
        sent(bench).mark();
        Await.value(session.flush());
        assertThat(sent(bench).texts().stream().filter(text -> text.startsWith("UPDATE")))
                .hasSize(2)
                .anyMatch(text -> text.contains("orm_basses"))
                .anyMatch(text -> text.contains("orm_guitars"));
        assertThat(fender.version).isEqualTo(2);
        Await.value(session.delete(get(session, Instrument.class, key(stored.get(0)))));
        Await.value(session.delete(get(session, Instrument.class, key(stored.get(3)))));
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_drums")).isZero();
        assertThat(bench.sql().column("select title from orm_basses")).containsExactly("precision");
        bench.sql().run("update orm_guitars set version = 9");
        gibson.strings = 7;
        assertThat(Await.failure(session.flush(), StaleDataException.class)).isNotNull();
        Await.value(session.close());
        Bass outside = new Bass("merged", "1");
        outside.id = key(fender);
        outside.version = 2;
        AsyncSession merging = sessions(bench).open();
        Await.value(merging.merge(outside));
        Await.value(merging.commit());
        Await.value(merging.close());
        assertThat(bench.sql().column("select title from orm_basses")).containsExactly("merged");
    }

    @Test
    @Tag("CC06")
    default void relationshipsLeadToAllOfThem(Bench bench) {
        List<Instrument> stored = fourStored(bench);
        Orchestra band = new Orchestra(new Guitar("ibanez", 7), new Drum("bongo", false), new Bass("hofner", "2"));
        AsyncSession storing = sessions(bench).open();
        band.lent.add(get(storing, Instrument.class, key(stored.get(1))));
        band.lent.add(get(storing, Instrument.class, key(stored.get(3))));
        storing.add(band);
        Await.value(storing.commit());
        Await.value(storing.close());
        Relationship<Orchestra, List<Instrument>> lent = ORCHESTRAS.relationship("lent");
        List<Function<Relationship<?, ?>, RelationshipLoad>> ways = List.of(
                relationship -> selectInLoad(relationship),
                relationship -> joinedLoad(relationship),
                relationship -> subqueryLoad(relationship));
        for (Function<Relationship<?, ?>, RelationshipLoad> way : ways) {
            AsyncSession session = sessions(bench).open();
            Orchestra found = all(session, select(ORCHESTRAS).options(way.apply(INSTRUMENTS_OF), way.apply(lent)))
                    .get(0);
            assertThat(kinds(found.instruments)).containsExactly("bongo Drum", "hofner Bass", "ibanez Guitar");
            assertThat(kinds(found.lent)).containsExactly("gibson Guitar", "timpani Drum");
            session.expungeAll();
            found = all(session, select(ORCHESTRAS).options(way.apply(INSTRUMENTS_OF.ofType(GUITARS))))
                    .get(0);
            assertThat(kinds(found.instruments)).containsExactly("hofner Bass", "ibanez Guitar");
            session.expungeAll();
            Drum tom = all(session, select(DRUMS).where(DRUM_TITLE.eq("tom")).options(way.apply(BESIDE)))
                    .get(0);
            assertThat(kinds(List.of(Objects.requireNonNull(tom.beside)))).containsExactly("gibson Guitar");
            Await.value(session.close());
        }
        AsyncSession session = sessions(bench).open();
        assertThat(all(session, select(DRUMS).where(BESIDE.has(INSTRUMENT_TITLE.eq("gibson")))))
                .hasSize(1);
        assertThat(all(
                        session,
                        select(ORCHESTRAS).where(INSTRUMENTS_OF.ofType(GUITARS).any(STRINGS.eq(7)))))
                .hasSize(1);
        assertThat(all(session, select(ORCHESTRAS).where(INSTRUMENTS_OF.any(INSTRUMENT_TITLE.eq("tom")))))
                .isEmpty();
        Orchestra found = Await.value(session.getOne(Orchestra.class, Objects.requireNonNull(band.id)));
        assertThat(kinds(Await.value(session.load(found, INSTRUMENTS_OF)))).hasSize(3);
        found.instruments.remove(0);
        Await.value(session.flush());
        assertThat(bench.sql().number("select count(*) from orm_drums"))
                .as("no other connection sees it")
                .isEqualTo(3);
        Await.value(session.delete(found));
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().number("select count(*) from orm_drums")).isEqualTo(2);
        assertThat(bench.sql().number("select count(*) from orm_basses")).isEqualTo(1);
        assertThat(bench.sql().number("select count(*) from orm_guitars")).isEqualTo(1);
    }

    @Test
    @Tag("CC07")
    default void statementsChangeTheTableOfAClassWithNoneBelow(Bench bench) {
        List<Instrument> stored = fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Drum tom = get(session, Drum.class, key(stored.get(0)));
        Await.value(
                session.execute(Sql.update(DRUMS).set(DRUM_TITLE, "floor tom").where(SNARE.eq(true))));
        assertThat(tom.title).isEqualTo("floor tom");
        Await.value(session.execute(
                Sql.update(DRUMS), List.of(Map.of("id", key(tom), "version", tom.version, "title", "rack tom"))));
        assertThat(tom.title).isEqualTo("rack tom");
        Await.value(session.execute(Sql.delete(DRUMS).where(DRUM_TITLE.eq("timpani"))));
        assertThat(Await.value(session.count(select(INSTRUMENTS)))).isEqualTo(3);
        assertThat(Await.failure(
                        session.execute(Sql.update(INSTRUMENTS)
                                .set(INSTRUMENT_TITLE, "x")
                                .where(INSTRUMENT_TITLE.eq("y"))),
                        CompileException.class))
                .hasMessageContaining("The rows of orm_instruments are made of those of several tables");
        assertThat(Await.failure(session.execute(Sql.delete(GUITARS)), CompileException.class))
                .isNotNull();
        assertThat(Await.failure(
                        session.execute(
                                Sql.update(GUITARS),
                                List.of(Map.of("id", key(stored.get(1)), "version", 1, "title", "x"))),
                        CompileException.class))
                .isNotNull();
        Await.value(session.close());
    }

    @Test
    @Tag("CC08")
    default void aRowIsLockedInItsTable(Bench bench) {
        List<Instrument> stored = fourStored(bench);
        AsyncSession session = sessions(bench).open();
        for (Class<? extends Instrument> type : List.of(Instrument.class, Guitar.class, Bass.class)) {
            session.expungeAll();
            sent(bench).mark();
            assertThat(Await.value(session.get(
                            type, key(stored.get(2)), GetOptions.none().withLock(LockClause.UPDATE))))
                    .get()
                    .isInstanceOf(Bass.class);
            assertThat(sent(bench).texts().stream()
                            .anyMatch(text -> text.contains("FOR UPDATE") && text.contains("FROM orm_basses")))
                    .isEqualTo(bench.capabilities().claims(Claim.LOCKS_ROWS));
        }
        assertThat(Await.value(session.get(
                        Instrument.class, UUID.randomUUID(), GetOptions.none().withLock(LockClause.UPDATE))))
                .isEqualTo(Optional.empty());
        Guitar gibson = get(session, Guitar.class, key(stored.get(1)));
        Await.value(session.refresh(gibson, LockClause.UPDATE));
        Await.value(session.close());
        if (bench.capabilities().claims(Claim.LOCKS_ROWS)) {
            AsyncSession locking = sessions(bench).open();
            assertThat(Await.value(locking.scalars(select(DRUMS).forUpdate())).all())
                    .hasSize(2);
            assertThat(Await.failure(locking.scalars(select(INSTRUMENTS).forUpdate()), CompileException.class))
                    .hasMessageContaining("which no one query locks");
            Await.value(locking.close());
        }
    }
}
