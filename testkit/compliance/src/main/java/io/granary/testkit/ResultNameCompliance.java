package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.AmbiguousColumnException;
import io.granary.error.InvalidRequestException;
import io.granary.error.NoSuchColumnException;
import io.granary.error.ResourceClosedException;
import io.granary.sql.TextClause;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the columns of a result are called. */
public interface ResultNameCompliance extends OnBench {

    @Test
    default void namesAreThoseWrittenWithoutQuotes(Bench bench) {
        ReadRows.insert(bench, 1);

        Row row = ReadRows.run(bench, text("select id, name as title, id + 1 as next_id from items"))
                .one();

        assertThat(row.keys()).containsExactly("id", "title", "next_id");
        assertThat(row.get("title")).isEqualTo("name 1");
        assertThat(row.get("next_id", Integer.class)).isEqualTo(2);
    }

    @Test
    @Tag("RS26")
    default void aNameOfTwoColumnsIsReadByPosition(Bench bench) {
        ReadRows.insert(bench, 1);

        Row row = ReadRows.run(bench, text("select id, name as id from items")).one();

        assertThatExceptionOfType(AmbiguousColumnException.class).isThrownBy(() -> row.get("id"));
        assertThat(row.get(0, Integer.class)).isEqualTo(1);
        assertThat(row.get(1)).isEqualTo("name 1");
    }

    @Test
    @Tag("RS32")
    default void anUnknownNameIsRefusedAndTheNearMissNamed(Bench bench) {
        Row row = ReadRows.run(bench, text("select 1 as title")).one();

        assertThatExceptionOfType(NoSuchColumnException.class)
                .isThrownBy(() -> row.get("titel"))
                .withMessageContaining("title");
        assertThat(row.asMap()).doesNotContainKey("titel");
    }

    @Test
    @Tag("RS35")
    default void letterCaseOfQuotedNamesCounts(Bench bench) {
        Row row = ReadRows.run(
                        bench,
                        text("select 1 as case_insensitive, 2 as " + ReadRows.quoted(bench, "CaseSensitive") + ", 3 as "
                                + ReadRows.quoted(bench, "screw you!")))
                .one();

        assertThat(row.keys()).containsExactly("case_insensitive", "CaseSensitive", "screw you!");
        assertThat(row.get("CaseSensitive", Integer.class)).isEqualTo(2);
        assertThatExceptionOfType(NoSuchColumnException.class).isThrownBy(() -> row.get("casesensitive"));
        assertThatExceptionOfType(NoSuchColumnException.class).isThrownBy(() -> row.get("Case_insensitive"));
    }

    @Test
    @Tag("RS31")
    default void whatGivesNoRowsHasNoKeys(Bench bench) {
        ReadRows.insert(bench, 1);
        for (String sql :
                List.of("update items set name = 'x'", "delete from items", "insert into items values (5, 'e')")) {
            Result result = ReadRows.run(bench, text(sql));

            assertThat(result.returnsRows()).as(sql).isFalse();
            assertThatExceptionOfType(ResourceClosedException.class)
                    .as(sql)
                    .isThrownBy(result::keys)
                    .withMessageContaining("rows");
            assertThatExceptionOfType(ResourceClosedException.class).as(sql).isThrownBy(result::fetchAll);
        }
    }

    @Test
    @Tag("RS31")
    default void aSelectWithoutARowKnowsTheKeysItDeclares(Bench bench) {
        TextClause none = text("select id, name from items");

        assertThat(ReadRows.run(bench, none.columns("id", "name")).keys()).containsExactly("id", "name");
        Result undeclared = ReadRows.run(bench, none);
        assertThat(undeclared.returnsRows()).isTrue();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(undeclared::keys)
                .withMessageContaining("columns(");
        assertThat(undeclared.fetchAll()).isEmpty();
    }
}
