package io.granary.orm.internal.reading;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.JoinColumn;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What may be said of columns: what would not be heeded is a fault. For reflection and for the compiler. */
public final class ColumnRules {

    private static final String OF_ITS_OWN = "create the table by a migration where it needs that";

    private ColumnRules() {}

    /**
     * Says what is wrong with an annotation.
     *
     * @param said the annotation
     * @param saying is told
     */
    public static void check(Column said, Consumer<String> saying) {
        name("@Column", said.name(), saying);
        refuse("@Column(columnDefinition)", said.columnDefinition(), OF_ITS_OWN, saying);
        refuse("@Column(options)", said.options(), OF_ITS_OWN, saying);
        refuse("@Column(table)", said.table(), "a class has one table", saying);
        if (said.secondPrecision() != -1) {
            saying.accept(
                    "@Column(secondPrecision) is not supported: times are kept to the microsecond; take it away.");
        }
        if (said.length() < 1) {
            saying.accept("@Column(length = " + said.length() + ") leaves no room; give at least 1.");
        }
        if (!isPrecision(said)) {
            saying.accept("@Column(precision = " + said.precision() + ", scale = " + said.scale()
                    + ") is no number; give a scale from 0 up to the precision.");
        }
    }

    /** Whether a precision and scale can be those of a number; a scale says nothing without a precision. */
    static boolean isPrecision(Column said) {
        return said.precision() >= 0
                && said.scale() >= 0
                && (said.precision() > 0 ? said.scale() <= said.precision() : said.scale() == 0);
    }

    static void check(JoinColumn said, Consumer<String> saying) {
        name("@JoinColumn", said.name(), saying);
        refuse("@JoinColumn(columnDefinition)", said.columnDefinition(), OF_ITS_OWN, saying);
        refuse("@JoinColumn(options)", said.options(), OF_ITS_OWN, saying);
        refuse("@JoinColumn(table)", said.table(), "a class has one table", saying);
        if (said.check().length > 0) {
            saying.accept("@JoinColumn(check) is not supported; put the check at @Table.");
        }
        check(said.foreignKey(), saying);
    }

    static void check(ForeignKey said, Consumer<String> saying) {
        refuse("@ForeignKey(foreignKeyDefinition)", said.foreignKeyDefinition(), OF_ITS_OWN, saying);
        refuse("@ForeignKey(options)", said.options(), OF_ITS_OWN, saying);
    }

    static void name(String where, String name, Consumer<String> saying) {
        if (!name.isEmpty() && name.isBlank()) {
            saying.accept(where + " gives a name of blanks; give another one, or none.");
        }
    }

    static void refuse(String what, String said, String cure, Consumer<String> saying) {
        if (!said.isEmpty()) {
            saying.accept(what + " is not supported: " + cure + "; take it away.");
        }
    }

    static List<EntityDefinition.Check> checks(CheckConstraint[] said) {
        return Arrays.stream(said)
                .map(check -> new EntityDefinition.Check(Names.orNull(check.name()), check.constraint()))
                .toList();
    }
}
