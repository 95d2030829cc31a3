package io.granary.testkit.orm;

import static io.granary.orm.Load.defer;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.loadOnly;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.undefer;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.LoadingCompliance.statements;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.sql.TypedAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attributes that an expression is read in the place of. */
public interface ColumnPropertyCompliance extends OnSessions {

    /** Crates. */
    EntityTable<Crate> CRATES = EntityTable.of(Crate.class);

    /** How many fruits are in them. */
    Column<Long> CRATE_COUNT = CRATES.attribute("count", Long.class);

    /** Their names. */
    Column<String> CRATE_NAME = CRATES.attribute("name", String.class);

    /** Their names, louder. */
    Column<String> CRATE_LOUD = CRATES.attribute("loud", String.class);

    /** What is in them. */
    Relationship<Crate, List<Fruit>> CRATE_FRUITS = CRATES.relationship("fruits");

    /** Fruits. */
    EntityTable<Fruit> FRUITS = EntityTable.of(Fruit.class);

    /** Twice their weight. */
    Column<Integer> FRUIT_TWICE = FRUITS.attribute("twice", Integer.class);

    /** Where they lie. */
    Relationship<Fruit, Crate> FRUIT_CRATE = FRUITS.relationship("crate");

    private static void crates(Bench bench) {
        stored(bench, new Crate("apples", 1, 2, 3), new ColdCrate("berries", 4, 5), new Crate("none"));
    }

    private static List<String> found(List<? extends Crate> crates) {
        return crates.stream().map(crate -> crate.loud + crate.count).toList();
    }

    private static List<@Nullable String> names(List<Crate> crates) {
        return crates.stream().map(crate -> crate.name).toList();
    }

    @Test
    @Tag("CP01")
    default void anExpressionIsReadInThePlaceOfAnAttribute(Bench bench) {
        crates(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(found(all(session, select(CRATES).orderBy(CRATE_NAME))))
                .containsExactly("apples!3", "berries!1", "none!0");
        assertThat(found(all(
                        session,
                        select(EntityTable.of(ColdCrate.class))
                                .options(loadOnly(
                                        EntityTable.of(ColdCrate.class).attribute("degrees", Integer.class))))))
                .as("what is known already stays")
                .containsExactly("berries!1");
        Await.value(session.close());
        ColdCrate berries = session(
                bench,
                again -> again.scalars(select(EntityTable.of(ColdCrate.class)))
                        .thenApply(result -> result.all().get(0)));
        assertThat(found(List.of(berries))).containsExactly("berries!1");
        Crate got = session(bench, again -> again.getOne(Crate.class, Objects.requireNonNull(berries.id)));
        assertThat(found(List.of(got))).containsExactly("berries!1");
    }

    @Test
    @Tag("CP02")
    default void aPropertyStandsInStatementsAsAColumnDoes(Bench bench) {
        crates(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(names(all(session, select(CRATES).where(CRATE_COUNT.gt(0L)).orderBy(CRATE_COUNT.desc()))))
                .containsExactly("apples", "berries");
        TypedAlias<Crate> other = CRATES.as("other");
        assertThat(names(all(
                        session,
                        select(other)
                                .where(
                                        other.column(CRATE_LOUD).eq("apples!"),
                                        other.column(CRATE_COUNT).eq(3L)))))
                .containsExactly("apples");
        List<Long> counts = Await.value(session.scalars(select(CRATE_COUNT)
                        .join(CRATE_FRUITS)
                        .where(FRUITS.attribute("weight", Integer.class).lt(3))))
                .all();
        assertThat(counts).as("the query around it reads fruits, too").containsExactly(3L, 3L);
        Select<Crate> most = select(CRATES).orderBy(CRATE_COUNT.desc()).limit(1);
        assertThat(Await.value(session.scalars(select(count()).from(most.subquery("most"))))
                        .one())
                .isEqualTo(1L);
        assertThat(names(all(session, select(CRATES).where(CRATE_FRUITS.any(), CRATE_COUNT.lt(2L)))))
                .containsExactly("berries");
        Await.value(session.close());
    }

    @Test
    @Tag("CP03")
    default void aPropertyComesWithEveryWayOfLoading(Bench bench) {
        crates(bench);
        for (Select<Fruit> fruits : List.of(
                select(FRUITS).options(joinedLoad(FRUIT_CRATE)),
                select(FRUITS).options(selectInLoad(FRUIT_CRATE)),
                select(FRUITS).limit(10).options(joinedLoad(FRUIT_CRATE).joinedLoad(CRATE_FRUITS)))) {
            List<Fruit> found = session(
                    bench,
                    open -> open.scalars(fruits.orderBy(FRUITS.attribute("weight", Integer.class)))
                            .thenApply(result -> result.unique().all()));
            assertThat(found)
                    .extracting(fruit -> fruit.crate == null ? null : fruit.crate.count)
                    .containsExactly(3L, 3L, 3L, 1L);
        }
        List<Crate> limited = session(
                bench,
                open -> open.scalars(select(CRATES)
                                .where(CRATE_COUNT.gt(0L))
                                .orderBy(CRATE_COUNT)
                                .limit(2)
                                .options(joinedLoad(CRATE_FRUITS)))
                        .thenApply(result -> result.unique().all()));
        assertThat(found(limited)).containsExactly("berries!1", "apples!3");
        assertThat(limited.get(1).fruits).hasSize(3);
    }

    @Test
    @Tag("CP04")
    default void aPropertyIsLeftOutAndReadLater(Bench bench) {
        crates(bench);
        AsyncSession session = sessions(bench).open();
        sent(bench).mark();
        Crate apples = all(
                        session, select(CRATES).where(CRATE_NAME.eq("apples")).options(defer(CRATE_COUNT)))
                .get(0);
        assertThat(statements(bench).get(0)).doesNotContain("count(*)");
        assertThat(apples.count).isNull();
        assertThat(Await.value(session.load(apples, CRATE_COUNT))).contains(3L);
        Await.value(session.close());
    }

    @Test
    @Tag("CP05")
    default void aPropertyIsNeverWrittenAndReadAnewAfterItExpires(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Crate crate = new Crate("pears", 1);
        crate.count = 100L;
        session.add(crate);
        Await.value(session.flush());
        assertThat(Await.value(session.load(crate, CRATE_COUNT))).contains(1L);
        crate.count = 100L;
        sent(bench).mark();
        Await.value(session.flush());
        assertThat(statements(bench)).isEmpty();
        crate.fruits.add(new Fruit(2));
        crate.name = "plums";
        Await.value(session.flush());
        Await.value(session.refresh(crate));
        assertThat(found(List.of(crate))).containsExactly("plums!2");
        session.add(new Crate("other"));
        Await.value(session.commit());
        assertThat(get(session, Crate.class, crate.id).count).isEqualTo(2L);
        Await.value(session.close());
    }

    @Test
    @Tag("CP06")
    default void aPropertyChoosesRowsOfOtherStatements(Bench bench) {
        stored(bench, new Crate("few", 1), new Crate("many", 1, 2, 3));
        AsyncSession session = sessions(bench).open();
        List<Crate> both = all(session, select(CRATES).orderBy(CRATE_COUNT));
        Await.value(session.execute(update(CRATES).set(CRATE_NAME, "full").where(CRATE_COUNT.gt(2L))));
        assertThat(both.get(1).name).isEqualTo("full");
        assertThatThrownBy(() -> update(CRATES).set(CRATE_COUNT, 1L))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("count");
        Await.value(session.execute(delete(FRUITS)));
        Await.value(session.execute(delete(CRATES).where(CRATE_COUNT.eq(0L))));
        assertThat(Await.value(session.count(select(CRATES)))).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("CP04")
    @Tag("CP07")
    default void aPropertyComesWithStreamsOfTheClassesOfOneTable(Bench bench) {
        stored(bench, new Fruit(2), new Fruit.Stone(7));
        AsyncSession session = sessions(bench).open();
        List<Fruit> streamed = Await.value(session.streamScalars(select(FRUITS)
                        .where(FRUIT_TWICE.lt(20))
                        .orderBy(FRUIT_TWICE.desc())
                        .options(undefer(FRUIT_TWICE)))
                .all());
        assertThat(streamed).extracting(fruit -> fruit.twice).containsExactly(14, 4);
        assertThat(streamed.get(0)).isInstanceOf(Fruit.Stone.class);
        Await.value(session.close());
        AsyncSession again = sessions(bench).open();
        EntityTable<Fruit.Stone> stones = EntityTable.of(Fruit.Stone.class);
        Fruit.Stone stone = all(
                        again, select(stones).where(stones.column(FRUIT_TWICE).eq(14)))
                .get(0);
        assertThat(stone.twice).as("a query did not say that it be read").isNull();
        assertThat(Await.value(again.load(stone, FRUIT_TWICE))).contains(14);
        Await.value(again.close());
    }

    @Test
    @Tag("CP08")
    default void aPropertyIsReturnedOfRowsThatAreWritten(Bench bench) {
        if (!bench.engine().dialect().supports(Feature.INSERT_RETURNING)) {
            return;
        }
        AsyncSession session = sessions(bench).open();
        List<Params> rows = List.of(Params.of("weight", 3), Params.of("weight", 5));
        assertThat(Await.value(session.execute(insert(FRUITS).returning(FRUITS), rows))
                        .scalars(Fruit.class)
                        .fetchAll())
                .extracting(fruit -> fruit.twice)
                .containsExactly(6, 10);
        assertThat(Await.value(session.execute(insert(FRUITS).returning(FRUIT_TWICE), Params.of("weight", 4)))
                        .scalars(Integer.class)
                        .one())
                .isEqualTo(8);
        Await.value(session.close());
    }
}
