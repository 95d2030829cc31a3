package io.granary.orm.internal.reading;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.JoinColumn;
import java.util.Arrays;
import java.util.List;

/** What may be said of columns: what would not be heeded is a fault. */
final class ColumnRules {

    private static final String OF_ITS_OWN = "create the table by a migration where it needs that";

    private ColumnRules() {}

    static void check(Column said, Member member, Faults faults) {
        String place = member.place();
        name("@Column", said.name(), place, faults);
        refuse("@Column(columnDefinition)", said.columnDefinition(), OF_ITS_OWN, place, faults);
        refuse("@Column(options)", said.options(), OF_ITS_OWN, place, faults);
        refuse("@Column(table)", said.table(), "a class has one table", place, faults);
        if (said.secondPrecision() != -1) {
            faults.add(
                    place,
                    "@Column(secondPrecision) is not supported: times are kept to the microsecond; take it away.");
        }
        if (said.length() < 1) {
            faults.add(place, "@Column(length = " + said.length() + ") leaves no room; give at least 1.");
        }
        if (!isPrecision(said)) {
            faults.add(
                    place,
                    "@Column(precision = " + said.precision() + ", scale = " + said.scale()
                            + ") is no number; give a scale from 0 up to the precision.");
        }
    }

    /** Whether a precision and scale can be those of a number; a scale says nothing without a precision. */
    static boolean isPrecision(Column said) {
        return said.precision() >= 0
                && said.scale() >= 0
                && (said.precision() > 0 ? said.scale() <= said.precision() : said.scale() == 0);
    }

    static void check(JoinColumn said, String place, Faults faults) {
        name("@JoinColumn", said.name(), place, faults);
        refuse("@JoinColumn(columnDefinition)", said.columnDefinition(), OF_ITS_OWN, place, faults);
        refuse("@JoinColumn(options)", said.options(), OF_ITS_OWN, place, faults);
        refuse("@JoinColumn(table)", said.table(), "a class has one table", place, faults);
        if (said.check().length > 0) {
            faults.add(place, "@JoinColumn(check) is not supported; put the check at @Table.");
        }
        check(said.foreignKey(), place, faults);
    }

    static void check(ForeignKey said, String place, Faults faults) {
        refuse("@ForeignKey(foreignKeyDefinition)", said.foreignKeyDefinition(), OF_ITS_OWN, place, faults);
        refuse("@ForeignKey(options)", said.options(), OF_ITS_OWN, place, faults);
    }

    static void name(String where, String name, String place, Faults faults) {
        if (!name.isEmpty() && name.isBlank()) {
            faults.add(place, where + " gives a name of blanks; give another one, or none.");
        }
    }

    static void refuse(String what, String said, String cure, String place, Faults faults) {
        if (!said.isEmpty()) {
            faults.add(place, what + " is not supported: " + cure + "; take it away.");
        }
    }

    static List<EntityDefinition.Check> checks(CheckConstraint[] said) {
        return Arrays.stream(said)
                .map(check -> new EntityDefinition.Check(Names.orNull(check.name()), check.constraint()))
                .toList();
    }
}
