package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeRules;
import io.granary.orm.internal.reading.ColumnRules;
import io.granary.orm.internal.reading.Unsupported;
import jakarta.persistence.Column;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;

/** What annotations at an attribute say, each and together; the rules are those of run time. */
final class AnnotationRules {

    private final Problems problems;

    AnnotationRules(Problems problems) {
        this.problems = problems;
    }

    /** Checks an attribute; what it says of its column not, where something else is said of that further out. */
    void check(Attribute attribute, boolean inEmbeddable, Set<String> outer) {
        for (AnnotationMirror mirror : attribute.carrier().getAnnotationMirrors()) {
            Unsupported.at(Annotated.name(mirror), Unsupported.AT_ATTRIBUTES)
                    .ifPresent(sentence -> problems.error(attribute.carrier(), mirror, attribute.place(), sentence));
        }
        AttributeRules.check(
                attribute,
                inEmbeddable,
                (annotation, sentence) -> annotation.ifPresentOrElse(
                        at -> problems.error(attribute, at, sentence), () -> problems.error(attribute, sentence)));
        attribute
                .get(Column.class)
                .filter(said -> !outer.contains(attribute.name()))
                .ifPresent(
                        said -> ColumnRules.check(said, sentence -> problems.error(attribute, Column.class, sentence)));
    }
}
