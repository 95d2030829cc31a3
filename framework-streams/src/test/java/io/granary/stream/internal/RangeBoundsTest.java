package io.granary.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class RangeBoundsTest {

    @Test
    void cutsNumbersIntoPartsOfOneLength() {
        assertThat(RangeBounds.between(1, 12, 4)).containsExactly(4, 7, 10);
        assertThat(RangeBounds.between(0L, 9L, 3)).containsExactly(3L, 6L);
        assertThat(RangeBounds.between((short) -5, (short) 4, 2)).containsExactly((short) 0);
        assertThat(RangeBounds.between(BigInteger.ZERO, BigInteger.TEN, 2)).containsExactly(BigInteger.valueOf(5));
        assertThat(RangeBounds.between(1, 12, 1)).isEmpty();
    }

    @Test
    void cutsNoMorePartsThanThereAreValues() {
        assertThat(RangeBounds.between(7, 7, 4)).isEmpty();
        assertThat(RangeBounds.between(7, 8, 4)).containsExactly(8);
    }

    @Test
    void cutsTheWholeRangeOfLongs() {
        assertThat(RangeBounds.between(Long.MIN_VALUE, Long.MAX_VALUE, 2)).containsExactly(0L);
    }

    @Test
    void cutsDecimalsFinerThanTheyAre() {
        assertThat(RangeBounds.between(new BigDecimal("1.0"), new BigDecimal("2.00"), 2))
                .containsExactly(new BigDecimal("1.5000"));
    }

    @Test
    void cutsDatesAndTimes() {
        LocalDate day = LocalDate.of(2024, 1, 1);
        assertThat(RangeBounds.between(day, day.plusDays(9), 2)).containsExactly(day.plusDays(5));
        Instant moment = Instant.parse("1960-01-01T00:00:00Z");
        assertThat(RangeBounds.between(moment, moment.plusNanos(9), 2)).containsExactly(moment.plusNanos(5));
        LocalDateTime time = day.atTime(12, 0);
        assertThat(RangeBounds.between(time, time.plusNanos(9), 2)).containsExactly(time.plusNanos(5));
        OffsetDateTime there = OffsetDateTime.parse("2024-01-01T00:00:00+05:30");
        assertThat(RangeBounds.between(there, there.plus(Duration.ofNanos(9)), 2))
                .containsExactly(there.plusNanos(5));
    }

    @Test
    void knowsWhatCannotBeCounted() {
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> RangeBounds.between("a", "z", 2));
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> RangeBounds.between(1.5, 2.5, 2));
    }
}
