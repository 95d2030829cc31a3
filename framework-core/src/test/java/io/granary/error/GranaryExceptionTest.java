package io.granary.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

final class GranaryExceptionTest {

    private static final DatabaseError ERROR =
            new DatabaseError("exists", "23505", 7, "uq_mail", "insert into t", "[String(3)]", false);

    @Test
    void keepsCodeAndTextWhenItIsSerialized() throws IOException, ClassNotFoundException {
        UniqueViolationException original = new UniqueViolationException(ERROR, null);
        UniqueViolationException copy = copy(original);

        assertThat(copy.code()).isEqualTo(ErrorCode.UNIQUE_VIOLATION);
        assertThat(copy).hasMessage(original.getMessage());
        assertThat(copy.report().code()).isEqualTo(ErrorCode.UNIQUE_VIOLATION);
        assertThat(copy.report().sentence()).isEqualTo(original.getMessage());
    }

    @Test
    void answersEveryQuestionAfterItWasSerialized() throws IOException, ClassNotFoundException {
        UniqueViolationException copy = copy(new UniqueViolationException(ERROR, null));

        assertThat(copy.sqlState()).isEmpty();
        assertThat(copy.errorCode()).isEmpty();
        assertThat(copy.constraint()).isEmpty();
        assertThat(copy.statement()).isEmpty();
        assertThat(copy.parameters()).isEmpty();
        assertThat(copy.retryable()).isFalse();
    }

    @Test
    void tellsWhatCanBeRunAgain() {
        assertThat(new DeadlockException(ERROR, null).retryable()).isTrue();
        assertThat(new SerializationFailureException(ERROR, null).retryable()).isTrue();
        assertThat(new LockTimeoutException(ERROR, null).retryable()).isTrue();
        assertThat(new DisconnectedException(ERROR, null).retryable()).isTrue();
        assertThat(new CommitOutcomeUnknownException(ERROR, null).retryable()).isFalse();
        assertThat(new StatementTimeoutException(ERROR, null).retryable()).isFalse();
        assertThat(new OperationalException(ERROR, null).retryable()).isFalse();
    }

    @Test
    void keepsTheDriversExceptionAsItsCause() {
        IllegalStateException driver = new IllegalStateException("driver");

        assertThat(new DataException(ERROR, driver)).hasCause(driver);
    }

    private static UniqueViolationException copy(UniqueViolationException original)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (UniqueViolationException) in.readObject();
        }
    }
}
