package io.granary.dialect.render;

import io.granary.schema.DdlStatement;
import io.granary.sql.CompoundSelect;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.sql.SchemaStatement;
import io.granary.sql.Select;
import io.granary.sql.TextClause;
import io.granary.sql.TextSelect;
import io.granary.sql.Update;

/** Gives each kind of statement to the class that writes it. */
final class Statements {

    private Statements() {}

    static void write(Executable statement, Rendering to) {
        statement
                .rowConditions()
                .ifPresentOrElse(own -> to.restricted(own, () -> visit(statement, to)), () -> visit(statement, to));
    }

    private static void visit(Executable statement, Rendering to) {
        statement.accept(new Executable.Visitor<Rendering>() {
            @Override
            public Rendering visit(TextClause text) {
                return TextPieces.write(text, to);
            }

            @Override
            public Rendering visit(Select<?> select) {
                return new SelectRenderer(to).write(select);
            }

            @Override
            public Rendering visit(CompoundSelect compound) {
                return new CompoundRenderer(to).write(compound);
            }

            @Override
            public Rendering visit(TextSelect text) {
                return TextPieces.write(text.text(), to);
            }

            @Override
            public Rendering visit(Insert insert) {
                return new InsertRenderer(to).write(insert);
            }

            @Override
            public Rendering visit(Update update) {
                return new UpdateRenderer(to).write(update);
            }

            @Override
            public Rendering visit(Delete delete) {
                return new DeleteRenderer(to).write(delete);
            }

            @Override
            public Rendering visit(SchemaStatement statement) {
                return new DdlRenderer(to).write((DdlStatement) statement);
            }
        });
    }
}
