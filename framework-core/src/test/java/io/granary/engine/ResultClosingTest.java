package io.granary.engine;

import static io.granary.engine.Samples.abc;
import static io.granary.engine.Samples.nameless;
import static io.granary.engine.Samples.row;
import static io.granary.engine.Samples.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResultClosingTest {

    record Abc(int a, int b, int c) {}

    @Test
    @Tag("RS28")
    void readingToTheEndClosesSoftlyAndCloseForGood() {
        Result result = abc();
        assertThat(result.isSoftClosed()).isFalse();
        result.all();
        assertThat(result.isSoftClosed()).isTrue();
        assertThat(result.isClosed()).isFalse();
        result.close();
        assertThat(result.isSoftClosed()).isTrue();
        assertThat(result.isClosed()).isTrue();
    }

    @Test
    @Tag("RS28")
    void closingWithRowsLeftClosesBothWays() {
        Result result = abc();
        result.close();
        assertThat(result.isSoftClosed()).isTrue();
        assertThat(result.isClosed()).isTrue();
    }

    @Test
    @Tag("RS29")
    void anEmptyResultGivesNothingAgainAndAgainUntilItIsClosed() {
        Result result = abc(0);
        assertThat(result.fetchOne()).isEmpty();
        assertThat(result.fetchOne()).isEmpty();
        result.close();
        assertThatExceptionOfType(ResourceClosedException.class)
                .isThrownBy(result::fetchOne)
                .withMessageContaining("close() closed it");
    }

    @Test
    void everyReadOfAClosedResultIsRefusedThroughEveryView() {
        Result result = abc();
        ScalarResult<Object> scalars = result.scalars();
        MappingResult maps = result.mappings();
        Iterator<Row> rows = result.iterator();
        result.close();
        List<Callable<?>> reads = List.of(
                result::fetchOne,
                result::all,
                result::first,
                result::one,
                result::oneOrNone,
                result::iterator,
                () -> result.fetchMany(1),
                () -> result.partitions(1),
                result::scalar,
                result::scalarOne,
                result::scalarOneOrNone,
                result::freeze,
                result::merge,
                scalars::all,
                scalars::iterator,
                maps::fetchOne,
                rows::hasNext,
                () -> result.unique().all(),
                () -> result.into(Abc.class).one());
        assertThat(reads)
                .allSatisfy(read -> assertThatExceptionOfType(ResourceClosedException.class)
                        .isThrownBy(read::call)
                        .withMessageContaining("This result is closed"));
    }

    @Test
    void closingAViewClosesAllOfThemAndAgainDoesNothing() {
        Result result = abc();
        ScalarResult<Object> scalars = result.scalars();
        scalars.close();
        result.close();
        assertThat(result.isClosed()).isTrue();
        assertThat(result.keys()).containsExactly("a", "b", "c");
        assertThat(result.rowCount()).isEqualTo(4);
    }

    @Test
    @Tag("RS47")
    void readingTheLastRowClosesSoftly() {
        Result result = abc(2);
        result.fetchOne();
        assertThat(result.isSoftClosed()).isFalse();
        result.fetchOne();
        assertThat(result.isSoftClosed()).isTrue();
        assertThat(result.fetchMany(1)).isEmpty();
    }

    @Test
    @Tag("RS50")
    void aScopeThatThrowsMidwayLeavesTheResultClosed() {
        Result result = abc();
        assertThatIllegalStateException().isThrownBy(() -> {
            try (result) {
                result.fetchOne();
                throw new IllegalStateException("midway");
            }
        });
        assertThat(result.isSoftClosed()).isTrue();
        assertThat(result.isClosed()).isTrue();
    }

    @Test
    @Tag("RS31")
    void anUpdateHasNoKeysAndRefusesEveryRead() {
        Result result = update();
        List<Callable<?>> reads = List.of(
                result::keys,
                result::fetchOne,
                result::all,
                result::first,
                result::one,
                result::scalar,
                result::iterator,
                result::scalars,
                () -> result.scalars("a"),
                result::mappings,
                () -> result.columns(0),
                () -> result.columns("a"),
                () -> result.into(Abc.class),
                result::freeze);
        assertThat(reads)
                .allSatisfy(read -> assertThatExceptionOfType(ResourceClosedException.class)
                        .isThrownBy(read::call)
                        .withMessageContaining("does not return rows"));
        assertThat(result.returnsRows()).isFalse();
        assertThat(result.rowCount()).isEqualTo(3);
        assertThat(result.isSoftClosed()).isTrue();
    }

    @Test
    @Tag("RS31")
    void aSelectWithoutARowKnowsItsKeys() {
        assertThat(abc(0).keys()).containsExactly("a", "b", "c");
        assertThat(abc(0).returnsRows()).isTrue();
    }

    @Test
    void unknownNamesAreRefusedWithTheCure() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(nameless()::keys)
                .withMessageContaining("unknown")
                .withMessageContaining("text(...).columns(...)");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(nameless().mappings()::keys);
    }

    @Test
    void aResultOfUnknownNamesReadsAsEmptyThroughEveryView() {
        assertThat(nameless().all()).isEmpty();
        assertThat(nameless().first()).isEmpty();
        assertThat(nameless().scalar()).isNull();
        assertThat(nameless().scalars("id").all()).isEmpty();
        assertThat(nameless().scalars(7, String.class).all()).isEmpty();
        assertThat(nameless().mappings().all()).isEmpty();
        assertThat(nameless().columns(3, -1).unique().all()).isEmpty();
        assertThat(nameless().into(Abc.class).all()).isEmpty();
        assertThat(nameless().columns("b", "a").keys()).containsExactly("b", "a");
        assertThat(nameless().freeze().thaw().all()).isEmpty();
    }

    @Test
    @Tag("RS40")
    void theInsertedPrimaryKeyOfOtherStatementsIsRefusedWithTheReason() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(abc()::insertedPrimaryKey)
                .withMessageContaining("not an INSERT");
        Result insert = Result.of(new ResultData(RowKeys.unknown(), List.of(), 1, false, true));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(insert::insertedPrimaryKey)
                .withMessageContaining("the statement is text")
                .withMessageContaining("build an insert of one row");
    }

    @Test
    void dataWhosePartsDoNotGoTogetherIsRefused() {
        List<Object[]> rows = Collections.singletonList(new Object[] {1});
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> ResultData.ofRows(RowKeys.of("a", "b"), rows))
                .withMessageContaining("The first row has 1 values, but there are 2 keys");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> ResultData.ofRows(RowKeys.unknown(), rows));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> new ResultData(RowKeys.of("a"), rows, 1, false, false))
                .withMessageContaining("returns none");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> ResultData.ofCount(-2))
                .withMessageContaining("The row count is -2");
        assertThat(Result.of(ResultData.ofRows(RowKeys.of("a"), rows)).one()).isEqualTo(row(1));
    }
}
