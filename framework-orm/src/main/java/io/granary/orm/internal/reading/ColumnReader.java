package io.granary.orm.internal.reading;

import io.granary.orm.ColumnProperty;
import io.granary.orm.internal.reading.ColumnDefinition.Terms;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.ObjectAccess;
import io.granary.type.SqlType;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the attributes of one class that are columns, those of embedded classes included; gives each a slot in turn. */
final class ColumnReader {

    private final Faults faults;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<EntityDefinition.Check> checks = new ArrayList<>();

    ColumnReader(Faults faults) {
        this.faults = faults;
    }

    /** Takes the columns that a class inherits from the entity above it, in their slots. */
    void inherit(List<ColumnDefinition> inherited) {
        columns.addAll(inherited);
    }

    /** The columns so far, in the order of their slots; read-only, but it grows. */
    List<ColumnDefinition> columns() {
        return Collections.unmodifiableList(columns);
    }

    /** What is checked of the columns so far; read-only, but it grows. */
    List<EntityDefinition.Check> checks() {
        return Collections.unmodifiableList(checks);
    }

    int add(ColumnDefinition column) {
        columns.add(column);
        return columns.size() - 1;
    }

    void replace(int slot, ColumnDefinition column) {
        columns.set(slot, column);
    }

    Optional<MappedAttribute> basic(Member member, AttributeAccess<Object> access, Place place) {
        Optional<Column> column = place.columnOf(member);
        // What is said elsewhere is looked at there, and what is said here has no effect then.
        if (!place.overrides().containsKey(member.name())) {
            column.ifPresent(said -> ColumnRules.check(said, faults.at(member.place())));
        }
        Optional<Convert> converter = place.converterOf(member);
        if (member.get(Convert.class)
                .filter(own -> !own.attributeName().isEmpty())
                .isPresent()) {
            faults.add(
                    member.place(),
                    "@Convert names an attribute of its own class here, which has none; take attributeName away.");
        }
        Optional<SqlType<?>> type = ColumnTypes.typeOf(member, column, converter, faults);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        boolean required = member.type().isPrimitive()
                || member.get(Basic.class).map(basic -> !basic.optional()).orElse(false);
        boolean stored = !member.has(ColumnProperty.class);
        Terms terms = new Terms(
                false,
                false,
                !required && column.map(Column::nullable).orElse(true),
                column.map(Column::unique).orElse(false),
                stored && column.map(Column::insertable).orElse(true),
                stored && column.map(Column::updatable).orElse(true),
                column.map(Column::comment).filter(comment -> !comment.isEmpty()));
        String name = Names.given(column.map(Column::name).orElse(""), Names.inDatabase(member.name()));
        column.ifPresent(said -> checks.addAll(ColumnRules.checks(said.check())));
        int slot = add(new ColumnDefinition(
                name,
                type.orElseThrow(),
                place.pathOf(member),
                Optional.empty(),
                terms,
                ColumnProperties.expression(member, faults)));
        return Optional.of(new MappedAttribute.Basic(
                member.name(),
                access,
                slot,
                member.type(),
                member.get(Basic.class)
                        .map(Basic::fetch)
                        .filter(FetchType.LAZY::equals)
                        .isPresent()));
    }

    Optional<MappedAttribute> embedded(Member member, AttributeAccess<Object> access, Place place) {
        Class<?> type = member.type();
        if (!type.isAnnotationPresent(Embeddable.class)) {
            faults.add(member.place(), "Its class " + type.getName() + " is not @Embeddable; annotate that.");
            return Optional.empty();
        }
        if (place.within().contains(type)) {
            faults.add(
                    member.place(),
                    "It embeds " + type.getSimpleName() + " in itself, which has no end; make one of them an entity.");
            return Optional.empty();
        }
        List<Member> members = Members.of(type, place.properties());
        Placement.check(type, members, faults);
        Validators.checkEmbeddable(type, faults);
        ClassRules.checkEmbeddable(type, faults);
        ObjectAccess<Object> embeddable = Accesses.of(type, members, faults);
        Place within = place.within(member);
        List<MappedAttribute> attributes = new ArrayList<>();
        int first = columns.size();
        for (Member inner : members) {
            AttributeRules.check(inner, true, faults);
            embeddable
                    .attribute(inner.name())
                    .flatMap(reached -> inner(inner, reached, within))
                    .ifPresent(attributes::add);
        }
        Place.overridesAt(member.annotations()).stream()
                .filter(override -> !place.overrides().containsKey(member.name() + "." + override.name()))
                .forEach(override -> OverrideRules.column(override, faults.at(member.place())));
        checkNames(member, within.path() + ".", first);
        return Optional.of(new MappedAttribute.Embedded(member.name(), access, embeddable, attributes));
    }

    private Optional<MappedAttribute> inner(Member inner, AttributeAccess<Object> access, Place within) {
        return switch (AttributeKind.of(inner)) {
            case BASIC -> basic(inner, access, within);
            case EMBEDDED -> embedded(inner, access, within);
            default -> {
                faults.add(
                        inner.place(),
                        "A relationship of an embeddable class is not supported; put it into the entity.");
                yield Optional.empty();
            }
        };
    }

    /** What the annotations at an embedded attribute name has to be in it. */
    private void checkNames(Member member, String prefix, int first) {
        Stream.concat(
                        Place.overridesAt(member.annotations()).stream().map(AttributeOverride::name),
                        Place.convertsAt(member.annotations()).stream().map(Convert::attributeName))
                .filter(name -> columns.subList(first, columns.size()).stream()
                        .noneMatch(column -> column.path().equals(prefix + name)))
                .forEach(name -> faults.add(
                        member.place(),
                        OverrideRules.unknown(
                                name,
                                member.type().getSimpleName(),
                                columns.subList(first, columns.size()).stream()
                                        .map(column -> column.path().substring(prefix.length()))
                                        .toList())));
    }
}
