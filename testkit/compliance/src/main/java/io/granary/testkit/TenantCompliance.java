package io.granary.testkit;

import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.string;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.error.DatabaseException;
import io.granary.schema.Column;
import io.granary.schema.CreateSchema;
import io.granary.schema.DropSchema;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Params;
import io.granary.sql.Subquery;
import io.granary.sql.TextSelect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One set of tables in the schemas of several tenants, and text whose columns are told. */
public interface TenantCompliance extends OnBench {

    /** What each tenant has. */
    final class Notes extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<String> words = column("words", string(40), c -> c.notNull());

        Notes() {
            super("notes");
        }
    }

    /** What refers to it. */
    final class Marks extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
        final Column<Long> note;

        Marks(Notes notes) {
            super("marks");
            note = column("note", BIG_INTEGER, c -> c.references(notes.id).index());
        }
    }

    private static AsyncEngine tenant(Bench bench, String schema) {
        return bench.engine().withOptions(ExecutionOptions.none().withSchemaTranslation(Map.of("", schema)));
    }

    @Test
    default void oneSetOfTablesServesEveryTenant(Bench bench) {
        if (bench.refusesSchemas()) {
            return;
        }
        Notes notes = new Notes();
        Marks marks = new Marks(notes);
        MetaData all = MetaData.of(notes, marks);
        List<String> schemas = List.of("tenant_one", "Tenant Two");
        for (String schema : schemas) {
            bench.engine()
                    .execute(new DropSchema(schema, true, true))
                    .toCompletableFuture()
                    .join();
            Await.value(bench.engine().execute(new CreateSchema(schema, false)));
        }
        try {
            for (String schema : schemas) {
                AsyncEngine tenant = tenant(bench, schema);
                Await.value(all.createAll(tenant));
                // What is there is found where it is.
                Await.value(all.createAll(tenant));
                assertThat(Await.value(tenant.execute(insert(notes), Params.of("words", "of " + schema)))
                                .insertedPrimaryKey()
                                .get(notes.id))
                        .isEqualTo(1L);
                Await.value(tenant.execute(insert(marks).set(marks.id, 5L).set(marks.note, 1L)));
            }
            for (String schema : schemas) {
                assertThat(Await.value(tenant(bench, schema)
                                        .execute(select(notes.words)
                                                .from(notes.join(marks))
                                                .where(marks.id.eq(5L))))
                                .scalarOne())
                        .isEqualTo("of " + schema);
            }
            Await.failure(bench.engine().execute(select(notes)), DatabaseException.class);
            for (String schema : schemas) {
                Await.value(all.dropAll(tenant(bench, schema)));
                Await.failure(tenant(bench, schema).execute(select(notes)), DatabaseException.class);
            }
        } finally {
            schemas.forEach(schema -> Await.value(bench.engine().execute(new DropSchema(schema, true, true))));
        }
    }

    @Test
    default void textWhoseColumnsAreToldIsReadByThem(Bench bench) {
        bench.sql().run("insert into items (id, name) values (1, 'one'), (2, 'two'), (3, 'three')");
        ColumnExpression<Long> number = column("number", BIG_INTEGER);
        ColumnExpression<String> name = column("name", string(40));
        TextSelect items =
                text("select id as number, name from items where id > :above").columns(number, name);

        var rows = Await.value(bench.engine().execute(items, Params.of("above", 1)))
                .fetchAll();

        assertThat(rows).extracting(row -> row.get(number)).containsExactlyInAnyOrder(2L, 3L);
        assertThat(rows).extracting(row -> row.get(name)).containsExactlyInAnyOrder("two", "three");
        Subquery inner = items.bind("above", 0).subquery("some_items");
        assertThat(Await.value(bench.engine()
                                .execute(select(inner.column(name))
                                        .from(inner)
                                        .where(inner.column(number).eq(3L))))
                        .scalarOne())
                .isEqualTo("three");
    }
}
