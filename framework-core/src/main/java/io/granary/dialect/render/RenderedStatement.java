package io.granary.dialect.render;

import io.granary.sql.Expression;
import io.granary.sql.OutputNames;
import io.granary.sql.Segment;
import io.granary.sql.StatementShape;
import io.granary.sql.StatementVerb;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A statement written for a database, without values. Compared by identity; safe for use by many threads. */
public final class RenderedStatement {

    private final List<Segment> segments;
    private final List<Expression<?>> outputs;
    private final List<String> outputNames;
    private final StatementShape shape;
    private final StatementVerb verb;
    private final List<@Nullable String> bindNames;
    private final Map<String, SqlType<?>> bindTypes;
    private final Map<String, Supplier<?>> suppliers;
    private final Optional<InsertedKey> insertedKey;
    private final Optional<Paging> paging;

    RenderedStatement(
            List<Segment> segments,
            List<Expression<?>> outputs,
            StatementShape shape,
            StatementVerb verb,
            List<@Nullable String> bindNames,
            Map<String, SqlType<?>> bindTypes,
            Map<String, Supplier<?>> suppliers,
            Optional<InsertedKey> insertedKey,
            Optional<Paging> paging) {
        this.segments = List.copyOf(segments);
        this.outputs = List.copyOf(outputs);
        this.outputNames = OutputNames.of(outputs);
        this.shape = shape;
        this.verb = verb;
        this.bindNames = Collections.unmodifiableList(new ArrayList<>(bindNames));
        this.bindTypes = Map.copyOf(bindTypes);
        this.suppliers = Map.copyOf(suppliers);
        this.insertedKey = insertedKey;
        this.paging = paging;
    }

    /** {@return the text, and the places for values by name} */
    public List<Segment> segments() {
        return segments;
    }

    /** {@return what each row of its result is made of; empty if it gives none} */
    public List<Expression<?>> outputs() {
        return outputs;
    }

    /** {@return what the columns of its result are called} */
    public List<String> outputNames() {
        return outputNames;
    }

    /** {@return what it answers with} */
    public StatementShape shape() {
        return shape;
    }

    /** {@return what it does} */
    public StatementVerb verb() {
        return verb;
    }

    /** {@return for each place of the tree, as {@link ShapeKey#binds} has them, its name; null for one that was not written} */
    public List<@Nullable String> bindNames() {
        return bindNames;
    }

    /** {@return what the values are, by name} */
    public Map<String, SqlType<?>> bindTypes() {
        return bindTypes;
    }

    /** {@return what gives values that the execution does not, by name; asked once for each set of parameters} */
    public Map<String, Supplier<?>> suppliers() {
        return suppliers;
    }

    /** {@return how the primary key of the inserted row is found out; empty where there is none, or several rows} */
    public Optional<InsertedKey> insertedKey() {
        return insertedKey;
    }

    /** {@return how it is cut into statements of many rows; empty if it is not} */
    public Optional<Paging> paging() {
        return paging;
    }
}
