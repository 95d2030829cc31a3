package io.granary.testkit.random;

import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.TableAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.OnBench;
import io.granary.type.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words of SQL are names where they are used as such, those that the server itself calls keywords among them. */
public interface SqlWordCompliance extends OnBench {

    private static Result run(Bench bench, Executable statement) {
        return Await.value(bench.engine().execute(statement));
    }

    @Test
    default void wordsOfSqlMayBeNames(Bench bench) {
        List<String> words = SqlWords.of(bench.database().kind(), bench.sql());
        for (int from = 0; from < words.size(); from += 50) {
            List<String> part = words.subList(from, Math.min(words.size(), from + 50));
            Table table = Table.of(
                    part.get(0), t -> part.forEach(word -> t.column(word, Types.INTEGER, c -> c.defaultValue(1))));
            Await.value(bench.dropping(MetaData.of(table)).createAll(bench.engine()));
            run(bench, insert(table).set(table.column(part.get(0), Integer.class), 7));
            for (String word : part) {
                TableAlias alias = table.as(word);

                Row row = run(
                                bench,
                                select(alias.column(word).as(word))
                                        .where(alias.column(word).isNotNull())
                                        .orderBy(alias.column(word)))
                        .one();

                assertThat(row.get(word)).isEqualTo(word.equals(part.get(0)) ? 7 : 1);
                assertThat(run(bench, select(column(word, Types.INTEGER)).from(table))
                                .one()
                                .values())
                        .as(word)
                        .isEqualTo(row.values());
            }
        }
    }
}
