package io.granary.dialect.render;

import io.granary.error.InvalidRequestException;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Join;
import io.granary.sql.JoinStep;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Works out what stands in the FROM of a SELECT: what it was told, what its columns and conditions belong to, joined as it was told, without what is read
 * from the query around it. (SQLAlchemy, "Setting the FROM clause with columns", "Scalar and correlated subqueries".)
 */
final class FromClause {

    private final Select<?> select;
    private final List<FromElement> elements = new ArrayList<>();

    private FromClause(Select<?> select) {
        this.select = select;
    }

    static List<FromElement> of(Select<?> select, Scopes scopes) {
        FromClause clause = new FromClause(select);
        clause.gather();
        clause.hideJoined();
        select.joins().forEach(clause::join);
        clause.addConditions();
        clause.hideJoined();
        List<FromElement> from = clause.withoutCorrelated(scopes);
        FromRules.check(from);
        return from;
    }

    private void gather() {
        select.froms().forEach(this::add);
        for (SelectItem item : select.items()) {
            if (item instanceof FromElement element) {
                add(element);
            } else if (item instanceof Expression<?> expression) {
                ReferencedElements.of(List.of(expression)).forEach(this::add);
            }
        }
    }

    private void add(FromElement element) {
        if (!elements.contains(element)) {
            elements.add(element);
        }
    }

    // ---- joins

    private void join(JoinStep step) {
        FromElement left = step.left() != null ? step.left() : leftOf(step);
        Join join = new Join(left, step.kind(), step.right(), step.on());
        elements.remove(step.right());
        int place = place(left);
        if (place < 0) {
            elements.add(join);
        } else if (elements.get(place).equals(left)) {
            elements.set(place, join);
        } else {
            // The left side is a part of a join that is there.
            elements.set(place, new Join(elements.get(place), step.kind(), step.right(), onOf(step, left)));
        }
    }

    private static Expression<Boolean> onOf(JoinStep step, FromElement left) {
        return step.on() != null ? step.on() : ForeignKeyJoins.condition(left, step.right());
    }

    private int place(FromElement left) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).equals(left) || FromParts.of(elements.get(i)).contains(left)) {
                return i;
            }
        }
        return -1;
    }

    private FromElement leftOf(JoinStep step) {
        List<FromElement> candidates = elements.stream()
                .filter(element -> select.joins().stream().noneMatch(any -> element.equals(any.right())))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        List<FromElement> fitting =
                candidates.stream().filter(candidate -> fits(candidate, step)).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (candidates.isEmpty()) {
            throw InvalidRequestException.of(
                    "There is nothing to join " + step.right() + " to.",
                    "Say with from(...) where to begin, or select a column of the left side.");
        }
        throw InvalidRequestException.of(
                "It cannot be told which of " + candidates + " " + step.right() + " is joined to.",
                "Say it with joinFrom(left, kind, right, on).");
    }

    private static boolean fits(FromElement candidate, JoinStep step) {
        if (step.on() == null) {
            return ForeignKeyJoins.exists(candidate, step.right());
        }
        Set<FromElement> named = ReferencedElements.of(List.of(step.on()));
        return FromParts.of(candidate).stream().anyMatch(named::contains);
    }

    /** What conditions belong to stands there too. */
    private void addConditions() {
        for (Expression<Boolean> criterion : select.criteria()) {
            ReferencedElements.of(List.of(criterion)).forEach(this::add);
        }
    }

    /** What is part of a join does not stand beside it. */
    private void hideJoined() {
        List<FromElement> joined = elements.stream()
                .filter(Join.class::isInstance)
                .flatMap(join -> FromParts.of(join).stream())
                .toList();
        elements.removeIf(joined::contains);
    }

    // ---- correlation

    private List<FromElement> withoutCorrelated(Scopes scopes) {
        if (select.correlated().isPresent()) {
            List<FromElement> named = select.correlated().get();
            return elements.stream()
                    .filter(element -> !(named.contains(element) && scopes.sees(element)))
                    .toList();
        }
        List<FromElement> own =
                elements.stream().filter(element -> !scopes.sees(element)).toList();
        if (own.isEmpty() && !elements.isEmpty() && scopes.isNested()) {
            throw InvalidRequestException.of(
                    "A query within another has nothing in its FROM, since the query around it reads " + elements
                            + " already.",
                    "Use an alias in one of them, or say with correlate(...) what to read from the outer one.");
        }
        return own;
    }
}
