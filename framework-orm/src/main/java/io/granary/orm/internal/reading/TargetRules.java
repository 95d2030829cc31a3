package io.granary.orm.internal.reading;

import io.granary.orm.Ref;
import io.granary.orm.WriteOnly;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said of attributes that have to do with entities and do not say how; for reflection and for the compiler. */
public final class TargetRules {

    private static final Set<String> OF_MANY = Set.of(
            List.class.getName(),
            Set.class.getName(),
            Collection.class.getName(),
            Map.class.getName(),
            WriteOnly.class.getName());

    private static final Set<String> OF_ONE = Set.of(Ref.class.getName(), Optional.class.getName());

    private TargetRules() {}

    /**
     * {@return what is said of a relationship to one that refers to what is no entity}
     *
     * @param type the name of what it refers to
     */
    public static String noEntity(String type) {
        if (OF_MANY.contains(type)) {
            return "It refers to one, and a " + type
                    + " holds many; use @OneToMany or @ManyToMany, or make it TheEntity.";
        }
        if (type.equals(Optional.class.getName())) {
            return "It is an Optional, and a relationship to one is null where there is none; make it TheEntity, or a Ref<TheEntity>.";
        }
        return "It refers to " + type + ", which is no @Entity; annotate that, or name another in targetEntity.";
    }

    /**
     * {@return what is said of an attribute without a type in the database that is of an entity itself}
     *
     * @param entity the simple name of that
     */
    public static String unsaid(String entity) {
        return "It is of the entity " + entity
                + " and does not say how it refers to it; use @ManyToOne or @OneToOne, or mark it @Transient.";
    }

    /**
     * {@return what is said of an attribute without a type in the database that holds entities; empty if it is nothing that does}
     *
     * @param type the name of its class
     * @param entity the simple name of that of the entities
     */
    public static Optional<String> unsaid(String type, String entity) {
        if (OF_ONE.contains(type)) {
            return Optional.of(unsaid(entity));
        }
        return OF_MANY.contains(type)
                ? Optional.of(
                        "It holds entities, of " + entity
                                + ", and does not say how it refers to them; use @OneToMany or @ManyToMany, or mark it @Transient.")
                : Optional.empty();
    }
}
