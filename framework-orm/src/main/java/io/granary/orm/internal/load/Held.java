package io.granary.orm.internal.load;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.Reference;
import io.granary.schema.Column;
import io.granary.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which columns hold a relationship, where they are not those of the class that has it.
 *
 * @param between the table between both classes; empty where the other class's own table refers to the owners
 * @param toOwner the columns that refer to the owners, in the order of their key
 * @param toTarget the columns that refer to the others; none without a table between
 */
record Held(Optional<Table> between, List<Column<?>> toOwner, List<Column<?>> toTarget) {

    static Held of(Relationship<?, ?> relationship, EntityMapping<?> target) {
        Optional<JoinTable> own = relationship.terms().joinTable().map(Supplier::get);
        if (own.isPresent()) {
            JoinTable join = own.orElseThrow();
            return new Held(Optional.of(join.table()), join.ownerColumns(), join.targetColumns());
        }
        Relationship<?, ?> other = relationship
                .terms()
                .mappedBy()
                .flatMap(target::relationship)
                .orElseThrow(() -> new IllegalStateException(relationship + " is held by nothing"));
        Optional<JoinTable> theirs = other.terms().joinTable().map(Supplier::get);
        if (theirs.isPresent()) {
            JoinTable join = theirs.orElseThrow();
            return new Held(Optional.of(join.table()), join.targetColumns(), join.ownerColumns());
        }
        List<Column<?>> references = new ArrayList<>();
        for (Reference reference : other.terms().references()) {
            references.add(target.columns().get(reference.slot()).column());
        }
        return new Held(Optional.empty(), references, List.of());
    }
}
