package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingTest extends OnLibrary {

    private Result books() {
        return select("select id, title, year_written, copies from book order by id");
    }

    private Result none() {
        return select("select * from book where 1 = 0");
    }

    @Test
    void readsValuesOfRows() {
        assertThat(Reading.rows(books())).containsExactly("Dune, 1965, 3", "Solaris, 1961, 1", "Gilgamesh, null, 0");
    }

    @Test
    void makesRecords() {
        assertThat(Reading.records(books()))
                .startsWith(new Reading.Book(1, "Dune", Optional.of(1965), 3))
                .endsWith(new Reading.Book(3, "Gilgamesh", Optional.empty(), 0));
    }

    @Test
    void fetchesFromOnePosition() {
        List<Row> all = books().fetchAll();

        assertThat(Reading.fetches(books())).containsExactly(Optional.of(all.get(0)), all.subList(1, 3), List.of());
    }

    @Test
    void insistsOnOneRow() {
        assertThat(Reading.one(select("select title from book where id = 1")).get(0))
                .isEqualTo("Dune");
        assertThatThrownBy(() -> Reading.one(none())).isInstanceOf(NoResultFoundException.class);
        assertThatThrownBy(() -> Reading.one(books())).isInstanceOf(MultipleResultsFoundException.class);
    }

    @Test
    void allowsForNoRow() {
        assertThat(Reading.oneOrNone(none())).isEmpty();
        assertThatThrownBy(() -> Reading.oneOrNone(books())).isInstanceOf(MultipleResultsFoundException.class);
    }

    @Test
    void takesTheFirstOfMany() {
        assertThat(Reading.first(books()).map(row -> row.get("title"))).contains("Dune");
    }

    @Test
    void readsSingleColumns() {
        assertThat(Reading.scalarOne(select("select count(*) from book"))).isEqualTo(3);
        assertThat(Reading.scalars(books())).containsExactly(1965, 1961, null);
    }

    @Test
    void readsMapsOfSomeColumns() {
        assertThat(Reading.mappings(books())).first().isEqualTo(Map.of("title", "Dune", "copies", 3));
    }

    @Test
    void readsInBatches() {
        assertThat(Reading.partitions(books())).containsExactly(3);
    }

    @Test
    void readsAgainWhatWasFrozen() {
        assertThat(Reading.frozen(books())).isEqualTo(books().fetchAll());
    }

    @Test
    void knowsFactsOfTheResult() {
        assertThat(Reading.facts(books()).get(0)).isEqualTo(List.of("id", "title", "year_written", "copies"));
    }
}
