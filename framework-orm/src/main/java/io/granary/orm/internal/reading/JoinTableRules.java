package io.granary.orm.internal.reading;

import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What may be said of a join table; for reflection and for the compiler. */
public final class JoinTableRules {

    /** Said of a relationship that is mapped by the other side and has columns of its own. */
    public static final String MAPPED_BY =
            "It is mapped by the other side, which says what the columns are; take mappedBy away, or the others.";

    /** Said of a relationship of many to many with a column. */
    public static final String NO_COLUMN = "@JoinColumn says nothing at a @ManyToMany; use @JoinTable.";

    private JoinTableRules() {}

    /**
     * {@return what is said of a table that two relationships have}
     *
     * @param table the table, with its schema
     * @param other the relationship that has it, too
     */
    public static String shared(String table, String other) {
        return "Its join table " + table + " is that of " + other
                + ", too; give one another @JoinTable(name), or let one be mappedBy the other.";
    }

    /**
     * Says what is wrong with an annotation by itself.
     *
     * @param said the annotation
     * @param saying is told
     */
    public static void check(JoinTable said, Consumer<String> saying) {
        ColumnRules.name("@JoinTable", said.name(), saying);
        ColumnRules.refuse("@JoinTable(catalog)", said.catalog(), "a database is chosen by the URL", saying);
        ColumnRules.refuse("@JoinTable(options)", said.options(), "create the table by a migration", saying);
        ColumnRules.check(said.foreignKey(), saying);
        ColumnRules.check(said.inverseForeignKey(), saying);
        if (said.uniqueConstraints().length + said.indexes().length + said.check().length > 0) {
            saying.accept(
                    "A @JoinTable has no constraints and indexes of its own here; make it an entity with two @ManyToOne.");
        }
        Repeated.in(Stream.of(said.joinColumns(), said.inverseJoinColumns())
                        .flatMap(Stream::of)
                        .map(JoinColumn::name))
                .ifPresent(twice -> saying.accept(
                        "Its @JoinTable has two columns \"" + twice + "\"; give each a name of its own."));
    }
}
