package io.granary.engine.internal.compile;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.dialect.Dialect;
import io.granary.dialect.H2Dialect;
import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.dialect.render.CompilerOptions;
import io.granary.error.ArgumentException;
import io.granary.schema.Column;
import io.granary.schema.CreateTable;
import io.granary.schema.DropIndex;
import io.granary.schema.Index;
import io.granary.schema.Sequence;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.SchemaTranslation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTranslationTest {

    private static final Map<String, String> TENANT = Map.of("", "tenant_7", "shop", "Shop's");
    private static final People PEOPLE = new People();
    private static final Goods GOODS = new Goods();

    private static final class People extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());

        private People() {
            super("people");
        }
    }

    private static final class Goods extends Table {
        final Column<String> name = column("name", TEXT);

        private Goods() {
            super("shop", "goods");
            column("owner", BIG_INTEGER, c -> c.references(PEOPLE.id));
        }
    }

    private static String sql(Dialect dialect, Executable statement, Map<String, String> names) {
        return StatementCompiler.of(CompilerOptions.of(dialect))
                .compile(statement, List.of(), new StatementContext(Map.of(), new SchemaTranslation(names)))
                .sql();
    }

    @Test
    void tablesAreFoundInOtherSchemasAndSoAreTheColumnsThatNameOne() {
        Executable both = select(PEOPLE.id, GOODS.name).from(GOODS.join(PEOPLE));
        assertThat(sql(PostgresDialect.INSTANCE, both, TENANT))
                .isEqualTo("SELECT people.id, \"Shop's\".goods.name FROM \"Shop's\".goods"
                        + " JOIN tenant_7.people ON people.id = \"Shop's\".goods.owner");
        assertThat(sql(MySqlDialect.MYSQL, both, TENANT)).contains("FROM `Shop's`.goods JOIN tenant_7.people ON");
        assertThat(sql(H2Dialect.INSTANCE, both, Map.of("shop", "")))
                .isEqualTo("SELECT people.id, goods.name FROM goods JOIN people ON people.id = goods.owner");
        assertThat(sql(H2Dialect.INSTANCE, both, Map.of("other", "x")))
                .isEqualTo("SELECT people.id, shop.goods.name FROM shop.goods"
                        + " JOIN people ON people.id = shop.goods.owner");
    }

    @Test
    void whatChangesRowsIsTranslatedToo() {
        assertThat(sql(PostgresDialect.INSTANCE, insert(PEOPLE).set(PEOPLE.id, 1L), TENANT))
                .startsWith("INSERT INTO tenant_7.people (id) VALUES ($1)");
    }

    @Test
    void aSequenceIsNamedWithinAStringOnPostgres() {
        Executable next = select(Sequence.named("num'bers").inSchema("shop").nextValue());
        assertThat(sql(PostgresDialect.INSTANCE, next, TENANT)).contains("nextval('\"Shop''s\".\"num''bers\"')");
        assertThat(sql(H2Dialect.INSTANCE, next, TENANT)).contains("NEXT VALUE FOR \"Shop's\".\"num'bers\"");
    }

    @Test
    void dataDefinitionIsTranslated() {
        assertThat(sql(PostgresDialect.INSTANCE, new CreateTable(GOODS, false, List.of()), TENANT))
                .startsWith("CREATE TABLE \"Shop's\".goods (")
                .contains("REFERENCES tenant_7.people (id)");
        Index index = new Index("ix_name", GOODS, List.of(GOODS.name), false, null);
        assertThat(sql(H2Dialect.INSTANCE, new DropIndex(index, true), TENANT))
                .isEqualTo("DROP INDEX IF EXISTS \"Shop's\".ix_name");
    }

    @Test
    void oneShapeIsWrittenOnceForEachTranslation() {
        StatementCompiler compiler = StatementCompiler.of(CompilerOptions.of(H2Dialect.INSTANCE));
        for (String tenant : List.of("a", "b", "a")) {
            String sql = compiler.compile(
                            select(PEOPLE.id),
                            List.of(),
                            new StatementContext(Map.of(), new SchemaTranslation(Map.of("", tenant))))
                    .sql();
            assertThat(sql).isEqualTo("SELECT people.id FROM " + tenant + ".people");
        }
        assertThat(compiler.cacheStatistics().misses()).isEqualTo(1);
    }

    @Test
    void nullNamesNothing() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> new SchemaTranslation(Collections.singletonMap("a", null)))
                .withMessageContaining("holds null");
    }
}
