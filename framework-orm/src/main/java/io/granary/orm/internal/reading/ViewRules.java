package io.granary.orm.internal.reading;

import io.granary.orm.JoinCondition;
import io.granary.orm.ViewOnly;
import io.granary.orm.WriteOnly;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.JoinTable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** Reads relationships that are only read, and what they cannot be; the processor says the same. */
public final class ViewRules {

    /** What says which columns hold a relationship, or that it is a key. */
    public static final List<Class<? extends Annotation>> HOLDING =
            List.of(JoinColumn.class, JoinColumns.class, JoinTable.class, Id.class);

    /** Said of a cascade. */
    public static final String CASCADES =
            "It is @ViewOnly, along which nothing is written, so nothing cascades; take cascade and orphanRemoval away.";

    /** Said of the other side. */
    public static final String MAPPED_BY =
            "It is @ViewOnly, whose condition says what belongs together, and not another attribute; take mappedBy away, or @ViewOnly.";

    /** Said of two that exclude each other. */
    public static final String WRITE_ONLY =
            "It is @ViewOnly and a WriteOnly, which are the opposite of each other; make it a List, or take @ViewOnly away.";

    private ViewRules() {}

    /**
     * {@return what is said of an annotation beside it}
     *
     * @param annotation one of {@link #HOLDING}
     */
    public static String together(Class<? extends Annotation> annotation) {
        return "It is @ViewOnly, which has no columns, and @" + annotation.getSimpleName()
                + " says something of some; take one of both away.";
    }

    /**
     * {@return what is said of a condition for other classes}
     *
     * @param condition its name
     * @param what what it is for
     * @param found what it is at
     */
    public static String misfit(String condition, String what, String found) {
        return "The condition " + condition + " is for " + what + ", and this is of " + found + "; name another one.";
    }

    /**
     * {@return what is said of a condition that does not say what it is for}
     *
     * @param condition its name
     */
    public static String untold(String condition) {
        return "The condition " + condition
                + " does not say what it is for; implement JoinCondition<E, T> with the class that has the relationship and the one it leads to.";
    }

    /**
     * {@return what is said of a relationship that one is mapped by}
     *
     * @param held it
     */
    public static String holdsNothing(String held) {
        return "It is mapped by " + held + ", which is @ViewOnly and holds nothing; name the one that has the column.";
    }

    static void checkMappedBy(Member member, Optional<String> mappedBy, Faults faults) {
        if (mappedBy.isPresent()) {
            faults.add(member.place(), MAPPED_BY);
        }
        HOLDING.stream().filter(member::has).forEach(other -> faults.add(member.place(), together(other)));
    }

    /** The condition of a relationship; empty of others, and where it cannot be made, which is a fault. */
    static Optional<JoinCondition<?, ?>> condition(
            Member member, Class<?> owner, Class<?> target, boolean cascades, Faults faults) {
        Optional<ViewOnly> said = member.get(ViewOnly.class);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        if (cascades) {
            faults.add(member.place(), CASCADES);
        }
        if (member.type() == WriteOnly.class) {
            faults.add(member.place(), WRITE_ONLY);
        }
        Class<? extends JoinCondition<?, ?>> condition = said.orElseThrow().value();
        Optional<Class<?>> from = argument(condition, 0);
        Optional<Class<?>> to = argument(condition, 1);
        if (from.isEmpty() || to.isEmpty()) {
            faults.add(member.place(), untold(condition.getSimpleName()));
        } else if (!from.orElseThrow().isAssignableFrom(owner)) {
            misfits(member, condition, "rows of " + from.orElseThrow().getName(), owner, faults);
        } else if (!to.orElseThrow().isAssignableFrom(target)) {
            misfits(member, condition, "what leads to " + to.orElseThrow().getName(), target, faults);
        }
        return Instances.of(condition, "condition", member.place(), faults).map(made -> made);
    }

    private static void misfits(Member member, Class<?> condition, String what, Class<?> found, Faults faults) {
        faults.add(member.place(), misfit(condition.getSimpleName(), what, found.getName()));
    }

    private static Optional<Class<?>> argument(Class<?> condition, int place) {
        Optional<Type> type = TypeArguments.of(condition, JoinCondition.class, place);
        return type.flatMap(TypeArguments::classOf);
    }
}
