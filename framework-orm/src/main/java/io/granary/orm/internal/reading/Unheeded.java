package io.granary.orm.internal.reading;

import jakarta.persistence.Entity;
import java.util.Optional;
import java.util.Set;

/** What stands at a class, or at one of its methods, where nobody looks for it; for reflection and for the compiler. */
public final class Unheeded {

    /** Said of a callback of what is embedded. */
    public static final String EMBEDDED_CALLBACK =
            "What is embedded is loaded and written with the entity that has it; let a callback of that call this.";

    /** Said of what stands at the accessor of a record, and not at the component. */
    public static final String ACCESSOR =
            "It is annotated and not read: the attributes of a record are its components. Annotate the component.";

    /** Said of what is several things. */
    public static final String SEVERAL = "It is an @Entity and an @Embeddable or a @MappedSuperclass; choose one.";

    /** What says something of a table, and of that of one class. */
    private static final Set<String> OF_TABLES = Set.of(
            "Table",
            "Inheritance",
            "DiscriminatorColumn",
            "DiscriminatorValue",
            "PrimaryKeyJoinColumn",
            "PrimaryKeyJoinColumns");

    private static final Set<String> OF_ENTITIES =
            Set.of("EntityListeners", "ExcludeSuperclassListeners", "ExcludeDefaultListeners", "IdClass");

    private Unheeded() {}

    /**
     * {@return what is said of an annotation at a superclass that is no entity; empty if it is heeded there}
     *
     * @param annotation the name of its class
     */
    public static Optional<String> atSuperclass(String annotation) {
        return simple(annotation)
                .filter(OF_TABLES::contains)
                .map(name -> "@" + name
                        + " is not inherited, and this is no entity; put it at each entity that extends this.");
    }

    /**
     * {@return what is said of an annotation at an embeddable class; empty if it is heeded there}
     *
     * @param annotation the name of its class
     */
    public static Optional<String> atEmbeddable(String annotation) {
        return simple(annotation)
                .filter(name -> OF_TABLES.contains(name) || OF_ENTITIES.contains(name))
                .map(name -> "@" + name
                        + " says nothing of what is embedded; put it at the entity that has it, or take it away.");
    }

    /**
     * {@return what is said of a callback that can never be called}
     *
     * @param parameter what it takes
     * @param entity the class that is listened to
     */
    public static String neverHeard(String parameter, String entity) {
        return "It is for objects of " + parameter + ", and none of " + entity + " is one; give it a parameter of "
                + entity + ", or of a class above that.";
    }

    private static Optional<String> simple(String annotation) {
        String prefix = Entity.class.getPackageName() + ".";
        return annotation.startsWith(prefix) ? Optional.of(annotation.substring(prefix.length())) : Optional.empty();
    }
}
