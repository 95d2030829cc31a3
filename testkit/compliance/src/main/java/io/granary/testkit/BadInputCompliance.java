package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Feature;
import io.granary.engine.Row;
import io.granary.error.AmbiguousColumnException;
import io.granary.error.ArgumentException;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.error.ProgrammingException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.TestDatabase;
import java.awt.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements and values that no one should send: each is refused with a sentence that helps, or works; nothing is lost. */
public interface BadInputCompliance {

    private static Trial notes(TestDatabase database, ActorSystem<?> system) {
        Trial trial = Trial.on(database, system);
        return trial.given(
                "drop table if exists note",
                "create table note (id int, body " + trial.pick("varchar", "text", "longtext", "longtext", "text")
                        + ")");
    }

    private static void refuses(Trial trial, String sql, String part) {
        CompileException failure = trial.failure(CompileException.class, trial.run(sql));
        assertThat(failure).message().contains(part, "hint:");
        trial.assertNothingIsLost();
    }

    /** Blank text is refused before there is a statement. */
    @Test
    default void refusesBlankText(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            assertThatThrownBy(() -> Sql.text(" \n\t"))
                    .isExactlyInstanceOf(ArgumentException.class)
                    .hasMessageContaining("blank");
            trial.assertNothingIsLost();
        }
    }

    /** Text that holds no statement, or not the end of what it begins. */
    @Test
    default void refusesTextThatIsNoStatement(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            refuses(trial, "-- nothing else", "no statement");
            refuses(trial, "/* nothing else */ ;", "no statement");
            refuses(trial, "select 'abc\0'", "NUL");
            refuses(trial, "select 'abc", "line 1, column 8");
            refuses(trial, "select 1 /* abc", "comment");
            refuses(trial, "select 1; select 2", "second statement");
        }
    }

    /** What begins or ends transactions is the connection's to do. */
    @Test
    default void refusesTransactionControlAsText(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            for (String sql : List.of(
                    "BEGIN",
                    "start transaction",
                    "/* x */ Commit",
                    "rollback",
                    "savepoint a",
                    "SET AUTOCOMMIT = 0",
                    "set transaction isolation level serializable")) {
                InvalidRequestException failure = trial.failure(InvalidRequestException.class, trial.run(sql));
                assertThat(failure).message().contains(sql, "begin()");
            }
            trial.assertNothingIsLost();
        }
    }

    /** A parameter that got no value is named, with the name that was meant. */
    @Test
    default void namesTheMissingParameter(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            InvalidRequestException failure =
                    trial.failure(InvalidRequestException.class, trial.run("select :amount", "amuont", 1));
            assertThat(failure).message().contains("'amount'", "'amuont'");
            trial.assertNothingIsLost();
        }
    }

    /** A value of a class that no column holds is refused by its class; what it says of itself is not shown. */
    @Test
    default void namesTheClassThatCannotBeBound(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            for (Object value :
                    List.of(new Point(47, 11), new Thread("secret-name"), new AtomicReference<>("secret"))) {
                ProgrammingException failure = trial.failure(
                        ProgrammingException.class, trial.run("insert into note values (1, :body)", "body", value));
                assertThat(failure)
                        .message()
                        .contains(value.getClass().getName())
                        .doesNotContain("secret", "x=47");
                assertThat(failure.getCause()).isNotNull();
                assertThat(String.valueOf(failure.getCause())).doesNotContain("secret", "x=47");
                assertThat(failure.connectionInvalidated()).isFalse();
                trial.assertNothingIsLost();
            }
        }
    }

    /** A null among the names is no name of the statement, and such are ignored. */
    @Test
    default void ignoresANullAmongTheNames(TestDatabase database, ActorSystem<?> system) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(null, 1);
        parameters.put("id", 7);
        try (Trial trial = notes(database, system)) {
            trial.get(trial.engine().execute(Sql.text("insert into note values (:id, 'x')"), parameters));
            trial.assertNothingIsLost();
        }
    }

    /** NUL in a text is stored where it can be, and refused by the parameter's name where not. */
    @Test
    @Tag("F51")
    default void storesOrRefusesNul(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            var insert = trial.run("insert into note values (1, :body)", "body", "a\0b");
            if (trial.engine().dialect().supports(Feature.NUL_IN_TEXT)) {
                trial.get(insert);
                assertThat(body(trial)).isEqualTo("a\0b");
            } else {
                assertThat(trial.failure(CompileException.class, insert))
                        .message()
                        .contains("'body'", "NUL");
            }
            trial.assertNothingIsLost();
        }
    }

    /** Half of a surrogate pair is no character: it is stored as a question mark, and what is around it as it is. */
    @Test
    @Tag("F51")
    default void replacesALoneSurrogate(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            trial.get(trial.run("insert into note values (1, :body)", "body", "x\uD800y"));
            assertThat(body(trial)).hasSize(3).startsWith("x").endsWith("y");
            trial.assertNothingIsLost();
        }
    }

    /** A value of two megabytes, and a statement of ten; SQLite takes one of one. */
    @Test
    default void takesLargeValuesAndStatements(TestDatabase database, ActorSystem<?> system) {
        String large = "é".repeat(1_000_000);
        try (Trial trial = notes(database, system)) {
            trial.get(trial.run("insert into note values (1, :body)", "body", large));
            assertThat(body(trial)).isEqualTo(large);
            int most = trial.pick(10_000_000, 10_000_000, 10_000_000, 10_000_000, 900_000);
            trial.get(trial.run("select 1 /* " + "x".repeat(most) + " */"));
            trial.assertNothingIsLost();
        }
    }

    /** As many values as the database takes work; one more is refused before anything is sent. */
    @Test
    @Tag("F49")
    default void takesAsManyValuesAsTheDatabaseDoes(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            trial.assertWorks();
            int most = trial.engine().dialect().maxBinds();
            String sql = "select count(*) from note where id in (:ids)";
            trial.get(trial.run(sql, "ids", IntStream.range(0, most).boxed().toList()));
            CompileException failure = trial.failure(
                    CompileException.class,
                    trial.run(sql, "ids", IntStream.rangeClosed(0, most).boxed().toList()));
            assertThat(failure).message().contains(Integer.toString(most), Integer.toString(most + 1));
            trial.assertNothingIsLost();
        }
    }

    /** Names that need quotes work as tables, as columns, and as keys of a row. H2's driver cuts at semicolons, so it refuses. */
    @Test
    @Tag("F52")
    default void takesHostileNames(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            String quote = trial.pick("\"", "\"", "`", "`", "\"");
            for (String name : List.of("two words", "wëird 名", "it's :not ? a $1", "a\"b`c", "x--y /*z")) {
                String quoted = quote + name.replace(quote, quote + quote) + quote;
                trial.given("create table " + quoted + " (" + quoted + " int)");
                trial.get(trial.run("insert into " + quoted + " values (:value)", "value", 5));
                Row row = trial.get(trial.run("select * from " + quoted)).all().get(0);
                assertThat(row.get(name)).isEqualTo(5);
                trial.given("drop table " + quoted);
            }
            trial.assertNothingIsLost();
        }
    }

    /** A semicolon within a name, a text or a comment ends no statement. */
    @Test
    @Tag("F48")
    default void neverRunsWhatStandsBehindASemicolon(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            for (String sql : List.of(
                    "select 1 -- ; drop table note",
                    "select 1 /* ; drop table note; */",
                    "select '; drop table note; --'")) {
                if (trial.pick(true, false, false, false, false)) {
                    ProgrammingException failure = trial.failure(ProgrammingException.class, trial.run(sql));
                    assertThat(failure).message().contains("semicolon");
                } else {
                    trial.get(trial.run(sql));
                }
                trial.get(trial.run("select count(*) from note"));
            }
            trial.assertNothingIsLost();
        }
    }

    /** Two columns of one name are told apart by position only. */
    @Test
    default void refusesToGuessBetweenColumnsOfOneName(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = notes(database, system)) {
            Row row = trial.get(trial.run(
                            "select 1 as \"n\", 2 as \"n\"".replace("\"", trial.pick("\"", "\"", "`", "`", "\""))))
                    .all()
                    .get(0);
            assertThatThrownBy(() -> row.get("n"))
                    .isExactlyInstanceOf(AmbiguousColumnException.class)
                    .hasMessageContaining("\"n\"");
            assertThat(row.get(1)).asString().isEqualTo("2");
            trial.assertNothingIsLost();
        }
    }

    private static String body(Trial trial) {
        return String.valueOf(trial.get(trial.run("select body from note where id = 1"))
                .all()
                .get(0)
                .get(0));
    }
}
