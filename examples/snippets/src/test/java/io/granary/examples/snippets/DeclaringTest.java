package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.schema.Inspector;
import io.granary.schema.Table;
import io.granary.sql.Sql;
import org.junit.jupiter.api.Test;

class DeclaringTest extends OnLibrary {

    @Test
    void createsLooksAtAndDropsTables() {
        await(Declaring.create(engine));

        assertThat(await(engine.execute(Sql.select(Declaring.SETTING))).scalar())
                .isEqualTo("first");
        assertThat(await(Declaring.columnsOf(engine, "essays"))).containsExactly("id", "title", "author_id", "written");
        Table essays = await(Declaring.essays(engine));
        assertThat(essays.foreignKeys().get(0).target().tableName()).isEqualTo("authors");
        assertThat(essays.foreignKeys().get(0).name()).contains("fk_essays_author_id_authors");

        await(Declaring.drop(engine));
        assertThat(await(Inspector.of(engine).hasTable("essays"))).isFalse();
    }

    @Test
    void createsOnAConnectionAndByBlocking() {
        await(engine.begin(Declaring::createInATransaction));
        assertThat(await(Inspector.of(engine).hasTable("authors"))).isTrue();
        await(Declaring.drop(engine));

        Declaring.createAndWait(engine.syncEngine());
        assertThat(await(Inspector.of(engine).hasTable("authors"))).isTrue();
        await(Declaring.drop(engine));
    }

    @Test
    void copiesTablesIntoASchema() {
        await(engine.execute(text("create schema tenant")));

        await(Declaring.createFor(engine, "tenant"));

        assertThat(await(Inspector.of(engine).inSchema("tenant").tableNames())).containsExactly("authors", "essays");
        assertThat(await(Declaring.viewOf(engine, "tenant").execute(Sql.select(Declaring.AUTHORS)))
                        .fetchAll())
                .isEmpty();
        await(engine.execute(text("drop schema tenant cascade")));
    }
}
