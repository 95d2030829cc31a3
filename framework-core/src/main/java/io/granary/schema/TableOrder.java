package io.granary.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An order of tables in which each comes behind those it refers to, and the foreign keys that stand in the way of one.
 *
 * @param sorted the tables; among those that a circle of references keeps from being ordered, by name
 * @param circular the foreign keys that refer to a table further behind; a reference of a table to itself is none
 */
public record TableOrder(List<Table> sorted, List<ForeignKey> circular) {

    /** Copies the lists. */
    public TableOrder {
        sorted = List.copyOf(sorted);
        circular = List.copyOf(circular);
    }

    static TableOrder of(List<Table> tables) {
        List<Table> left = new ArrayList<>(tables);
        left.sort(Comparator.comparing(Table::toString));
        List<Table> sorted = new ArrayList<>();
        List<ForeignKey> circular = new ArrayList<>();
        while (!left.isEmpty()) {
            Table next = left.stream()
                    .filter(table -> waitsFor(table, left).isEmpty())
                    .findFirst()
                    .orElseGet(() -> inCircle(left));
            circular.addAll(waitsFor(next, left));
            left.remove(next);
            sorted.add(next);
        }
        return new TableOrder(sorted, circular);
    }

    /** The foreign keys to tables that are not in order yet. */
    private static List<ForeignKey> waitsFor(Table table, List<Table> left) {
        return table.foreignKeys().stream()
                .filter(key ->
                        !isSame(key.target(), table) && left.stream().anyMatch(other -> isSame(key.target(), other)))
                .toList();
    }

    /** Several objects may stand for one table of the database, as where rows of several classes share it. */
    private static boolean isSame(Table one, Table other) {
        return one == other || one.toString().equals(other.toString());
    }

    /** The first by name of those that refer to themselves in the end; others only wait for them. */
    private static Table inCircle(List<Table> left) {
        return left.stream()
                .filter(table -> reaches(table, table, left))
                .findFirst()
                .orElse(left.get(0));
    }

    private static boolean reaches(Table from, Table to, List<Table> left) {
        Set<Table> seen = new HashSet<>();
        Deque<Table> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (ForeignKey key : waitsFor(open.pop(), left)) {
                if (isSame(key.target(), to)) {
                    return true;
                }
                left.stream()
                        .filter(table -> isSame(key.target(), table) && seen.add(table))
                        .forEach(open::push);
            }
        }
        return false;
    }
}
