package io.granary.orm.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ValueCopiesTest {

    /** An object that changes within. */
    static final class Basket {
        public final Map<String, Integer> fruits = new TreeMap<>();
        public double weight = 1.5;
    }

    private static boolean same(SqlType<?> type, @Nullable Object then, @Nullable Object now) {
        ValueCopies copies = ValueCopies.of(type);
        return copies.same(now, copies.copy(then));
    }

    @Test
    @Tag("UW21")
    void theSameTextIsNoChangeThoughItIsAnotherObject() {
        assertThat(same(Types.TEXT, "", String.valueOf(new char[0]))).isTrue();
        assertThat(same(Types.TEXT, "a", "b")).isFalse();
        assertThat(same(Types.BIG_INTEGER, 1000L, Long.valueOf("1000"))).isTrue();
    }

    @Test
    void nullIsTheSameAsNullOnly() {
        for (SqlType<?> type : List.of(
                Types.TEXT,
                Types.NUMERIC,
                Types.BYTES,
                Types.JSON,
                Types.UNKNOWN,
                Types.json(Basket.class),
                Types.TIMESTAMP_WITH_TIME_ZONE,
                Types.array(Types.TEXT))) {
            assertThat(same(type, null, null)).isTrue();
            assertThat(ValueCopies.of(type).copy(null)).isNull();
        }
        assertThat(same(Types.TEXT, "", null)).isFalse();
        assertThat(same(Types.TEXT, null, "")).isFalse();
        assertThat(same(Types.NUMERIC, null, BigDecimal.ONE)).isFalse();
        assertThat(same(Types.BYTES, null, new byte[0])).isFalse();
        assertThat(same(Types.JSON, null, JsonNodeFactory.instance.nullNode())).isFalse();
        assertThat(same(Types.array(Types.TEXT), null, List.of())).isFalse();
        assertThat(same(Types.UNKNOWN, null, "x")).isFalse();
    }

    @Test
    @Tag("UW23")
    void numbersAreComparedAsNumbersAndTimesAsMoments() {
        assertThat(same(Types.NUMERIC, new BigDecimal("1.0"), new BigDecimal("1.00")))
                .isTrue();
        assertThat(same(Types.numeric(5, 2), new BigDecimal("1.0"), new BigDecimal("1.01")))
                .isFalse();
        assertThat(same(
                        Types.TIMESTAMP_WITH_TIME_ZONE,
                        OffsetDateTime.parse("2024-01-01T12:00:00Z"),
                        OffsetDateTime.parse("2024-01-01T13:00:00+01:00")))
                .isTrue();
        assertThat(same(
                        Types.TIMESTAMP_WITH_TIME_ZONE,
                        OffsetDateTime.parse("2024-01-01T12:00:00Z"),
                        OffsetDateTime.parse("2024-01-01T12:00:00+01:00")))
                .isFalse();
    }

    @Test
    void changesWithinBytesAndListsCount() {
        byte[] bytes = {1, 2};
        ValueCopies ofBytes = ValueCopies.of(Types.bytes(9));
        Object before = ofBytes.copy(bytes);
        assertThat(ofBytes.same(bytes.clone(), before)).isTrue();
        bytes[0] = 7;
        assertThat(ofBytes.same(bytes, before)).isFalse();

        List<@Nullable BigDecimal> list = new ArrayList<>(Arrays.asList(new BigDecimal("1.0"), null));
        ValueCopies ofLists = ValueCopies.of(Types.array(Types.NUMERIC));
        Object lastList = ofLists.copy(list);
        assertThat(ofLists.same(Arrays.asList(new BigDecimal("1.00"), null), lastList))
                .isTrue();
        list.set(1, BigDecimal.TEN);
        assertThat(ofLists.same(list, lastList)).isFalse();
        list.remove(1);
        assertThat(ofLists.same(list, lastList)).isFalse();
    }

    @Test
    void changesWithinJsonCount() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("a", 1);
        ValueCopies ofTrees = ValueCopies.of(Types.JSON);
        Object before = ofTrees.copy(tree);
        assertThat(ofTrees.same(tree, before)).isTrue();
        tree.put("a", 2);
        assertThat(ofTrees.same(tree, before)).isFalse();

        Basket basket = new Basket();
        basket.fruits.put("apple", 1);
        ValueCopies ofObjects = ValueCopies.of(Types.json(Basket.class));
        Object lastBasket = ofObjects.copy(basket);
        assertThat(ofObjects.same(basket, lastBasket)).isTrue();
        assertThat(lastBasket).isInstanceOf(Basket.class).isNotSameAs(basket);
        basket.fruits.put("pear", 2);
        assertThat(ofObjects.same(basket, lastBasket)).isFalse();
        basket.fruits.remove("pear");
        assertThat(ofObjects.same(basket, lastBasket)).isTrue();
    }

    @Test
    @Tag("UW23")
    void whatAConverterMakesIsComparedAsItIsStored() {
        SqlType<BitSet> bits = Types.BYTES.mapped(BitSet.class, BitSet::toByteArray, BitSet::valueOf);
        ValueCopies ofBits = ValueCopies.of(bits);
        BitSet set = BitSet.valueOf(new byte[] {5});
        Object before = ofBits.copy(set);
        assertThat(before).isEqualTo(set).isNotSameAs(set);
        assertThat(ofBits.same(BitSet.valueOf(new byte[] {5}), before)).isTrue();
        set.set(1);
        assertThat(ofBits.same(set, before)).isFalse();

        SqlType<int[]> numbers = Types.array(Types.INTEGER)
                .mapped(
                        int[].class,
                        array -> Arrays.stream(array).boxed().toList(),
                        list -> list.stream().mapToInt(Integer::intValue).toArray());
        int[] array = {1, 2};
        ValueCopies ofArrays = ValueCopies.of(numbers);
        Object lastArray = ofArrays.copy(array);
        assertThat(ofArrays.same(new int[] {1, 2}, lastArray)).isTrue();
        array[1] = 3;
        assertThat(ofArrays.same(array, lastArray)).isFalse();
    }

    @Test
    void valuesThatCannotChangeAreNotConvertedToBeCompared() {
        SqlType<String> upper = Types.TEXT.mapped(
                String.class,
                text -> {
                    throw new AssertionError("not needed");
                },
                text -> text);
        assertThat(same(upper, "a", "a")).isTrue();
        assertThat(same(upper, "a", "A")).isFalse();
    }

    @Test
    void valuesOfOtherTypesAreComparedByWhatIsInThem() {
        SqlType<Object> inet = Types.other("inet");
        byte[] bytes = {1};
        ValueCopies copies = ValueCopies.of(inet);
        Object before = copies.copy(bytes);
        assertThat(copies.same(new byte[] {1}, before)).isTrue();
        bytes[0] = 2;
        assertThat(copies.same(bytes, before)).isFalse();
        assertThat(same(inet, new Object[] {"a"}, new Object[] {"a"})).isTrue();
        assertThat(same(inet, List.of("a"), List.of("b"))).isFalse();
    }

    @Test
    void whatAConverterStoresAsNullIsRememberedAsNull() {
        SqlType<BitSet> bits =
                Types.BYTES.mapped(BitSet.class, set -> set.isEmpty() ? nothing() : set.toByteArray(), BitSet::valueOf);
        assertThat(ValueCopies.of(bits).copy(new BitSet())).isNull();
        assertThat(same(bits, new BitSet(), new BitSet())).isTrue();
        assertThat(same(bits, new BitSet(), BitSet.valueOf(new byte[] {1}))).isFalse();
        assertThat(same(bits, BitSet.valueOf(new byte[] {1}), new BitSet())).isFalse();
    }

    @SuppressWarnings("NullAway") // what converters of others do
    private static byte[] nothing() {
        return null;
    }
}
