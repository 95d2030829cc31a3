package io.granary.sql;

import java.util.List;

/**
 * A foreign key as a join sees it.
 *
 * @param local the columns that refer
 * @param target the table referred to
 * @param remote its columns, each for one of the local ones
 */
public record ForeignKeyLink(List<ColumnExpression<?>> local, TableReference target, List<ColumnExpression<?>> remote) {

    /** Copies the lists. */
    public ForeignKeyLink {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
    }
}
