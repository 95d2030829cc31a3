package io.granary.orm.processor;

import io.granary.orm.JoinCondition;
import io.granary.orm.ViewOnly;
import io.granary.orm.WriteOnly;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What a relationship cannot be that is only read; {@link io.granary.orm.internal.reading.ViewRules} says the same at start. */
record ViewRules(Classes classes, Problems problems) {

    void check(MappedClass owner, Attribute attribute, TypeMirror target) {
        if (cascades(attribute)) {
            error(attribute, io.granary.orm.internal.reading.ViewRules.CASCADES);
        }
        if (RelationshipRules.mappedBy(attribute).isPresent()) {
            error(attribute, io.granary.orm.internal.reading.ViewRules.MAPPED_BY);
        }
        io.granary.orm.internal.reading.ViewRules.HOLDING.stream()
                .filter(other -> attribute.annotations().has(other))
                .forEach(other -> error(attribute, io.granary.orm.internal.reading.ViewRules.together(other)));
        if (classes.is(attribute.type(), WriteOnly.class)) {
            error(attribute, io.granary.orm.internal.reading.ViewRules.WRITE_ONLY);
        }
        attribute
                .annotations()
                .type(ViewOnly.class, "value")
                .flatMap(classes::element)
                .ifPresent(condition -> checkCondition(owner, attribute, target, condition));
    }

    static boolean is(Attribute attribute) {
        return attribute.annotations().has(ViewOnly.class);
    }

    private void error(Attribute attribute, String sentence) {
        problems.error(attribute, ViewOnly.class, sentence);
    }

    private static boolean cascades(Attribute attribute) {
        Annotated at = attribute.annotations();
        return Stream.of(
                                        at.get(OneToMany.class).map(OneToMany::cascade),
                                        at.get(ManyToMany.class).map(ManyToMany::cascade),
                                        at.get(OneToOne.class).map(OneToOne::cascade),
                                        at.get(ManyToOne.class).map(ManyToOne::cascade))
                                .flatMap(Optional::stream)
                                .mapToInt((CascadeType[] said) -> said.length)
                                .sum()
                        > 0
                || at.get(OneToMany.class).filter(OneToMany::orphanRemoval).isPresent()
                || at.get(OneToOne.class).filter(OneToOne::orphanRemoval).isPresent();
    }

    private void checkCondition(MappedClass owner, Attribute attribute, TypeMirror target, TypeElement condition) {
        String name = condition.getSimpleName().toString();
        Optional<DeclaredType> said = classes.implemented(condition.asType(), JoinCondition.class);
        if (said.isEmpty()) {
            error(attribute, io.granary.orm.internal.reading.ViewRules.untold(name));
            return;
        }
        List<? extends TypeMirror> of = said.orElseThrow().getTypeArguments();
        TypeMirror row = owner.type().asType();
        if (!isFor(of.get(0), row)) {
            error(
                    attribute,
                    io.granary.orm.internal.reading.ViewRules.misfit(
                            name, "rows of " + classes.name(of.get(0)), classes.name(row)));
        } else if (!isFor(of.get(1), target)) {
            error(
                    attribute,
                    io.granary.orm.internal.reading.ViewRules.misfit(
                            name, "what leads to " + classes.name(of.get(1)), classes.name(target)));
        } else if (!classes.canBeMade(condition)) {
            error(attribute, classes.notMade("condition", condition));
        }
    }

    private boolean isFor(TypeMirror said, TypeMirror found) {
        return classes.types().isAssignable(found, classes.types().erasure(said));
    }
}
