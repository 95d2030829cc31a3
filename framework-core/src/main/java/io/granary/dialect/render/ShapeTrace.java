package io.granary.dialect.render;

import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.OrderTerm;
import io.granary.sql.Ordering;
import io.granary.sql.RowConditions;
import io.granary.sql.RowFilter;
import io.granary.sql.RowLimit;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import io.granary.sql.TableReference;
import io.granary.sql.TextClause;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a statement and writes down what makes its text, token by token; values are gathered beside it. Used once, by one thread; see {@link
 * ShapeKey}.
 */
final class ShapeTrace {

    /** What no name, word or type equals. */
    enum Mark {
        END,
        REPEATED
    }

    /** Up to so many places are found by looking at each. */
    private static final int FEW = 16;

    private static final Mark END = Mark.END;

    private final List<Bind<?>> binds = new ArrayList<>(8);
    private final StatementTrace statements = new StatementTrace(this);
    private final FromTrace froms = new FromTrace(this);
    private final ExpressionTrace expressions = new ExpressionTrace(this);
    private final List<FromElement> elements = new ArrayList<>(4);
    private final List<@Nullable RowConditions> under = new ArrayList<>(4);
    private final List<RowConditions> numbered = new ArrayList<>(1);
    private @Nullable Set<Restricted> restricted;
    private @Nullable RowConditions conditions;
    private @Nullable IdentityHashMap<Bind<?>, Integer> many;
    private @Nullable Object[] tokens = new Object[64];
    private int size;
    private int hash;
    private boolean literal;

    /** A table, and the conditions on its rows. */
    private record Restricted(FromElement table, RowConditions by) {}

    List<Bind<?>> binds() {
        return binds;
    }

    /** The tokens so far; the array may be longer. */
    @Nullable Object[] tokens() {
        return tokens;
    }

    int size() {
        return size;
    }

    int hash() {
        return hash;
    }

    ShapeTrace statement(Executable statement) {
        Optional<RowConditions> own = statement.rowConditions();
        if (own.isEmpty()) {
            return statement.accept(statements);
        }
        RowConditions before = conditions;
        conditions = own.get();
        token(RowConditions.class).token(number(own.get()));
        statement.accept(statements);
        conditions = before;
        return token(END);
    }

    /** Which of the conditions of this statement and of those within it these are. */
    private int number(RowConditions by) {
        int known = numbered.indexOf(by);
        if (known < 0) {
            numbered.add(by);
        }
        return known < 0 ? numbered.size() - 1 : known;
    }

    /** The condition on rows of a table that is read here: gone through once, and as it is. */
    ShapeTrace restrict(FromElement table) {
        RowConditions now = conditions;
        if (now != null && isUnrestricted(table, now)) {
            conditions = null;
            token(RowConditions.class);
            now.of(table).ifPresent(this::expression);
            token(END);
            conditions = now;
        }
        return this;
    }

    private boolean isUnrestricted(FromElement table, RowConditions by) {
        Set<Restricted> known = restricted;
        if (known == null) {
            known = new HashSet<>();
            restricted = known;
        }
        return known.add(new Restricted(table, by));
    }

    ShapeTrace token(@Nullable Object token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size++] = token;
        hash = 31 * hash + (token == null ? 0 : token.hashCode());
        return this;
    }

    ShapeTrace expression(@Nullable Expression<?> expression) {
        return expression == null ? token(null) : expression.accept(expressions);
    }

    void expressions(List<? extends Expression<?>> list) {
        for (int i = 0; i < list.size(); i++) {
            list.get(i).accept(expressions);
        }
        token(END);
    }

    /** Of expressions whose values are constants, these are part of the shape. */
    void literally(List<? extends Expression<?>> list) {
        literal = true;
        expressions(list);
        literal = false;
    }

    void from(@Nullable FromElement element) {
        if (element == null) {
            token(null);
        } else {
            element.accept(froms);
        }
    }

    /** A table is one token, and what it stands for may become more as classes become known; the values of a query are none of the shape. */
    ShapeTrace table(TableReference table) {
        Optional<FromElement> rows = table.standsFor();
        Optional<RowFilter> filter = table.filter();
        if (rows.isEmpty()) {
            token(table);
            table.variant().ifPresent(this::token);
            return filter.isPresent() ? token(filter.get()) : this;
        }
        if (isNew(table)) {
            from(rows.get());
            table.columns().forEach(column -> token(column.name()).token(column.type()));
            filter.ifPresent(
                    part -> token(RowFilter.class).token(part.column().name()).token(part.values()));
            token(END);
        }
        return this;
    }

    void froms(List<FromElement> list) {
        list.forEach(this::from);
        token(END);
    }

    void items(List<SelectItem> items) {
        for (SelectItem item : items) {
            if (item instanceof Expression<?> expression) {
                expression.accept(expressions);
            } else if (item instanceof FromElement element) {
                from(element);
                readBy(element);
            }
        }
        token(END);
    }

    /** A table is one token, but the values within what stands in the place of its columns are the statement's. */
    private void readBy(FromElement element) {
        TableReference table = element instanceof TableAlias alias
                ? alias.table()
                : element instanceof TableReference itself ? itself : null;
        if (table != null && table.hasExpressions()) {
            element.columns().forEach(column -> column.readAs().ifPresent(this::expression));
        }
    }

    void terms(List<OrderTerm> terms) {
        for (OrderTerm term : terms) {
            if (term instanceof Ordering ordering) {
                token(Ordering.class).token(ordering.descending()).token(ordering.nulls());
                expression(ordering.expression());
            } else if (term instanceof Expression<?> expression) {
                expression.accept(expressions);
            }
        }
        token(END);
    }

    void limit(RowLimit limit) {
        if (!limit.equals(RowLimit.NONE)) {
            token(RowLimit.class).token(limit.ties());
            expression(limit.count());
            expression(limit.offset());
        }
    }

    void assignments(List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            expression(assignment.column());
            expression(assignment.value());
        }
        token(END);
    }

    /** Whether an element is met for the first time; later it is known by its number. */
    @SuppressWarnings("ReferenceEquality") // two subqueries are the same only if they are one object
    boolean isNew(FromElement element) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) == element && under.get(i) == conditions) {
                token(Mark.REPEATED).token(i);
                return false;
            }
        }
        elements.add(element);
        under.add(conditions);
        return true;
    }

    /** A text is a statement, or a piece of one. */
    ShapeTrace text(TextClause text) {
        token(TextClause.class).token(text.sql());
        text.defaults()
                .forEach((name, value) ->
                        expression(Sql.bind(name, Types.UNKNOWN).withDefault(value)));
        return this;
    }

    /** One that is met again is the same one: its value is there once. */
    ShapeTrace bind(Bind<?> bind) {
        token(Bind.class);
        if (literal) {
            return token(bind.value()).token(bind.hasValue()).token(bind.type());
        }
        int place = place(bind);
        if (place >= 0) {
            return token(Mark.REPEATED).token(place);
        }
        if (many != null) {
            many.put(bind, binds.size());
        }
        binds.add(bind);
        return token(bind.ownName().isPresent() ? bind.name() : END)
                .token(bind.nearby())
                .token(bind.type())
                .token(bind.list());
    }

    /** Where a place was met before, or -1. */
    @SuppressWarnings("ReferenceEquality") // two places with equal values are still two
    private int place(Bind<?> bind) {
        if (many == null && binds.size() > FEW) {
            many = new IdentityHashMap<>();
            for (int i = 0; i < binds.size(); i++) {
                many.put(binds.get(i), i);
            }
        }
        if (many != null) {
            return many.getOrDefault(bind, -1);
        }
        for (int i = 0; i < binds.size(); i++) {
            if (binds.get(i) == bind) {
                return i;
            }
        }
        return -1;
    }
}
