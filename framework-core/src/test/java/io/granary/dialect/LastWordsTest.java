package io.granary.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.DatabaseError;
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
}
