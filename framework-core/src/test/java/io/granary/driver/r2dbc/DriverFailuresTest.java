package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DriverFailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Duplicate entry '1' for key 'parent.PRIMARY' | PRIMARY",
                "Duplicate entry '1' for key 'uq' | uq",
                "Duplicate entry 'x' for key 'evil'' for key 't.my uq' | my uq",
                "Cannot add: a foreign key constraint fails (`db`.`c`, CONSTRAINT `fk` FOREIGN KEY (`p`) REFERENCES `t` (`id`)) | fk",
                "CONSTRAINT `a``b` failed for `db`.`t` | a`b",
                "CONSTRAINT `t`.`ck` failed for `db`.`t` | ck",
                "Check constraint 'ck age' is violated. | ck age",
                "Unique index or primary key violation: \"PUBLIC.UQ INDEX PUBLIC.UQ_8 ON PUBLIC.T(M) VALUES ( /* 1 */ 'x' )\" | UQ",
                "Unique index or primary key violation: \"PUBLIC.\"\"my uq.x\"\" INDEX PUBLIC.I ON PUBLIC.T(M)\" | my uq.x",
                "Referential integrity constraint violation: \"FK: PUBLIC.C FOREIGN KEY(P) REFERENCES PUBLIC.T(ID) (4)\" | FK",
                "Check constraint violation: \"CK_AGE: \" | CK_AGE"
            })
    void readsTheConstraintsName(String message, String name) {
        DriverException failure = DriverFailures.from(new R2dbcDataIntegrityViolationException(message, "23000", 1));

        assertThat(failure.constraint()).isEqualTo(name);
        assertThat(failure.origin()).isEqualTo(DriverException.Origin.REPORTED);
    }

    @Test
    void takesAResourceFailureWithoutStateOrNumberForABrokenLink() {
        DriverException failure =
                DriverFailures.from(new R2dbcNonTransientResourceException(new IOException("reset by peer")));

        assertThat(failure.origin()).isEqualTo(DriverException.Origin.FAULT);
        assertThat(failure.sqlState()).isEqualTo("08006");
        assertThat(failure.message()).contains("reset by peer");
    }

    @Test
    void takesWhatIsNoReportForAFault() {
        IllegalStateException defect = new IllegalStateException("defect");
        DriverException failure = DriverFailures.from(new CompletionException(defect));

        assertThat(failure.origin()).isEqualTo(DriverException.Origin.FAULT);
        assertThat(failure.sqlState()).isNull();
        assertThat(failure).hasCause(defect);
    }
}
