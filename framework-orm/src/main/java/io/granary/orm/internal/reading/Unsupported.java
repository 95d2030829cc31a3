package io.granary.orm.internal.reading;

import jakarta.persistence.Entity;
import java.util.Map;
import java.util.Optional;

/** Annotations of the specification that are refused, each with what to do in its place. Those that say nothing of the mapping are ignored. */
public final class Unsupported {

    /** What is said of a converter that wants to be applied by itself. */
    public static final String AUTO_APPLY =
            "It wants to be applied by itself, and a table is made of its class alone; take autoApply away, and"
                    + " name it in a @Convert at each attribute that it converts.";

    /** What stands at an attribute, by the annotation's simple name. */
    public static final Map<String, String> AT_ATTRIBUTES = Map.ofEntries(
            Map.entry(
                    "ElementCollection",
                    "map the elements as entities of their own, or keep them in one column: a list, an array, or @Json"),
            Map.entry("CollectionTable", "map the elements as entities of their own"),
            Map.entry("MapsId", "put @Id at the relationship itself"),
            Map.entry("PrimaryKeyJoinColumn", "put @Id at the relationship itself"),
            Map.entry("PrimaryKeyJoinColumns", "put @Id at the relationship itself"),
            Map.entry(
                    "OrderColumn", "give the elements an attribute of their own to order by, and name it in @OrderBy"),
            Map.entry("MapKeyClass", "use @MapKey, which names an attribute of the entities"),
            Map.entry("MapKeyColumn", "use @MapKey, which names an attribute of the entities"),
            Map.entry("MapKeyEnumerated", "use @MapKey, which names an attribute of the entities"),
            Map.entry("MapKeyTemporal", "use @MapKey, which names an attribute of the entities"),
            Map.entry("MapKeyJoinColumn", "use @MapKey, which names an attribute of the entities"),
            Map.entry("MapKeyJoinColumns", "use @MapKey, which names an attribute of the entities"),
            Map.entry("AssociationOverride", "give the relationship to the entity itself"),
            Map.entry("AssociationOverrides", "give the relationship to the entity itself"),
            Map.entry("TableGenerator", "use IDENTITY, SEQUENCE or UUID, or @GeneratedBy"),
            Map.entry("TableGenerators", "use IDENTITY, SEQUENCE or UUID, or @GeneratedBy"),
            Map.entry("EnumeratedValue", "store the enum by a @Convert"),
            Map.entry("Temporal", "use the classes of java.time"));

    /** What stands at a class, by the annotation's simple name. */
    public static final Map<String, String> AT_CLASSES = Map.ofEntries(
            Map.entry("SecondaryTable", "map the second table as an entity of its own, with a @OneToOne to it"),
            Map.entry("SecondaryTables", "map the other tables as entities of their own, with a @OneToOne to each"),
            Map.entry("TableGenerator", "use IDENTITY, SEQUENCE or UUID, or @GeneratedBy"),
            Map.entry("TableGenerators", "use IDENTITY, SEQUENCE or UUID, or @GeneratedBy"),
            Map.entry("AssociationOverride", "give the relationship to the entity itself"),
            Map.entry("AssociationOverrides", "give the relationship to the entity itself"));

    private Unsupported() {}

    /**
     * {@return what is said of an annotation; empty if it is not refused}
     *
     * @param annotation the name of its class
     * @param refused which are
     */
    public static Optional<String> at(String annotation, Map<String, String> refused) {
        String prefix = Entity.class.getPackageName() + ".";
        if (!annotation.startsWith(prefix)) {
            return Optional.empty();
        }
        String simple = annotation.substring(prefix.length());
        return Optional.ofNullable(refused.get(simple)).map(cure -> "@" + simple + " is not supported; " + cure + ".");
    }
}
