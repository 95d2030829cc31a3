package io.granary.testkit.random;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.engine.AsyncEngine;
import io.granary.schema.Column;
import io.granary.schema.Inspector;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.schema.catalog.ColumnInfo;
import io.granary.sql.Condition;
import io.granary.sql.Params;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.Claim;
import io.granary.testkit.OnBench;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever texts hold, they are values and never SQL: bound, written as constants, searched for and asked for in documents. */
public interface AnyTextCompliance extends OnBench {

    private static List<String> texts(long seed, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> Scraps.joined(Dice.of(seed, number), true))
                .toList();
    }

    @Test
    default void valuesComeBackAndAreFound(Bench bench) {
        long seed = Seed.of(20261203);
        List<String> texts = new ArrayList<>(texts(seed, 0, 150));
        texts.add("");
        texts.add(String.join("", texts).repeat(100));
        Table table = Table.of("texts", t -> {
            t.column("id", Types.INTEGER, c -> c.primaryKey());
            t.column("v", Types.TEXT);
        });
        Column<Integer> id = table.column("id", Integer.class);
        Column<String> v = table.column("v", String.class);
        bench.table(table);
        Await.value(bench.engine().execute(insert(table), rows(texts)));

        assertThat(Await.value(bench.engine().execute(select(v).orderBy(id)))
                        .scalars(String.class)
                        .all())
                .as(Seed.again(seed))
                .isEqualTo(texts);
        assertThat(Await.value(bench.engine().execute(select(id).where(v.in(texts))))
                        .scalars(Integer.class)
                        .all())
                .hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(Await.value(bench.engine().execute(select(id).where(v.eq(texts.get(i)))))
                            .scalars(Integer.class)
                            .all())
                    .as("%s. %s", texts.get(i), Seed.again(seed))
                    .contains(i);
            assertThat(Await.value(bench.engine()
                                    .execute(
                                            text("select v from texts where id = :id and v = :v"),
                                            Params.of("id", i, "v", texts.get(i))))
                            .scalar(String.class))
                    .contains(texts.get(i));
        }
    }

    private static List<Map<String, ?>> rows(List<String> texts) {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            rows.add(Params.of("id", i, "v", texts.get(i)));
        }
        return rows;
    }

    @Test
    default void constantsAndCommentsOfTablesAreWhatTheyWere(Bench bench) {
        List<String> before = Await.value(Inspector.of(bench.engine()).tableNames());
        long seed = Seed.of(20261204);
        for (int number = 0; number < 4; number++) {
            List<String> texts = texts(seed, 15 * number, 15 * number + 15);
            Table table = Table.of("constants", t -> {
                t.column("id", Types.INTEGER, c -> c.primaryKey());
                for (int i = 0; i < texts.size(); i++) {
                    String text = texts.get(i);
                    Column<String> v = t.column(
                            "v" + i,
                            Types.string(100),
                            c -> c.serverDefault(value(text)).comment(comment(bench, text)));
                    t.check("ck" + i, v.eq(text));
                }
                t.comment(comment(bench, texts.get(0)));
            });
            MetaData metaData = bench.dropping(MetaData.of(table));
            Await.value(metaData.createAll(bench.engine()));
            Await.value(bench.engine().execute(insert(table), Params.of("id", 1)));

            assertThat(Await.value(bench.engine().execute(select(table)))
                            .one()
                            .values()
                            .subList(1, 16))
                    .as(Seed.again(seed))
                    .isEqualTo(texts);
            Inspector inspector = Inspector.of(bench.engine());
            assertThat(Await.value(inspector.columns("constants")).subList(1, 16))
                    .extracting(ColumnInfo::comment)
                    .isEqualTo(texts.stream().map(text -> told(bench, text)).toList());
            assertThat(Await.value(inspector.tableComment("constants")))
                    .isEqualTo(Optional.ofNullable(told(bench, texts.get(0))));
            Await.value(metaData.dropAll(bench.engine()));
        }
        assertThat(Await.value(Inspector.of(bench.engine()).tableNames())).isEqualTo(before);
    }

    /** MySQL and MariaDB make question marks of what is beyond the first 65536. */
    private static String comment(Bench bench, String text) {
        return bench.capabilities().isMySql() ? text.replaceAll("[^\\x{0}-\\x{ffff}]", "?") : text;
    }

    private static @Nullable String told(Bench bench, String text) {
        return bench.capabilities().claims(Claim.KEEPS_COMMENTS) ? comment(bench, text) : null;
    }

    @Test
    default void membersOfDocumentsMayHaveAnyName(Bench bench) {
        long seed = Seed.of(20261205);
        List<String> names = texts(seed, 0, 40).stream()
                .distinct()
                .filter(name -> bench.database().kind() != DatabaseKind.MARIADB || !name.startsWith("-")) // finds none
                .toList();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> document.put(name, "the one of " + name));
        Table table = Table.of("documents", t -> t.column("d", Types.JSON));
        Column<JsonNode> d = table.column("d", JsonNode.class);
        bench.table(table);
        Await.value(bench.engine().execute(insert(table), Params.of("d", document)));
        for (String name : names) {
            assertThat(Await.value(bench.engine()
                                    .execute(select(d.path(name).asText().as("member"))))
                            .scalar(String.class))
                    .as("%s. %s", name, Seed.again(seed))
                    .contains("the one of " + name);
        }
    }

    @Test
    @Tag("F53")
    default void whatIsSearchedForIsNoPattern(Bench bench) {
        long seed = Seed.of(20261206);
        List<String> texts = new ArrayList<>(texts(seed, 0, 30));
        for (int number = 100; number < 200; number++) {
            texts.add(Scraps.wildcards(Dice.of(seed, number), 8));
        }
        Table table = Table.of("searched", t -> {
            t.column("id", Types.INTEGER);
            t.column("v", Types.string(200));
        });
        Column<String> v = table.column("v", String.class);
        String exact = bench.capabilities().isMySql() ? " character set utf8mb4 collate utf8mb4_bin" : "";
        bench.table("searched", "id integer, v varchar(200)" + exact);
        Await.value(bench.engine().execute(insert(table), rows(texts)));
        AsyncEngine exactly = bench.engineWithExactPatterns();
        for (int number = 0; number < 60; number++) {
            Dice dice = Dice.of(seed, 1000 + number);
            String part = number < 30 ? part(texts.get(number), dice) : Scraps.wildcards(dice, 3);
            Search search = new Search(exactly, table, texts, part);
            search.finds(v.contains(part), text -> text.contains(part));
            search.finds(v.startsWith(part), text -> text.startsWith(part));
            search.finds(v.endsWith(part), text -> text.endsWith(part));
            search.finds(not(v.contains(part)), text -> !text.contains(part));
        }
    }

    /** From one character to another. */
    private static String part(String text, Dice dice) {
        int characters = text.codePointCount(0, text.length());
        int from = dice.below(characters);
        int to = from + 1 + dice.below(characters - from);
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    /**
     * A search.
     *
     * @param engine where
     * @param table among what
     * @param texts the same
     * @param part for what
     */
    record Search(AsyncEngine engine, Table table, List<String> texts, String part) {

        void finds(Condition condition, Predicate<String> meaning) {
            Column<?> id = table.column("id");
            assertThat(Await.value(engine.execute(select(id).where(condition).orderBy(id)))
                            .scalars(Integer.class)
                            .all())
                    .as("%s by %s", part, condition)
                    .isEqualTo(IntStream.range(0, texts.size())
                            .filter(i -> meaning.test(texts.get(i)))
                            .boxed()
                            .toList());
        }
    }
}
