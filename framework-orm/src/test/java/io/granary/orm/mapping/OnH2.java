package io.granary.orm.mapping;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.outcomeOf;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.FromElement;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables of mapped classes in H2, and objects in and out of them by statements. */
@Database(DatabaseKind.H2)
@ExtendWith(ActorFixture.class)
abstract class OnH2 {

    @SuppressWarnings("NullAway.Init")
    AsyncEngine engine;

    @BeforeEach
    void open(TestDatabase database, ActorSystem<?> system) {
        engine = AsyncEngine.create(system, database.url());
    }

    @AfterEach
    void close() {
        outcomeOf(engine.close());
    }

    /** Creates the tables of classes, does something, and drops them. */
    void with(Runnable work, Class<?>... types) {
        Mappings mappings = Mappings.of(types);
        outcomeOf(mappings.metaData().createAll(engine));
        try {
            work.run();
        } finally {
            outcomeOf(mappings.metaData().dropAll(engine));
        }
    }

    /** What comes back of an object that is written as a row and read. */
    <E> E roundTrip(E object, Class<E> type) {
        EntityTable<E> table = EntityTable.of(type);
        EntityMapping<E> mapping = table.mapping();
        @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
        mapping.read(object, image);
        Map<String, @Nullable Object> values = new HashMap<>();
        mapping.columns().forEach(column -> values.put(column.column().key(), image[column.slot()]));
        outcomeOf(engine.execute(insert(table).values(values)));
        FromElement columns = table;
        Row row = outcomeOf(engine.execute(Sql.select(columns))).fetchAll().get(0);
        @Nullable Object[] read = new @Nullable Object[image.length];
        mapping.columns().forEach(column -> read[column.slot()] = row.get(column.column()));
        outcomeOf(engine.execute(Sql.delete(table)));
        E made = mapping.create(read);
        if (!mapping.isReadOnly()) {
            mapping.write(made, read, mapping.plainSlots());
        }
        return made;
    }

    /** What the database says of something. */
    List<String> ask(String sql) {
        Executable statement = text(sql);
        return outcomeOf(engine.execute(statement)).fetchAll().stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    /** The columns of a table as H2 has them: name, type, length and NULL. */
    List<String> columns(Table table) {
        return ask(
                "select lower(column_name) || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '')"
                        + " || case when data_type = 'NUMERIC' then '(' || numeric_precision || ',' || numeric_scale || ')' else '' end"
                        + " || case is_nullable when 'NO' then ' NOT NULL' else '' end"
                        + " from information_schema.columns where lower(table_name) = '" + table.tableName()
                        + "' order by ordinal_position");
    }
}
