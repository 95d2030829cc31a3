package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BindingTest extends OnLibrary {

    @Test
    void findsABookByAValue() {
        assertThat(await(Binding.title(engine, 2))).contains("Solaris");
        assertThat(await(Binding.title(engine, 99))).isEmpty();
    }

    @Test
    void writesNull() {
        await(Binding.addUndated(engine, 4, "Beowulf"));

        assertThat(select("select title from book where year_written is null order by id")
                        .scalars(String.class)
                        .all())
                .containsExactly("Gilgamesh", "Beowulf");
    }

    @Test
    void tellsTheTypeOfANull() {
        assertThat(await(Binding.since(engine, Optional.empty())).fetchAll()).hasSize(2);
        assertThat(await(Binding.since(engine, Optional.of(1965))).fetchAll()).hasSize(1);
    }

    @Test
    void takesListsOfAnyLength() {
        assertThat(await(Binding.titles(engine, List.of(1L, 3L)))).containsExactly("Dune", "Gilgamesh");
        assertThat(await(Binding.titles(engine, List.of()))).isEmpty();
    }

    @Test
    void countsTheRowsOfAllRuns() {
        await(engine.execute(text("delete from book")));

        assertThat(await(Binding.addAll(engine))).isEqualTo(3);
    }

    @Test
    void usesValuesThatTheStatementBrings() {
        assertThat(await(Binding.recent(engine))).containsExactly("Dune", "Solaris");
    }
}
