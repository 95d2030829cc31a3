package io.granary.orm.internal.reading;

import java.util.Map;

/** Annotations of the specification that are refused, each with what to do in its place. Those that say nothing of the mapping are ignored. */
public final class Unsupported {

    /** What stands at an attribute, by the annotation's simple name. */
    public static final Map<String, String> AT_ATTRIBUTES = Map.of(
            "ElementCollection",
                    "map the elements as entities of their own, or keep them in one column: a list, an array, or @Json",
            "CollectionTable", "map the elements as entities of their own",
            "MapsId", "put @Id at the relationship itself",
            "OrderColumn", "give the elements an attribute of their own to order by, and name it in @OrderBy",
            "MapKey", "use a List or a Set",
            "MapKeyColumn", "use a List or a Set",
            "Any", "refer to one class",
            "Temporal", "use the classes of java.time");

    /** What stands at a class, by the annotation's simple name. */
    public static final Map<String, String> AT_CLASSES = Map.of(
            "SecondaryTable", "map the second table as an entity of its own, with a @OneToOne to it",
            "SecondaryTables", "map the other tables as entities of their own, with a @OneToOne to each",
            "Inheritance", "map each class by itself, and what they share by a @MappedSuperclass",
            "DiscriminatorColumn", "map each class by itself",
            "DiscriminatorValue", "map each class by itself",
            "AttributeOverride", "override columns at the embedded attribute",
            "AssociationOverride", "give the relationship to the entity itself");

    private Unsupported() {}
}
