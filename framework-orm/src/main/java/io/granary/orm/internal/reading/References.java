package io.granary.orm.internal.reading;

import io.granary.orm.EntityTable;
import io.granary.orm.Ref;
import io.granary.orm.internal.reading.ColumnDefinition.Terms;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a relationship to one. */
final class References {

    private References() {}

    /** The class at the other end. */
    static Class<?> target(Member member) {
        Class<?> said = member.get(ManyToOne.class)
                .<Class<?>>map(ManyToOne::targetEntity)
                .or(() -> member.get(OneToOne.class).map(OneToOne::targetEntity))
                .orElse(void.class);
        if (said != void.class) {
            return said;
        }
        boolean ref = member.type() == Ref.class;
        return ref
                        && member.genericType() instanceof ParameterizedType of
                        && of.getActualTypeArguments()[0] instanceof Class<?> held
                ? held
                : member.type();
    }

    static List<ColumnDefinition> of(Member member, Faults faults) {
        Class<?> target = target(member);
        if (!target.isAnnotationPresent(Entity.class)) {
            faults.add(member.place(), "It refers to " + target.getName() + ", which is no @Entity.");
            return List.of();
        }
        List<ColumnDefinition> key = KeyColumns.of(target);
        List<JoinColumn> said = joinColumns(member);
        if (!said.isEmpty() && said.size() != key.size()) {
            faults.add(
                    member.place(),
                    "It has " + said.size() + " @JoinColumn, and the key of " + target.getSimpleName() + " has "
                            + key.size() + " columns; give one for each.");
            return List.of();
        }
        boolean one = member.has(OneToOne.class) && key.size() == 1;
        boolean optional = member.get(ManyToOne.class).map(ManyToOne::optional).orElse(true)
                && member.get(OneToOne.class).map(OneToOne::optional).orElse(true);
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            ColumnDefinition referred = key.get(i);
            Optional<JoinColumn> join = joinFor(said, referred, i);
            String name = Names.given(
                    join.map(JoinColumn::name).orElse(""), Names.inDatabase(member.name()) + "_" + referred.name());
            Terms terms = new Terms(
                    false,
                    false,
                    optional && join.map(JoinColumn::nullable).orElse(true),
                    one || join.map(JoinColumn::unique).orElse(false),
                    join.map(JoinColumn::insertable).orElse(true),
                    join.map(JoinColumn::updatable).orElse(true));
            columns.add(new ColumnDefinition(
                    name,
                    referred.type(),
                    member.name(),
                    Optional.of(() -> EntityTable.of(target).column(referred.name())),
                    terms));
        }
        return columns;
    }

    private static Optional<JoinColumn> joinFor(List<JoinColumn> said, ColumnDefinition referred, int position) {
        return said.stream()
                .filter(join -> join.referencedColumnName().equals(referred.name()))
                .findFirst()
                .or(() -> position < said.size()
                                && said.get(position).referencedColumnName().isEmpty()
                        ? Optional.of(said.get(position))
                        : Optional.empty());
    }

    static List<JoinColumn> joinColumns(Member member) {
        List<JoinColumn> all = new ArrayList<>();
        member.get(JoinColumn.class).ifPresent(all::add);
        member.get(JoinColumns.class).ifPresent(several -> all.addAll(List.of(several.value())));
        return all;
    }
}
