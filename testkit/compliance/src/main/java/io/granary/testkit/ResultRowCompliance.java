package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.FrozenResult;
import io.granary.engine.MappingResult;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.ScalarResult;
import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import io.granary.error.ResourceClosedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the rows of a result are read. */
public interface ResultRowCompliance extends OnBench {

    @Test
    @Tag("RS01")
    default void givesAllRowsOnceAndThenNone(Bench bench) {
        Result result = ReadRows.abc(bench);

        assertThat(result.fetchMany(3))
                .extracting(row -> row.get("a", Integer.class))
                .containsExactly(1, 2, 1);
        assertThat(result.fetchAll())
                .extracting(row -> row.get("a", Integer.class))
                .containsExactly(4);
        assertThat(result.fetchAll()).isEmpty();
    }

    @Test
    @Tag("RS04")
    default void scalarGivesTheFirstValueAndClosesTheRest(Bench bench) {
        Result result = ReadRows.abc(bench);

        assertThat(result.scalar(Integer.class)).hasValue(1);
        assertThatExceptionOfType(ResourceClosedException.class).isThrownBy(result::fetchAll);
    }

    @Test
    @Tag("RS05")
    default void oneInsistsOnOneRow(Bench bench) {
        ReadRows.abc(bench);

        assertThat(ReadRows.run(bench, text("select a from abc where id = 4"))
                        .one()
                        .get(0, Integer.class))
                .isEqualTo(4);
        assertThatExceptionOfType(NoResultFoundException.class)
                .isThrownBy(() -> ReadRows.run(bench, text("select a from abc where id = 5"))
                        .one());
        assertThatExceptionOfType(MultipleResultsFoundException.class)
                .isThrownBy(() -> ReadRows.run(bench, ReadRows.ABC).one())
                .withMessageContaining("exactly one");
    }

    @Test
    @Tag("RS07")
    default void oneOrNoneAndFirstAllowForNone(Bench bench) {
        ReadRows.abc(bench);

        assertThat(ReadRows.run(bench, text("select a from abc where id = 5")).scalarOneOrNone(Integer.class))
                .isEmpty();
        assertThat(ReadRows.run(bench, text("select a from abc where id = 5")).first())
                .isEmpty();
        assertThat(ReadRows.run(bench, text("select a from abc where id = 4")).oneOrNone())
                .hasValueSatisfying(
                        row -> assertThat(row.get("a", Integer.class)).isEqualTo(4));
        Result result = ReadRows.run(bench, ReadRows.ABC);
        assertThat(result.first()).isPresent();
        assertThatExceptionOfType(ResourceClosedException.class).isThrownBy(result::fetchOne);
    }

    @Test
    @Tag("RS14")
    default void aUniqueViewLeavesDuplicatesOut(Bench bench) {
        ReadRows.abc(bench);

        assertThat(ReadRows.run(bench, ReadRows.ABC)
                        .scalars("b", Integer.class)
                        .unique()
                        .all())
                .containsExactly(1, 3);
        Result byFirst = ReadRows.run(bench, ReadRows.ABC).unique(row -> row.get("a"));
        assertThat(byFirst.fetchMany(2))
                .extracting(row -> row.get("c", Integer.class))
                .containsExactly(1, 2);
        assertThat(byFirst.fetchMany(2))
                .extracting(row -> row.get("a", Integer.class))
                .containsExactly(4);
        assertThat(byFirst.fetchMany(2)).isEmpty();
    }

    @Test
    @Tag("RS17")
    default void viewsShareThePosition(Bench bench) {
        Result result = ReadRows.abc(bench);
        ScalarResult<Integer> scalars = result.scalars(Integer.class);

        assertThat(result.fetchOne())
                .hasValueSatisfying(row -> assertThat(ReadRows.number(row)).isEqualTo(1));
        assertThat(scalars.fetchMany(2)).containsExactly(2, 1);
        assertThat(result.fetchAll()).extracting(ReadRows::number).containsExactly(4);
    }

    @Test
    @Tag("RS23")
    default void mapsOfSomeColumnsLeaveTheRowsWhole(Bench bench) {
        Result result = ReadRows.abc(bench);
        MappingResult maps = result.mappings().columns("b", "c");

        assertThat(maps.fetchOne().orElseThrow().keySet()).containsExactly("b", "c");
        assertThat(result.fetchOne().orElseThrow().keys()).containsExactly("a", "b", "c");
        assertThat(result.columns(-1, 0).keys()).containsExactly("c", "a");
    }

    @Test
    @Tag("RS25")
    default void aFrozenResultKeepsItsColumnsAndIsReadAgain(Bench bench) {
        FrozenResult frozen = ReadRows.abc(bench).columns("b").unique().freeze();

        assertThat(frozen.thaw().scalars(Integer.class).all()).containsExactly(1, 3);
        assertThat(frozen.thaw().scalars(Integer.class).all()).containsExactly(1, 3);
    }

    @Test
    @Tag("RS37")
    default void rowsOfTwoExecutionsAreEqualByTheirValues(Bench bench) {
        List<Row> once = ReadRows.abc(bench).fetchAll();

        assertThat(ReadRows.run(bench, ReadRows.ABC).fetchAll()).isEqualTo(once).hasSameHashCodeAs(once);
        assertThat(ReadRows.run(bench, ReadRows.ABC).into(ReadRows.Abc.class).all())
                .containsExactly(
                        new ReadRows.Abc(1, 1, 1),
                        new ReadRows.Abc(2, 1, 2),
                        new ReadRows.Abc(1, 3, 2),
                        new ReadRows.Abc(4, 1, 2));
    }

    @Test
    @Tag("RS43")
    default void batchesAndPartitionsHaveTheSizeAskedFor(Bench bench) {
        Result result = ReadRows.numbers(bench);

        assertThat(result.fetchMany(300)).extracting(ReadRows::number).isEqualTo(ReadRows.upTo(300));
        assertThat(result.fetchMany(300)).hasSize(100);
        List<Integer> sizes = new ArrayList<>();
        ReadRows.run(bench, text("select x.id from items x, items y"))
                .partitions(180)
                .forEach(part -> sizes.add(part.size()));
        assertThat(sizes).containsExactly(180, 180, 40);
    }

    @Test
    @Tag("RS46")
    default void breakingOffIterationLosesNoRow(Bench bench) {
        Result result = ReadRows.numbers(bench);
        List<Integer> read = new ArrayList<>();
        for (Row row : result) {
            read.add(ReadRows.number(row));
            if (read.size() == 188) {
                break;
            }
        }

        result.forEach(row -> read.add(ReadRows.number(row)));

        assertThat(read).isEqualTo(ReadRows.upTo(400));
    }
}
