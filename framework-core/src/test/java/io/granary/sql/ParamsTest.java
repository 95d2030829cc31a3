package io.granary.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParamsTest {

    @Test
    void keepsTheOrderAndTakesNull() {
        Params params = Params.of("b", 7, "a", null);
        assertThat(params.keySet()).containsExactly("b", "a");
        assertThat(params.get("b")).isEqualTo(7);
        assertThat(params.containsKey("a")).isTrue();
        assertThat(params.get("a")).isNull();
        assertThat(params.containsKey("c")).isFalse();
    }

    @Test
    void refusesAnOddNumberOfArguments() {
        assertThatThrownBy(() -> Params.of("a", 1, "b"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("got 3 arguments")
                .hasMessageContaining("hint");
    }

    @Test
    void refusesANameThatIsNoString() {
        assertThatThrownBy(() -> Params.of("a", 1, 2, "b"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Argument 2")
                .hasMessageContaining("java.lang.Integer");
        assertThatThrownBy(() -> Params.of((@Nullable Object) null, 1))
                .hasMessageContaining("Argument 0 of Params.of is null");
    }

    @Test
    void refusesANameGivenTwice() {
        assertThatThrownBy(() -> Params.of("a", 1, "a", 2))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("'a' twice");
    }

    @Test
    void cannotBeChanged() {
        assertThatThrownBy(() -> Params.of("a", 1).put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Params.of("a", 1).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Params.none()).isEmpty();
    }

    @Test
    void makesTypedNulls() {
        assertThat(Params.nullOf(Integer.class)).isEqualTo(TypedNull.of(Integer.class));
    }
}
