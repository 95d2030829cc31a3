package io.granary.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.DatabaseError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says before it closes a connection, where a statement may meet it as its answer. */
class LastWordsTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql, 25P03, 0, terminating connection due to idle-in-transaction timeout",
        "postgresql, 25P04, 0, terminating connection due to transaction timeout",
        "postgresql, 57P01, 0, terminating connection due to administrator command",
        "postgresql, 57P05, 0, terminating connection due to idle-session timeout",
        "sqlite, 25006, 1032, The database file has been moved since it was opened"
    })
    void endTheConnection(String dialect, String state, int code, String message) {
        DatabaseError last = new DatabaseError(message, state, code, null, null, null, false);

        assertThat(Dialects.named(dialect).classify(last)).isEqualTo(ErrorKind.DISCONNECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, 25P03, 0, true",
        "postgresql, 57P03, 0, true",
        "postgresql, 57P05, 0, true",
        "postgresql, 25P04, 0, false",
        "postgresql, 57P01, 0, false",
        "postgresql, 57P02, 0, false",
        "postgresql, 08006, 0, false",
        "mysql, HY000, 4031, true",
        "mysql, 08S01, 1053, false",
        "mysql, HY000, 2013, false",
        "mysql, 08S01, 1153, true",
        "mariadb, 08S01, 1153, true",
        "mariadb, HY000, 4031, false",
        "mariadb, 70100, 1927, false",
        "h2, 90067, 90067, false",
        "sqlite, 25006, 1032, true",
        "sqlite, 08001, 14, true",
        "sqlite, 58030, 778, true",
        "sqlite, 58030, 1034, false",
        "sqlite, 58030, 2570, false",
        "sqlite, XX001, 267, true",
        "sqlite, 55P03, 5, false"
    })
    void proveThatNothingWasDoneOnlyWhereTheyCannotComeInACommit(
            String dialect, String state, int code, boolean nothing) {
        DatabaseError last = new DatabaseError("its last words", state, code, null, null, null, false);

        assertThat(Dialects.named(dialect).leavesNothing(last)).isEqualTo(nothing);
    }

    /** The server hangs up after it, and a connection that is kept would fail its next statement. */
    @Test
    void areToBeLookedIntoWhereSomethingWasTooLarge() {
        DatabaseError tooLarge = new DatabaseError("too large", "08S01", 1153, null, null, null, false);

        assertThat(MySqlDialect.MARIADB.mayEndSession(tooLarge)).isTrue();
        assertThat(MySqlDialect.MARIADB.classify(tooLarge)).isEqualTo(ErrorKind.PROGRAMMING);
    }

    /** MySQL's word for a session that was idle for too long is MariaDB's for a trigger that is not there. */
    @Test
    void areNotTheSameWhereANumberMeansSomethingElse() {
        DatabaseError last = new DatabaseError("4031", "HY000", 4031, null, null, null, false);

        assertThat(MySqlDialect.MYSQL.classify(last)).isEqualTo(ErrorKind.DISCONNECTED);
        assertThat(MySqlDialect.MARIADB.classify(last)).isEqualTo(ErrorKind.PROGRAMMING);
    }
}
