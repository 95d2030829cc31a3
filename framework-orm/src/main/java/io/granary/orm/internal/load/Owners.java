package io.granary.orm.internal.load;

import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.Select;
import io.granary.sql.Subquery;
import java.util.ArrayList;
import java.util.List;

/** The objects of which a relationship is asked for. */
public sealed interface Owners {

    /**
     * {@return a query for rows that refer to them}
     *
     * @param select the query for rows that refer to any
     * @param references the columns that do, in the order of their key
     */
    Select<?> among(Select<?> select, List<? extends ColumnExpression<?>> references);

    /**
     * Those with certain keys.
     *
     * @param keys the keys; at least one
     * @param lists how they are named
     */
    record ByKeys(List<List<Object>> keys, KeyLists lists) implements Owners {

        @Override
        public Select<?> among(Select<?> select, List<? extends ColumnExpression<?>> references) {
            return select.where(lists.among(references, keys));
        }
    }

    /**
     * Those that another query finds.
     *
     * @param keys the query for their keys, each once
     */
    record ByQuery(Select<?> keys) implements Owners {

        @Override
        public Select<?> among(Select<?> select, List<? extends ColumnExpression<?>> references) {
            Subquery owners = keys.subquery("anon_owners");
            List<Expression<Boolean>> same = new ArrayList<>();
            for (int i = 0; i < references.size(); i++) {
                same.add(RelationshipJoin.same(references.get(i), owner(owners, i)));
            }
            return select.join(owners, RelationshipJoin.all(same));
        }

        private static ColumnExpression<?> owner(Subquery owners, int place) {
            return owners.columns().get(place);
        }
    }
}
