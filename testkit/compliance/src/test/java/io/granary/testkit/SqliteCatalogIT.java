package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.ExecutionOptions;
import io.granary.error.CompileException;
import io.granary.error.NoSuchTableException;
import io.granary.schema.Inspector;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.type.Types;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What SQLite's catalogue and the texts of its tables tell. */
class SqliteCatalogIT extends OnSqliteFile {

    SqliteCatalogIT(ActorSystem<?> system) {
        super(system);
    }

    @Test
    void theCatalogueTellsWhatWasMade() {
        Table teams = Table.of("teams", parts -> {
            parts.column("id", Types.INTEGER, c -> c.primaryKey().identity());
            parts.column("name", Types.string(40), c -> c.notNull().unique());
        });
        Await.value(MetaData.of(teams).createAll(engine));
        Await.value(MetaData.of(teams).createAll(engine));

        Inspector inspector = Inspector.of(engine);
        assertThat(Await.value(inspector.tableNames())).containsExactly("teams");
        assertThat(Await.value(inspector.columns("teams")))
                .extracting(column -> column.name() + " " + column.type().kind() + " " + column.nullable())
                .containsExactly("id BIG_INTEGER false", "name STRING false");
        assertThat(Await.value(engine.execute(insert(teams), Params.of("name", "red")))
                        .insertedPrimaryKey()
                        .get(0))
                .isEqualTo(1);
    }

    /** What stands in the texts of statements only is made again as it was, from texts that nobody of ours has written. */
    @Test
    void tablesOfOthersAreMadeAgainAsTheyWere() {
        run(
                "create table top (id int constraint top_key primary key, name text default (lower('X')),"
                        + " size real default -1.5 constraint size_ok check (size < 9) check (name <> 'a'))",
                "create table leaf (top int constraint to_top references top on delete cascade deferrable initially deferred,"
                        + " other references top (id), twice int as (top * 2) stored, unique (top, other))",
                "create index leaf_low on leaf (abs(top) desc, other) where other > 3");
        List<?> before = portrait();

        MetaData told = Await.value(MetaData.reflect(engine));
        Await.value(told.dropAll(engine));
        Await.value(told.createAll(engine));

        assertThat(portrait()).isEqualTo(before);
        assertThat(before.toString())
                .contains("top_key", "size_ok", "top_ck_1", "lower('X')", "to_top", "AT_COMMIT", "leaf_fk_1", "top * 2")
                .contains("abs(top)", "other > 3", "INT");
    }

    /** Names and conditions of a database that was attached are told as those of the file's own; its name is any. */
    @Test
    void anAttachedDatabaseIsToldAsTheFilesOwn() {
        String name = "\"odd \"\" : name\"";
        AsyncConnection connection = Await.value(engine.connect())
                .withOptions(ExecutionOptions.none().autocommit());
        Await.value(connection.execute(text("attach ':memory:' as " + name)));
        for (String schema : List.of("", name + ".")) {
            Await.value(connection.execute(text("create table " + schema
                    + "top (id int constraint top_key primary key, size real constraint size_ok check (size < 9),"
                    + " name text constraint name_once unique, twice int as (id * 2) stored)")));
            Await.value(connection.execute(
                    text("create table " + schema + "leaf (top int constraint to_top references top (id))")));
            Await.value(connection.execute(
                    text("create index " + schema + "leaf_low on leaf (abs(top) desc) where top > 3")));
        }

        Inspector own = Inspector.of(connection);
        assertThat(portrait(own.inSchema("odd \" : name"))
                        .toString()
                        .replace("targetSchema=odd \" : name", "targetSchema=null"))
                .isEqualTo(portrait(own).toString())
                .contains("top_key", "size_ok", "name_once", "id * 2", "to_top", "abs(top)", "top > 3");
        Await.failure(own.inSchema("nowhere").columns("top"), NoSuchTableException.class);
        Await.value(connection.close());
    }

    private List<?> portrait() {
        return portrait(Inspector.of(engine));
    }

    private static List<?> portrait(Inspector inspector) {
        return Stream.of("top", "leaf")
                .flatMap(table -> Stream.of(
                        Await.value(inspector.columns(table)),
                        Await.value(inspector.primaryKey(table)),
                        Await.value(inspector.uniqueConstraints(table)),
                        Await.value(inspector.foreignKeys(table)),
                        Await.value(inspector.checkConstraints(table)),
                        Await.value(inspector.indexes(table))))
                .toList();
    }

    @Test
    @Tag("DI07")
    void aNumberedColumnIsTheKeyByItself() {
        Table seats = Table.of("seats", parts -> {
            parts.column("id", Types.INTEGER, c -> c.primaryKey().identity());
            parts.column("hall", Types.INTEGER, c -> c.primaryKey());
        });

        assertThat(Await.failure(MetaData.of(seats).createAll(engine), CompileException.class))
                .hasMessageContaining("the primary key by itself");
    }
}
