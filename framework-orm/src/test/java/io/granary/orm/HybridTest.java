package io.granary.orm;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.PostgresDialect;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HybridTest {

    @Entity
    static class Span {
        @Id
        long id;

        int start;
        int finish;

        /** A class may say what its hybrids are of itself. */
        static final Hybrid<Span, Integer> LENGTH = Hybrid.of(
                EntityTable.of(Span.class),
                span -> span.finish - span.start,
                span -> span.column(FINISH).sub(span.column(START)));

        static Hybrid<Span, Boolean> longerThan(int length) {
            return Hybrid.of(
                    SPAN,
                    span -> LENGTH.of(span) > length,
                    span -> LENGTH.sql(span).gt(length));
        }
    }

    @Entity
    static class Other {
        @Id
        long id;
    }

    private static final EntityTable<Span> SPAN = EntityTable.of(Span.class);
    private static final Column<Integer> START = SPAN.attribute("start", Integer.class);
    private static final Column<Integer> FINISH = SPAN.attribute("finish", Integer.class);

    private static String sql(Executable statement) {
        return statement.toSql(PostgresDialect.INSTANCE).text();
    }

    @Test
    void isSetOnAnObjectIfItSaysHow() {
        Span span = new Span();
        span.start = 3;
        Hybrid<Span, Integer> length =
                Span.LENGTH.withSetter((changed, value) -> changed.finish = changed.start + value);
        length.set(span, 4);
        assertThat(span.finish).isEqualTo(7);
        assertThat(length.of(span)).isEqualTo(4);
        assertThat(sql(select(SPAN.attribute("id", Long.class))
                        .where(length.sql().gt(2))))
                .contains("finish - ");
        assertThatThrownBy(() -> Span.LENGTH.set(span, 1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("withSetter");
    }

    @Test
    @Tag("HY01")
    void isComputedOfAnObject() {
        Span span = new Span();
        span.start = 3;
        span.finish = 10;
        assertThat(Span.LENGTH.of(span)).isEqualTo(7);
        assertThat(Span.longerThan(6).of(span)).isTrue();
        assertThat(Span.longerThan(7).of(span)).isFalse();
    }

    @Test
    void isAnExpressionOfATableAndOfItsAliases() {
        assertThat(sql(select(Span.LENGTH.sql())
                        .where(Span.longerThan(6).sql())
                        .orderBy(Span.LENGTH.sql().desc())))
                .isEqualTo(
                        "SELECT span.finish - span.start AS anon_1 FROM span WHERE span.finish - span.start > $1 ORDER BY span.finish - span.start DESC");
        assertThat(sql(select(Span.LENGTH.sql(SPAN.as("s")))))
                .isEqualTo("SELECT s.finish - s.start AS anon_1 FROM span AS s");
        assertThat(Span.LENGTH.sql(SPAN)).isSameAs(Span.LENGTH.sql());
    }

    @Test
    @Tag("HY02")
    void aQueryTakesItsRowFromTheQueryAround() {
        EntityTable<Other> other = EntityTable.of(Other.class);
        Hybrid<Span, Long> others = Hybrid.of(
                SPAN,
                span -> 0L,
                span -> select(count())
                        .from(other)
                        .where(other.column("id", Long.class).eq(span.column(SPAN.column("id", Long.class))))
                        .scalar());
        assertThat(sql(select(START)
                        .join(other, other.column("id", Long.class).eq(SPAN.column("id", Long.class)))
                        .where(others.sql().gt(2L))))
                .as("which reads the same table")
                .endsWith("WHERE (SELECT count(*) AS count_1 FROM other WHERE other.id = span.id) > $1");
    }

    @Test
    void refusesTablesOfOtherClasses() {
        assertThatThrownBy(() -> Span.LENGTH.sql(EntityTable.of(Other.class)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("A hybrid of Span was asked of other, which is a table of Other.")
                .hasMessageContaining("Give the table of Span");
        assertThatThrownBy(() -> Span.LENGTH.sql(select(SPAN).subquery("s")))
                .hasMessageContaining("which is no table of a mapped class");
    }
}
