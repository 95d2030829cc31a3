package io.granary.orm.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.type.SqlType;
import io.granary.type.Types;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredValuesTest {

    private enum Plain {
        TWO,
        ONE
    }

    private enum Alike {
        AB,
        Ab
    }

    private static final SqlType<Boolean> WORD = Types.TEXT.mapped(Boolean.class, String::valueOf, Boolean::valueOf);

    private static Optional<StoredValues> same(SqlType<?> type) {
        return StoredValues.compared(type, type, false, false);
    }

    private static Optional<StoredValues> ordered(SqlType<?> type) {
        return StoredValues.compared(type, type, true, false);
    }

    private static StoredValues asJava(SqlType<?> type) {
        return StoredValues.compared(type, type, true, true).orElseThrow();
    }

    @Test
    void textIsComparedByTheDatabaseUnlessJavaIsAskedFor() {
        assertThat(same(Types.TEXT)).isEmpty();
        assertThat(same(WORD)).isEmpty();
        assertThat(ordered(Types.enumOf(Plain.class))).isEmpty();
        assertThat(asJava(Types.TEXT).compare("a", "b")).hasValue(-1);
        assertThat(asJava(Types.enumOf(Plain.class))
                        .compare(Plain.TWO, Plain.ONE)
                        .orElseThrow())
                .as("by their names")
                .isPositive();
        assertThat(StoredValues.compared(
                        Types.enumOf(Plain.class, "plain"), Types.enumOf(Plain.class, "plain"), true, true))
                .as("by the database's own order")
                .isEmpty();
    }

    @Test
    void namesAreToldFromOneAnotherWhereEveryCollationDoes() {
        assertThat(same(Types.enumOf(Plain.class))).isPresent();
        assertThat(same(Types.enumOf(Alike.class))).isEmpty();
    }

    @Test
    void whatJavaOrdersInAnotherWayIsOnlyToldFromOneAnother() {
        assertThat(ordered(Types.BYTES)).isEmpty();
        assertThat(ordered(Types.UUID)).isEmpty();
        assertThat(same(Types.JSON)).isEmpty();
        assertThat(same(Types.UNKNOWN)).isEmpty();
        UUID id = new UUID(1, 2);
        assertThat(same(Types.UUID).orElseThrow().compare(id, new UUID(1, 2))).hasValue(0);
        assertThat(same(Types.BYTES).orElseThrow().compare(new byte[] {1, 2}, new byte[] {1, 2}))
                .hasValue(0);
    }

    @Test
    void momentsAreTheSameWhateverTheirOffsets() {
        StoredValues moments = ordered(Types.TIMESTAMP_WITH_TIME_ZONE).orElseThrow();
        OffsetDateTime noon = OffsetDateTime.parse("2024-05-01T12:00:00+02:00");
        assertThat(moments.compare(noon, OffsetDateTime.parse("2024-05-01T10:00:00Z")))
                .hasValue(0);
        assertThat(StoredValues.compared(Types.TIMESTAMP_WITH_TIME_ZONE, Types.TIMESTAMP, false, true))
                .isEmpty();
    }

    @Test
    void whatHasNoPlaceAmongNumbersIsNotCompared() {
        StoredValues numbers = ordered(Types.DOUBLE).orElseThrow();
        assertThat(numbers.compare(0.0, -0.0)).hasValue(0);
        assertThat(numbers.compare(Double.NaN, 1.0)).isEmpty();
        assertThat(numbers.compare(1.0, Double.POSITIVE_INFINITY)).isEmpty();
        assertThat(numbers.knows(Double.NaN)).isFalse();
        assertThat(ordered(Types.REAL)).isEmpty();
        assertThat(ordered(Types.INTEGER).orElseThrow().compare(2, 10L)).hasValue(-1);
        assertThat(ordered(Types.INTEGER).orElseThrow().compare("2", 10)).isEmpty();
    }

    @Test
    void aConverterIsAskedWhatIsStored() {
        assertThat(StoredValues.stored(WORD, true)).isEqualTo("true");
        assertThat(StoredValues.stored(WORD, "given as it is stored")).isEqualTo("given as it is stored");
        assertThat(StoredValues.stored(WORD, null)).isNull();
    }
}
