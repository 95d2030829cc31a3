package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IsolationLevelTest {

    @ParameterizedTest
    @ValueSource(strings = {"repeatable_read", "REPEATABLE READ", "Repeatable-Read", " repeatable read "})
    @Tag("TX37")
    void isReadInAnyCaseAndWithAnySeparator(String name) {
        assertThat(IsolationLevel.parse(name).sql()).isEqualTo("REPEATABLE READ");
    }

    @ParameterizedTest
    @EnumSource
    void isReadAsSqlWritesIt(IsolationLevel level) {
        assertThat(IsolationLevel.parse(level.sql())).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "repeatableread", "snapshot", "READ\0COMMITTED"})
    void isRefusedWithAListOfThoseThatExist(String name) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> IsolationLevel.parse(name))
                .withMessageContaining("READ UNCOMMITTED, READ COMMITTED, REPEATABLE READ, SERIALIZABLE, AUTOCOMMIT");
    }
}
