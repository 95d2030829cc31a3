package io.granary.orm.internal.reading;

import java.util.Map;

/** Annotations of the specification that are refused, each with what to do in its place. Those that say nothing of the mapping are ignored. */
public final class Unsupported {

    private static final String NO_MAPS = "use a List or a Set";
    private static final String OVERRIDE_EMBEDDED = "override columns at the embedded attribute";
    private static final String OWN_RELATIONSHIP = "give the relationship to the entity itself";
    private static final String KEY_BY_RELATIONSHIP = "put @Id at the relationship itself";
    private static final String CONVERT_AT_ATTRIBUTE = "put @Convert at the attribute that is converted";
    private static final String NO_TABLE_GENERATOR = "use @SequenceGenerator, or @GeneratedBy";
    private static final String ONE_GENERATOR = "put the one @SequenceGenerator at the key";

    /** What stands at an attribute, by the annotation's simple name. */
    public static final Map<String, String> AT_ATTRIBUTES = Map.ofEntries(
            Map.entry(
                    "ElementCollection",
                    "map the elements as entities of their own, or keep them in one column: a list, an array, or @Json"),
            Map.entry("CollectionTable", "map the elements as entities of their own"),
            Map.entry("MapsId", KEY_BY_RELATIONSHIP),
            Map.entry("PrimaryKeyJoinColumn", KEY_BY_RELATIONSHIP),
            Map.entry("PrimaryKeyJoinColumns", KEY_BY_RELATIONSHIP),
            Map.entry(
                    "OrderColumn", "give the elements an attribute of their own to order by, and name it in @OrderBy"),
            Map.entry("MapKey", NO_MAPS),
            Map.entry("MapKeyClass", NO_MAPS),
            Map.entry("MapKeyColumn", NO_MAPS),
            Map.entry("MapKeyEnumerated", NO_MAPS),
            Map.entry("MapKeyJoinColumn", NO_MAPS),
            Map.entry("MapKeyJoinColumns", NO_MAPS),
            Map.entry("MapKeyTemporal", NO_MAPS),
            Map.entry("Access", "put it at the class, with all annotations at fields or all at getters"),
            Map.entry("AssociationOverride", OWN_RELATIONSHIP),
            Map.entry("AssociationOverrides", OWN_RELATIONSHIP),
            Map.entry("Converts", CONVERT_AT_ATTRIBUTE),
            Map.entry("EnumeratedValue", "store its enum by a @Convert"),
            Map.entry("SequenceGenerators", ONE_GENERATOR),
            Map.entry("TableGenerator", NO_TABLE_GENERATOR),
            Map.entry("TableGenerators", NO_TABLE_GENERATOR),
            Map.entry("Temporal", "use the classes of java.time"));

    /** What stands at a class, by the annotation's simple name. */
    public static final Map<String, String> AT_CLASSES = Map.ofEntries(
            Map.entry("SecondaryTable", "map the second table as an entity of its own, with a @OneToOne to it"),
            Map.entry("SecondaryTables", "map the other tables as entities of their own, with a @OneToOne to each"),
            Map.entry("Inheritance", "map each class by itself, and what they share by a @MappedSuperclass"),
            Map.entry("DiscriminatorColumn", "map each class by itself"),
            Map.entry("DiscriminatorValue", "map each class by itself"),
            Map.entry("PrimaryKeyJoinColumn", "map each class by itself"),
            Map.entry("PrimaryKeyJoinColumns", "map each class by itself"),
            Map.entry("AttributeOverride", OVERRIDE_EMBEDDED),
            Map.entry("AttributeOverrides", OVERRIDE_EMBEDDED),
            Map.entry("AssociationOverride", OWN_RELATIONSHIP),
            Map.entry("AssociationOverrides", OWN_RELATIONSHIP),
            Map.entry("Convert", CONVERT_AT_ATTRIBUTE),
            Map.entry("Converts", CONVERT_AT_ATTRIBUTE),
            Map.entry("SequenceGenerators", ONE_GENERATOR),
            Map.entry("TableGenerator", NO_TABLE_GENERATOR),
            Map.entry("TableGenerators", NO_TABLE_GENERATOR));

    private Unsupported() {}
}
