package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.RowSwitchCompliance.OF_AISLES;
import static io.granary.testkit.orm.SentChanges.count;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.ArgumentException;
import io.granary.error.FlushException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityState;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.Relationship;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Keys that are made of the keys of what objects refer to. */
public interface DerivedKeyCompliance extends OnSessions {

    /** Classes whose keys have others in them. */
    Mappings OF_LANES = Mappings.of(Lane.class, Lane.House.class, Lane.Flat.class);

    /** Where a house is. */
    Relationship<Lane.House, Lane> HOUSE_LANE = EntityTable.of(Lane.House.class).relationship("lane");

    /** Where a rack stands. */
    Relationship<Aisle.Rack, Aisle> RACK_AISLE =
            EntityTable.of(Aisle.Rack.class).relationship("aisle");

    /** The flat of a house in a lane that are all stored, and in no session. */
    private static AsyncSessionMaker sessionsWith(Bench bench, Lane.Flat flat) {
        Await.value(bench.dropping(OF_LANES.metaData()).createAll(bench.engine()));
        AsyncSessionMaker sessions = AsyncSessionMaker.of(bench.engine(), OF_LANES);
        Lane.House house = Objects.requireNonNull(flat.house);
        Await.value(sessions.begin(session -> {
            session.addAll(List.of(Objects.requireNonNull(house.lane), house, flat));
            return session.flush();
        }));
        return sessions;
    }

    private static Lane.Flat flat() {
        return new Lane.Flat(new Lane.House(new Lane("mews"), 7), "b");
    }

    private static Lane.House.Key keyOf(Lane.House house) {
        return new Lane.House.Key(Objects.requireNonNull(Objects.requireNonNull(house.lane).id), house.number);
    }

    @Test
    default void whatComesFromOutsideIsKnownByWhatItRefersTo(Bench bench) {
        Lane.Flat flat = flat();
        Lane.House house = Objects.requireNonNull(flat.house);
        AsyncSessionMaker sessions = sessionsWith(bench, flat);
        AsyncSession before = sessions.open();
        Lane.House outside = get(before, Lane.House.class, keyOf(house));
        Lane lane = Await.value(before.load(outside, HOUSE_LANE));
        Await.value(before.close());
        outside.name = "changed";
        lane.name = "street";
        AsyncSession session = sessions.open();
        Lane.House merged = Await.value(session.merge(outside));
        Await.value(session.commit());
        assertThat(merged).isSameAs(get(session, Lane.House.class, keyOf(house)));
        assertThat(bench.sql().column("select name from orm_houses")).containsExactly("changed");
        assertThat(bench.sql().column("select name from orm_lanes")).containsExactly("street");
        flat.name = "changed";
        Await.value(session.merge(flat));
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_flats")).containsExactly("changed");
        Await.value(session.close());
    }

    @Test
    default void whatAKeyRefersToIsThereAgainWhenItWasExpired(Bench bench) {
        Lane.Flat flat = flat();
        AsyncSession session = sessionsWith(bench, flat).open();
        Lane.House.Key key = keyOf(Objects.requireNonNull(flat.house));
        Lane.House house = get(session, Lane.House.class, key);
        assertThat(house.lane).isNull();
        Lane lane = get(session, Lane.class, key.lane());
        session.expire(house);
        assertThat(get(session, Lane.House.class, key)).isSameAs(house);
        assertThat(house.lane).as("which was not loaded").isSameAs(lane);
        session.expire(house);
        Await.value(session.getAll(Lane.House.class, List.of(key)));
        assertThat(house.lane).as("which was").isSameAs(lane);
        house.name = "seen";
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_houses")).containsExactly("seen");
        Await.value(session.close());
    }

    @Test
    default void whatComesFromOutsideIsDeletedByWhatItRefersTo(Bench bench) {
        Lane.Flat flat = flat();
        Lane.House house = Objects.requireNonNull(flat.house);
        AsyncSession session = sessionsWith(bench, flat).open();
        Await.value(session.deleteAll(List.of(flat, house)));
        Await.value(session.commit());
        assertThat(count(bench, "orm_flats")).isZero();
        assertThat(count(bench, "orm_houses")).isZero();
        assertThat(count(bench, "orm_lanes")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void whatMovesToANewObjectHasItsKeyFromThatOne(Bench bench) {
        Lane.Flat flat = flat();
        AsyncSession session = sessionsWith(bench, flat).open();
        Lane.House other = new Lane.House(Objects.requireNonNull(Objects.requireNonNull(flat.house).lane), 8);
        Lane.Flat found = get(session, Lane.Flat.class, List.of(keyOf(Objects.requireNonNull(flat.house)), "b"));
        Lane old = get(session, Lane.class, keyOf(other).lane());
        other.lane = old;
        session.add(other);
        Await.value(session.flush());
        Lane street = new Lane("street");
        session.add(street);
        other.lane = street;
        Await.value(session.commit());
        assertThat(bench.sql().number("select lane_id from orm_houses where number = 8"))
                .isEqualTo(Objects.requireNonNull(street.id));
        assertThat(get(session, Lane.House.class, keyOf(other))).isSameAs(other);
        assertThat(Await.value(session.get(Lane.House.class, List.of(Objects.requireNonNull(old.id), 8))))
                .isEmpty();
        Lane.House fourth = new Lane.House(new Lane("alley"), 4);
        session.addAll(List.of(Objects.requireNonNull(fourth.lane), fourth));
        found.house = fourth;
        Await.value(session.commit());
        assertThat(get(session, Lane.Flat.class, new Lane.Flat.Key(keyOf(fourth), "b")))
                .isSameAs(found);
        assertThat(bench.sql().number("select house_number from orm_flats")).isEqualTo(4);
        assertThat(count(bench, "orm_flats")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void aReferenceOfAKeyDoesNotVanish(Bench bench) {
        Lane.Flat flat = flat();
        AsyncSession session = sessionsWith(bench, flat).open();
        Lane.House house = get(session, Lane.House.class, keyOf(Objects.requireNonNull(flat.house)));
        Await.value(session.load(house, HOUSE_LANE));
        house.lane = null;
        assertThat(Await.failure(session.flush(), FlushException.class)).hasMessageContaining("null at lane");
        Await.value(session.close());
    }

    @Test
    default void aKeyIsGivenWithTheKeysOfOthersInIt(Bench bench) {
        Lane.Flat flat = flat();
        AsyncSession session = sessionsWith(bench, flat).open();
        Lane.House.Key house = keyOf(Objects.requireNonNull(flat.house));
        Lane.Flat found = get(session, Lane.Flat.class, new Lane.Flat.Key(house, "b"));
        assertThat(found.letter).isEqualTo("b");
        assertThat(get(session, Lane.Flat.class, List.of(house.lane(), 7, "b"))).isSameAs(found);
        assertThat(get(session, Lane.Flat.class, List.of(house, "b"))).isSameAs(found);
        assertThat(get(session, Lane.Flat.class, List.of(List.of(house.lane(), 7), "b")))
                .isSameAs(found);
        assertThat(get(session, Lane.Flat.class, Map.of("house", house, "letter", "b")))
                .isSameAs(found);
        Map<String, Object> inMaps = Map.of("house", Map.of("lane", house.lane(), "number", 7), "letter", "b");
        assertThat(get(session, Lane.Flat.class, inMaps)).isSameAs(found);
        assertThat(Await.value(session.getAll(
                        Lane.Flat.class, List.of(new Lane.Flat.Key(house, "c"), new Lane.Flat.Key(house, "b")))))
                .satisfiesExactly(
                        none -> assertThat(none).isEmpty(),
                        same -> assertThat(same).containsSame(found));
        assertThat(Await.failure(session.get(Lane.Flat.class, List.of(7, "b")), ArgumentException.class))
                .hasMessageContaining("House")
                .hasMessageContaining("2 columns");
        Await.value(session.close());
    }

    @Test
    default void whatIsReachedFromAnotherIsMergedByWhatItRefersTo(Bench bench) {
        Lane.Flat flat = flat();
        AsyncSessionMaker sessions = sessionsWith(bench, flat);
        Lane.House house = Objects.requireNonNull(flat.house);
        Lane lane = Objects.requireNonNull(house.lane);
        house.name = "changed";
        lane.houses.add(house);
        lane.houses.add(new Lane.House(lane, 8));
        AsyncSession session = sessions.open();
        Await.value(session.merge(lane));
        Await.value(session.commit());
        assertThat(count(bench, "orm_houses")).isEqualTo(2);
        assertThat(bench.sql().number("select count(*) from orm_houses where number = 7 and name = 'changed'"))
                .isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void keysFollowOneThatIsInThemAsTheDatabaseHasThem(Bench bench) {
        AsyncSession session = sessionsWithAisles(bench).open();
        Aisle aisle = get(session, Aisle.class, "A");
        Aisle.Sign sign = get(session, Aisle.Sign.class, "A");
        Aisle.Rack rack = get(session, Aisle.Rack.class, new Aisle.Rack.Key("A", 1));
        Aisle.Bin bin = get(session, Aisle.Bin.class, new Aisle.Bin.Key(new Aisle.Rack.Key("A", 1), "x"));
        Aisle.Rack gone = get(session, Aisle.Rack.class, new Aisle.Rack.Key("A", 2));
        Await.value(session.load(rack, RACK_AISLE));
        aisle.code = "Z";
        rack.text = "books";
        Await.value(session.delete(gone));
        Await.value(session.flush());
        assertThat(get(session, Aisle.Rack.class, new Aisle.Rack.Key("Z", 1))).isSameAs(rack);
        assertThat(get(session, Aisle.Bin.class, new Aisle.Bin.Key(new Aisle.Rack.Key("Z", 1), "x")))
                .isSameAs(bin);
        assertThat(get(session, Aisle.Sign.class, "Z")).isSameAs(sign);
        assertThat(Await.value(session.get(Aisle.Rack.class, new Aisle.Rack.Key("A", 1))))
                .isEmpty();
        OnSessions.sent(bench).mark();
        Await.value(session.flush());
        assertThat(OnSessions.sent(bench).texts()).as("the database did it").isEmpty();
        bin.text = "novels";
        sign.text = "paper";
        Await.value(session.commit());
        assertThat(bench.sql().column("select text from orm_racks where aisle_code = 'Z'"))
                .containsExactly("books");
        assertThat(bench.sql().column("select text from orm_bins where rack_aisle = 'Z'"))
                .containsExactly("novels");
        assertThat(bench.sql().column("select text from orm_signs where aisle_code = 'Z'"))
                .containsExactly("paper");
        Await.value(session.close());
    }

    @Test
    default void keysFollowWhatMovesWithItsOwnKey(Bench bench) {
        AsyncSession session = sessionsWithAisles(bench).open();
        Aisle.Rack rack = get(session, Aisle.Rack.class, new Aisle.Rack.Key("A", 1));
        Aisle.Bin bin = get(session, Aisle.Bin.class, new Aisle.Bin.Key(new Aisle.Rack.Key("A", 1), "x"));
        rack.aisle = get(session, Aisle.class, "B");
        rack.number = 3;
        Await.value(session.flush());
        bin.text = "novels";
        Await.value(session.commit());
        assertThat(get(session, Aisle.Bin.class, new Aisle.Bin.Key(new Aisle.Rack.Key("B", 3), "x")))
                .isSameAs(bin);
        assertThat(bench.sql().column("select text from orm_bins where rack_number = 3"))
                .containsExactly("novels");
        Await.value(session.close());
    }

    @Test
    default void aRollbackHasKeysThatFollowedBack(Bench bench) {
        AsyncSession session = sessionsWithAisles(bench).open();
        Aisle aisle = get(session, Aisle.class, "A");
        Aisle.Rack rack = get(session, Aisle.Rack.class, new Aisle.Rack.Key("A", 1));
        Aisle.Bin bin = get(session, Aisle.Bin.class, new Aisle.Bin.Key(new Aisle.Rack.Key("A", 1), "x"));
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        aisle.code = "Y";
        Await.value(session.flush());
        Await.value(savepoint.rollback());
        assertThat(get(session, Aisle.Rack.class, new Aisle.Rack.Key("A", 1))).isSameAs(rack);
        aisle.code = "Z";
        Await.value(session.flush());
        bin.text = "novels";
        Await.value(session.flush());
        Await.value(session.rollback());
        assertThat(get(session, Aisle.class, "A")).isSameAs(aisle);
        assertThat(aisle.code).isEqualTo("A");
        assertThat(get(session, Aisle.Rack.class, new Aisle.Rack.Key("A", 1))).isSameAs(rack);
        assertThat(get(session, Aisle.Bin.class, new Aisle.Bin.Key(new Aisle.Rack.Key("A", 1), "x")))
                .isSameAs(bin);
        assertThat(bin.text).isEqualTo("nails");
        rack.text = "books";
        bin.text = "maps";
        Await.value(session.commit());
        assertThat(bench.sql().column("select text from orm_racks where number = 1"))
                .containsExactly("books");
        assertThat(bench.sql().column("select text from orm_bins")).containsExactly("maps");
        Await.value(session.close());
    }

    @Test
    default void keysFollowWhereOneTakesTheKeyThatAnotherGaveUp(Bench bench) {
        AsyncSessionMaker sessions = sessionsWithAisles(bench);
        for (int number = 3; number < 20; number++) {
            for (String code : List.of("A", "B")) {
                bench.sql()
                        .run("insert into orm_racks (aisle_code, number, text) values ('" + code + "', " + number
                                + ", '" + code + number + "')");
            }
        }
        AsyncSession session = sessions.open();
        Aisle first = get(session, Aisle.class, "A");
        Aisle second = get(session, Aisle.class, "B");
        List<Aisle.Rack> racks = Await.value(session.scalars(select(EntityTable.of(Aisle.Rack.class))))
                .all();
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        first.code = "C";
        Await.value(session.flush());
        second.code = "A";
        Await.value(session.flush());
        assertFound(session, racks, Map.of("A", "C", "B", "A"));
        Await.value(savepoint.rollback());
        assertFound(session, racks, Map.of("A", "A", "B", "B"));
        assertThat(get(session, Aisle.class, "A")).isSameAs(first);
        assertThat(get(session, Aisle.class, "B")).isSameAs(second);
        Await.value(session.close());
    }

    private static void assertFound(AsyncSession session, List<Aisle.Rack> racks, Map<String, String> codes) {
        for (Aisle.Rack rack : racks) {
            String before = requireNonNull(rack.text).startsWith("B") ? "B" : "A";
            Object key = new Aisle.Rack.Key(requireNonNull(codes.get(before)), rack.number);
            assertThat(get(session, Aisle.Rack.class, key)).isSameAs(rack);
            assertThat(Await.value(session.stateOf(rack))).isEqualTo(EntityState.PERSISTENT);
        }
    }

    /** Two aisles, the first with racks, a bin in one of them, and a sign, in tables whose keys follow those that they refer to. */
    private static AsyncSessionMaker sessionsWithAisles(Bench bench) {
        bench.dropping(OF_AISLES.metaData());
        bench.sql()
                .run(
                        "create table orm_aisles (code varchar(5) not null primary key)",
                        "create table orm_racks (aisle_code varchar(5) not null, number integer not null, text varchar(20),"
                                + " primary key (aisle_code, number),"
                                + " foreign key (aisle_code) references orm_aisles (code) on update cascade)",
                        "create table orm_bins (rack_aisle varchar(5) not null, rack_number integer not null,"
                                + " letter varchar(5) not null, text varchar(20),"
                                + " primary key (rack_aisle, rack_number, letter),"
                                + " foreign key (rack_aisle, rack_number) references orm_racks (aisle_code, number)"
                                + " on update cascade)",
                        "create table orm_signs (aisle_code varchar(5) not null primary key, text varchar(20),"
                                + " foreign key (aisle_code) references orm_aisles (code) on update cascade)");
        AsyncSessionMaker sessions = AsyncSessionMaker.of(bench.engine(), OF_AISLES);
        Aisle aisle =
                new Aisle("A", new Aisle.Rack(1, "tools", new Aisle.Bin("x", "nails")), new Aisle.Rack(2, "paint"));
        aisle.sign = new Aisle.Sign("iron");
        Await.value(sessions.begin(session -> {
            session.addAll(List.of(aisle, new Aisle("B")));
            return session.flush();
        }));
        return sessions;
    }
}
