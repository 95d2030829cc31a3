package io.granary.testkit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** Values of the types that all databases here have, under the names that they share. */
final class CommonValues {

    static final LocalDateTime MOMENT = LocalDateTime.of(2024, 2, 29, 13, 14, 15, 123_456_000);
    static final byte[] BYTES = {0, 1, (byte) 0xfe, (byte) 0xff};

    private CommonValues() {}

    /** {@return the shared values and more} */
    static List<DriverValue> with(DriverValue... more) {
        List<DriverValue> values = new ArrayList<>(List.of(
                DriverValue.of("smallint", "-32768", Short.MIN_VALUE),
                DriverValue.of("integer", "-2147483648", Integer.MIN_VALUE),
                DriverValue.of("bigint", "9223372036854775807", Long.MAX_VALUE),
                DriverValue.of("decimal(20, 4)", "-1234567890.1200", new BigDecimal("-1234567890.1200")),
                DriverValue.of("double precision", "0.1", 0.1d),
                DriverValue.of("boolean", "true", true),
                DriverValue.of("varchar(20)", "'häuser ✓'", "häuser ✓"),
                DriverValue.of("text", "'long ✓'", "long ✓"),
                DriverValue.of("date", "'2024-02-29'", LocalDate.of(2024, 2, 29))));
        values.addAll(List.of(more));
        return List.copyOf(values);
    }

    static LocalTime time() {
        return MOMENT.toLocalTime();
    }
}
