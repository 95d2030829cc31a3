package io.granary.examples.snippets;

import static io.granary.sql.Functions.now;
import static io.granary.sql.Sql.text;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.TIMESTAMP_WITH_TIME_ZONE;
import static io.granary.type.Types.string;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.SyncEngine;
import io.granary.schema.Column;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.Inspector;
import io.granary.schema.MetaData;
import io.granary.schema.NamingConvention;
import io.granary.schema.Reflection;
import io.granary.schema.Table;
import io.granary.schema.catalog.ColumnInfo;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Tables declared, created, dropped and looked at. */
final class Declaring {

    private Declaring() {}

    // #table
    static final class Authors extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<String> name = column("name", string(80), c -> c.notNull().index());

        Authors() {
            super("authors");
        }
    }

    static final Authors AUTHORS = new Authors();

    static final class Essays extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<String> title = column("title", string(200), c -> c.notNull());
        final Column<Long> authorId = column(
                "author_id",
                BIG_INTEGER,
                c -> c.notNull().references(ForeignKeyTarget.of(AUTHORS.id).onDelete(ForeignKeyTarget.Action.CASCADE)));
        final Column<OffsetDateTime> written =
                column("written", TIMESTAMP_WITH_TIME_ZONE, c -> c.notNull().serverDefault(now()));

        Essays() {
            super("essays");
            unique(null, authorId, title);
            comment("What authors wrote");
        }
    }

    static final Essays ESSAYS = new Essays();
    // #table

    // #without-a-class
    static final Table SETTINGS = Table.of("settings", table -> {
        table.column("name", string(40), c -> c.primaryKey());
        table.column("content", string(400));
    });

    static final Column<String> SETTING = SETTINGS.column("content", String.class);
    // #without-a-class

    // #metadata
    static final MetaData LIBRARY = MetaData.of(AUTHORS, ESSAYS, SETTINGS)
            .named(NamingConvention.DEFAULT
                    .primaryKey("pk_{table_name}")
                    .unique("uq_{table_name}_{column_0_N_name}")
                    .foreignKey("fk_{table_name}_{column_0_name}_{referred_table_name}"))
            .afterCreate(text("insert into settings (name, content) values ('edition', 'first')"));
    // #metadata

    // #create
    static CompletionStage<Done> create(AsyncEngine engine) {
        return LIBRARY.createAll(engine);
    }

    static CompletionStage<Done> createInATransaction(AsyncConnection connection) {
        return LIBRARY.createAll(connection);
    }

    static void createAndWait(SyncEngine engine) {
        LIBRARY.createAll(engine);
    }

    static CompletionStage<Done> drop(AsyncEngine engine) {
        return LIBRARY.dropAll(engine);
    }
    // #create

    // #tenant
    static CompletionStage<Done> createFor(AsyncEngine engine, String tenant) {
        return MetaData.of(AUTHORS, ESSAYS).inSchema(tenant).createAll(engine);
    }
    // #tenant

    // #translate
    static AsyncEngine viewOf(AsyncEngine engine, String tenant) {
        return engine.withOptions(ExecutionOptions.none().withSchemaTranslation(Map.of("", tenant)));
    }
    // #translate

    // #inspect
    static CompletionStage<List<String>> columnsOf(AsyncEngine engine, String table) {
        return Inspector.of(engine)
                .columns(table)
                .thenApply(columns -> columns.stream().map(ColumnInfo::name).toList());
    }
    // #inspect

    // #reflect
    static CompletionStage<Table> essays(AsyncEngine engine) {
        return MetaData.reflect(engine, Reflection.ALL.only("essays"))
                .thenApply(found -> found.table("essays").orElseThrow());
    }
    // #reflect
}
