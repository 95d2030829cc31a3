package io.granary.orm.internal.reading;

import io.granary.orm.EntityTable;
import io.granary.orm.Ref;
import io.granary.orm.internal.reading.ColumnDefinition.Terms;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a relationship to one. */
final class References {

    private References() {}

    /** A column of a relationship, with the name of the one it refers to. */
    record Joined(ColumnDefinition column, String referred) {}

    /** The class at the other end. */
    static Class<?> target(Member member) {
        return saidTarget(member).orElseGet(() -> declaredTarget(member));
    }

    private static Optional<Class<?>> saidTarget(Member member) {
        return member.get(ManyToOne.class)
                .<Class<?>>map(ManyToOne::targetEntity)
                .or(() -> member.get(OneToOne.class).map(OneToOne::targetEntity))
                .filter(said -> said != void.class);
    }

    private static Class<?> declaredTarget(Member member) {
        return member.type() == Ref.class && member.genericType() instanceof ParameterizedType of
                ? TypeArguments.classOf(of.getActualTypeArguments()[0]).orElse(member.type())
                : member.type();
    }

    /** Whether the class at the other end can be referred to; notes a fault if it cannot. */
    static boolean isTarget(Member member, Faults faults) {
        Class<?> target = target(member);
        if (target == Ref.class) {
            faults.add(member.place(), "It does not say what it refers to; write Ref<TheEntity>.");
            return false;
        }
        if (!target.isAnnotationPresent(Entity.class)) {
            faults.add(member.place(), TargetRules.noEntity(target.getName()));
            return false;
        }
        if (declaredTarget(member) != Ref.class && !declaredTarget(member).isAssignableFrom(target)) {
            faults.add(
                    member.place(),
                    "Its targetEntity is " + target.getName() + ", and it can hold a "
                            + declaredTarget(member).getName() + " only; take targetEntity away.");
            return false;
        }
        return true;
    }

    static List<Joined> of(Member member, Faults faults) {
        if (!isTarget(member, faults)) {
            return List.of();
        }
        Class<?> target = target(member);
        List<ColumnDefinition> key = KeyColumns.of(target);
        List<Optional<JoinColumn>> said = JoinKeys.match(
                joinColumns(member),
                key.stream().map(ColumnDefinition::name).toList(),
                target.getSimpleName(),
                faults.at(member.place()));
        boolean one = member.has(OneToOne.class) && key.size() == 1;
        boolean optional = member.get(ManyToOne.class).map(ManyToOne::optional).orElse(true)
                && member.get(OneToOne.class).map(OneToOne::optional).orElse(true);
        List<Joined> columns = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            ColumnDefinition referred = key.get(i);
            Optional<JoinColumn> join = said.get(i);
            String name = Names.given(
                    join.map(JoinColumn::name).orElse(""), Names.inDatabase(member.name()) + "_" + referred.name());
            Terms terms = new Terms(
                    false,
                    false,
                    optional && join.map(JoinColumn::nullable).orElse(true),
                    one || join.map(JoinColumn::unique).orElse(false),
                    join.map(JoinColumn::insertable).orElse(true),
                    join.map(JoinColumn::updatable).orElse(true),
                    join.map(JoinColumn::comment).filter(comment -> !comment.isEmpty()));
            columns.add(new Joined(
                    new ColumnDefinition(
                            name,
                            referred.type(),
                            member.name(),
                            Optional.of(() -> EntityTable.of(target).referred(referred.name())),
                            terms),
                    referred.name()));
        }
        return columns;
    }

    static List<JoinColumn> joinColumns(Member member) {
        return List.of(member.annotations().getAnnotationsByType(JoinColumn.class));
    }
}
