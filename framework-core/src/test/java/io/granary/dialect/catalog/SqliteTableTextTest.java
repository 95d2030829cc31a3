package io.granary.dialect.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.catalog.SqliteTableText.Reference;
import io.granary.dialect.catalog.SqliteTableText.Rule;
import io.granary.schema.ForeignKeyTarget.Check;
import io.granary.schema.catalog.KeyInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of the texts that SQLite keeps of its tables and indexes. */
class SqliteTableTextTest {

    private static SqliteTableText table(String definitions) {
        return SqliteTableText.of("CREATE TABLE t (" + definitions + ")");
    }

    @Test
    void namesOfConstraintsOfTheTable() {
        SqliteTableText text = table("a int, b text, constraint pk_t primary key (a), constraint uq_t unique (b, a),"
                + " unique (b), constraint fk_t foreign key (a) references other (x), constraint ck_t check (a > 0)");

        assertThat(text.primaryKey()).isEqualTo("pk_t");
        assertThat(text.uniques())
                .containsExactly(new KeyInfo("uq_t", List.of("b", "a")), new KeyInfo(null, List.of("b")));
        assertThat(text.uniqueName(List.of("B", "A"))).isEqualTo("uq_t");
        assertThat(text.uniqueName(List.of("b"))).isNull();
        assertThat(text.references()).containsExactly(new Reference("fk_t", List.of("a"), Check.AT_ONCE));
        assertThat(text.rules()).containsExactly(new Rule("ck_t", "a > 0"));
    }

    @Test
    void namesOfConstraintsOfColumns() {
        SqliteTableText text = table("a int constraint pk primary key on conflict abort,"
                + " b numeric(10, 2) constraint nn not null unique constraint ck check (b > 0) default 1,"
                + " c int default (1 + 2) collate binary constraint fk references other on delete set default,"
                + " d int as (a + 1) virtual, e generated always as (a * (2 + 3)) stored");

        assertThat(text.primaryKey()).isEqualTo("pk");
        assertThat(text.uniques()).containsExactly(new KeyInfo(null, List.of("b")));
        assertThat(text.rules()).containsExactly(new Rule("ck", "b > 0"));
        assertThat(text.references()).containsExactly(new Reference("fk", List.of("c"), Check.AT_ONCE));
        assertThat(text.computations())
                .containsOnlyKeys("d", "e")
                .containsEntry("d", "a + 1")
                .containsEntry("e", "a * (2 + 3)");
    }

    @Test
    void whenForeignKeysAreChecked() {
        assertThat(table("a references x deferrable initially deferred, b references x deferrable, c references x not"
                                + " deferrable initially deferred, d references x deferrable initially immediate")
                        .references())
                .extracting(Reference::check)
                .containsExactly(Check.AT_COMMIT, Check.DEFERRABLE, Check.AT_ONCE, Check.DEFERRABLE);
    }

    /** Commas between constraints of the table are not needed, and names need not look like names. */
    @Test
    void oddTexts() {
        SqliteTableText text = SqliteTableText.of("""
                CREATE TABLE "t (" -- a table, (of mine
                ([check] int /* , unique (b) */, "it""s" text default 'a, ) check (x)', `b``c` 'quoted type',
                 constraint 'ck 1' check ([check] <> ')' and "it""s" <> '--') constraint [u,1] unique ([check], `b``c` desc)
                 unique ("it""s")) strict, without rowid""");

        assertThat(text.rules()).containsExactly(new Rule("ck 1", "[check] <> ')' and \"it\"\"s\" <> '--'"));
        assertThat(text.uniques())
                .containsExactly(new KeyInfo("u,1", List.of("check", "b`c")), new KeyInfo(null, List.of("it\"s")));
    }

    @Test
    void whatIsNoTableTellsNothing() {
        assertThat(SqliteTableText.of("CREATE VIEW v AS SELECT check (x) FROM t"))
                .isEqualTo(SqliteTableText.NOTHING);
        assertThat(SqliteTableText.of("CREATE VIRTUAL TABLE v USING fts5 (unique (a))"))
                .isEqualTo(SqliteTableText.NOTHING);
        assertThat(SqliteTableText.of(null)).isEqualTo(SqliteTableText.NOTHING);
    }

    @Test
    void termsAndConditionsOfIndexes() {
        assertThat(SqliteIndexText.of("CREATE UNIQUE INDEX \"on (\" on t (lower(b, 'x)') DESC, (a + 1), c asc)"))
                .isEqualTo(new SqliteIndexText(List.of("lower(b, 'x)')", "a + 1", "c"), null));
        assertThat(SqliteIndexText.of("CREATE INDEX i ON t ((a) + (b)) WHERE a > 3 -- only those"))
                .isEqualTo(new SqliteIndexText(List.of("(a) + (b)"), "a > 3"));
    }
}
