package io.granary.dialect.render;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.sql.Binary;
import io.granary.sql.Insert;
import io.granary.sql.JsonPath;
import io.granary.sql.LockClause;
import io.granary.sql.Segment;
import io.granary.sql.SelectItem;
import io.granary.sql.TableReference;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import java.util.List;

/** H2's way of writing (its manual, "SQL Grammar"). */
public final class H2Grammar extends Grammar {

    private static final Identifiers NAMES = new Identifiers('"', ReservedWords.H2, 256);

    /**
     * The grammar of a dialect.
     *
     * @param dialect which
     */
    public H2Grammar(Dialect dialect) {
        super(dialect, NAMES);
    }

    /** A text is a JSON string unless it is said to be a document. */
    @Override
    protected void place(SqlType<?> type, Segment place, Rendering to) {
        to.segment(place).sql(type.kind() == SqlKind.JSON ? " FORMAT JSON" : "");
    }

    /** It has functions for bits, not operators. */
    @Override
    protected void binary(Binary<?> binary, Rendering to) {
        switch (binary.operator()) {
            case BIT_AND -> call("bitand", to, binary.left(), binary.right());
            case BIT_OR -> call("bitor", to, binary.left(), binary.right());
            case BIT_XOR -> call("bitxor", to, binary.left(), binary.right());
            case SHIFT_LEFT -> call("lshift", to, binary.left(), binary.right());
            case SHIFT_RIGHT -> call("rshift", to, binary.left(), binary.right());
            default -> super.binary(binary, to);
        }
    }

    /** Members and elements are fields; the text of a string comes without quotes by a conversion. */
    @Override
    protected void json(JsonPath<?> path, Rendering to) {
        to.sql(path.text() ? "CAST(" : "").sql("(").expression(path.document()).sql(")");
        for (Object step : path.steps()) {
            if (step instanceof Integer index) {
                to.sql("[" + (index + 1) + "]");
            } else {
                to.sql(".\"" + step.toString().replace("\"", "\"\"") + "\"");
            }
        }
        to.sql(path.text() ? " AS VARCHAR)" : "");
    }

    @Override
    protected void lock(LockClause lock, Rendering to) {
        if (lock.strength() == LockClause.Strength.SHARE || lock.strength() == LockClause.Strength.KEY_SHARE) {
            require(Feature.LOCK_FOR_SHARE, "FOR SHARE");
        }
        to.sql(" FOR UPDATE");
        waiting(lock, to);
    }

    /** Its word for that is a table of changes (SQL:2016, 7.6, data change delta table). */
    @Override
    protected void returning(
            TableReference table, List<SelectItem> items, Feature feature, Runnable statement, Rendering to) {
        if (items.isEmpty()) {
            statement.run();
            return;
        }
        to.sql("SELECT ");
        OutputList.write(items, to);
        to.sql(feature == Feature.DELETE_RETURNING ? " FROM OLD TABLE (" : " FROM FINAL TABLE (");
        statement.run();
        to.sql(") AS ").name(table.tableName());
    }

    /** Its word for that is MERGE (SQL:2016, 14.12). */
    @Override
    protected void upsert(Insert insert, InsertBody body, Rendering to) {
        new MergeRenderer(to).write(insert);
    }

    @Override
    DdlGrammar ddl() {
        return new H2Ddl();
    }
}
