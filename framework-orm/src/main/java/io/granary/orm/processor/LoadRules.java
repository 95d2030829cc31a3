package io.granary.orm.processor;

import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import jakarta.persistence.Basic;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;

/** What annotations may say of how attributes are loaded; {@link io.granary.orm.internal.reading.LoadRules} says the same at start. */
final class LoadRules {

    private final Problems problems;

    LoadRules(Problems problems) {
        this.problems = problems;
    }

    void check(Attribute attribute, boolean inEmbeddable) {
        Annotated annotations = attribute.annotations();
        if (Stream.concat(
                        annotations.get(OneToMany.class).map(OneToMany::fetch).stream(),
                        annotations.get(ManyToMany.class).map(ManyToMany::fetch).stream())
                .anyMatch(FetchType.EAGER::equals)) {
            problems.error(
                    attribute,
                    RelationshipRules.annotation(attribute),
                    io.granary.orm.internal.reading.LoadRules.EAGER);
        }
        Optional<LoadedBy> said = annotations.get(LoadedBy.class);
        if (said.filter(by -> by.value() == LoadStrategy.CONTAINS).isPresent()) {
            problems.error(attribute, LoadedBy.class, io.granary.orm.internal.reading.LoadRules.CONTAINS);
        }
        if (said.filter(by -> by.depth() < 0).isPresent()) {
            problems.error(attribute, LoadedBy.class, io.granary.orm.internal.reading.LoadRules.DEPTH);
        }
        boolean lazy = annotations
                .get(Basic.class)
                .filter(basic -> basic.fetch() == FetchType.LAZY)
                .isPresent();
        if (lazy && (attribute.isKey() || annotations.has(Version.class))) {
            problems.error(attribute, Basic.class, io.granary.orm.internal.reading.LoadRules.ALWAYS);
        } else if (lazy && (inEmbeddable || attribute.declaring().getKind() == ElementKind.RECORD)) {
            problems.error(attribute, Basic.class, io.granary.orm.internal.reading.LoadRules.WHOLE);
        }
    }
}
