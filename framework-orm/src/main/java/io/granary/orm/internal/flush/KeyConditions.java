package io.granary.orm.internal.flush;

import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Conditions that a row has a key, whose values come with each set of parameters. */
final class KeyConditions {

    private static final String PREFIX = "key_";

    private KeyConditions() {}

    static List<Expression<Boolean>> of(EntityMapping<?> mapping) {
        return of(mapping, mapping.storedIn().get(0));
    }

    /** In one of the tables that the row is in. */
    static List<Expression<Boolean>> of(EntityMapping<?> mapping, TablePart part) {
        List<Expression<Boolean>> conditions = new ArrayList<>();
        for (int i = 0; i < part.key().size(); i++) {
            conditions.add(
                    equal(part.key().get(i), PREFIX + mapping.key().get(i).slot()));
        }
        return conditions;
    }

    static <T> Expression<Boolean> equal(Column<T> column, String parameter) {
        return column.eq(Sql.bind(parameter, column.type()));
    }

    static void put(Map<String, Object> parameters, EntityMapping<?> mapping, EntityKey key) {
        for (int i = 0; i < key.values().size(); i++) {
            parameters.put(PREFIX + mapping.key().get(i).slot(), key.values().get(i));
        }
    }
}
