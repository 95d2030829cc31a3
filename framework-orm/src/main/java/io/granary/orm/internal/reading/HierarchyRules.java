package io.granary.orm.internal.reading;

import io.granary.orm.EntityTable;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.MappedColumn;
import io.granary.type.SqlType;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the classes of hierarchies have to keep to together. */
final class HierarchyRules {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final Faults faults;

    /** The class that has a discriminator value, by the topmost class and the value. */
    private final Map<List<Object>, Valued> values = new HashMap<>();

    /** A column, by the topmost class and its name. */
    private final Map<List<Object>, Owned> columns = new HashMap<>();

    private record Valued(EntityMapping<?> mapping, Object value) {}

    private record Owned(EntityTable<?> table, MappedColumn column) {}

    private HierarchyRules(Faults faults) {
        this.faults = faults;
    }

    static void check(Collection<EntityTable<?>> tables, Faults faults) {
        HierarchyRules rules = new HierarchyRules(faults);
        for (EntityTable<?> table : tables) {
            EntityMapping<?> mapping = table.mapping();
            mapping.inheritance().flatMap(Inheritance::value).ifPresent(value -> rules.checkValue(mapping, value));
            if (mapping.storedIn().isEmpty()) {
                rules.checkConcrete(table, tables);
            }
            Optional<Class<?>> parent = mapping.inheritance().flatMap(Inheritance::parent);
            if (parent.isPresent()) {
                rules.checkParent(mapping, parent.orElseThrow(), tables);
                if (!mapping.inheritance().orElseThrow().joined()) {
                    rules.checkColumns(table);
                }
            }
        }
    }

    private void checkParent(EntityMapping<?> mapping, Class<?> parent, Collection<EntityTable<?>> tables) {
        if (tables.stream().noneMatch(table -> table.entityType() == parent)) {
            faults.add(
                    mapping.toString(),
                    "It extends " + parent.getSimpleName()
                            + ", which is not among the mapped classes; name that in Mappings.of, too.");
        }
    }

    /** An abstract class of which no class that is mapped has objects has no table to read. */
    private void checkConcrete(EntityTable<?> table, Collection<EntityTable<?>> tables) {
        boolean some = tables.stream()
                .anyMatch(other -> table.entityType().isAssignableFrom(other.entityType())
                        && !other.mapping().storedIn().isEmpty());
        if (!some) {
            faults.add(
                    table.mapping().toString(),
                    "It is abstract, and no class below it that has a table is among the mapped classes; name one in Mappings.of, too.");
        }
    }

    private void checkValue(EntityMapping<?> mapping, Object value) {
        Valued own = new Valued(mapping, value);
        Valued other = values.putIfAbsent(List.of(mapping.rootType(), compared(value)), own);
        if (other == null) {
            return;
        }
        faults.add(
                mapping.toString(),
                other.value().equals(value)
                        ? "Its discriminator value \"" + value + "\" is that of " + other.mapping()
                                + ", too; give one of them another @DiscriminatorValue."
                        : "Its discriminator value \"" + value + "\" is the \"" + other.value() + "\" of "
                                + other.mapping()
                                + " to a database that does not heed case, accents and blanks at the end, as MariaDB and MySQL do not; give one of them another @DiscriminatorValue.");
    }

    /** As the database compares that tells the fewest texts apart: MariaDB and MySQL do not, as they are set up, heed case, accents and blanks at the end. */
    private static Object compared(Object value) {
        return value instanceof Integer
                ? value
                : MARKS.matcher(Normalizer.normalize(value.toString(), Normalizer.Form.NFKD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT)
                        .stripTrailing();
    }

    /** Classes beside one another share a table, and a column there if it is the same for both. */
    private void checkColumns(EntityTable<?> table) {
        for (MappedColumn column : table.mapping().columns()) {
            Owned own = new Owned(table, column);
            Owned other = columns.putIfAbsent(
                    List.of(table.mapping().rootType(), column.column().name()), own);
            if (other != null && !isSame(own, other)) {
                faults.add(
                        table.mapping() + "." + column.path(),
                        "Its column \"" + column.column().name() + "\" is that of "
                                + other.table().mapping() + "." + other.column().path()
                                + ", too, which is of another type; name one of them otherwise.");
            }
        }
    }

    private static boolean isSame(Owned one, Owned other) {
        SqlType<?> type = one.column().column().type();
        SqlType<?> otherType = other.column().column().type();
        boolean same =
                type.equals(otherType) || (type.kind() == otherType.kind() && type.javaType() == otherType.javaType());
        return same && target(one).equals(target(other));
    }

    /** The name of the table that a column refers to; empty if it refers to none. */
    private static Optional<String> target(Owned owned) {
        return owned.column().reference()
                ? owned.table()
                        .mapping()
                        .relationship(owned.column().path())
                        .map(relationship -> relationship.targetRoot().getName())
                : Optional.empty();
    }
}
