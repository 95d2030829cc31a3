package io.granary.orm.processor;

import jakarta.persistence.Column;
import jakarta.persistence.JoinColumn;
import java.lang.annotation.Annotation;

/** What may be said of columns: what would not be heeded is refused. */
final class ColumnValueRules {

    private static final String OF_ITS_OWN = "create the table by a migration where it needs that";
    private static final String ONE_TABLE = "a class has one table";

    private final Problems problems;

    ColumnValueRules(Problems problems) {
        this.problems = problems;
    }

    void check(Attribute attribute) {
        attribute.annotations().get(Column.class).ifPresent(said -> check(attribute, said));
        for (JoinColumn said : attribute.carrier().getAnnotationsByType(JoinColumn.class)) {
            check(attribute, said);
        }
    }

    private void check(Attribute at, Column said) {
        checkName(at, Column.class, said.name());
        refuse(at, Column.class, "columnDefinition", said.columnDefinition(), OF_ITS_OWN);
        refuse(at, Column.class, "options", said.options(), OF_ITS_OWN);
        refuse(at, Column.class, "table", said.table(), ONE_TABLE);
        if (said.secondPrecision() != -1) {
            problems.error(
                    at,
                    Column.class,
                    "@Column(secondPrecision) is not supported: times are kept to the microsecond; take it away.");
        }
        if (said.length() < 1) {
            problems.error(
                    at, Column.class, "@Column(length = " + said.length() + ") leaves no room; give at least 1.");
        }
        boolean number = said.precision() >= 0
                && said.scale() >= 0
                && (said.precision() > 0 ? said.scale() <= said.precision() : said.scale() == 0);
        if (!number) {
            problems.error(
                    at,
                    Column.class,
                    "@Column(precision = " + said.precision() + ", scale = " + said.scale()
                            + ") is no number; give a scale from 0 up to the precision.");
        }
    }

    private void check(Attribute at, JoinColumn said) {
        checkName(at, JoinColumn.class, said.name());
        refuse(at, JoinColumn.class, "columnDefinition", said.columnDefinition(), OF_ITS_OWN);
        refuse(at, JoinColumn.class, "options", said.options(), OF_ITS_OWN);
        refuse(at, JoinColumn.class, "table", said.table(), ONE_TABLE);
        if (said.check().length > 0) {
            problems.error(at, JoinColumn.class, "@JoinColumn(check) is not supported; put the check at @Table.");
        }
    }

    private void checkName(Attribute at, Class<? extends Annotation> annotation, String name) {
        if (!name.isEmpty() && name.isBlank()) {
            problems.error(
                    at,
                    annotation,
                    "@" + annotation.getSimpleName() + " gives a name of blanks; give another one, or none.");
        }
    }

    private void refuse(Attribute at, Class<? extends Annotation> annotation, String member, String said, String cure) {
        if (!said.isEmpty()) {
            problems.error(
                    at,
                    annotation,
                    "@" + annotation.getSimpleName() + "(" + member + ") is not supported: " + cure
                            + "; take it away.");
        }
    }
}
