package io.granary.orm.internal.reading;

import io.granary.orm.EntityTable;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.Table;
import io.granary.schema.TableDefinition;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.JoinColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the table between two classes when it is asked for first: both have to be read before. */
final class JoinTableReader implements Supplier<JoinTable> {

    private final Class<?> owner;
    private final Member member;
    private final Class<?> target;
    private final boolean ofOne;
    private final Optional<jakarta.persistence.JoinTable> said;
    private volatile @Nullable JoinTable made;

    /** For a relationship of a class; {@code ofOne} if no two objects have the same one. */
    JoinTableReader(Class<?> owner, Member member, Class<?> target, boolean ofOne) {
        this.owner = owner;
        this.member = member;
        this.target = target;
        this.ofOne = ofOne;
        this.said = member.get(jakarta.persistence.JoinTable.class);
    }

    /** Notes what is wrong with what is said of the table. */
    void check(Faults faults) {
        said.ifPresent(table -> JoinTableRules.check(table, faults.at(member.place())));
        match(joinColumns(), owner, faults);
        match(inverseColumns(), target, faults);
    }

    @Override
    public JoinTable get() {
        JoinTable known = made;
        if (known == null) {
            synchronized (this) {
                known = made;
                if (known == null) {
                    known = read();
                    made = known;
                }
            }
        }
        return known;
    }

    private JoinTable read() {
        EntityTable<?> ownerTable = EntityTable.of(owner);
        EntityTable<?> targetTable = EntityTable.of(target);
        String name = Names.given(
                said.map(jakarta.persistence.JoinTable::name).orElse(""),
                ownerTable.tableName() + "_" + targetTable.tableName());
        String schema = said.map(jakarta.persistence.JoinTable::schema)
                .filter(given -> !given.isEmpty())
                .or(ownerTable::schemaName)
                .orElse(null);
        List<Column<?>> ownerColumns = new ArrayList<>();
        List<Column<?>> targetColumns = new ArrayList<>();
        Table table = Table.of(schema, name, t -> {
            Set<String> names = new HashSet<>();
            ownerColumns.addAll(references(
                    t,
                    ownerTable,
                    match(joinColumns(), owner, new Faults()),
                    Names.inDatabase(inverse(targetTable)
                            .map(Relationship::name)
                            .orElseGet(() -> ownerTable.mapping().name())),
                    said.map(jakarta.persistence.JoinTable::foreignKey),
                    names));
            targetColumns.addAll(references(
                    t,
                    targetTable,
                    match(inverseColumns(), target, new Faults()),
                    Names.inDatabase(member.name()),
                    said.map(jakarta.persistence.JoinTable::inverseForeignKey),
                    names));
            List<Column<?>> all = new ArrayList<>(ownerColumns);
            all.addAll(targetColumns);
            t.primaryKey(all.toArray(Column<?>[]::new));
            if (ofOne) {
                t.unique(null, targetColumns.toArray(Column<?>[]::new));
            }
            said.map(jakarta.persistence.JoinTable::comment)
                    .filter(comment -> !comment.isEmpty())
                    .ifPresent(t::comment);
        });
        return new JoinTable(table, ownerColumns, targetColumns);
    }

    /** The relationship of the other class that is mapped by this one; it names the columns, as the specification has it. */
    private Optional<Relationship<?, ?>> inverse(EntityTable<?> targetTable) {
        return targetTable.mapping().relationships().stream()
                .filter(other -> other.target() == owner)
                .filter(other -> other.terms().mappedBy().equals(Optional.of(member.name())))
                .findFirst();
    }

    private List<JoinColumn> joinColumns() {
        return said.map(table -> List.of(table.joinColumns())).orElse(List.of());
    }

    private List<JoinColumn> inverseColumns() {
        return said.map(table -> List.of(table.inverseJoinColumns())).orElse(List.of());
    }

    private List<Optional<JoinColumn>> match(List<JoinColumn> joins, Class<?> to, Faults faults) {
        return JoinKeys.match(joins, KeyColumns.namesOf(to), to.getSimpleName(), faults.at(member.place()));
    }

    private static List<Column<?>> references(
            TableDefinition definition,
            EntityTable<?> to,
            List<Optional<JoinColumn>> joins,
            String prefix,
            Optional<ForeignKey> foreignKey,
            Set<String> names) {
        List<Column<?>> key = new ArrayList<>();
        to.mapping().key().forEach(column -> key.add(column.column()));
        List<Column<?>> columns = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            Optional<JoinColumn> join = i < joins.size() ? joins.get(i) : Optional.empty();
            String given = join.map(JoinColumn::name).orElse("");
            String otherwise = prefix + "_" + key.get(i).name();
            // A class that refers to itself by an attribute of its own name.
            String name = Names.given(given, names.contains(otherwise) ? otherwise + "_2" : otherwise);
            names.add(name);
            columns.add(definition.column(
                    name,
                    key.get(i).type(),
                    c -> join.map(JoinColumn::unique).orElse(false)
                            ? c.notNull().unique()
                            : c.notNull()));
        }
        Optional<ForeignKey> rule =
                JoinKeys.foreignKey(joins.stream().flatMap(Optional::stream).toList(), foreignKey);
        if (JoinKeys.isWanted(rule) && !Ancestry.isConcrete(to.entityType())) {
            definition.foreignKey(
                    rule.map(ForeignKey::name).map(Names::orNull).orElse(null),
                    columns,
                    key.stream()
                            .map(column -> ForeignKeyTarget.of(to.referred(column.name())))
                            .toList());
        }
        return columns;
    }
}
