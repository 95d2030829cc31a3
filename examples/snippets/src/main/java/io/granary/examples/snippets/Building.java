package io.granary.examples.snippets;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.rank;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.recursive;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.update;
import static io.granary.sql.Sql.window;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.CompiledSql;
import io.granary.sql.Cte;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.sql.TextSelect;
import io.granary.type.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Statements that are built. */
final class Building {

    private Building() {}

    // #tables
    static final class Authors extends Table {
        final Column<Long> id =
                column("id", Types.BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<String> name =
                column("name", Types.string(100), c -> c.notNull().unique());
        final Column<Long> teacherId = column("teacher_id", Types.BIG_INTEGER);

        private Authors() {
            super("author");
        }
    }

    static final class Books extends Table {
        final Column<Long> id = column("id", Types.BIG_INTEGER, c -> c.primaryKey());
        final Column<String> title = column("title", Types.string(100), c -> c.notNull());
        final Column<Integer> year = column("year_written", Types.INTEGER);
        final Column<Integer> copies = column("copies", Types.INTEGER, c -> c.notNull());
        final Column<Long> authorId = column("author_id", Types.BIG_INTEGER, c -> c.references(AUTHORS.id));

        private Books() {
            super("book");
        }
    }

    static final Authors AUTHORS = new Authors();
    static final Books BOOKS = new Books();
    // #tables

    // #select
    static CompletionStage<List<String>> titlesSince(AsyncEngine engine, int year) {
        Select<String> titles = select(BOOKS.title)
                .where(BOOKS.year.ge(year))
                .orderBy(BOOKS.year.desc().nullsLast(), BOOKS.title);
        return engine.execute(titles)
                .thenApply(result -> result.scalars(String.class).all());
    }
    // #select

    // #rows
    static CompletionStage<Map<String, Integer>> copies(AsyncEngine engine) {
        return engine.execute(select(BOOKS.title, BOOKS.copies)).thenApply(result -> {
            Map<String, Integer> copies = new TreeMap<>();
            for (Row row : result) {
                copies.put(row.get(BOOKS.title), row.get(BOOKS.copies));
            }
            return copies;
        });
    }
    // #rows

    // #compose
    static Select<String> search(Optional<String> word, Optional<Integer> least, List<Long> authors) {
        Select<String> found = select(BOOKS.title).orderBy(BOOKS.title);
        if (word.isPresent()) {
            found = found.where(BOOKS.title.contains(word.get()));
        }
        if (least.isPresent()) {
            found = found.where(BOOKS.copies.ge(least.get()));
        }
        return authors.isEmpty() ? found : found.where(BOOKS.authorId.in(authors));
    }
    // #compose

    // #join
    static CompletionStage<Result> copiesByAuthor(AsyncConnection connection) {
        return connection.execute(select(AUTHORS.name, sum(BOOKS.copies).as("copies"), count().as("books"))
                .join(BOOKS)
                .groupBy(AUTHORS.name)
                .having(count().ge(1L))
                .orderBy(sum(BOOKS.copies).as("copies").desc()));
    }
    // #join

    // #window
    static CompletionStage<Result> oldestOfEachAuthor(AsyncConnection connection) {
        var place = rank().over(window().partitionBy(BOOKS.authorId).orderBy(BOOKS.year))
                .as("place");
        var ranked = select(BOOKS.title, place).subquery("ranked");
        return connection.execute(
                select(ranked.column(BOOKS.title)).where(ranked.column(place).eq(1L)));
    }
    // #window

    // #recursive
    static CompletionStage<Result> pupils(AsyncConnection connection, String teacher) {
        Cte school = recursive(
                "school",
                select(AUTHORS.id, AUTHORS.name).where(AUTHORS.name.eq(teacher)),
                above -> select(AUTHORS.id, AUTHORS.name)
                        .join(above, above.column(AUTHORS.id).eq(AUTHORS.teacherId)));
        return connection.execute(select(school.column(AUTHORS.name)).orderBy(school.column(AUTHORS.name)));
    }
    // #recursive

    // #change
    static CompletionStage<Long> buy(AsyncConnection connection, long id, int more) {
        return connection
                .execute(update(BOOKS).set(BOOKS.copies, BOOKS.copies.add(more)).where(BOOKS.id.eq(id)))
                .thenApply(Result::rowCount);
    }

    static CompletionStage<Long> dropLost(AsyncConnection connection) {
        return connection.execute(delete(BOOKS).where(BOOKS.copies.eq(0))).thenApply(Result::rowCount);
    }
    // #change

    // #key
    static CompletionStage<Long> addAuthor(AsyncConnection connection, String name) {
        return connection
                .execute(insert(AUTHORS).set(AUTHORS.name, name))
                .thenApply(result -> result.insertedPrimaryKey().get(AUTHORS.id));
    }
    // #key

    // #many
    static CompletionStage<Long> addAuthors(AsyncConnection connection, List<String> names) {
        List<Params> rows = names.stream().map(name -> Params.of("name", name)).toList();
        return connection.execute(insert(AUTHORS), rows).thenApply(Result::rowCount);
    }
    // #many

    // #upsert
    static CompletionStage<Result> putBook(AsyncConnection connection, long id, String title, int copies) {
        return connection.execute(insert(BOOKS)
                .set(BOOKS.id, id)
                .set(BOOKS.title, title)
                .set(BOOKS.copies, copies)
                .upsert(BOOKS.id));
    }
    // #upsert

    // #partial
    static Insert restock(String title, int copies) {
        return insert(BOOKS)
                .set(BOOKS.title, title)
                .set(BOOKS.copies, copies)
                .onConflict(OnConflict.on(BOOKS.title)
                        .indexWhere(BOOKS.copies.gt(0))
                        .set(BOOKS.copies, BOOKS.copies.add(excluded(BOOKS.copies)))
                        .where(BOOKS.copies.lt(100)));
    }
    // #partial

    // #fragment
    static CompletionStage<Result> rare(AsyncConnection connection, int most) {
        return connection.execute(
                select(BOOKS.title).where(text("copies between 1 and :most").bind("most", most)));
    }
    // #fragment

    // #told
    static CompletionStage<List<String>> authorsOfShelf(AsyncConnection connection, int shelf) {
        TextSelect ofShelf = text("select id, name from author where mod(id, 10) = :shelf")
                .columns(AUTHORS.id, AUTHORS.name)
                .bind("shelf", shelf);
        return connection
                .execute(ofShelf)
                .thenApply(result -> result.fetchAll().stream()
                        .map(row -> row.get(AUTHORS.name))
                        .toList());
    }
    // #told

    // #show
    static String shown(AsyncEngine engine) {
        CompiledSql sql = select(BOOKS.title).where(BOOKS.id.in(1L, 2L)).toSql(engine.dialect());
        return sql.text() + " " + sql.binds();
    }
    // #show
}
