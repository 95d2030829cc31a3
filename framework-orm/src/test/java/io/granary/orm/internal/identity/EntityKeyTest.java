package io.granary.orm.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityKeyTest {

    private static EntityKey key(Object... values) {
        return new EntityKey(Object.class, List.of(values));
    }

    private static void assertSame(EntityKey one, EntityKey other) {
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void keysAreOneWhoseValuesMeanTheSame() {
        assertSame(key(7L), key(Long.valueOf("7")));
        assertSame(key("a", new BigDecimal("1.50")), key("a", new BigDecimal("1.5")));
        assertSame(key(new BigDecimal("0.00")), key(BigDecimal.ZERO));
        assertSame(
                key(OffsetDateTime.parse("2024-01-01T12:00:00+02:00")),
                key(OffsetDateTime.parse("2024-01-01T10:00:00Z")));
        assertSame(
                key(ZonedDateTime.parse("2024-01-01T12:00:00+02:00[Europe/Kyiv]")),
                key(ZonedDateTime.parse("2024-01-01T10:00:00Z")));
        assertSame(key(0.0, 0.0f), key(-0.0, -0.0f));
        assertSame(key(new byte[] {1, 2}, 3), key(new byte[] {1, 2}, 3));
        assertSame(key((Object) "ab".toCharArray()), key((Object) "ab".toCharArray()));
        assertSame(key((Object) new String[] {"a"}), key((Object) new String[] {"a"}));
    }

    @Test
    void keysAreOthersWhoseValuesMeanOthers() {
        assertThat(key(7L)).isNotEqualTo(key(8L));
        assertThat(key(7L)).isNotEqualTo(new EntityKey(String.class, List.of(7L)));
        assertThat(key(new BigDecimal("1.5"))).isNotEqualTo(key(new BigDecimal("15")));
        assertThat(key(new byte[] {1, 2})).isNotEqualTo(key(new byte[] {2, 1}));
        assertThat(key(OffsetDateTime.parse("2024-01-01T12:00:00+02:00")))
                .isNotEqualTo(key(OffsetDateTime.parse("2024-01-01T12:00:00Z")));
    }

    @Test
    void usualValuesAreComparedAsTheyAre() {
        EntityKey key = key(7L, "a", 3);
        assertThat(key.compared()).isSameAs(key.values());
    }

    @Test
    void anArrayThatChangesChangesNoKey() {
        byte[] bytes = {1, 2};
        EntityKey key = key(bytes, 3);
        bytes[0] = 9;
        assertSame(key, key(new byte[] {1, 2}, 3));
        assertThat(key.values().get(0)).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void messagesShowWhatIsInArrays() {
        assertThat(key(new byte[] {1, 2})).hasToString("Object([1, 2])");
        assertThat(key(7L, "a")).hasToString("Object[7, a]");
    }
}
