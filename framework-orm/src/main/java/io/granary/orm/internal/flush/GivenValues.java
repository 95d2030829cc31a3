package io.granary.orm.internal.flush;

import io.granary.dialect.Dialect;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.load.KeyLists;
import io.granary.orm.internal.turn.Turn;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.FromElement;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the database gave rows as they were written, where the statements that wrote them do not tell it: right behind them, in the same
 * transaction, by one query for many rows. (SQLAlchemy, "Server Side Version Counters" and {@code eager_defaults}.)
 */
public final class GivenValues {

    /** How many keys stand in one query where each has a marker. */
    private static final int CHUNK = 500;

    private final EntityMapping<?> mapping;
    private final TablePart part;
    private final List<Column<?>> columns;

    /**
     * Makes one.
     *
     * @param mapping the class of the rows
     * @param part their table
     * @param columns what is read of them
     */
    public GivenValues(EntityMapping<?> mapping, TablePart part, List<? extends Column<?>> columns) {
        this.mapping = mapping;
        this.part = part;
        this.columns = List.copyOf(columns);
    }

    /**
     * Reads rows.
     *
     * @param keys which
     * @param dialect which database
     * @param runner where queries go
     * @param turn runs what is given to it in the turn of the session's actor
     * @param taker gets the key of each row that is there, and its values in the order of the columns
     * @return completes, in the turn, when all are read
     */
    public CompletionStage<Done> read(
            List<EntityKey> keys,
            Dialect dialect,
            StatementRunner runner,
            Turn turn,
            BiConsumer<EntityKey, List<@Nullable Object>> taker) {
        KeyLists lists = KeyLists.of(dialect);
        int most = lists.isOneValue(part.key()) ? Math.max(1, keys.size()) : CHUNK;
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (int from = 0; from < keys.size(); from += most) {
            Select<?> select = select(lists, keys.subList(from, Math.min(keys.size(), from + most)));
            all = turn.then(all, done -> turn.map(runner.run(select, List.of()), result -> give(result, keys, taker)));
        }
        return all;
    }

    private Select<?> select(KeyLists lists, List<EntityKey> keys) {
        return Sql.select(new FromElement[0])
                .select(part.key().toArray(SelectItem[]::new))
                .select(columns.toArray(SelectItem[]::new))
                .from(part.table())
                .where(lists.among(
                        part.key(), keys.stream().map(EntityKey::values).toList()));
    }

    private Done give(Result result, List<EntityKey> asked, BiConsumer<EntityKey, List<@Nullable Object>> taker) {
        for (Row row : result) {
            List<Object> key = new ArrayList<>();
            for (int i = 0; i < part.key().size(); i++) {
                Optional.ofNullable(row.get(i)).ifPresent(key::add);
            }
            // Whoever asks for one row gets it, should the database take another spelling of its key for the same.
            EntityKey own = asked.size() == 1 ? asked.get(0) : EntityKey.of(mapping, key);
            taker.accept(own, values(row, key.size()));
        }
        return Done.getInstance();
    }

    /** The values of a row behind some that come first. */
    static List<@Nullable Object> values(Row row, int from) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = from; i < row.size(); i++) {
            values.add(row.get(i));
        }
        return values;
    }
}
