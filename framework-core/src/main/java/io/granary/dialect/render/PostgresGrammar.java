package io.granary.dialect.render;

import io.granary.dialect.Dialect;
import io.granary.schema.NameLength;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.NextValue;
import io.granary.sql.OnConflict;
import io.granary.sql.Operator;
import io.granary.sql.Segment;
import io.granary.type.ArrayType;
import io.granary.type.EnumType;
import io.granary.type.MappedType;
import io.granary.type.OtherType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL's way of writing (its manual, part VI). */
public class PostgresGrammar extends Grammar {

    /** How names are quoted. What is longer than that the server would cut off without an error. */
    static final Identifiers NAMES =
            new Identifiers('"', ReservedWords.POSTGRES, new NameLength(63, NameLength.Unit.BYTES));

    private static final Set<SqlKind> IN_ARRAYS = EnumSet.of(
            SqlKind.SMALL_INTEGER,
            SqlKind.INTEGER,
            SqlKind.BIG_INTEGER,
            SqlKind.NUMERIC,
            SqlKind.REAL,
            SqlKind.DOUBLE,
            SqlKind.BOOLEAN,
            SqlKind.STRING,
            SqlKind.TEXT,
            SqlKind.ENUM,
            SqlKind.JSON,
            SqlKind.INTERVAL,
            SqlKind.UUID,
            SqlKind.DATE,
            SqlKind.TIMESTAMP,
            SqlKind.TIMESTAMP_WITH_TIME_ZONE);

    /** What is equal for the database is so here; of decimals and moments, it keeps fewer digits. */
    private static final Set<SqlKind> SAME_HERE_AND_THERE = EnumSet.of(
            SqlKind.SMALL_INTEGER,
            SqlKind.INTEGER,
            SqlKind.BIG_INTEGER,
            SqlKind.BOOLEAN,
            SqlKind.STRING,
            SqlKind.TEXT,
            SqlKind.DATE,
            SqlKind.UUID);

    /**
     * The grammar of a dialect.
     *
     * @param dialect which
     */
    public PostgresGrammar(Dialect dialect) {
        super(dialect, NAMES);
    }

    /** Of values that the driver sends as text. */
    @Override
    protected Optional<String> castOf(SqlType<?> type) {
        if (type instanceof ArrayType<?> array) {
            return castOf(array.element()).map(element -> element + "[]");
        }
        boolean named = type instanceof EnumType<?> names && names.nativeName().isPresent();
        boolean text =
                named || type instanceof OtherType || type.kind() == SqlKind.JSON || type.kind() == SqlKind.INTERVAL;
        return text ? Optional.of(types().castName(type)) : Optional.empty();
    }

    @Override
    protected String spelling(Operator operator) {
        return operator == Operator.BIT_XOR ? "#" : operator.sql();
    }

    @Override
    protected boolean takesArraysOf(List<Assignment> row) {
        return row.stream()
                .allMatch(assignment ->
                        IN_ARRAYS.contains(assignment.column().type().kind()));
    }

    /**
     * One array a column has as many places as there are columns, however many rows there are, and is read faster than a place a value. Rows are
     * numbered in the order of the arrays only if they come in it, which has to be said.
     */
    @Override
    protected void page(List<Assignment> row, boolean arrays, Rendering to) {
        if (!arrays) {
            super.page(row, false, to);
            return;
        }
        to.sql(" SELECT ")
                .list(
                        row,
                        assignment -> to.sql("page.").name(assignment.column().name()))
                .sql(" FROM unnest(")
                .list(row, assignment -> array(assignment, to))
                .sql(") WITH ORDINALITY AS page (")
                .list(row, assignment -> to.name(assignment.column().name()))
                .sql(", ordinality) ORDER BY page.ordinality");
    }

    /** It changes no row twice in one statement, and fails instead. */
    @Override
    protected UpsertPages upsertPages(OnConflict conflict) {
        if (conflict.updates().isEmpty() && !conflict.settingGiven()) {
            return UpsertPages.OF_ANY_ROWS;
        }
        boolean comparable = conflict.constraint() == null
                && conflict.keys().stream()
                        .allMatch(key -> SAME_HERE_AND_THERE.contains(key.type().kind()));
        return comparable ? UpsertPages.OF_DISTINCT_KEYS : UpsertPages.NONE;
    }

    private void array(Assignment assignment, Rendering to) {
        String name = Assignments.name(assignment, (Bind<?>) assignment.value(), to);
        to.sql("CAST(")
                .segment(new Segment.Bind(name, false))
                .sql(" AS " + element(assignment.column().type()) + "[])");
    }

    /** A text that is cast to a limited length is cut without a word; as it is, the column refuses one that is too long. */
    private String element(SqlType<?> type) {
        SqlType<?> stored = type;
        while (stored instanceof MappedType<?, ?> mapped) {
            stored = mapped.stored();
        }
        boolean named =
                stored instanceof EnumType<?> names && names.nativeName().isPresent();
        boolean limited = stored.kind() == SqlKind.STRING || (stored.kind() == SqlKind.ENUM && !named);
        return types().castName(limited ? Types.TEXT : stored);
    }

    @Override
    protected void nextValue(NextValue next, Rendering to) {
        String schema = next.schema();
        to.sql("nextval('")
                .segment(new Segment.SchemaName(schema == null ? "" : schema, true))
                .sql(identifier(next.sequence()).replace("'", "''"))
                .sql("')");
    }
}
