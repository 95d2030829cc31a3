package io.granary.orm.processor;

import static io.granary.orm.processor.AttributeKind.BASIC;
import static io.granary.orm.processor.AttributeKind.EMBEDDED;
import static io.granary.orm.processor.AttributeKind.TO_MANY;
import static io.granary.orm.processor.AttributeKind.TO_ONE;

import io.granary.orm.ColumnProperty;
import io.granary.orm.GeneratedBy;
import io.granary.orm.Json;
import io.granary.orm.LoadedBy;
import io.granary.orm.ViewOnly;
import io.granary.orm.internal.reading.Unsupported;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.AttributeOverrides;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converts;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.JoinTable;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;

/** Which annotations may stand together at an attribute. */
final class AttributeRules {

    /** At which kinds of attributes an annotation says something. */
    private static final Map<Class<? extends Annotation>, Set<AttributeKind>> MEANING = Map.ofEntries(
            Map.entry(Basic.class, Set.of(BASIC)),
            Map.entry(Column.class, Set.of(BASIC)),
            Map.entry(Enumerated.class, Set.of(BASIC)),
            Map.entry(Lob.class, Set.of(BASIC)),
            Map.entry(Json.class, Set.of(BASIC)),
            Map.entry(ColumnProperty.class, Set.of(BASIC)),
            Map.entry(LoadedBy.class, Set.of(TO_ONE, TO_MANY)),
            Map.entry(ViewOnly.class, Set.of(TO_ONE, TO_MANY)),
            Map.entry(Version.class, Set.of(BASIC)),
            Map.entry(GeneratedValue.class, Set.of(BASIC)),
            Map.entry(GeneratedBy.class, Set.of(BASIC)),
            Map.entry(SequenceGenerator.class, Set.of(BASIC)),
            Map.entry(Id.class, Set.of(BASIC, TO_ONE)),
            Map.entry(Convert.class, Set.of(BASIC, EMBEDDED)),
            Map.entry(Converts.class, Set.of(BASIC, EMBEDDED)),
            Map.entry(AttributeOverride.class, Set.of(EMBEDDED)),
            Map.entry(AttributeOverrides.class, Set.of(EMBEDDED)),
            Map.entry(JoinColumn.class, Set.of(TO_ONE, TO_MANY)),
            Map.entry(JoinColumns.class, Set.of(TO_ONE, TO_MANY)),
            Map.entry(JoinTable.class, Set.of(TO_MANY)),
            Map.entry(MapKey.class, Set.of(TO_MANY)),
            Map.entry(OrderBy.class, Set.of(TO_MANY)));

    private static final Map<AttributeKind, String> NAMES = Map.of(
            BASIC, "an attribute in a column",
            EMBEDDED, "an embedded attribute",
            TO_ONE, "a relationship to one",
            TO_MANY, "a relationship to many");

    private static final List<Class<? extends Annotation>> KINDS =
            List.of(ManyToOne.class, OneToOne.class, OneToMany.class, ManyToMany.class, Basic.class, EmbeddedId.class);

    private static final List<Class<? extends Annotation>> REPRESENTATIONS =
            List.of(Convert.class, Json.class, Enumerated.class);

    private final Problems problems;

    AttributeRules(Problems problems) {
        this.problems = problems;
    }

    void check(Attribute attribute, boolean inEmbeddable) {
        for (AnnotationMirror mirror : attribute.carrier().getAnnotationMirrors()) {
            RefusedAnnotations.find(mirror, Unsupported.AT_ATTRIBUTES)
                    .ifPresent(sentence -> problems.error(attribute.carrier(), mirror, attribute.place(), sentence));
        }
        MEANING.forEach((annotation, kinds) -> {
            if (attribute.annotations().has(annotation) && !kinds.contains(attribute.kind())) {
                problems.error(
                        attribute,
                        annotation,
                        "@" + annotation.getSimpleName() + " says nothing at " + NAMES.get(attribute.kind()) + "; "
                                + cure(annotation, attribute.kind()) + ".");
            }
        });
        boolean component = attribute.declaring().getKind() == ElementKind.RECORD;
        if (component && !inEmbeddable && attribute.kind().isRelationship()) {
            problems.error(
                    attribute,
                    "A record is made at once, and what it refers to is loaded later; map a class, or keep the key of the other.");
        }
        new ColumnValueRules(problems).check(attribute);
        together(attribute, KINDS);
        together(attribute, REPRESENTATIONS);
        checkKey(attribute, inEmbeddable);
        new LoadRules(problems).check(attribute, inEmbeddable);
    }

    private static String cure(Class<? extends Annotation> annotation, AttributeKind kind) {
        if (annotation == Column.class && kind == TO_ONE) {
            return "use @JoinColumn";
        }
        if (annotation == Column.class && kind == EMBEDDED) {
            return "use @AttributeOverride";
        }
        return annotation == Id.class && kind == EMBEDDED ? "use @EmbeddedId" : "take it away";
    }

    private void together(Attribute attribute, List<Class<? extends Annotation>> kinds) {
        List<Class<? extends Annotation>> found =
                kinds.stream().filter(kind -> attribute.annotations().has(kind)).toList();
        if (found.size() > 1) {
            problems.error(
                    attribute,
                    found.get(1),
                    "It is "
                            + String.join(
                                    " and ",
                                    found.stream()
                                            .map(kind -> "@" + kind.getSimpleName())
                                            .toList())
                            + ", of which only one can be; choose one.");
        }
    }

    private void checkKey(Attribute attribute, boolean inEmbeddable) {
        Annotated annotations = attribute.annotations();
        if (inEmbeddable && (attribute.isKey() || annotations.has(Version.class))) {
            problems.error(
                    attribute,
                    "An embeddable class has neither key nor version; put that into the entity, with @EmbeddedId"
                            + " where all of it is the key.");
        }
        Class<? extends Annotation> generated =
                annotations.has(GeneratedBy.class) ? GeneratedBy.class : GeneratedValue.class;
        if (annotations.has(generated) && (inEmbeddable || !annotations.has(Id.class))) {
            problems.error(
                    attribute,
                    generated,
                    "Only keys of one column are generated, and this is not marked with @Id; give the value in a @PrePersist.");
        }
        if (annotations.has(Id.class) && annotations.has(Version.class)) {
            problems.error(
                    attribute,
                    Version.class,
                    "A key does not count changes; give the @Version an attribute of its own.");
        }
    }
}
