package io.granary.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.DatabaseError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectTroubleTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql, 08001, 0, UNREACHABLE",
        "postgresql, , 0, UNREACHABLE",
        "postgresql, 57P03, 0, NOT_READY",
        "postgresql, 57P01, 0, NOT_READY",
        "postgresql, 53300, 0, TOO_MANY",
        "postgresql, 28P01, 0, REFUSED",
        "postgresql, 28000, 0, REFUSED",
        "postgresql, 3D000, 0, REFUSED",
        "postgresql, 42501, 0, OTHER",
        "mysql, , 0, UNREACHABLE",
        "mysql, 08004, 1040, TOO_MANY",
        "mysql, 42000, 1203, TOO_MANY",
        "mysql, 42000, 1226, TOO_MANY",
        "mysql, 08S01, 1053, NOT_READY",
        "mysql, 28000, 1045, REFUSED",
        "mysql, 42000, 1044, REFUSED",
        "mysql, 42000, 1049, REFUSED",
        "mysql, HY000, 1130, REFUSED",
        "mysql, HY000, 3118, REFUSED",
        "mysql, HY000, 9999, OTHER",
        "mysql, , 9999, OTHER",
        "h2, 28000, 28000, REFUSED",
        "h2, 90146, 90146, REFUSED",
        "h2, 90020, 90020, NOT_READY",
        "h2, 90067, 90067, UNREACHABLE",
    })
    void tellsWhetherTryingAgainMayHelp(String dialect, @Nullable String state, int code, ConnectTrouble trouble) {
        assertThat(Dialects.named(dialect).connectTrouble(error("down", state, code)))
                .isEqualTo(trouble);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, 57P01, 0, terminating connection, IF_REPEATED",
        "postgresql, 25006, 0, cannot execute INSERT in a read-only transaction, ALL",
        "postgresql, 23505, 0, duplicate key, NONE",
        "postgresql, , 0, unknown, NONE",
        "mysql, HY000, 1836, Running in read-only mode, ALL",
        "mysql, HY000, 1290, The MySQL server is running with the --super-read-only option, ALL",
        "mysql, HY000, 1290, The MySQL server is running with the --secure-file-priv option, NONE",
        "mysql, 70100, 1927, Connection was killed, IF_REPEATED",
        "mysql, 25006, 1792, Cannot execute statement in a READ ONLY transaction, NONE",
        "h2, 90097, 90097, The database is read only, NONE",
    })
    void tellsWhatAnErrorMeansForOtherConnections(
            String dialect, @Nullable String state, int code, String message, Spread spread) {
        assertThat(Dialects.named(dialect).spread(error(message, state, code))).isEqualTo(spread);
    }

    private static DatabaseError error(String message, @Nullable String state, int code) {
        return new DatabaseError(message, state, code, null, null, null, false);
    }
}
