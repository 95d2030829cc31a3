package io.granary.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.driver.DriverException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SqliteStorageTest {

    private static @Nullable Object stored(String decimal) {
        return SqliteStorage.of(new BigDecimal(decimal));
    }

    @Test
    void storesEqualNumbersAlike() {
        assertThat(stored("1234567890123456.50")).isEqualTo("1234567890123456.5");
        assertThat(stored("1234567890123456.5")).isEqualTo("1234567890123456.5");
        assertThat(stored("1234567890123456.00")).isEqualTo("1234567890123456");
        assertThat(SqliteStorage.of(new BigInteger("12345678901234567890"))).isEqualTo("12345678901234567890");
        assertThat(stored("1.50")).isEqualTo(1.5);
        assertThat(stored("100")).isEqualTo(100L);
    }

    /** A binary number would be infinite, or 0. */
    @Test
    void storesWhatIsNoBinaryNumberAsText() {
        assertThat(stored("1e400")).isEqualTo("1" + "0".repeat(400));
        assertThat(stored("1e-400")).isEqualTo("0." + "0".repeat(399) + "1");
        assertThat(stored("-1e200")).isEqualTo(-1e200);
    }

    @Test
    void storesDatesOfTheYearsThatSqliteKnows() {
        assertThat(SqliteStorage.of(LocalDate.of(0, 1, 1))).isEqualTo("0000-01-01");
        assertThat(SqliteStorage.of(LocalDate.of(9999, 12, 31))).isEqualTo("9999-12-31");
        assertThat(SqliteStorage.of(LocalDateTime.of(9999, 12, 31, 23, 59))).isEqualTo("9999-12-31 23:59:00.000000");
    }

    /** They would be texts of another length, which neither sort nor can be read. */
    @Test
    void refusesDatesOfOtherYears() {
        LocalTime late = LocalTime.of(23, 30);
        for (Object date : List.of(
                LocalDate.of(10_000, 1, 1),
                LocalDate.of(-1, 12, 31),
                LocalDateTime.of(10_000, 1, 1, 0, 0),
                OffsetDateTime.of(LocalDate.of(9999, 12, 31), late, ZoneOffset.ofHours(-1)))) {
            assertThatThrownBy(() -> SqliteStorage.of(date))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            refused -> assertThat(refused.sqlState()).isEqualTo("22008"))
                    .hasMessageContaining("0 to 9999");
        }
    }
}
