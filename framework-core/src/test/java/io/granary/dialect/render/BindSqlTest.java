package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.Segment;
import io.granary.type.SqlType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which values reach the database, and under which names they are known before. */
class BindSqlTest {

    private static List<String> names(Executable statement) {
        ShapeKey key = ShapeKey.of(statement, List.of(), Execution.SHOWN);
        return POSTGRES.renderer().render(statement, key).segments().stream()
                .filter(Segment.Bind.class::isInstance)
                .map(segment -> ((Segment.Bind) segment).name())
                .toList();
    }

    @Test
    @Tag("SQ37")
    void oneNameIsOneValue() {
        Expression<Integer> least = bind("least", INTEGER);
        assertWritten(
                        select(USERS.id).where(USERS.age.gt(least).or(USERS.age.eq(bind("least", INTEGER)))),
                        Map.of("least", 7))
                .postgres("SELECT users.id FROM users WHERE users.age > $1 OR users.age = $1", 7)
                .mysqls("SELECT users.id FROM users WHERE users.age > ? OR users.age = ?", 7, 7)
                .h2("SELECT users.id FROM users WHERE users.age > ? OR users.age = ?", 7, 7);
    }

    @Test
    @Tag("SQ37")
    void valuesOfTheirOwnAreNumbered() {
        assertThat(names(select(USERS.id).where(USERS.age.eq(1).or(USERS.age.eq(1)), USERS.name.eq("x"))))
                .containsExactly("age_1", "age_2", "name_1");
        assertThat(names(select(USERS.id).where(USERS.age.eq(bind("age_1", INTEGER)), USERS.age.eq(2))))
                .containsExactly("age_1", "age_2");
        assertThat(names(update(USERS).set(USERS.age, 1).where(USERS.age.eq(2))))
                .containsExactly("age", "age_1");
    }

    @Test
    @Tag("SQ37")
    void aNameThatWasGivenAlreadyIsRefused() {
        assertThatThrownBy(() -> names(select(USERS.id).where(USERS.age.eq(2), USERS.age.eq(bind("age_1", INTEGER)))))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("'age_1' has the name that the compiler gave");
    }

    @Test
    @Tag("SQ38")
    void aMissingValueIsNamed() {
        assertThatThrownBy(() -> select(USERS.id)
                        .where(USERS.age.eq(bind("least", INTEGER)))
                        .toSql(POSTGRES))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'least'");
        assertWritten(select(USERS.id).where(USERS.age.eq(bind("least", INTEGER).withDefault(3))))
                .everywhere("SELECT users.id FROM users WHERE users.age = ?", 3);
    }

    @Test
    void aValueMetTwiceIsBoundOnceWhereMarkersAreNumbered() {
        Expression<Integer> next = USERS.age.add(1);
        assertWritten(select(next.as("next_age"), count()).groupBy(next))
                .postgres(
                        "SELECT users.age + $1 AS next_age, count(*) AS count_1 FROM users GROUP BY users.age + $1", 1)
                .mysqls(
                        "SELECT users.age + ? AS next_age, count(*) AS count_1 FROM users GROUP BY users.age + ?",
                        1,
                        1);
    }

    @Test
    void valuesAreConvertedForTheirColumn() {
        SqlType<String> stored = BIG_INTEGER.mapped(String.class, Long::valueOf, String::valueOf);
        assertWritten(select(USERS.id).where(USERS.id.coerce(stored).eq("7")))
                .everywhere("SELECT users.id FROM users WHERE users.id = ?", 7L);
        assertWritten(select(USERS.id).where(USERS.id.coerce(stored).in("7", "8")))
                .everywhere("SELECT users.id FROM users WHERE users.id IN (?, ?)", 7L, 8L);
    }

    // ---- several sets

    @Test
    @Tag("IN02")
    void theFirstSetSaysWhichColumnsThereAreAndTheOthersHaveToHaveThem() {
        TreeValues values =
                values(insert(USERS), List.of(Map.of("name", "a"), Map.of("name", "b", "age", 2), Map.of("age", 3)));
        assertThat(values.value(1, "name")).isEqualTo("b");
        assertThatThrownBy(() -> values.value(2, "name"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'name'");
    }

    @Test
    void eachSetAsksForItsDefaultOnce() {
        AtomicInteger next = new AtomicInteger();
        Table table = Table.of("t", t -> {
            t.column("id", INTEGER, c -> c.defaultValue(next::incrementAndGet));
            t.column("a", INTEGER);
        });
        TreeValues values = values(insert(table), List.of(Map.of("a", 1), Map.of("a", 2)));
        String place = "default 0 id";
        assertThat(values.value(0, place)).isEqualTo(1).isEqualTo(values.value(0, place));
        assertThat(values.value(1, place)).isEqualTo(2).isEqualTo(values.value(1, place));
    }

    private static TreeValues values(Executable statement, List<Map<String, ?>> sets) {
        ShapeKey key = ShapeKey.of(statement, sets.get(0).keySet(), Execution.SHOWN);
        RenderedStatement written = POSTGRES.renderer().render(statement, key);
        return TreeValues.of(written, key.binds(), POSTGRES.types(), sets);
    }

    @Test
    void aListThatIsOneValueOfItsColumnStaysOne() {
        SqlType<List<String>> joined =
                TEXT.mapped(listOfText(), words -> String.join(",", words), text -> List.of(text.split(",", -1)));
        Table notes = Table.of("notes", t -> t.column("words", joined));
        assertWritten(insert(notes).values(Map.of("words", List.of("a", "b"))))
                .postgres("INSERT INTO notes (words) VALUES ($1)", "a,b")
                .mysqls("INSERT INTO notes (words) VALUES (?)", "a,b");
    }

    @SuppressWarnings("unchecked") // a class says nothing of what a list holds
    private static Class<List<String>> listOfText() {
        return (Class<List<String>>) (Class<?>) List.class;
    }
}
