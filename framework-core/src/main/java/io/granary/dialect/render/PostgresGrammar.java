package io.granary.dialect.render;

import io.granary.dialect.Dialect;
import io.granary.sql.Operator;
import io.granary.sql.Segment;
import io.granary.type.EnumType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;

/** PostgreSQL's way of writing (its manual, part VI). */
public final class PostgresGrammar extends Grammar {

    /** How names are quoted. */
    static final Identifiers NAMES = new Identifiers('"', ReservedWords.POSTGRES, 63);

    /**
     * The grammar of a dialect.
     *
     * @param dialect which
     */
    public PostgresGrammar(Dialect dialect) {
        super(dialect, NAMES);
    }

    /** Values of types that the driver sends as text have to be told what they are. */
    @Override
    protected void place(SqlType<?> type, Segment place, Rendering to) {
        boolean named = type instanceof EnumType<?> names && names.nativeName().isPresent();
        if (named || type.kind() == SqlKind.JSON || type.kind() == SqlKind.INTERVAL) {
            to.sql("CAST(").segment(place).sql(" AS " + types().castName(type) + ")");
        } else {
            to.segment(place);
        }
    }

    @Override
    protected String spelling(Operator operator) {
        return operator == Operator.BIT_XOR ? "#" : operator.sql();
    }
}
