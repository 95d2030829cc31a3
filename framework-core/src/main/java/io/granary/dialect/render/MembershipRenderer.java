package io.granary.dialect.render;

import io.granary.sql.Bind;
import io.granary.sql.Membership;
import io.granary.sql.Precedence;
import io.granary.sql.Segment;
import io.granary.sql.TupleExpression;
import io.granary.type.SqlType;
import io.granary.type.TupleType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Writes IN. */
final class MembershipRenderer {

    private final Rendering to;

    MembershipRenderer(Rendering to) {
        this.to = to;
    }

    Rendering write(Membership membership) {
        if (to.isLiteral() && membership.candidates() instanceof Membership.OfValues values && isEmpty(values)) {
            return to.sql(to.grammar().booleanConstant(membership.negated()));
        }
        String operator = membership.negated() ? "NOT IN (" : "IN (";
        to.sql(membership.negated() ? "(" : "")
                .operand(membership.operand(), Precedence.COMPARISON)
                .sql(" ");
        Membership.Candidates candidates = membership.candidates();
        if (candidates instanceof Membership.OfValues values) {
            values(membership, values.values(), operator);
        } else if (candidates instanceof Membership.OfExpressions expressions) {
            to.sql(operator).list(expressions.expressions()).sql(")");
        } else if (candidates instanceof Membership.OfQuery query) {
            to.sql(operator);
            Statements.write(query.query(), to);
            to.sql(")");
        }
        return to.sql(membership.negated() ? ")" : "");
    }

    private void values(Membership membership, Bind<?> bind, String operator) {
        if (to.isLiteral()) {
            constants(bind, operator);
            return;
        }
        int arity = membership.operand() instanceof TupleExpression tuple
                ? tuple.expressions().size()
                : 1;
        to.segment(new Segment.InList(
                to.binds().of(bind), operator, ")", membership.negated(), arity, casts(bind.type())));
    }

    private List<String> casts(SqlType<?> type) {
        List<SqlType<?>> parts = type instanceof TupleType tuple ? tuple.parts() : List.of(type);
        return parts.stream().map(part -> to.grammar().castOf(part).orElse("")).toList();
    }

    /** In data definition, where no values can be bound. */
    private void constants(Bind<?> bind, String operator) {
        List<Bind<?>> elements = new ArrayList<>();
        for (Object element : elements(bind)) {
            elements.add(new Bind<>(null, "param", element, true, bind.type(), false));
        }
        to.sql(operator).list(elements, this::constant).sql(")");
    }

    private void constant(Bind<?> bind) {
        if (bind.value() instanceof Collection<?> parts) {
            List<Bind<?>> tuple = new ArrayList<>();
            for (Object part : parts) {
                tuple.add(new Bind<>(null, "param", part, true, partType(bind.type(), tuple.size()), false));
            }
            to.sql("(").list(tuple).sql(")");
        } else {
            to.expression(bind);
        }
    }

    private static SqlType<?> partType(SqlType<?> type, int place) {
        return type instanceof TupleType tuple && place < tuple.parts().size()
                ? tuple.parts().get(place)
                : Types.UNKNOWN;
    }

    private static boolean isEmpty(Membership.OfValues values) {
        return elements(values.values()).isEmpty();
    }

    private static Collection<?> elements(Bind<?> bind) {
        return (Collection<?>) Objects.requireNonNull(bind.value());
    }
}
