package io.granary.orm.internal.flush;

import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.flush.FlushStep.Members;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.Relationship.Reference;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.Condition;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Deals with rows that nobody loaded and that refer to what is deleted: they go along, or refer to nothing from now on. */
final class MemberStatements {

    private final Terms terms;
    private final Members members;
    private final TablePart part;

    MemberStatements(Terms terms, Members members) {
        this.terms = terms;
        this.members = members;
        int slot = members.held().terms().references().get(0).slot();
        this.part = members.mapping().storedIn().stream()
                .filter(each -> each.has(slot))
                .findFirst()
                .orElseThrow();
    }

    CompletionStage<Done> write() {
        Executable statement = members.relationship().cascades(Cascade.DELETE) ? delete() : release();
        return terms.turn()
                .map(
                        terms.runner()
                                .run(
                                        statement,
                                        members.owners().stream()
                                                .map(this::values)
                                                .toList()),
                        result -> Done.getInstance());
    }

    private Delete delete() {
        Delete delete = Sql.delete(part.table());
        for (Expression<Boolean> condition : conditions()) {
            delete = delete.where(condition);
        }
        return delete;
    }

    private Update release() {
        Update update = Sql.update(part.table());
        for (Column<?> column : columns()) {
            update = setNull(update, column);
        }
        for (Expression<Boolean> condition : conditions()) {
            update = update.where(condition);
        }
        return update;
    }

    private static <T> Update setNull(Update update, Column<T> column) {
        return update.set(column, (T) null);
    }

    private List<Column<?>> columns() {
        return members.held().terms().references().stream()
                .map(Reference::slot)
                .<Column<?>>map(part::column)
                .toList();
    }

    /** That a row refers to an owner, whose key comes with each set of parameters, and is none that is dealt with by itself. */
    private List<Expression<Boolean>> conditions() {
        List<Expression<Boolean>> conditions = new ArrayList<>();
        List<Column<?>> columns = columns();
        for (int i = 0; i < columns.size(); i++) {
            conditions.add(KeyConditions.equal(columns.get(i), "owner_" + i));
        }
        for (InstanceState known : members.known()) {
            conditions.add(Sql.not(is(known)));
        }
        return conditions;
    }

    private Map<String, Object> values(InstanceState owner) {
        Map<String, Object> values = new HashMap<>();
        List<Object> key = owner.requireKey().values();
        for (int i = 0; i < key.size(); i++) {
            values.put("owner_" + i, key.get(i));
        }
        return values;
    }

    private Condition is(InstanceState known) {
        List<Condition> all = new ArrayList<>();
        List<Column<?>> key = part.key();
        for (int i = 0; i < key.size(); i++) {
            all.add(equal(key.get(i), known.requireKey().values().get(i)));
        }
        return Sql.and(all.toArray(Condition[]::new));
    }

    @SuppressWarnings("unchecked") // the values of a key's columns are of their classes
    private static <T> Condition equal(Column<T> column, Object value) {
        return column.eq((T) value);
    }
}
