package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ParameterLogging;
import io.granary.engine.Result;
import io.granary.error.CheckViolationException;
import io.granary.error.DataException;
import io.granary.error.DatabaseException;
import io.granary.error.ErrorCode;
import io.granary.error.ForeignKeyViolationException;
import io.granary.error.NotNullViolationException;
import io.granary.error.UniqueViolationException;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Violated constraints and values that do not fit, as every database has to tell of them. */
public interface ConstraintErrorCompliance {

    /** A parent and a child table with one row each; their constraints have names. */
    private static Trial family(Trial trial) {
        return trial.given(
                "drop table if exists child",
                "drop table if exists parent",
                "create table parent (id int primary key, name varchar(20) not null, mail varchar(60), age int,"
                        + " constraint uq_mail unique (mail), constraint ck_age check (age > 0))",
                "create table child (id int primary key, parent_id int,"
                        + " constraint fk_parent foreign key (parent_id) references parent (id))",
                "insert into parent values (1, 'ann', 'ann@example.org', 5)",
                "insert into child values (1, 1)");
    }

    private static Trial family(TestDatabase database, ActorSystem<?> system) {
        return family(Trial.on(database, system));
    }

    private static void assertConstraint(Trial trial, Optional<String> told, String name) {
        if (trial.capabilities().claims(Claim.NAMES_CONSTRAINTS)) {
            assertThat(told.orElseThrow()).isEqualToIgnoringCase(name);
        } else {
            assertThat(told).isEmpty();
        }
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The primary key is violated. */
    @Test
    default void tellsThatAPrimaryKeyExists(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            String sql = "insert into parent values (:id, :name, null, null)";
            UniqueViolationException failure =
                    trial.failure(UniqueViolationException.class, trial.run(sql, "id", 1, "name", "bob"));
            trial.assertCodes(failure, "23505", "23505", 1062, 1062);
            assertThat(failure.code()).isEqualTo(ErrorCode.UNIQUE_VIOLATION);
            assertThat(failure.constraint().isPresent())
                    .isEqualTo(trial.capabilities().claims(Claim.NAMES_CONSTRAINTS));
            assertThat(failure.statement().orElseThrow()).startsWith("insert into parent values (");
            assertThat(failure.parameters()).contains("[Integer, String(3)]");
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.connectionInvalidated()).isFalse();
            trial.assertNothingIsLost();
        }
    }

    /** A named unique constraint is violated. */
    @Test
    default void namesTheUniqueConstraint(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            UniqueViolationException failure = trial.failure(
                    UniqueViolationException.class,
                    trial.run("insert into parent values (2, 'bob', :mail, null)", "mail", "ann@example.org"));
            assertConstraint(trial, failure.constraint(), "uq_mail");
            trial.assertNothingIsLost();
        }
    }

    /** A value that spells what stands around values in messages does not pass for a constraint. */
    @Test
    default void isNotMisledByAValueThatLooksLikeAMessage(TestDatabase database, ActorSystem<?> system) {
        String value = "x' for key 'evil' violation: \"EVIL: \"";
        try (Trial trial = family(database, system)) {
            trial.get(trial.run("insert into parent values (2, 'bob', :mail, null)", "mail", value));
            UniqueViolationException failure = trial.failure(
                    UniqueViolationException.class,
                    trial.run("insert into parent values (3, 'bob', :mail, null)", "mail", value));
            assertConstraint(trial, failure.constraint(), "uq_mail");
            assertThat(everything(failure)).doesNotContainIgnoringCase("evil");
            trial.assertNothingIsLost();
        }
    }

    /** A child without its parent. */
    @Test
    default void namesTheForeignKeyOfAChildWithoutParent(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            ForeignKeyViolationException failure = trial.failure(
                    ForeignKeyViolationException.class,
                    trial.run("insert into child values (2, :parent)", "parent", 4711));
            trial.assertCodes(failure, "23506", "23503", 1452, 1452);
            assertConstraint(trial, failure.constraint(), "fk_parent");
            assertThat(everything(failure)).doesNotContain("4711");
            trial.assertNothingIsLost();
        }
    }

    /** A parent whose child stays behind. */
    @Test
    default void namesTheForeignKeyOfAParentWithChildren(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            ForeignKeyViolationException failure = trial.failure(
                    ForeignKeyViolationException.class, trial.run("delete from parent where id = :id", "id", 1));
            trial.assertCodes(failure, "23503", "23503", 1451, 1451);
            assertConstraint(trial, failure.constraint(), "fk_parent");
            trial.assertNothingIsLost();
        }
    }

    /** NULL where a value has to be. */
    @Test
    default void tellsThatAValueIsMissing(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            NotNullViolationException failure = trial.failure(
                    NotNullViolationException.class,
                    trial.run("insert into parent values (2, :name, null, null)", "name", null));
            trial.assertCodes(failure, "23502", "23502", 1048, 1048);
            assertThat(failure.error().message()).containsIgnoringCase("name");
            trial.assertNothingIsLost();
        }
    }

    /** A named check is violated. */
    @Test
    default void namesTheCheck(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            CheckViolationException failure = trial.failure(
                    CheckViolationException.class,
                    trial.run("insert into parent values (2, 'bob', null, :age)", "age", -7));
            trial.assertCodes(failure, "23513", "23514", 4025, 3819);
            assertThat(failure.constraint().orElseThrow()).isEqualToIgnoringCase("ck_age");
            trial.assertNothingIsLost();
        }
    }

    /** A text that is longer than its column. */
    @Test
    default void tellsThatATextIsTooLong(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            CompletionStage<Result> written =
                    trial.run("insert into parent values (2, :name, null, null)", "name", "secret".repeat(9));
            if (trial.takesAnything(written)) {
                return;
            }
            DataException failure = trial.failure(DataException.class, written);
            trial.assertCodes(failure, "22001", "22001", 1406, 1406);
            assertThat(everything(failure)).doesNotContain("secret");
            trial.assertNothingIsLost();
        }
    }

    /** A number beyond its column's range. */
    @Test
    @Tag("F56")
    default void tellsThatANumberIsOutOfRange(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            CompletionStage<Result> written =
                    trial.run("insert into parent values (2, 'bob', null, :age)", "age", 98_765_432_100L);
            if (trial.takesAnything(written)) {
                return;
            }
            DataException failure = trial.failure(DataException.class, written);
            trial.assertCodes(failure, "22004", "22003", 1264, 1264);
            assertThat(everything(failure)).doesNotContain("98765432100");
            trial.assertNothingIsLost();
        }
    }

    /** A text that is no number. PostgreSQL refuses its type already when it is not cast. */
    @Test
    default void tellsThatATextIsNoNumber(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            String value = trial.pick(":age", "cast(:age as integer)", ":age", ":age", ":age");
            CompletionStage<Result> written =
                    trial.run("insert into parent values (2, 'bob', null, " + value + ")", "age", "it's \"secret\"");
            if (trial.takesAnything(written)) {
                return;
            }
            DataException failure = trial.failure(DataException.class, written);
            trial.assertCodes(failure, "22018", "22P02", 1366, 1366);
            assertThat(everything(failure)).doesNotContain("secret");
            trial.assertNothingIsLost();
        }
    }

    /** Values that may be shown are shown, in the parameters and in the database's words. */
    @Test
    default void showsValuesWhereTheyAreAskedFor(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial =
                family(Trial.on(database, system, options -> options.withParameterLogging(ParameterLogging.VALUES)))) {
            DatabaseException failure = trial.failure(
                    UniqueViolationException.class,
                    trial.run("insert into parent values (2, 'bob', :mail, null)", "mail", "ann@example.org"));
            assertThat(failure.parameters()).contains("[ann@example.org]");
            assertThat(failure.error().message()).doesNotContain("***");
            trial.assertNothingIsLost();
        }
    }

    /** With hidden parameters no word of the database is shown, and no cause: nothing of the value is anywhere. */
    @Test
    default void hidesEverythingThatMayHoldAValue(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(Trial.on(database, system, options -> options.withHideParameters(true)))) {
            UniqueViolationException failure = trial.failure(
                    UniqueViolationException.class,
                    trial.run("insert into parent values (2, 'bob', :mail, null)", "mail", "ann@example.org"));
            assertThat(everything(failure)).doesNotContain("ann@");
            assertThat(failure.parameters()).isEmpty();
            assertThat(failure.getCause()).isNull();
            assertConstraint(trial, failure.constraint(), "uq_mail");
            trial.assertCodes(failure, "23505", "23505", 1062, 1062);
            trial.assertNothingIsLost();
        }
    }

    /** A failure inside a transaction leaves it to be rolled back, and its connection usable after that. */
    @Test
    default void leavesATransactionToBeRolledBack(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = family(database, system)) {
            trial.failure(
                    UniqueViolationException.class,
                    trial.engine()
                            .begin(connection -> connection
                                    .execute(io.granary.sql.Sql.text("insert into parent values (7, 'z', null, 1)"))
                                    .thenCompose(done -> connection.execute(
                                            io.granary.sql.Sql.text("insert into parent values (1, 'z', null, 1)")))));
            assertThat(trial.get(trial.run("select count(*) from parent"))
                            .all()
                            .get(0)
                            .get(0))
                    .asString()
                    .isEqualTo("1");
            trial.assertNothingIsLost();
        }
    }
}
