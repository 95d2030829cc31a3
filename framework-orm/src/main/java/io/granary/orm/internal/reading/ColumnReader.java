package io.granary.orm.internal.reading;

import io.granary.orm.internal.reading.ColumnDefinition.Terms;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.ObjectAccess;
import io.granary.type.SqlType;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.AttributeOverrides;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the attributes of one class that are columns, those of embedded classes included; gives each a slot in turn. */
final class ColumnReader {

    private final Faults faults;
    private final List<ColumnDefinition> columns = new ArrayList<>();

    ColumnReader(Faults faults) {
        this.faults = faults;
    }

    /** The columns so far, in the order of their slots; read-only, but it grows. */
    List<ColumnDefinition> columns() {
        return Collections.unmodifiableList(columns);
    }

    int add(ColumnDefinition column) {
        columns.add(column);
        return columns.size() - 1;
    }

    void replace(int slot, ColumnDefinition column) {
        columns.set(slot, column);
    }

    /** Where an attribute stands: behind which others, and which columns those rename. */
    record Place(String path, Map<String, Column> overrides) {

        static final Place TOP = new Place("", Map.of());

        String pathOf(Member member) {
            return path.isEmpty() ? member.name() : path + "." + member.name();
        }

        Optional<Column> columnOf(Member member) {
            Column override = overrides.get(member.name());
            return override == null ? member.get(Column.class) : Optional.of(override);
        }

        /** The place within an embedded attribute. */
        Place within(Member member) {
            Map<String, Column> inner = new HashMap<>();
            for (AttributeOverride override : overridesOf(member)) {
                inner.put(override.name(), override.column());
            }
            String prefix = member.name() + ".";
            overrides.forEach((name, column) -> {
                if (name.startsWith(prefix)) {
                    inner.put(name.substring(prefix.length()), column);
                }
            });
            return new Place(pathOf(member), inner);
        }

        private static List<AttributeOverride> overridesOf(Member member) {
            List<AttributeOverride> all = new ArrayList<>();
            member.get(AttributeOverride.class).ifPresent(all::add);
            member.get(AttributeOverrides.class).ifPresent(several -> all.addAll(List.of(several.value())));
            return all;
        }
    }

    Optional<MappedAttribute> basic(Member member, AttributeAccess<Object> access, Place place) {
        Optional<Column> column = place.columnOf(member);
        Optional<SqlType<?>> type = ColumnTypes.typeOf(member, column, faults);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        boolean required = member.type().isPrimitive()
                || member.get(Basic.class).map(basic -> !basic.optional()).orElse(false);
        Terms terms = new Terms(
                false,
                false,
                !required && column.map(Column::nullable).orElse(true),
                column.map(Column::unique).orElse(false),
                column.map(Column::insertable).orElse(true),
                column.map(Column::updatable).orElse(true));
        String name = Names.given(column.map(Column::name).orElse(""), Names.inDatabase(member.name()));
        int slot = add(new ColumnDefinition(name, type.orElseThrow(), place.pathOf(member), Optional.empty(), terms));
        return Optional.of(new MappedAttribute.Basic(member.name(), access, slot, member.type()));
    }

    Optional<MappedAttribute> embedded(Member member, AttributeAccess<Object> access, Place place) {
        List<Member> members = Members.of(member.type());
        ObjectAccess<Object> embeddable = Accesses.of(member.type(), members, faults);
        Place within = place.within(member);
        List<MappedAttribute> attributes = new ArrayList<>();
        for (Member inner : members) {
            Optional<AttributeAccess<Object>> reached = embeddable.attribute(inner.name());
            if (reached.isEmpty()) {
                continue;
            }
            switch (MemberKind.of(inner)) {
                case BASIC -> basic(inner, reached.orElseThrow(), within).ifPresent(attributes::add);
                case EMBEDDED -> embedded(inner, reached.orElseThrow(), within).ifPresent(attributes::add);
                default ->
                    faults.add(
                            inner.place(),
                            "A relationship of an embeddable class is not supported; put it into the entity.");
            }
        }
        return Optional.of(new MappedAttribute.Embedded(member.name(), access, embeddable, attributes));
    }
}
