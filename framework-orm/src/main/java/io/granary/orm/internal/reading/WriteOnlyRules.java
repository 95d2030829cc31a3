package io.granary.orm.internal.reading;

import io.granary.orm.LoadedBy;
import io.granary.orm.WriteOnly;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.RelationshipKind;
import jakarta.persistence.OrderBy;

/** What a relationship cannot be whose members are never loaded; the processor says the same. */
public final class WriteOnlyRules {

    /** Said of an order. */
    public static final String ORDERED =
            "Members of a WriteOnly are never loaded, so there is nothing to order; take @OrderBy away, and order the query: select().orderBy(…).";

    /** Said of a strategy. */
    public static final String LOADED =
            "Members of a WriteOnly are never loaded; take @LoadedBy away, or make it a List.";

    /** Said of a deletion across a table between. */
    public static final String REMOVES_BY_TABLE =
            "Members of a WriteOnly are not loaded to be deleted with their owner, and a join table's rows are all that goes with it; name"
                    + " cascades other than ALL and REMOVE and take orphanRemoval away, or make it a List.";

    /** Said of a deletion that would take more than one statement. */
    public static final String REMOVES_HIERARCHY =
            "Members of a WriteOnly are deleted with their owner by one statement, which cannot tell the rows of a class from others of its"
                    + " hierarchy, nor go down a tree; name cascades other than ALL and REMOVE and take orphanRemoval away, or make it a List.";

    /** Said of rows that are in several tables. */
    public static final String SEVERAL_TABLES =
            "Members of a WriteOnly are changed by one statement, and those of a TABLE_PER_CLASS hierarchy are in several tables; make it a List.";

    private WriteOnlyRules() {}

    static void check(Class<?> owner, Member member, Relationship.Terms terms, Faults faults) {
        if (member.type() != WriteOnly.class) {
            return;
        }
        if (member.has(OrderBy.class)) {
            faults.add(member.place(), ORDERED);
        }
        if (member.has(LoadedBy.class)) {
            faults.add(member.place(), LOADED);
        }
        if (Ancestry.isConcrete(terms.target())) {
            faults.add(member.place(), SEVERAL_TABLES);
        }
        if (!terms.cascade().contains(Cascade.DELETE)) {
            return;
        }
        if (terms.kind() == RelationshipKind.MANY_TO_MANY || terms.mappedBy().isEmpty()) {
            faults.add(member.place(), REMOVES_BY_TABLE);
        } else if (isHierarchy(owner, terms.target())) {
            faults.add(member.place(), REMOVES_HIERARCHY);
        }
    }

    private static boolean isHierarchy(Class<?> owner, Class<?> target) {
        Class<?> root = Inheritance.rootOf(target);
        return root != target || root == Inheritance.rootOf(owner) || Ancestry.isJoined(target);
    }
}
