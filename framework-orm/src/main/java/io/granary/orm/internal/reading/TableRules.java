package io.granary.orm.internal.reading;

import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What may be said of a table; for reflection and for the compiler. */
public final class TableRules {

    private TableRules() {}

    /**
     * Says what is wrong with an annotation and the constraints and indexes in it.
     *
     * @param said the annotation
     * @param columns the names of the table's columns, in order
     * @param saying is told
     */
    public static void check(Table said, List<String> columns, Consumer<String> saying) {
        check(said, saying);
        for (UniqueConstraint rule : said.uniqueConstraints()) {
            fits(rule, columns, saying);
        }
        for (Index index : said.indexes()) {
            fits(index, columns, saying);
        }
    }

    static void check(Table said, Consumer<String> saying) {
        ColumnRules.name("@Table", said.name(), saying);
        ColumnRules.refuse("@Table(catalog)", said.catalog(), "a database is chosen by the URL", saying);
        ColumnRules.refuse("@Table(options)", said.options(), "create the table by a migration", saying);
    }

    static boolean fits(UniqueConstraint rule, List<String> columns, Consumer<String> saying) {
        ColumnRules.refuse("@UniqueConstraint(options)", rule.options(), "create the table by a migration", saying);
        return known("@UniqueConstraint", List.of(rule.columnNames()), columns, saying);
    }

    static boolean fits(Index index, List<String> columns, Consumer<String> saying) {
        ColumnRules.refuse("@Index(options)", index.options(), "create the index by a migration", saying);
        for (String term : index.columnList().split(",", -1)) {
            if (direction(term).equals("desc")) {
                saying.accept("An @Index orders upwards, and \"" + term.strip()
                        + "\" does not; a database reads an index from both ends, so take DESC away.");
            }
        }
        return known("@Index", terms(index), columns, saying);
    }

    /** The columns that an index names. */
    static List<String> terms(Index index) {
        return Arrays.stream(index.columnList().split(",", -1))
                .map(term -> direction(term).isEmpty() ? term.strip() : words(term)[0])
                .toList();
    }

    /** The second word of two, if it is one of direction. */
    private static String direction(String term) {
        String[] words = words(term);
        String second = words.length == 2 ? words[1].toLowerCase(Locale.ROOT) : "";
        return second.equals("asc") || second.equals("desc") ? second : "";
    }

    private static String[] words(String term) {
        return term.strip().split("\\s+", -1);
    }

    private static boolean known(String annotation, List<String> names, List<String> columns, Consumer<String> saying) {
        if (names.isEmpty()) {
            saying.accept(annotation + " names no columns; name some.");
            return false;
        }
        Optional<String> unknown =
                names.stream().filter(name -> !columns.contains(name)).findFirst();
        unknown.ifPresent(name -> saying.accept(annotation + " names the column \"" + name
                + "\", which the table does not have; it has " + columns + "."));
        Optional<String> twice = Repeated.in(names.stream());
        twice.ifPresent(name -> saying.accept(annotation + " names the column \"" + name + "\" twice; name it once."));
        return unknown.isEmpty() && twice.isEmpty();
    }
}
