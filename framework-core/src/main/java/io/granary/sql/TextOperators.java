package io.granary.sql;

/**
 * Patterns and the joining of text. They are for expressions of text; a database may take others too.
 *
 * <p>{@code contains}, {@code startsWith} and {@code endsWith} take the text as it is: {@code %} and {@code _} in it stand for themselves.
 *
 * @param <T> the Java class of the values
 */
public sealed interface TextOperators<T> permits Expression {

    /** The character before a {@code %} or {@code _} that stands for itself. */
    char ESCAPE = '/';

    /**
     * {@return whether this matches a pattern}
     *
     * @param pattern where {@code %} stands for any text and {@code _} for any one character; backslashes stand for themselves
     */
    default Condition like(String pattern) {
        return like(Bind.of(pattern));
    }

    /**
     * {@return whether this matches a pattern}
     *
     * @param pattern where {@code %} stands for any text and {@code _} for any one character
     */
    default Condition like(Expression<String> pattern) {
        return LikeTest.of(Operands.of(this), pattern);
    }

    /**
     * {@return whether this matches a pattern in which some wildcards stand for themselves}
     *
     * @param pattern the pattern
     * @param escape the character before each such wildcard, and before itself
     */
    default Condition like(String pattern, char escape) {
        return LikeTest.of(Operands.of(this), Bind.of(pattern)).escapedBy(escape);
    }

    /**
     * {@return whether this matches no pattern}
     *
     * @param pattern as {@link #like(String)} takes it
     */
    default Condition notLike(String pattern) {
        return like(pattern).not();
    }

    /**
     * {@return whether this matches a pattern in whatever letter case}
     *
     * @param pattern as {@link #like(String)} takes it
     */
    default Condition ilike(String pattern) {
        return LikeTest.of(Operands.of(this), Bind.of(pattern)).ignoringCase();
    }

    /**
     * {@return whether this matches no pattern, in whatever letter case}
     *
     * @param pattern as {@link #like(String)} takes it
     */
    default Condition notIlike(String pattern) {
        return ilike(pattern).not();
    }

    /**
     * {@return whether a text is part of this}
     *
     * @param part the text
     */
    default Condition contains(String part) {
        return like('%' + Operands.escaped(part) + '%', ESCAPE);
    }

    /**
     * {@return whether a text is part of this, in whatever letter case}
     *
     * @param part the text
     */
    default Condition icontains(String part) {
        return LikeTest.of(Operands.of(this), Bind.of('%' + Operands.escaped(part) + '%'))
                .escapedBy(ESCAPE)
                .ignoringCase();
    }

    /**
     * {@return whether this begins with a text}
     *
     * @param prefix the text
     */
    default Condition startsWith(String prefix) {
        return like(Operands.escaped(prefix) + '%', ESCAPE);
    }

    /**
     * {@return whether this begins with what an expression gives; wildcards in it are wildcards}
     *
     * @param prefix the expression
     */
    default Condition startsWith(Expression<String> prefix) {
        return like(prefix.concat("%"));
    }

    /**
     * {@return whether this ends with a text}
     *
     * @param suffix the text
     */
    default Condition endsWith(String suffix) {
        return like('%' + Operands.escaped(suffix), ESCAPE);
    }

    /**
     * {@return this with a text behind it}
     *
     * @param suffix the text
     */
    default Expression<String> concat(String suffix) {
        return concat(Bind.of(suffix));
    }

    /**
     * {@return this with what another expression gives behind it}
     *
     * @param other the expression
     */
    default Expression<String> concat(Expression<?> other) {
        return new Binary<>(Operands.of(this), Operator.CONCAT, other, io.granary.type.Types.TEXT);
    }

    /**
     * {@return this, compared and ordered by a collation}
     *
     * @param collation the database's name for it
     */
    default Expression<T> collate(String collation) {
        return new Collated<>(Operands.of(this), collation);
    }
}
