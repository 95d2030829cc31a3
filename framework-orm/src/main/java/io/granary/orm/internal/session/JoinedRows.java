package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.orm.internal.load.KeyLists;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.sql.Cte;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.RowConditions;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;

/**
 * The rows of a class in several tables that a statement is for, by their keys, which are asked for before any of the tables changes: a later statement
 * could not find the rows by the condition any more, where an earlier one changed what it looks at.
 */
final class JoinedRows {

    /**
     * How many keys stand in one statement where each has a marker. Rows of a table that refer to others in it may then be parted from those, and a
     * foreign key refuses to delete the others first; keys that travel as one value are not parted.
     */
    private static final int CHUNK = 500;

    private final SessionCore core;
    private final EntityMapping<?> mapping;

    JoinedRows(SessionCore core, EntityMapping<?> mapping) {
        this.core = core;
        this.mapping = mapping;
    }

    /** The keys of the rows that satisfy a statement's conditions, each once; what stands before the statement is run with this, and once. */
    CompletionStage<List<List<Object>>> keys(
            List<Cte> ctes,
            List<FromElement> others,
            List<Expression<Boolean>> criteria,
            Optional<RowConditions> conditions,
            Map<String, ?> values) {
        Select<?> select = Sql.select(new FromElement[0])
                .select(mapping.key().stream().map(MappedColumn::column).toArray(SelectItem[]::new))
                .from(mapping.table());
        for (FromElement other : others) {
            select = select.from(other);
        }
        for (Expression<Boolean> condition : criteria) {
            select = select.where(condition);
        }
        select = select.distinct().with(ctes.toArray(Cte[]::new));
        Select<?> restricted = conditions.<Select<?>>map(select::restrictedBy).orElse(select);
        return core.turn()
                .map(core.connection().run(restricted, values.isEmpty() ? List.of() : List.of(values)), this::keys);
    }

    private List<List<Object>> keys(Result result) {
        List<List<Object>> keys = new ArrayList<>();
        result.fetchAll().forEach(row -> {
            List<Object> key = new ArrayList<>();
            for (int i = 0; i < mapping.key().size(); i++) {
                Optional.ofNullable(row.get(i)).ifPresent(key::add);
            }
            keys.add(key);
        });
        return keys;
    }

    /** Runs what a condition on keys gives, for all of them in one of their tables. */
    CompletionStage<Done> each(
            TablePart part, List<List<Object>> keys, Function<Expression<Boolean>, Executable> statement) {
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        KeyLists lists = core.keyLists();
        int most = lists.isOneValue(part.key()) ? keys.size() : CHUNK;
        for (int from = 0; from < keys.size(); from += most) {
            List<List<Object>> some = keys.subList(from, Math.min(keys.size(), from + most));
            Executable own = statement.apply(lists.among(part.key(), some));
            all = core.turn()
                    .then(
                            all,
                            done -> core.turn()
                                    .map(core.connection().run(own, List.of()), result -> Done.getInstance()));
        }
        return all;
    }
}
