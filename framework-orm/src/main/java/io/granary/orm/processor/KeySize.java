package io.granary.orm.processor;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/** Counts the columns of the key of a class; those of the keys of others that it is made of included. */
final class KeySize {

    private final Classes classes;
    private final ClassReader reader;
    private final RelationshipRules relationships;
    private final Set<TypeElement> under = new HashSet<>();
    private boolean circular;

    KeySize(Classes classes, ClassReader reader, RelationshipRules relationships) {
        this.classes = classes;
        this.reader = reader;
        this.relationships = relationships;
    }

    /** How many; 0 where that cannot be said, which is a fault that is reported elsewhere. */
    int of(TypeElement entity) {
        return reader.read(entity).key().stream().mapToInt(this::of).sum();
    }

    /** Whether it is met within itself. */
    boolean isCircular(TypeElement entity) {
        under.add(entity);
        of(entity);
        return circular;
    }

    private int of(Attribute attribute) {
        return switch (attribute.kind()) {
            case BASIC -> 1;
            case TO_MANY -> 0;
            case TO_ONE -> once(relationships.entity(relationships.target(attribute)), type -> of(type));
            case EMBEDDED ->
                once(
                        classes.element(attribute.type()),
                        type -> reader.read(type).attributes().stream()
                                .mapToInt(this::of)
                                .sum());
        };
    }

    /** Nothing where a class is met within itself. */
    private int once(Optional<TypeElement> type, java.util.function.ToIntFunction<TypeElement> size) {
        if (type.isEmpty()) {
            return 0;
        }
        if (!under.add(type.orElseThrow())) {
            circular = true;
            return 0;
        }
        int found = size.applyAsInt(type.orElseThrow());
        under.remove(type.orElseThrow());
        return found;
    }
}
