package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeKind;
import jakarta.persistence.Embeddable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/** What embedded attributes have to be: of another class, whose attributes are columns. */
final class EmbeddingRules {

    /** No class is embedded deeper; where one is within itself, that is reported. */
    static final int DEPTH = 32;

    private final Classes classes;
    private final ClassReader reader;
    private final Problems problems;

    EmbeddingRules(Classes classes, ClassReader reader, Problems problems) {
        this.classes = classes;
        this.reader = reader;
        this.problems = problems;
    }

    /** Gives whether embedded attributes come to an end. */
    boolean check(MappedClass mapped) {
        return check(mapped, new HashSet<>());
    }

    private boolean check(MappedClass mapped, Set<TypeElement> around) {
        around.add(mapped.type());
        boolean ends = true;
        for (Attribute attribute : mapped.attributes()) {
            Optional<TypeElement> inner =
                    attribute.kind() == AttributeKind.EMBEDDED ? classes.element(attribute.type()) : Optional.empty();
            boolean embeddable = inner.filter(found -> new Annotated(found).has(Embeddable.class))
                    .isPresent();
            if (attribute.kind() == AttributeKind.EMBEDDED && !embeddable) {
                problems.error(
                        attribute,
                        "Its class " + classes.name(attribute.type()) + " is not @Embeddable; annotate that.");
            } else if (inner.filter(around::contains).isPresent()) {
                problems.error(
                        attribute,
                        "It embeds " + inner.orElseThrow().getSimpleName()
                                + " in itself, which has no end; make one of them an entity.");
                ends = false;
            } else if (inner.isPresent()) {
                ends &= check(reader.read(inner.orElseThrow(), mapped.byProperty()), around);
            }
        }
        around.remove(mapped.type());
        return ends;
    }
}
