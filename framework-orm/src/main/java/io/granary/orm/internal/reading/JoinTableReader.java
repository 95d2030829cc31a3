package io.granary.orm.internal.reading;

import io.granary.orm.EntityTable;
import io.granary.orm.mapping.JoinTable;
import io.granary.schema.Column;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.Table;
import io.granary.schema.TableDefinition;
import jakarta.persistence.JoinColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the table between two classes when it is asked for first: both have to be read before. */
final class JoinTableReader implements Supplier<JoinTable> {

    private final Class<?> owner;
    private final Member member;
    private final Class<?> target;
    private final boolean ofOne;
    private volatile @Nullable JoinTable made;

    /** For a relationship of a class; {@code ofOne} if no two objects have the same one. */
    JoinTableReader(Class<?> owner, Member member, Class<?> target, boolean ofOne) {
        this.owner = owner;
        this.member = member;
        this.target = target;
        this.ofOne = ofOne;
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
        Optional<jakarta.persistence.JoinTable> said = member.get(jakarta.persistence.JoinTable.class);
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
            ownerColumns.addAll(references(
                    t,
                    ownerTable,
                    said.map(jakarta.persistence.JoinTable::joinColumns).orElse(new JoinColumn[0]),
                    Names.inDatabase(owner.getSimpleName())));
            targetColumns.addAll(references(
                    t,
                    targetTable,
                    said.map(jakarta.persistence.JoinTable::inverseJoinColumns).orElse(new JoinColumn[0]),
                    Names.inDatabase(member.name())));
            List<Column<?>> all = new ArrayList<>(ownerColumns);
            all.addAll(targetColumns);
            t.primaryKey(all.toArray(Column<?>[]::new));
            if (ofOne) {
                t.unique(null, targetColumns.toArray(Column<?>[]::new));
            }
        });
        return new JoinTable(table, ownerColumns, targetColumns);
    }

    private static List<Column<?>> references(
            TableDefinition definition, EntityTable<?> to, JoinColumn[] said, String prefix) {
        List<Column<?>> key = new ArrayList<>();
        to.mapping().key().forEach(column -> key.add(column.column()));
        List<Column<?>> columns = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            String name = Names.given(
                    i < said.length ? said[i].name() : "",
                    prefix + "_" + key.get(i).name());
            columns.add(definition.column(name, key.get(i).type(), c -> c.notNull()));
        }
        definition.foreignKey(
                null, columns, key.stream().map(ForeignKeyTarget::of).toList());
        return columns;
    }
}
