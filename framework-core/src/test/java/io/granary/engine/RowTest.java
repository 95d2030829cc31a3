package io.granary.engine;

import static io.granary.engine.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.NoSuchColumnException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RowTest {

    private static Row of(String names, @Nullable Object... values) {
        return new Row(RowKeys.of(names.split(" ")), values);
    }

    @Test
    void givesValuesByPositionFromEitherEndAndByName() {
        Row row = of("id name note", 7, "Ann", null);
        assertThat(row.get(0)).isEqualTo(7);
        assertThat(row.get(-2)).isEqualTo("Ann");
        assertThat(row.get("name")).isEqualTo("Ann");
        assertThat(row.get("note")).isNull();
        assertThat(row.get("id", Long.class)).isEqualTo(7L);
        assertThat(row.get(-3, Long.class)).isEqualTo(7L);
        assertThat(row.get(2, Long.class)).isNull();
        assertThat(row.size()).isEqualTo(3);
        assertThat(row.keys()).containsExactly("id", "name", "note");
        assertThat(row.values()).isEqualTo(Arrays.asList(7, "Ann", null));
    }

    @Test
    void refusesAPositionOutsideAndNamesTheRange() {
        Row row = row(1, 2);
        assertThatExceptionOfType(NoSuchColumnException.class)
                .isThrownBy(() -> row.get(2))
                .withMessageContaining("no column at position 2; there are 2: \"a\", \"b\"")
                .withMessageContaining("0 to 1, or from the end from -1 to -2");
        assertThatExceptionOfType(NoSuchColumnException.class).isThrownBy(() -> row.get(-3, Long.class));
    }

    @Test
    @Tag("RS32")
    void refusesAnUnknownNameByAccessAndIsAbsentFromTheMap() {
        Row row = row(1, 2);
        assertThatExceptionOfType(NoSuchColumnException.class)
                .isThrownBy(() -> row.get("z"))
                .withMessageContaining("no column \"z\"; there are \"a\", \"b\"");
        assertThat(row.asMap().get("z")).isNull();
        assertThat(row.asMap().containsKey("z")).isFalse();
    }

    @Test
    @Tag("RS35")
    void namesAreCaseSensitiveAndTheNearMissIsNamed() {
        Row row = of("case_insensitive CaseSensitive", 1, 2);
        assertThat(row.get("case_insensitive")).isEqualTo(1);
        assertThat(row.get("CaseSensitive")).isEqualTo(2);
        assertThatExceptionOfType(NoSuchColumnException.class)
                .isThrownBy(() -> row.get("casesensitive"))
                .withMessageContaining("did you mean \"CaseSensitive\"?");
        assertThatExceptionOfType(NoSuchColumnException.class)
                .isThrownBy(() -> row.get("Case_Insensitive", Integer.class));
    }

    @Test
    @Tag("RS26")
    void refusesANameThatSeveralColumnsHave() {
        Row row = of("x x y", 1, 2, 3);
        assertThatExceptionOfType(AmbiguousColumnException.class)
                .isThrownBy(() -> row.get("x"))
                .withMessageContaining("\"x\" is ambiguous");
        assertThatExceptionOfType(AmbiguousColumnException.class).isThrownBy(() -> row.get("x", Long.class));
        assertThat(row.get(1)).isEqualTo(2);
        assertThat(row.get("y")).isEqualTo(3);
    }

    @Test
    @Tag("RS26")
    void theMapRefusesAmbiguousValuesOnly() {
        Map<String, @Nullable Object> map = of("y x x", 3, 1, 2).asMap();
        assertThat(map).hasSize(2);
        assertThat(map.containsKey("x")).isTrue();
        assertThat(map.get("y")).isEqualTo(3);
        assertThatExceptionOfType(AmbiguousColumnException.class).isThrownBy(() -> map.get("x"));
        assertThatExceptionOfType(AmbiguousColumnException.class).isThrownBy(map::toString);
    }

    @Test
    void theMapKeepsSelectOrderAndNulls() {
        Map<String, @Nullable Object> map = of("z a m", 1, null, 3).asMap();
        assertThat(map.keySet()).containsExactly("z", "a", "m");
        assertThat(map.get("a")).isNull();
        assertThat(map).hasToString("{z=1, a=null, m=3}");
        assertThat(of("a b", 1, 2).asMap()).isEqualTo(Map.of("b", 2, "a", 1)).hasSameHashCodeAs(Map.of("a", 1, "b", 2));
    }

    @Test
    @Tag("RS38")
    void theMapAndTheListCannotBeChanged() {
        Row row = row(1, 2);
        List<Runnable> changes = List.of(
                () -> row.asMap().put("a", 5),
                () -> row.asMap().remove("a"),
                () -> row.asMap().clear(),
                () -> row.asMap().entrySet().iterator().next().setValue(5),
                () -> row.asMap().keySet().remove("a"),
                () -> row.values().set(0, 5),
                () -> row.keys().add("c"));
        assertThat(changes)
                .allSatisfy(change -> assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(change::run));
        assertThat(row).isEqualTo(row(1, 2));
    }

    @Test
    @Tag("RS37")
    void isEqualAndHashesAsTheTupleOfItsValues() {
        assertThat(row(1, "x", null)).hasSameHashCodeAs(Arrays.asList(1, "x", null));
        assertThat(row(1, 2)).isEqualTo(of("other names", 1, 2)).hasSameHashCodeAs(of("other names", 1, 2));
        assertThat(row(1, 2)).isNotEqualTo(row(2, 1)).isNotEqualTo(row(1, 2, 3)).isNotEqualTo(List.of(1, 2));
        assertThat(row(1)).isNotEqualTo(row(1L));
    }

    @Test
    void comparesArraysByContent() {
        assertThat(row(new byte[] {1, 2}, new String[] {"a"}))
                .isEqualTo(row(new byte[] {1, 2}, new String[] {"a"}))
                .hasSameHashCodeAs(row(new byte[] {1, 2}, new String[] {"a"}))
                .isNotEqualTo(row(new byte[] {1, 3}, new String[] {"a"}));
    }

    @Test
    void showsNamesAndValuesButNoBytes() {
        assertThat(of("id name data", 7, null, new byte[3])).hasToString("(id=7, name=null, data=byte[3])");
    }

    @Test
    void keysAreEqualWhenTheirNamesAre() {
        assertThat(RowKeys.of("a", "b"))
                .isEqualTo(RowKeys.of(List.of("a", "b")))
                .hasSameHashCodeAs(RowKeys.of("a", "b"));
        assertThat(RowKeys.of("a", "b")).isNotEqualTo(RowKeys.of("b", "a")).hasToString("[a, b]");
        assertThat(RowKeys.unknown())
                .isEqualTo(RowKeys.unknown())
                .isNotEqualTo(RowKeys.of())
                .hasToString("unknown");
        assertThat(RowKeys.unknown().known()).isFalse();
        assertThat(RowKeys.of().size()).isZero();
    }
}
