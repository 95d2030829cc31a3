package io.granary.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpoolFileTest {

    private static final RowKeys KEYS = RowKeys.of("n", "text");

    private static RowChunk chunk(int n) {
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {n, "text of " + n});
        rows.add(new Object[] {null, new byte[] {(byte) n}});
        return new RowChunk(KEYS, rows);
    }

    @Test
    void givesBackWhatWasWrittenFirst() {
        try (SpoolFile file = new SpoolFile()) {
            for (int round = 0; round < 3; round++) {
                assertThat(file.isEmpty()).isTrue();
                assertThat(file.read()).isNull();
                file.write(chunk(1));
                file.write(chunk(2));
                assertThat(file.bytes()).isPositive();

                RowChunk first = file.read();
                file.write(chunk(3));

                assertThat(first).isNotNull().extracting(RowChunk::keys).isSameAs(KEYS);
                assertThat(first).isNotNull().extracting(RowChunk::rows).isEqualTo(chunk(1).rows());
                assertThat(file.read()).isNotNull().extracting(RowChunk::rows).isEqualTo(chunk(2).rows());
                assertThat(file.read()).isNotNull().extracting(RowChunk::rows).isEqualTo(chunk(3).rows());
                assertThat(file.bytes()).isZero();
            }
        }
    }

    @Test
    void tellsWhatCannotBeWritten() {
        record Opaque(int n) {}
        List<Object[]> rows = List.<Object[]>of(new Object[] {new Opaque(1), "x"});
        try (SpoolFile file = new SpoolFile()) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> file.write(new RowChunk(KEYS, rows)))
                    .withMessageContaining("Opaque");
            assertThat(file.isEmpty()).isTrue();
        }
    }
}
