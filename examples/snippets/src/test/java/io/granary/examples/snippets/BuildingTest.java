package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Dialects;
import io.granary.engine.AsyncConnection;
import io.granary.schema.CreateTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildingTest extends OnLibrary {

    @BeforeEach
    void build() {
        await(engine.execute(text("drop table if exists book")));
        await(engine.execute(text("drop table if exists author")));
        await(engine.execute(new CreateTable(Building.AUTHORS, false, List.of())));
        await(engine.execute(new CreateTable(Building.BOOKS, false, List.of())));
        await(engine.execute(
                text("insert into author (name, teacher_id) values ('Ann', null), ('Bob', 1), ('Cid', 2)")));
        await(engine.execute(text("insert into book (id, title, year_written, copies, author_id) values"
                + " (1, 'Dune', 1965, 3, 1), (2, 'Emma', 1815, 1, 1), (3, 'Ulysses', null, 0, 2)")));
    }

    @AfterEach
    void drop() {
        await(engine.execute(text("drop table book")));
        await(engine.execute(text("drop table author")));
    }

    private <T> T on(Function<AsyncConnection, CompletionStage<T>> work) {
        return await(engine.begin(work));
    }

    @Test
    void selects() {
        assertThat(await(Building.titlesSince(engine, 1900))).containsExactly("Dune");
        assertThat(await(Building.copies(engine))).isEqualTo(Map.of("Dune", 3, "Emma", 1, "Ulysses", 0));
    }

    @Test
    void composes() {
        assertThat(await(engine.execute(Building.search(Optional.of("m"), Optional.of(1), List.of(1L, 2L))))
                        .scalars(String.class)
                        .all())
                .containsExactly("Emma");
        assertThat(await(engine.execute(Building.search(Optional.empty(), Optional.empty(), List.of())))
                        .fetchAll())
                .hasSize(3);
    }

    @Test
    void joinsAndCounts() {
        assertThat(on(Building::copiesByAuthor).scalars("name", String.class).all())
                .containsExactly("Ann", "Bob");
        assertThat(on(Building::oldestOfEachAuthor).scalars(String.class).all())
                .containsExactlyInAnyOrder("Emma", "Ulysses");
        assertThat(on(connection -> Building.pupils(connection, "Ann"))
                        .scalars(String.class)
                        .all())
                .containsExactly("Ann", "Bob", "Cid");
    }

    @Test
    void changes() {
        Long bought = on(connection -> Building.buy(connection, 1, 2));
        Long dropped = on(Building::dropLost);
        Long dan = on(connection -> Building.addAuthor(connection, "Dan"));
        Long added = on(connection -> Building.addAuthors(connection, List.of("Eve", "Fay")));

        assertThat(List.of(bought, dropped, dan, added)).containsExactly(1L, 1L, 4L, 2L);
        on(connection -> Building.putBook(connection, 1, "Dune II", 9));
        assertThat(await(Building.copies(engine))).isEqualTo(Map.of("Dune II", 9, "Emma", 1));
        assertThat(on(connection -> Building.rare(connection, 2))
                        .scalars(String.class)
                        .all())
                .containsExactly("Emma");
    }

    @Test
    void readsTextByColumns() {
        List<String> authors = on(connection -> Building.authorsOfShelf(connection, 1));

        assertThat(authors).containsExactly("Ann");
    }

    @Test
    void writesThePartOfAnIndex() {
        assertThat(Building.restock("Emma", 2)
                        .toSql(Dialects.named("postgresql"))
                        .text())
                .isEqualTo("INSERT INTO book (title, copies) VALUES ($1, $2) ON CONFLICT (title) WHERE copies > 0"
                        + " DO UPDATE SET copies = book.copies + excluded.copies WHERE book.copies < $3");
    }

    @Test
    void shows() {
        assertThat(Building.shown(engine)).isEqualTo("SELECT book.title FROM book WHERE book.id IN (?, ?) [1, 2]");
    }
}
