package io.granary.orm.processor;

import jakarta.persistence.Entity;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;

/** Finds annotations of the specification that are refused. */
final class RefusedAnnotations {

    private RefusedAnnotations() {}

    /** What is said of an annotation; empty if it is not refused. */
    static Optional<String> find(AnnotationMirror mirror, Map<String, String> refused) {
        String name = Annotated.name(mirror);
        String prefix = Entity.class.getPackageName() + ".";
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        String simple = name.substring(prefix.length());
        return Optional.ofNullable(refused.get(simple)).map(cure -> "@" + simple + " is not supported; " + cure + ".");
    }
}
