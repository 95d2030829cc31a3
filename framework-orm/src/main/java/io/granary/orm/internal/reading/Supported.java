package io.granary.orm.internal.reading;

import java.util.Map;
import java.util.Set;

/**
 * Annotations that are read, each with what it does; those of {@link Unsupported} are refused, and what is in neither says nothing of
 * the mapping.
 */
public final class Supported {

    /** What stands at an attribute, by the annotation's simple name. */
    public static final Map<String, String> AT_ATTRIBUTES = Map.ofEntries(
            Map.entry("AttributeOverride", "renames or changes a column of an embedded attribute"),
            Map.entry("Access", "makes a field, or a getter, an attribute of a class whose others are not such"),
            Map.entry("AttributeOverrides", "several of those"),
            Map.entry(
                    "Basic",
                    "`optional = false` makes the column NOT NULL; with `fetch = LAZY` a query reads it only if it says so"),
            Map.entry(
                    "Column",
                    "name, length, precision, scale, nullable, unique, insertable, updatable; comment, check; others are refused"),
            Map.entry("Convert", "stores what an `AttributeConverter` makes of the value"),
            Map.entry("Converts", "several of those, for attributes of an embedded one"),
            Map.entry("Embedded", "takes the attributes of an embeddable class into the table"),
            Map.entry("EmbeddedId", "makes the attributes of an embeddable class the key"),
            Map.entry(
                    "Enumerated",
                    "stores an enum's name with `STRING`; its place otherwise, as without the annotation"),
            Map.entry(
                    "ColumnProperty",
                    "has an SQL expression be read in the place of a column (of Granary, not of the specification)"),
            Map.entry("GeneratedBy", "gives keys by a `Supplier` of yours (of Granary, not of the specification)"),
            Map.entry(
                    "GeneratedValue",
                    "gives keys: `IDENTITY` and `SEQUENCE` to a short, int or long, `UUID` to a UUID or a String; `AUTO` takes what suits the"
                            + " attribute"),
            Map.entry("Id", "makes the attribute the key, or one part of it; may stand at a relationship to one"),
            Map.entry(
                    "JoinColumn",
                    "name, referencedColumnName, nullable, unique, insertable, updatable, comment, foreignKey of a reference"),
            Map.entry("JoinColumns", "one of those for each column of a key of several"),
            Map.entry("JoinTable", "name, schema and columns of the table between two classes"),
            Map.entry("Json", "stores the value as JSON (of Granary, not of the specification)"),
            Map.entry(
                    "LoadedBy",
                    "how a relationship is loaded where the query says nothing of it (of Granary, not of the specification)"),
            Map.entry("Lob", "stores a String as text of any length"),
            Map.entry("ManyToMany", "a List, Set, Collection or Map of entities, by a table between"),
            Map.entry("ManyToOne", "an entity, or a `Ref` to one, by a column of this table"),
            Map.entry(
                    "MapKey",
                    "the attribute of the entities in a Map that they stand under; without a name, their key"),
            Map.entry("OneToMany", "a List, Set, Collection or Map of entities that refer here, or by a table between"),
            Map.entry("OneToOne", "an entity, or a `Ref` to one, by a unique column of this table or of the other"),
            Map.entry("OrderBy", "what a loaded collection is ordered by; without a value, its key"),
            Map.entry(
                    "SequenceGenerator", "sequenceName, schema, initialValue, allocationSize; may stand at the class"),
            Map.entry("SequenceGenerators", "several of those, of which @GeneratedValue names one"),
            Map.entry("Transient", "leaves the attribute out"),
            Map.entry(
                    "ViewOnly",
                    "has a relationship be read by a condition of its own and never written (of Granary, not of the specification)"),
            Map.entry(
                    "Version",
                    "counts changes: a short, int or long, or an Instant, LocalDateTime or OffsetDateTime; the database does, where @Column says neither insertable nor updatable"));

    /** What stands at a class, by the annotation's simple name. */
    public static final Map<String, String> AT_CLASSES = Map.ofEntries(
            Map.entry(
                    "Converter",
                    "is not needed; `autoApply` is refused: @Convert names the converter at each attribute"),
            Map.entry("Access", "whether fields or properties are the attributes of the class"),
            Map.entry(
                    "DiscriminatorColumn",
                    "name, discriminatorType and length of the column that tells the classes of a hierarchy apart; at its topmost entity"),
            Map.entry(
                    "DiscriminatorValue",
                    "what that column holds for the class; of a STRING, the entity's name if nothing is said"),
            Map.entry(
                    "Inheritance",
                    "at the topmost entity of a hierarchy: `SINGLE_TABLE`, the rows of all its classes are in one table, or `JOINED`, each class has a"
                            + " table for what it adds, or `TABLE_PER_CLASS`, each class that is not abstract has a table with all its columns"),
            Map.entry(
                    "PrimaryKeyJoinColumn",
                    "name, referencedColumnName and foreignKey of the key's column in the table of a class below another, of a `JOINED` hierarchy"),
            Map.entry("PrimaryKeyJoinColumns", "one of those for each column of a key of several"),
            Map.entry("Embeddable", "a class or a record whose attributes are columns of those that embed it"),
            Map.entry("Entity", "a class or a record with a table; `name` names the table, too, unless @Table does"),
            Map.entry("EntityListeners", "classes whose callbacks are called with the entity"),
            Map.entry("ExcludeSuperclassListeners", "does not call those of superclasses"),
            Map.entry("IdClass", "the class of a key of several attributes"),
            Map.entry("MappedSuperclass", "a class whose attributes are those of each entity that extends it"),
            Map.entry("AttributeOverride", "renames or changes columns of inherited attributes"),
            Map.entry("AttributeOverrides", "several of those"),
            Map.entry("Convert", "says how inherited attributes are converted"),
            Map.entry("Converts", "several of those"),
            Map.entry("SequenceGenerator", "as at the key"),
            Map.entry("SequenceGenerators", "several of those, of which @GeneratedValue names one"),
            Map.entry("Table", "name, schema, comment, uniqueConstraints, indexes, check"));

    /** What stands at a method, of an entity or of a listener, by the annotation's simple name. */
    public static final Map<String, String> AT_METHODS = Map.of(
            "PrePersist", "before a new object is inserted",
            "PostPersist", "after a new object is inserted",
            "PreUpdate", "before a changed object is updated",
            "PostUpdate", "after a changed object is updated",
            "PreRemove", "before an object is deleted",
            "PostRemove", "after an object is deleted",
            "PostLoad", "after an object is made of a row, or refreshed",
            "Validates",
                    "before values of the attributes that it names are written; of an entity (of Granary, not of the specification)");

    /** What is of the specification and says nothing of the mapping: it is ignored. */
    public static final Set<String> WITHOUT_EFFECT = Set.of(
            "Cacheable",
            "ExcludeDefaultListeners",
            "NamedEntityGraph",
            "NamedEntityGraphs",
            "NamedNativeQueries",
            "NamedNativeQuery",
            "NamedQueries",
            "NamedQuery",
            "NamedStoredProcedureQueries",
            "NamedStoredProcedureQuery",
            "PersistenceContext",
            "PersistenceContexts",
            "PersistenceUnit",
            "PersistenceUnits",
            "SqlResultSetMapping",
            "SqlResultSetMappings");

    private Supported() {}
}
