package io.granary.testkit.random;

import java.math.BigDecimal;
import java.util.List;

/** Trees of all types, which are parts of each other. */
final class Forest {

    final Dice dice;
    final Habits habits;
    final NumberTrees<Integer> integers;
    final NumberTrees<Long> longs;
    final NumberTrees<BigDecimal> decimals;
    final TextTrees texts;
    final ConditionTrees conditions;

    Forest(Samples samples, Dice dice, Habits habits) {
        this.dice = dice;
        this.habits = habits;
        this.integers = new NumberTrees<>(this, WholeNumbers.INTEGERS, samples.integers);
        this.longs = new NumberTrees<>(this, WholeNumbers.LONGS, samples.longs);
        this.decimals =
                new NumberTrees<>(this, habits.decimalsAreExact() ? Decimals.EXACT : Decimals.BINARY, samples.decimals);
        this.texts = new TextTrees(this, samples.texts);
        this.conditions = new ConditionTrees(this, samples.booleans);
    }

    /** Those of which there are more and less. */
    List<Trees<?>> ordered() {
        return List.of(integers, longs, decimals, texts);
    }

    /** One of any type. */
    Term<?> grow(int size) {
        return dice.onceIn(2) ? conditions.grow(size) : dice.oneOf(ordered()).grow(size);
    }
}
