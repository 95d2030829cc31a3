package io.granary.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchFailedExceptionTest {

    private final BatchFailedException failed =
            BatchFailedException.of(40, List.of("secret", 2), new IllegalStateException("why"));

    @Test
    void tellsWhichElementsAndNotWhatTheyAre() {
        assertThat(failed.getMessage())
                .contains("[BATCH-FAILED]", "elements 40 to 41", "IllegalStateException")
                .doesNotContain("secret");
        assertThat(failed.elements()).containsExactly("secret", 2);
        assertThat(failed.first()).isEqualTo(40);
        assertThat(BatchFailedException.of(7, List.of(1), failed)).hasMessageContaining("element 7 of the stream");
    }

    @Test
    void maySucceedTheNextTimeIfItsCauseMay() {
        assertThat(failed.retryable()).isFalse();
        assertThat(BatchFailedException.of(0, List.of(1), ArgumentException.of("Wrong.", "Do it right."))
                        .retryable())
                .isFalse();
        DatabaseError deadlock = new DatabaseError("crossed", "40P01", 0, "", "update t", "[]", false);
        assertThat(BatchFailedException.of(0, List.of(1), new DeadlockException(deadlock, null))
                        .retryable())
                .isTrue();
    }

    @Test
    void travelsWithoutItsElements() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failed);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            BatchFailedException read = (BatchFailedException) in.readObject();
            assertThat(read.elements()).isEmpty();
            assertThat(read.first()).isEqualTo(40);
        }
    }
}
