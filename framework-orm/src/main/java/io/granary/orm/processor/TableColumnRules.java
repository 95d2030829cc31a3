package io.granary.orm.processor;

import io.granary.orm.internal.reading.JoinedKey;
import io.granary.orm.internal.reading.TableRules;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.PrimaryKeyJoinColumns;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a class says of its table names columns that the table has. */
final class TableColumnRules {

    private final ColumnNameRules names;
    private final HierarchyRules hierarchies;
    private final Problems problems;

    TableColumnRules(ColumnNameRules names, HierarchyRules hierarchies, Problems problems) {
        this.names = names;
        this.hierarchies = hierarchies;
        this.problems = problems;
    }

    /** Checks an entity whose embedded attributes come to an end. */
    void check(MappedClass entity, Set<String> inherited) {
        boolean below = hierarchies.isBelow(entity);
        boolean joined = hierarchies.isJoined(entity);
        if (!below || joined || hierarchies.isConcrete(entity)) {
            entity.annotations()
                    .get(Table.class)
                    .ifPresent(said -> TableRules.check(
                            said,
                            columns(entity, inherited, below && joined),
                            sentence -> problems.error(entity, Table.class, sentence)));
        }
        if (below && joined) {
            List<String> key = names.ofKey(hierarchies.root(entity));
            for (PrimaryKeyJoinColumn said : entity.type().getAnnotationsByType(PrimaryKeyJoinColumn.class)) {
                boolean several = entity.annotations().has(PrimaryKeyJoinColumns.class);
                JoinedKey.check(
                        said,
                        key,
                        sentence -> problems.error(
                                entity, several ? PrimaryKeyJoinColumns.class : PrimaryKeyJoinColumn.class, sentence));
            }
        }
    }

    /** In the order in which they are read: that which tells classes apart is behind those of the topmost. */
    private List<String> columns(MappedClass entity, Set<String> inherited, boolean own) {
        if (own) {
            return names.of(entity, attribute -> !inherited.contains(attribute.name()));
        }
        Set<String> top = hierarchies.ofRoot(entity);
        List<String> columns = new ArrayList<>(names.of(entity, attribute -> top.contains(attribute.name())));
        hierarchies
                .discriminator(entity)
                .filter(name -> !columns.contains(name))
                .ifPresent(columns::add);
        columns.addAll(names.of(entity, attribute -> !top.contains(attribute.name())));
        return columns;
    }
}
