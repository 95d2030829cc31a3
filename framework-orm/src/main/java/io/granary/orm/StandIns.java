package io.granary.orm;

import io.granary.error.InvalidRequestException;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.RelationshipKind;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.type.Types;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the fields of a generated class for attributes that could not be read. Without, the class would fail where it is named
 * first, by an error of its initializer, and nobody would learn of the faults that {@link Mappings#of} lists.
 */
final class StandIns {

    private StandIns() {}

    /** A column of a table of the same name, which is in no statement that could be sent: the mapping is refused before. */
    static <T> Column<T> column(Table table, String path, Class<T> type) {
        Table other = Table.of(
                table.schemaName().orElse(null),
                table.tableName(),
                made -> made.column(
                        path, Types.UNKNOWN.mapped(type, value -> value, value -> type.cast(refuse(value)))));
        return other.column(path, type);
    }

    static <E, V> Relationship<E, V> relationship(Class<E> owner, String name) {
        return new Relationship<>(
                owner,
                new Relationship.Terms(
                        name,
                        RelationshipKind.MANY_TO_ONE,
                        Object.class,
                        Object.class,
                        Set.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new AttributeAccess<>(StandIns::refuse, (object, value) -> refuse(object)),
                new Relationship.Tables(StandIns::refuseTable, StandIns::refuseTable));
    }

    private static EntityTable<?> refuseTable() {
        return (EntityTable<?>) refuse(null);
    }

    private static Object refuse(@Nullable Object value) {
        throw InvalidRequestException.of(
                "The attribute could not be read.", "Call Mappings.of, which says what is wrong with it.");
    }
}
