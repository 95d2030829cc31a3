package io.granary.testkit.random;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.schema.CreateTable;
import io.granary.schema.Table;
import io.granary.sql.CompiledSql;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.OnBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Expressions of all kinds within each other mean the same to the database as to a small interpreter: they are written with the parentheses that they
 * need. Statements of many random expressions each are compared with what was worked out while they were grown.
 */
public interface ExpressionCompliance extends OnBench {

    private static Samples samples(Bench bench) {
        Samples samples = new Samples();
        bench.table(samples);
        Await.value(bench.engine().execute(insert(samples), samples.rows()));
        return samples;
    }

    @Test
    default void expressionsMeanWhatTheirTreesSay(Bench bench) {
        Samples samples = samples(bench);
        TermCheck check = new TermCheck(bench.engine(), samples);
        Habits habits = Habits.of(bench.database().kind());
        long seed = Seed.of(20261126);
        for (int statement = 0; statement < 100; statement++) {
            Forest forest = new Forest(samples, Dice.of(seed, statement), habits);
            List<Term<?>> terms = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                terms.add(forest.grow(2 + forest.dice.below(24)));
            }

            Optional<String> wrong = check.wrong(terms);

            assertThat(wrong)
                    .as("Statement %d. %s", statement, Seed.again(seed))
                    .isEmpty();
        }
    }

    @Test
    default void conditionsLetThroughTheRowsOfWhichTheyAreTrue(Bench bench) {
        Samples samples = samples(bench);
        Habits habits = Habits.of(bench.database().kind());
        long seed = Seed.of(20261127);
        for (int number = 0; number < 300; number++) {
            Forest forest = new Forest(samples, Dice.of(seed, number), habits);
            Term<Boolean> one = forest.conditions.grow(2 + forest.dice.below(24));
            Term<Boolean> other = forest.conditions.grow(2 + forest.dice.below(6));
            var statement = select(samples.id)
                    .where(one.expression())
                    .where(other.expression())
                    .orderBy(samples.id);
            CompiledSql sql = statement.toSql(bench.engine().dialect());

            assertThat(Await.value(bench.engine().execute(statement))
                            .scalars(Integer.class)
                            .all())
                    .as("Statement %d. %s%n%s", number, Seed.again(seed), sql)
                    .isEqualTo(rowsOf(Term.of(one.expression(), one, other, Truth::and)));
        }
    }

    /** As data definition writes them: a check is taken from its text and asked for the rows. */
    @Test
    default void constantsMeanWhatValuesMean(Bench bench) {
        Samples samples = samples(bench);
        Habits habits = Habits.of(bench.database().kind());
        long seed = Seed.of(20261128);
        for (int number = 0; number < 300; number++) {
            Forest forest = new Forest(samples, Dice.of(seed, number), habits);
            Term<Boolean> condition = forest.conditions.grow(2 + forest.dice.below(24));
            Table checked = Table.of("checked", table -> table.check("checks", condition.expression()));
            String create = new CreateTable(checked, false, List.of())
                    .toSql(bench.engine().dialect())
                    .text();
            String written = create.substring(create.indexOf("CHECK (") + "CHECK (".length(), create.lastIndexOf("))"));

            assertThat(Await.value(bench.engine()
                                    .execute(text("select id from samples where " + written + " order by id")))
                            .scalars(Integer.class)
                            .all())
                    .as("Statement %d. %s%n%s", number, Seed.again(seed), written)
                    .isEqualTo(rowsOf(condition));
        }
    }

    private static List<Integer> rowsOf(Term<Boolean> condition) {
        return IntStream.range(0, Samples.ROWS)
                .filter(row -> Truth.holds(condition.at(row)))
                .boxed()
                .toList();
    }
}
