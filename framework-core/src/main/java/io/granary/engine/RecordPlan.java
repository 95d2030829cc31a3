package io.granary.engine;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.ArgumentException;
import io.granary.error.NoSuchColumnException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How rows of certain keys become a certain record: worked out once, then no name is looked up for a row. */
final class RecordPlan<R extends Record> {

    private final RowKeys keys;
    private final Class<R> type;
    private final RecordShape shape;
    private final int[] positions;

    private RecordPlan(RowKeys keys, Class<R> type, RecordShape shape) {
        this.keys = keys;
        this.type = type;
        this.shape = shape;
        this.positions = shape.components().stream().mapToInt(this::positionOf).toArray();
    }

    static <R extends Record> RecordPlan<R> of(RowKeys keys, Class<R> type) {
        return new RecordPlan<>(keys, type, RecordShape.of(type));
    }

    R read(@Nullable Object[] values) {
        Object[] arguments = new Object[positions.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(i, values[positions[i]]);
        }
        return construct(arguments);
    }

    @SuppressWarnings("NullAway") // a component that is neither primitive nor Optional takes null as it comes
    private Object argument(int component, @Nullable Object value) {
        RecordShape.Component taker = shape.components().get(component);
        if (value == null) {
            if (taker.declared().isPrimitive()) {
                throw ArgumentException.of(
                        place(component) + " is NULL, which a primitive "
                                + taker.declared().getSimpleName() + " cannot hold.",
                        "declare the component as " + taker.type().getSimpleName() + " or Optional<"
                                + taker.type().getSimpleName() + ">, or select COALESCE(...)");
            }
            return taker.optional() ? Optional.empty() : null;
        }
        Object converted = Conversion.attempt(value, taker.type());
        if (converted == null) {
            throw Conversion.refusal(place(component), value, taker.type());
        }
        return taker.optional() ? Optional.of(converted) : converted;
    }

    @SuppressWarnings("unchecked") // the constructor is that of R
    private R construct(@Nullable Object[] arguments) {
        try {
            return (R) (Object) shape.constructor().invokeExact(arguments);
        } catch (RuntimeException | Error thrownByTheRecord) {
            throw thrownByTheRecord;
        } catch (Throwable impossible) {
            throw new IllegalStateException("A canonical constructor declares no checked exception", impossible);
        }
    }

    private int positionOf(RecordShape.Component component) {
        String name = component.name();
        if (keys.contains(name)) {
            return keys.positionOf(name);
        }
        String folded = Spelling.fold(name);
        List<String> names = keys.names();
        int[] found = IntStream.range(0, names.size())
                .filter(i -> Spelling.fold(names.get(i)).equals(folded))
                .toArray();
        if (found.length == 0) {
            throw NoSuchColumnException.of(
                    "Component \"" + name + "\" of record " + type.getSimpleName() + " has no column; there are "
                            + keys.quoted() + ".",
                    "select a column of that name (letter case and underscores do not count), or name one with AS");
        }
        if (found.length > 1) {
            throw AmbiguousColumnException.of(
                    "Component \"" + name + "\" of record " + type.getSimpleName() + " is ambiguous: " + found.length
                            + " of the columns " + keys.quoted() + " fit it.",
                    "name exactly one column \"" + name + "\" with AS");
        }
        return found[0];
    }

    private String place(int component) {
        return keys.label(positions[component]) + ", for component \""
                + shape.components().get(component).name() + "\" of record " + type.getSimpleName() + ",";
    }
}
