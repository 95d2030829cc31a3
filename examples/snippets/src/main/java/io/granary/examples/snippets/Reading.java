package io.granary.examples.snippets;

import io.granary.engine.FrozenResult;
import io.granary.engine.Result;
import io.granary.engine.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways to read a result. Each method gets one of its own. */
final class Reading {

    private Reading() {}

    static List<String> rows(Result result) {
        // #rows
        List<String> lines = new ArrayList<>();
        for (Row row : result) {
            String title = row.get("title", String.class);
            Integer year = row.get("year_written", Integer.class); // null for NULL
            Object copies = row.get(-1); // as the driver gave it; -1 is the last column
            lines.add(title + ", " + year + ", " + copies);
        }
        // #rows
        return lines;
    }

    // #records
    record Book(long id, String title, Optional<Integer> yearWritten, int copies) {}

    static List<Book> records(Result result) {
        return result.into(Book.class).all();
    }
    // #records

    static List<Object> fetches(Result result) {
        // #fetch
        Optional<Row> next = result.fetchOne(); // empty at the end
        List<Row> few = result.fetchMany(2); // two at most
        List<Row> rest = result.fetchAll(); // what is left
        // #fetch
        return List.of(next, few, rest);
    }

    static Row one(Result result) {
        // #one
        Row only = result.one(); // NoResultFoundException, MultipleResultsFoundException
        // #one
        return only;
    }

    static Optional<Row> oneOrNone(Result result) {
        // #one-or-none
        Optional<Row> atMostOne = result.oneOrNone(); // MultipleResultsFoundException
        // #one-or-none
        return atMostOne;
    }

    static Optional<Row> first(Result result) {
        // #first
        Optional<Row> first = result.first(); // gives up the rest
        // #first
        return first;
    }

    static @Nullable Long scalarOne(Result result) {
        // #scalar
        Long count = result.scalarOne(Long.class); // the first column of the only row
        // #scalar
        return count;
    }

    static List<@Nullable Integer> scalars(Result result) {
        // #scalars
        List<@Nullable Integer> years =
                result.scalars("year_written", Integer.class).unique().all();
        // #scalars
        return years;
    }

    static List<Map<String, @Nullable Object>> mappings(Result result) {
        // #mappings
        List<Map<String, @Nullable Object>> maps =
                result.columns("title", "copies").mappings().all();
        // #mappings
        return maps;
    }

    static List<Integer> partitions(Result result) {
        List<Integer> sizes = new ArrayList<>();
        // #partitions
        for (List<Row> batch : result.partitions(100)) {
            sizes.add(batch.size());
        }
        // #partitions
        return sizes;
    }

    static List<Row> frozen(Result result) {
        // #frozen
        FrozenResult cached = result.freeze();
        Result again = cached.thaw(); // as often as wanted, from any thread
        // #frozen
        return again.fetchAll();
    }

    static List<Object> facts(Result result) {
        // #facts
        List<String> names = result.keys();
        long rows = result.rowCount(); // what an UPDATE or DELETE matched
        boolean query = result.returnsRows(); // false: there is nothing but the count to read
        // #facts
        return List.of(names, rows, query);
    }
}
