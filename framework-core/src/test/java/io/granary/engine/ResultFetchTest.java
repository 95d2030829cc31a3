package io.granary.engine;

import static io.granary.engine.Samples.abc;
import static io.granary.engine.Samples.numbers;
import static io.granary.engine.Samples.result;
import static io.granary.engine.Samples.row;
import static io.granary.engine.Samples.withNulls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import io.granary.error.ResourceClosedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResultFetchTest {

    @Test
    @Tag("RS01")
    void givesAllRowsOnceAndThenNone() {
        Result result = abc();
        assertThat(result.all()).containsExactly(row(1, 1, 1), row(2, 1, 2), row(1, 3, 2), row(4, 1, 2));
        assertThat(result.all()).isEmpty();
        assertThat(result.isClosed()).isFalse();
    }

    @Test
    @Tag("RS02")
    void givesTheRestAfterABatch() {
        Result result = abc();
        assertThat(result.fetchMany(3)).containsExactly(row(1, 1, 1), row(2, 1, 2), row(1, 3, 2));
        assertThat(result.fetchAll()).containsExactly(row(4, 1, 2));
        assertThat(result.fetchAll()).isEmpty();
    }

    @Test
    void readsNothingForABatchOfZeroAndRefusesANegativeOne() {
        Result result = abc();
        assertThat(result.fetchMany(0)).isEmpty();
        assertThat(result.fetchOne()).contains(row(1, 1, 1));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> result.fetchMany(-1))
                .withMessageContaining("asked for -1 rows");
    }

    @Test
    void givesListsThatCannotBeChanged() {
        List<Row> rows = abc().all();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> rows.remove(0));
    }

    @Test
    @Tag("RS04")
    void scalarGivesTheFirstColumnOfTheFirstRowAndClosesTheRest() {
        Result result = abc();
        assertThat(result.scalar()).isEqualTo(1);
        assertThatExceptionOfType(ResourceClosedException.class)
                .isThrownBy(result::all)
                .withMessageContaining("scalar() closed it");
    }

    @Test
    void scalarIsAbsentForNullAndWithoutARow() {
        assertThat(abc(0).scalar()).isNull();
        assertThat(abc(0).scalar(Long.class)).isEmpty();
        assertThat(withNulls().columns(1).scalar()).isNull();
        assertThat(withNulls().columns(1).scalar(Integer.class)).isEmpty();
        assertThat(abc().scalar(Long.class)).contains(1L);
    }

    @Test
    void firstGivesTheNextRowAndClosesTheRest() {
        Result result = abc();
        assertThat(result.fetchOne()).contains(row(1, 1, 1));
        assertThat(result.first()).contains(row(2, 1, 2));
        assertThatExceptionOfType(ResourceClosedException.class)
                .isThrownBy(result::fetchOne)
                .withMessageContaining("first() closed it");
        assertThat(abc(0).first()).isEmpty();
    }

    @Test
    @Tag("RS05")
    void oneGivesTheOnlyRow() {
        Result result = abc(1);
        assertThat(result.one()).isEqualTo(row(1, 1, 1));
        assertThatExceptionOfType(ResourceClosedException.class).isThrownBy(result::all);
    }

    @Test
    @Tag("RS05")
    void oneRefusesNoRow() {
        assertThatExceptionOfType(NoResultFoundException.class)
                .isThrownBy(abc(0)::one)
                .withMessageContaining("No row was found when exactly one was required");
    }

    @Test
    @Tag("RS05")
    void oneRefusesASecondRowAndCloses() {
        Result result = abc(2);
        assertThatExceptionOfType(MultipleResultsFoundException.class)
                .isThrownBy(result::one)
                .withMessageContaining("exactly one");
        assertThat(result.isClosed()).isTrue();
    }

    @Test
    void oneOrNoneGivesTheOnlyRowOrNothingAndRefusesASecond() {
        assertThat(abc(1).oneOrNone()).contains(row(1, 1, 1));
        assertThat(abc(0).oneOrNone()).isEmpty();
        assertThatExceptionOfType(MultipleResultsFoundException.class)
                .isThrownBy(abc(2)::oneOrNone)
                .withMessageContaining("one or none");
    }

    @Test
    @Tag("RS07")
    void scalarOneOrNoneGivesTheValueOrNothing() {
        assertThat(abc(1).scalarOneOrNone()).isEqualTo(1);
        assertThat(abc(1).scalarOneOrNone(Long.class)).contains(1L);
        assertThat(abc(0).scalarOneOrNone()).isNull();
        assertThat(abc(0).scalarOneOrNone(Long.class)).isEmpty();
        assertThatExceptionOfType(MultipleResultsFoundException.class)
                .isThrownBy(abc(2)::scalarOneOrNone)
                .withMessageContaining("one or none");
    }

    @Test
    void scalarOneCountsARowOfNull() {
        assertThat(abc(1).scalarOne()).isEqualTo(1);
        assertThat(abc(1).scalarOne(Long.class)).isEqualTo(1L);
        assertThat(result("a", new Object[][] {row((Object) null).array()}).scalarOne())
                .isNull();
        assertThatExceptionOfType(NoResultFoundException.class).isThrownBy(abc(0)::scalarOne);
        assertThatExceptionOfType(MultipleResultsFoundException.class).isThrownBy(abc(2)::scalarOne);
    }

    @Test
    @Tag("RS20")
    void partitionsOfTwoGiveTwoByTwo() {
        Result result = abc();
        assertThat(result.partitions(2))
                .containsExactly(List.of(row(1, 1, 1), row(2, 1, 2)), List.of(row(1, 3, 2), row(4, 1, 2)));
        assertThat(result.all()).isEmpty();
    }

    @Test
    void theLastPartitionHasWhatRemains() {
        assertThat(numbers(5).scalars(Integer.class).partitions(2))
                .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> numbers(5).partitions(0))
                .withMessageContaining("Partitions of 0 rows");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> abc(0).partitions(2).iterator().next());
    }

    @Test
    @Tag("RS43")
    void batchesHaveTheSizeAskedForAtAnySize() {
        Result result = numbers(1_000);
        assertThat(result.fetchMany(300)).hasSize(300);
        assertThat(result.partitions(180)).extracting(List::size).containsExactly(180, 180, 180, 160);
    }

    @Test
    @Tag("RS46")
    void breakingOffIterationKeepsThePosition() {
        Result result = numbers(300);
        List<Integer> read = new ArrayList<>();
        for (Row row : result) {
            read.add(row.get("n", Integer.class));
            if (read.size() == 188) {
                break;
            }
        }
        result.forEach(row -> read.add(row.get("n", Integer.class)));
        assertThat(read).hasSize(300).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void askingForANextRowTakesNoneAway() {
        Result result = abc();
        Iterator<Row> rows = result.iterator();
        assertThat(rows.hasNext()).isTrue();
        assertThat(result.fetchOne()).contains(row(1, 1, 1));
        assertThat(rows.next()).isEqualTo(row(2, 1, 2));
        assertThat(result.fetchAll()).hasSize(2);
        assertThat(rows.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(rows::next);
    }

    @Test
    void aBatchThatCannotBeConvertedIsNotRead() {
        Result result = result("x", new Object[][] {{1}, {1}, {2}, {"three"}});
        ScalarResult<Integer> numbers = result.scalars(Integer.class).unique();
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(numbers::all);
        assertThat(numbers.fetchMany(2)).containsExactly(1, 2);
        assertThat(result.scalar()).isEqualTo("three");
    }

    @Test
    void aBatchThatFailsAtItsSecondRowStartsAgainAtItsFirst() {
        ScalarResult<Integer> numbers =
                result("x", new Object[][] {{1}, {"two"}}).scalars(Integer.class);
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(numbers::all);
        assertThat(numbers.first()).contains(1);
    }
}
