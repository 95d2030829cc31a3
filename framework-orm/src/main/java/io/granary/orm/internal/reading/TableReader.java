package io.granary.orm.internal.reading;

import io.granary.orm.internal.reading.EntityDefinition.Check;
import io.granary.orm.internal.reading.EntityDefinition.IndexDefinition;
import io.granary.orm.internal.reading.EntityDefinition.UniqueKey;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        rules().ifPresent(this::check);
    }

    private void check(Table table) {
        String place = type.getSimpleName();
        ColumnRules.name("@Table", table.name(), place, faults);
        ColumnRules.refuse("@Table(catalog)", table.catalog(), "a database is chosen by the URL", place, faults);
        ColumnRules.refuse("@Table(options)", table.options(), "create the table by a migration", place, faults);
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
            ColumnRules.refuse(
                    "@UniqueConstraint(options)",
                    rule.options(),
                    "create the table by a migration",
                    type.getSimpleName(),
                    faults);
            if (known("@UniqueConstraint", List.of(rule.columnNames()))) {
                keys.add(new UniqueKey(Names.orNull(rule.name()), List.of(rule.columnNames())));
            }
        }
        return keys;
    }

    List<IndexDefinition> indexes() {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (Index index : rules().map(Table::indexes).orElse(new Index[0])) {
            ColumnRules.refuse(
                    "@Index(options)",
                    index.options(),
                    "create the index by a migration",
                    type.getSimpleName(),
                    faults);
            List<String> terms = Arrays.stream(index.columnList().split(",", -1))
                    .map(this::term)
                    .toList();
            if (known("@Index", terms)) {
                indexes.add(new IndexDefinition(index.name(), terms, index.unique()));
            }
        }
        return indexes;
    }

    private String term(String term) {
        String[] words = term.strip().split("\\s+", -1);
        if (words.length == 2 && "desc".equals(words[1].toLowerCase(Locale.ROOT))) {
            faults.add(
                    type.getSimpleName(),
                    "An @Index orders upwards, and \"" + term.strip()
                            + "\" does not; a database reads an index from both ends, so take DESC away.");
            return words[0];
        }
        return words.length == 2 && "asc".equals(words[1].toLowerCase(Locale.ROOT)) ? words[0] : term.strip();
    }

    private boolean known(String annotation, List<String> names) {
        if (names.isEmpty()) {
            faults.add(type.getSimpleName(), annotation + " names no columns; name some.");
            return false;
        }
        for (String name : names) {
            if (!columns.contains(name)) {
                faults.add(
                        type.getSimpleName(),
                        annotation + " names the column \"" + name + "\", which the table does not have; it has "
                                + columns + ".");
                return false;
            }
        }
        return true;
    }
}
