package io.granary.dialect.render;

import io.granary.sql.ColumnExpression;
import io.granary.sql.CopyFormat;
import io.granary.sql.CopyIn;
import io.granary.sql.SchemaTranslation;
import java.util.stream.Collectors;

/** Writes {@code COPY … FROM STDIN} as PostgreSQL takes it. */
public final class CopyStatement {

    private CopyStatement() {}

    /**
     * {@return the statement}
     *
     * @param copy into what, and in which format
     * @param schemas other names for schemas
     * @param names quotes names
     */
    public static String of(CopyIn copy, SchemaTranslation schemas, StatementRenderer names) {
        String schema = schemas.apply(copy.table().schemaName())
                .map(name -> names.quoted(name) + ".")
                .orElse("");
        String columns = copy.columns().stream()
                .map(ColumnExpression::name)
                .map(names::quoted)
                .collect(Collectors.joining(", "));
        return "COPY " + schema + names.quoted(copy.table().tableName()) + " (" + columns + ") FROM STDIN"
                + (copy.format() instanceof CopyFormat.Csv csv ? options(csv) : "");
    }

    private static String options(CopyFormat.Csv csv) {
        return " WITH (FORMAT csv, HEADER " + csv.header() + ", DELIMITER '"
                + (csv.delimiter() == '\'' ? "''" : csv.delimiter()) + "', NULL '"
                + csv.nullText().replace("'", "''") + "')";
    }
}
