package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Statements with values. */
final class Binding {

    private Binding() {}

    // #one
    static CompletionStage<Optional<String>> title(AsyncEngine engine, long id) {
        return engine.execute(text("select title from book where id = :id"), Map.of("id", id))
                .thenApply(result -> result.scalar(String.class));
    }
    // #one

    // #null
    static CompletionStage<Result> addUndated(AsyncEngine engine, long id, String title) {
        return engine.execute(
                text("insert into book (id, title, year_written, copies) values (:id, :title, :year, 1)"),
                Params.of("id", id, "title", title, "year", null));
    }
    // #null

    // #typed-null
    static CompletionStage<Result> since(AsyncEngine engine, Optional<Integer> year) {
        Object since = year.isPresent() ? year.get() : Params.nullOf(Integer.class);
        return engine.execute(
                text("select title from book where year_written >= coalesce(:since, 0) order by id"),
                Params.of("since", since));
    }
    // #typed-null

    // #list
    static CompletionStage<List<String>> titles(AsyncEngine engine, Collection<Long> ids) {
        return engine.execute(text("select title from book where id in (:ids) order by id"), Map.of("ids", ids))
                .thenApply(result -> result.scalars(String.class).all());
    }
    // #list

    // #many
    static CompletionStage<Long> addAll(AsyncEngine engine) {
        TextClause insert =
                text("insert into book (id, title, year_written, copies) values (:id, :title, :year, :copies)");
        return engine.execute(
                        insert,
                        List.of(
                                Params.of("id", 1, "title", "Dune", "year", 1965, "copies", 3),
                                Params.of("id", 2, "title", "Solaris", "year", 1961, "copies", 1),
                                Params.of("id", 3, "title", "Gilgamesh", "year", null, "copies", 0)))
                .thenApply(result -> result.rowCount());
    }
    // #many

    // #defaults
    private static final TextClause RECENT = text("select title from book where year_written >= :since order by id")
            .bind("since", 1960);

    static CompletionStage<List<String>> recent(AsyncEngine engine) {
        return engine.execute(RECENT)
                .thenApply(result -> result.scalars(String.class).all());
    }
    // #defaults
}
