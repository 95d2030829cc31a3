package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.schema.CreateTable;
import io.granary.stream.BatchSummary;
import java.util.List;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingTest extends OnLibrary {

    @BeforeEach
    void build() {
        await(engine.execute(new CreateTable(Building.AUTHORS, false, List.of())));
    }

    @AfterEach
    void drop() {
        await(engine.execute(text("drop table author")));
    }

    private List<String> titles() {
        return select("select title from book order by id")
                .scalars(String.class)
                .all();
    }

    @Test
    void insertsRecords() {
        BatchSummary summary =
                await(Source.from(List.of(new Writing.Arrival(7, "Emma", 1), new Writing.Arrival(8, "Ulysses", 2)))
                        .runWith(Writing.shelve(engine), system));

        assertThat(summary.elements()).isEqualTo(2);
        assertThat(titles()).contains("Emma", "Ulysses");
    }

    @Test
    void givesKeys() {
        assertThat(await(Source.from(List.of("Ann", "Bob"))
                        .via(Writing.addAuthors(engine))
                        .runWith(Sink.seq(), system)))
                .containsExactly(1L, 2L);
    }

    @Test
    void replacesWhatIsThere() {
        await(Source.from(List.of(new Writing.Arrival(1, "Dune II", 9), new Writing.Arrival(9, "Emma", 1)))
                .runWith(Writing.replace(engine), system));

        assertThat(titles()).contains("Dune II", "Emma").doesNotContain("Dune");
    }

    @Test
    void reportsWhatCouldNotBeWritten() {
        assertThat(await(Source.from(List.of(1L, 2L, 3L, 1L, 1L))
                        .via(Writing.lendEach(engine))
                        .runWith(Sink.seq(), system)))
                .containsExactly(List.of(3L, 1L));
        assertThat(copies()).containsExactly(1, 0, 0);
    }
}
