package io.granary.schema;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Dialects;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Executable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class NamingConventionTest {

    private static final NamingConvention NAMES = NamingConvention.DEFAULT
            .index("ix_{column_0_label}")
            .unique("uq_{table_name}_{column_0_N_name}")
            .check("ck_{table_name}_{constraint_name}")
            .foreignKey("fk_{table_name}_{column_0_name}_{referred_table_name}_{referred_column_0_name}")
            .primaryKey("pk_{table_name}");

    private static final Table HOMES = Table.of("homes", t -> t.column("id", BIG_INTEGER, c -> c.primaryKey()));

    private static List<String> creating(MetaData metaData, String dialect) {
        return metaData.creating(Dialects.named(dialect)).stream()
                .map(statement -> text(statement, dialect))
                .toList();
    }

    private static String text(Executable statement, String dialect) {
        return statement.toSql(Dialects.named(dialect)).text();
    }

    private static Table persons(@Nullable String checkName) {
        return Table.of("persons", t -> {
            Column<Long> id = t.column("id", BIG_INTEGER, c -> c.primaryKey());
            Column<String> name = t.column("name", string(20), c -> c.index().unique());
            t.column(
                    "home_id",
                    BIG_INTEGER,
                    c -> c.references(ForeignKeyTarget.of(HOMES.tableColumns().get(0))));
            t.unique(null, id, name);
            t.unique("by_hand", name, id);
            t.check(checkName, id.gt(0L));
        });
    }

    @Test
    void namesWhatHasNoName() {
        assertThat(creating(MetaData.of(HOMES, persons("positive")).named(NAMES), "postgresql"))
                .containsExactly(
                        "CREATE TABLE homes (id BIGINT NOT NULL, CONSTRAINT pk_homes PRIMARY KEY (id))",
                        "CREATE TABLE persons (id BIGINT NOT NULL, name VARCHAR(20), home_id BIGINT,"
                                + " CONSTRAINT pk_persons PRIMARY KEY (id),"
                                + " CONSTRAINT uq_persons_name UNIQUE (name),"
                                + " CONSTRAINT fk_persons_home_id_homes_id FOREIGN KEY (home_id) REFERENCES homes (id),"
                                + " CONSTRAINT uq_persons_id_name UNIQUE (id, name),"
                                + " CONSTRAINT by_hand UNIQUE (name, id),"
                                + " CONSTRAINT ck_persons_positive CHECK (id > 0))",
                        "CREATE INDEX ix_persons_name ON persons (name)");
    }

    @Test
    void withoutOneTheDatabaseNamesAllButIndexes() {
        assertThat(creating(MetaData.of(HOMES), "postgresql"))
                .containsExactly("CREATE TABLE homes (id BIGINT NOT NULL, PRIMARY KEY (id))");
        assertThat(persons("x").indexes()).extracting(Index::name).containsExactly("ix_persons_name");
    }

    @Test
    @Tag("SQ83")
    void refusesAnUnnamedConstraintWhereTheNameIsMadeOfOne() {
        MetaData metaData = MetaData.of(HOMES, persons(null)).named(NAMES);

        assertThatThrownBy(() -> creating(metaData, "h2"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("persons")
                .hasMessageContaining("{constraint_name}");
    }

    @Test
    void refusesAnUnknownWord() {
        assertThatThrownBy(() -> NAMES.unique("uq_{tabel_name}"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("{tabel_name}");
    }

    @Test
    void cutsALongNameAndEndsItInItsHash() {
        String longName = "a".repeat(60);
        Table first = Table.of(longName, t -> t.column("first_column", string(5), c -> c.unique()));
        Table second = Table.of(longName, t -> t.column("second_column", string(5), c -> c.unique()));

        String one = creating(MetaData.of(first).named(NAMES), "postgresql").get(0);
        String other = creating(MetaData.of(second).named(NAMES), "postgresql").get(0);

        assertThat(one).containsPattern("CONSTRAINT uq_a{55}_[0-9a-f]{4} UNIQUE");
        assertThat(one.substring(one.indexOf("UNIQUE") - 6, one.indexOf("UNIQUE")))
                .isNotEqualTo(other.substring(other.indexOf("UNIQUE") - 6, other.indexOf("UNIQUE")));
        assertThat(creating(MetaData.of(first).named(NAMES), "h2").get(0)).contains("uq_" + longName + "_first_column");
    }

    @Test
    void cutsByWhatTheDatabaseCounts() {
        Table bytes = Table.of("ä".repeat(28), t -> t.column("column", string(5), c -> c.unique()));
        Table pairs = Table.of("\uD83D\uDE00".repeat(14), t -> t.column("column", string(5), c -> c.unique()));

        assertThat(creating(MetaData.of(bytes).named(NAMES), "postgresql").get(0))
                .containsPattern("CONSTRAINT \"uq_ä{27}_[0-9a-f]{4}\" UNIQUE");
        assertThat(creating(MetaData.of(bytes).named(NAMES), "mysql").get(0))
                .contains("uq_" + "ä".repeat(28) + "_column`");
        assertThat(creating(MetaData.of(pairs).named(NAMES), "postgresql").get(0))
                .containsPattern("CONSTRAINT \"uq_(\uD83D\uDE00){13}_[0-9a-f]{4}\" UNIQUE");
    }
}
