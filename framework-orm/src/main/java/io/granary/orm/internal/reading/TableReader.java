package io.granary.orm.internal.reading;

import io.granary.orm.internal.reading.EntityDefinition.Check;
import io.granary.orm.internal.reading.EntityDefinition.IndexDefinition;
import io.granary.orm.internal.reading.EntityDefinition.UniqueKey;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what @Table says. */
final class TableReader {

    /** The topmost class of a hierarchy, whose table that of the others is, unless each has its own. */
    private final Class<?> type;

    private final boolean own;
    private final List<String> columns;
    private final Optional<Table> said;
    private final Faults faults;

    TableReader(Class<?> type, List<ColumnDefinition> columns, Faults faults) {
        this.type = Ancestry.tableOwner(type);
        this.own = this.type == type;
        this.columns = columns.stream().map(ColumnDefinition::name).toList();
        this.said = Optional.ofNullable(this.type.getAnnotation(Table.class));
        this.faults = faults;
        rules().ifPresent(table -> TableRules.check(table, saying()));
    }

    /** What is said of the table is read with the topmost class, which has those columns. */
    private Optional<Table> rules() {
        return said.filter(table -> own);
    }

    static String nameOf(Class<?> type, Optional<Table> table) {
        return table.map(Table::name)
                .filter(name -> !name.isBlank())
                .orElseGet(() -> Names.inDatabase(ClassRules.entityName(type)));
    }

    String name() {
        return nameOf(type, said);
    }

    @Nullable String schema() {
        return said.map(Table::schema).map(Names::orNull).orElse(null);
    }

    Optional<String> comment() {
        return rules().map(Table::comment).filter(comment -> !comment.isEmpty());
    }

    List<Check> checks() {
        return rules().map(table -> ColumnRules.checks(table.check())).orElse(List.of());
    }

    List<UniqueKey> uniqueKeys() {
        List<UniqueKey> keys = new ArrayList<>();
        for (UniqueConstraint rule : rules().map(Table::uniqueConstraints).orElse(new UniqueConstraint[0])) {
            if (TableRules.fits(rule, columns, saying())) {
                keys.add(new UniqueKey(Names.orNull(rule.name()), List.of(rule.columnNames())));
            }
        }
        return keys;
    }

    List<IndexDefinition> indexes() {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (Index index : rules().map(Table::indexes).orElse(new Index[0])) {
            if (TableRules.fits(index, columns, saying())) {
                indexes.add(new IndexDefinition(index.name(), TableRules.terms(index), index.unique()));
            }
        }
        return indexes;
    }

    private Consumer<String> saying() {
        return faults.at(type.getSimpleName());
    }
}
