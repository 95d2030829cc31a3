package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Cte;
import io.granary.sql.FromElement;
import io.granary.sql.FromVisitor;
import io.granary.sql.Join;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import io.granary.sql.TableFunction;
import io.granary.sql.TableReference;
import io.granary.sql.ValuesTable;
import java.util.Optional;

/** What something in FROM is called in the rest of the statement. */
final class FromNames {

    private FromNames() {}

    /** {@return the name, quoted where it must be} */
    static String of(FromElement element, Rendering to) {
        return element.accept(new FromVisitor<String>() {
            @Override
            public String visit(TableReference table) {
                return table.standsFor().isPresent() ? table.standsFor().get().accept(this) : quoted(table.tableName());
            }

            @Override
            public String visit(TableAlias alias) {
                return quoted(alias.name());
            }

            @Override
            public String visit(Join join) {
                throw CompileException.of(
                        "A join has no name of its own.", "Name one of its tables, or make it a subquery.");
            }

            @Override
            public String visit(Subquery subquery) {
                return quoted(to.aliases().of(subquery));
            }

            @Override
            public String visit(Cte cte) {
                return quoted(cte.name());
            }

            @Override
            public String visit(ValuesTable values) {
                return quoted(values.name());
            }

            @Override
            public String visit(TableFunction function) {
                return quoted(function.name());
            }

            private String quoted(String name) {
                return to.grammar().identifier(name);
            }
        });
    }

    /** Writes a column behind the name of what it belongs to; a table's behind the schema that it names too. */
    static Rendering write(ColumnExpression<?> column, Rendering to) {
        Optional<FromElement> owner = column.from();
        if (owner.isEmpty()) {
            return to.name(column.name());
        }
        if (owner.get() instanceof TableReference table
                && table.schemaName().isPresent()
                && table.source().isEmpty()
                && !to.isWithoutSchema(table)) {
            to.schema(table.schemaName());
        }
        return to.sql(of(owner.get(), to)).sql(".").name(column.name());
    }
}
