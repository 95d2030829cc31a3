package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.Load;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.Sql;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keys whose values mean the same to a database though they are not equal, and keys that it does not keep as they are: one row has one object. */
public interface KeyMeaningCompliance extends OnSessions {

    /** The classes whose keys are such. */
    Mappings OF_MEANING = Mappings.of(
            Weight.class,
            Tide.class,
            Tick.class,
            Tick.Heard.class,
            Digest.class,
            Digest.Signed.class,
            Coupon.class,
            Coupon.Priced.class,
            Port.class);

    /** What is compared with a weight. */
    Relationship<Weight, List<Weight>> WEIGHT_MULTIPLES =
            EntityTable.of(Weight.class).relationship("multiples");

    /** What a weight is compared with. */
    Relationship<Weight, Weight> WEIGHT_UNIT = EntityTable.of(Weight.class).relationship("unit");

    /** What came before a tick. */
    Relationship<Tick, Tick> TICK_BEFORE = EntityTable.of(Tick.class).relationship("before");

    /** Where ships go from a port. */
    Relationship<Port, Port> PORT_NEXT = EntityTable.of(Port.class).relationship("next");

    /** What a coupon came with. */
    Relationship<Coupon, Coupon> COUPON_WITH = EntityTable.of(Coupon.class).relationship("with");

    /** What came with a coupon. */
    Relationship<Coupon, List<Coupon>> COUPON_MORE =
            EntityTable.of(Coupon.class).relationship("more");

    /** What a digest consists of. */
    Relationship<Digest, List<Digest>> DIGEST_PARTS =
            EntityTable.of(Digest.class).relationship("parts");

    private static AsyncSessionMaker makerOfMeaning(Bench bench) {
        Await.value(bench.dropping(OF_MEANING.metaData()).createAll(bench.engine()));
        return AsyncSessionMaker.of(bench.engine(), OF_MEANING);
    }

    private static void store(AsyncSessionMaker sessions, Object... objects) {
        Await.value(sessions.begin(session -> {
            session.addAll(List.of(objects));
            return session.flush();
        }));
    }

    private static <E> E only(AsyncSession session, Class<E> type) {
        return Await.value(session.scalars(Sql.select(EntityTable.of(type)))).one();
    }

    @Test
    default void aNumberIsTheSameKeyWithAnyZerosBehindIt(Bench bench) {
        AsyncSession session = makerOfMeaning(bench).open();
        Weight pound = new Weight("0.5", null);
        session.add(pound);
        Await.value(session.commit());
        assertThat(only(session, Weight.class)).isSameAs(pound);
        assertThat(get(session, Weight.class, new BigDecimal("0.50"))).isSameAs(pound);
        pound.name = "pound";
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_weights")).containsExactly("pound");
        Await.value(session.delete(pound));
        Await.value(session.commit());
        assertThat(count(bench, "orm_weights")).isZero();
        Await.value(session.close());
    }

    @Test
    default void collectionsFindOwnersByWhatTheirNumbersMean(Bench bench) {
        AsyncSessionMaker sessions = makerOfMeaning(bench);
        Weight pound = new Weight("0.5", null);
        store(sessions, pound, new Weight("1", pound), new Weight("1.5", pound));
        AsyncSession session = sessions.open();
        Weight found = get(session, Weight.class, new BigDecimal("0.5"));
        List<Weight> multiples = Await.value(session.load(found, WEIGHT_MULTIPLES));
        assertThat(multiples)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.unit).isSameAs(found));
        session.expungeAll();
        List<Weight> all = Await.value(session.scalars(Sql.select(EntityTable.of(Weight.class))
                        .options(Load.selectInLoad(WEIGHT_MULTIPLES), Load.selectInLoad(WEIGHT_UNIT))))
                .all();
        assertThat(all).hasSize(3);
        assertThat(all).extracting(each -> each.multiples.size()).containsExactlyInAnyOrder(2, 0, 0);
        for (Weight each : all) {
            each.name = "seen";
        }
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_weights where name = 'seen'"))
                .isEqualTo(3);
        all.forEach(session::delete);
        Await.value(session.commit());
        assertThat(count(bench, "orm_weights")).isZero();
        Await.value(session.close());
    }

    @Test
    default void aMomentIsTheSameKeyWithAnyOffset(Bench bench) {
        AsyncSession session = makerOfMeaning(bench).open();
        Tide tide = new Tide(OffsetDateTime.parse("2024-01-01T12:00:00+02:00"));
        session.add(tide);
        Await.value(session.commit());
        assertThat(only(session, Tide.class)).isSameAs(tide);
        assertThat(get(session, Tide.class, OffsetDateTime.parse("2024-01-01T10:00:00Z")))
                .isSameAs(tide);
        tide.name = "spring";
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_tides")).containsExactly("spring");
        Tide outside = new Tide(OffsetDateTime.parse("2024-01-01T05:00:00-05:00"));
        outside.name = "neap";
        assertThat(Await.value(session.merge(outside))).isSameAs(tide);
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_tides")).containsExactly("neap");
        Await.value(session.close());
    }

    @Test
    default void aKeyIsKeptToTheMicrosecond(Bench bench) {
        AsyncSession session = makerOfMeaning(bench).open();
        Instant exact = Instant.parse("2024-01-01T00:00:00.123456789Z");
        Tick first = new Tick(exact, null);
        Tick second = new Tick(Instant.parse("2024-01-01T00:00:01.999999999Z"), first);
        session.addAll(List.of(second, first));
        Await.value(session.commit());
        assertThat(first.at).isEqualTo(Instant.parse("2024-01-01T00:00:00.123456Z"));
        assertThat(get(session, Tick.class, exact)).isSameAs(first);
        assertThat(Await.value(session.getAll(Tick.class, List.of(exact, first.at))))
                .allSatisfy(found -> assertThat(found).containsSame(first));
        assertThat(Await.value(session.load(second, TICK_BEFORE))).isSameAs(first);
        first.name = "first";
        second.at = Instant.parse("2025-01-01T00:00:01.000000999Z");
        Await.value(session.commit());
        assertThat(second.at).isEqualTo(Instant.parse("2025-01-01T00:00:01Z"));
        assertThat(get(session, Tick.class, second.at)).isSameAs(second);
        assertThat(bench.sql().number("select count(*) from orm_ticks where name = 'first'"))
                .isEqualTo(1);
        assertThat(Await.value(session.scalars(Sql.select(EntityTable.of(Tick.class))))
                        .all())
                .containsExactlyInAnyOrder(first, second);
        Await.value(session.delete(second));
        Await.value(session.delete(first));
        Await.value(session.commit());
        assertThat(count(bench, "orm_ticks")).isZero();
        Await.value(session.close());
    }

    @Test
    default void whatComesFromOutsideHasItsKeyToTheMicrosecond(Bench bench) {
        AsyncSessionMaker sessions = makerOfMeaning(bench);
        Instant exact = Instant.parse("2024-01-01T00:00:00.123456789Z");
        store(sessions, new Tick(exact, null));
        AsyncSession session = sessions.open();
        Tick outside = new Tick(exact, null);
        outside.name = "merged";
        Tick merged = Await.value(session.merge(outside));
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_ticks")).containsExactly("merged");
        session.expunge(merged);
        Await.value(session.delete(outside));
        Await.value(session.commit());
        assertThat(count(bench, "orm_ticks")).isZero();
        Await.value(session.close());
    }

    @Test
    default void aTimeWithinAKeyIsKeptToTheMicrosecond(Bench bench) {
        AsyncSession session = makerOfMeaning(bench).open();
        LocalDateTime exact = LocalDateTime.parse("2024-01-01T00:00:00.123456789");
        Tick.Heard heard = new Tick.Heard(exact, 7);
        session.add(heard);
        Await.value(session.commit());
        Tick.Heard.Key kept = new Tick.Heard.Key(LocalDateTime.parse("2024-01-01T00:00:00.123456"), 7);
        assertThat(heard.key).isEqualTo(kept);
        assertThat(only(session, Tick.Heard.class)).isSameAs(heard);
        assertThat(get(session, Tick.Heard.class, new Tick.Heard.Key(exact, 7))).isSameAs(heard);
        heard.name = "loud";
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_ticks_heard")).containsExactly("loud");
        Await.value(session.close());
    }

    @Test
    default void aConvertedKeyIsWhatIsStoredOfIt(Bench bench) {
        AsyncSessionMaker sessions = makerOfMeaning(bench);
        Coupon first = new Coupon("First", null);
        store(sessions, first, new Coupon("SECOND", first), new Coupon("third", first));
        AsyncSession session = sessions.open();
        Coupon found = get(session, Coupon.class, new Coupon.Code("first"));
        assertThat(get(session, Coupon.class, new Coupon.Code("FIRST"))).isSameAs(found);
        assertThat(Await.value(session.getAll(
                        Coupon.class,
                        List.of(new Coupon.Code("Second"), new Coupon.Code("first"), new Coupon.Code("x")))))
                .satisfiesExactly(
                        second -> assertThat(second).isPresent(),
                        same -> assertThat(same).containsSame(found),
                        none -> assertThat(none).isEmpty());
        List<Coupon> more = Await.value(session.load(found, COUPON_MORE));
        assertThat(more).hasSize(2).allSatisfy(each -> assertThat(each.with).isSameAs(found));
        session.expungeAll();
        List<Coupon> all = Await.value(session.scalars(Sql.select(EntityTable.of(Coupon.class))
                        .options(Load.selectInLoad(COUPON_WITH), Load.selectInLoad(COUPON_MORE))))
                .all();
        assertThat(all).extracting(each -> each.more.size()).containsExactlyInAnyOrder(2, 0, 0);
        assertThat(all).filteredOn(each -> each.with != null).hasSize(2);
        all.forEach(each -> each.name = "seen");
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_coupons where name = 'seen'"))
                .isEqualTo(3);
        Coupon outside = new Coupon("SECOND", null);
        outside.name = "merged";
        Await.value(session.merge(outside));
        Await.value(session.commit());
        assertThat(count(bench, "orm_coupons")).isEqualTo(3);
        all.forEach(session::delete);
        Await.value(session.commit());
        assertThat(count(bench, "orm_coupons")).isZero();
        Await.value(session.close());
    }

    @Test
    default void aConvertedNumberIsTheSameKeyWithAnyZerosBehindIt(Bench bench) {
        AsyncSession session = makerOfMeaning(bench).open();
        Coupon.Priced.Key key = new Coupon.Priced.Key(new Coupon.Priced.Price(new BigDecimal("1.5")), 7);
        Coupon.Priced priced = new Coupon.Priced(key);
        session.add(priced);
        Await.value(session.commit());
        assertThat(only(session, Coupon.Priced.class)).isSameAs(priced);
        assertThat(get(session, Coupon.Priced.class, key)).isSameAs(priced);
        priced.name = "seen";
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_coupons_priced")).containsExactly("seen");
        Await.value(session.delete(priced));
        Await.value(session.commit());
        assertThat(count(bench, "orm_coupons_priced")).isZero();
        Await.value(session.close());
    }

    @Test
    default void aTextIsFoundAsTheDatabaseFindsIt(Bench bench) {
        AsyncSessionMaker sessions = makerOfMeaning(bench);
        store(sessions, new Port("home"));
        assumeTrue(bench.sql().number("select count(*) from orm_ports where name = 'HOME'") == 1);
        bench.sql().run("insert into orm_ports (name, next_name) values ('abroad', 'HOME')");
        AsyncSession session = sessions.open();
        List<Optional<Port>> one = Await.value(session.getAll(Port.class, List.of("HOME")));
        Port home = get(session, Port.class, "HOME");
        assertThat(one).singleElement().satisfies(found -> assertThat(found).containsSame(home));
        assertThat(Await.value(session.getAll(Port.class, List.of("Home", "nowhere", "Abroad"))))
                .satisfiesExactly(
                        first -> assertThat(first).containsSame(home),
                        second -> assertThat(second).isEmpty(),
                        third -> assertThat(third).isPresent());
        Port abroad = get(session, Port.class, "abroad");
        assertThat(Await.value(session.loadOptional(abroad, PORT_NEXT))).containsSame(home);
        Await.value(session.refresh(abroad, "next"));
        assertThat(abroad.next).isSameAs(home);
        Await.value(session.commit());
        session.expungeAll();
        assertThat(Await.value(session.scalars(
                                Sql.select(EntityTable.of(Port.class)).options(Load.selectInLoad(PORT_NEXT))))
                        .all())
                .hasSize(2)
                .filteredOn(port -> port.next != null)
                .singleElement()
                .satisfies(port -> assertThat(port.next).isSameAs(get(session, Port.class, "home")));
        assertThat(bench.sql().column("select next_name from orm_ports where name = 'abroad'"))
                .as("as it was")
                .containsExactly("HOME");
        Await.value(session.close());
    }

    @Test
    default void bytesAreTheSameKeyInAnyArray(Bench bench) {
        AsyncSessionMaker sessions = makerOfMeaning(bench);
        Digest whole = new Digest(null, 1, 2);
        whole.parts.add(new Digest(whole, 1));
        whole.parts.add(new Digest(whole, 2));
        store(sessions, whole);
        AsyncSession session = sessions.open();
        Digest found = get(session, Digest.class, Digest.of(1, 2));
        assertThat(get(session, Digest.class, Digest.of(1, 2))).isSameAs(found);
        assertThat(Await.value(session.getAll(Digest.class, List.of(Digest.of(1), Digest.of(1, 2), Digest.of(9)))))
                .satisfiesExactly(
                        part -> assertThat(part).isPresent(),
                        same -> assertThat(same).containsSame(found),
                        none -> assertThat(none).isEmpty());
        assertThat(Await.value(session.load(found, DIGEST_PARTS)))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part.whole).isSameAs(found));
        session.expungeAll();
        List<Digest> all = Await.value(session.scalars(
                        Sql.select(EntityTable.of(Digest.class)).options(Load.selectInLoad(DIGEST_PARTS))))
                .all();
        assertThat(all).extracting(each -> each.parts.size()).containsExactlyInAnyOrder(2, 0, 0);
        all.forEach(each -> each.name = "seen");
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_digests where name = 'seen'"))
                .isEqualTo(3);
        whole.name = "merged";
        assertThat(Await.value(session.merge(whole))).isSameAs(get(session, Digest.class, Digest.of(1, 2)));
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_digests where name = 'merged'"))
                .isEqualTo(1);
        Await.value(session.delete(get(session, Digest.class, Digest.of(1, 2))));
        Await.value(session.commit());
        assertThat(count(bench, "orm_digests")).isZero();
        Await.value(session.close());
    }

    @Test
    default void aKeyThatIsChangedWithinItsArrayIsAnother(Bench bench) {
        AsyncSession session = makerOfMeaning(bench).open();
        Digest digest = new Digest(null, 1, 2);
        session.add(digest);
        Await.value(session.commit());
        Await.value(session.refresh(digest));
        digest.bytes[0] = 9;
        Await.value(session.commit());
        assertThat(get(session, Digest.class, Digest.of(9, 2))).isSameAs(digest);
        assertThat(Await.value(session.get(Digest.class, Digest.of(1, 2)))).isEmpty();
        assertThat(count(bench, "orm_digests")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void arraysWithinAKeyAreComparedByWhatIsInThem(Bench bench) {
        AsyncSession session = makerOfMeaning(bench).open();
        Digest.Signed signed = new Digest.Signed(new Digest.Signed.Key("ann", 1, 2));
        session.add(signed);
        Await.value(session.commit());
        assertThat(only(session, Digest.Signed.class)).isSameAs(signed);
        assertThat(get(session, Digest.Signed.class, new Digest.Signed.Key("ann", 1, 2)))
                .isSameAs(signed);
        signed.name = "seen";
        Await.value(session.commit());
        Digest.Signed outside = new Digest.Signed(new Digest.Signed.Key("ann", 1, 2));
        outside.name = "merged";
        assertThat(Await.value(session.merge(outside))).isSameAs(signed);
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_digests_signed")).containsExactly("merged");
        Await.value(session.close());
    }
}
