package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.schema.AddForeignKey;
import io.granary.schema.CheckConstraint;
import io.granary.schema.Column;
import io.granary.schema.ColumnOptions;
import io.granary.schema.CommentOn;
import io.granary.schema.Constraint;
import io.granary.schema.CreateEnumType;
import io.granary.schema.CreateIndex;
import io.granary.schema.CreateSchema;
import io.granary.schema.CreateSequence;
import io.granary.schema.CreateTable;
import io.granary.schema.DdlStatement;
import io.granary.schema.DdlVisitor;
import io.granary.schema.DropEnumType;
import io.granary.schema.DropForeignKey;
import io.granary.schema.DropIndex;
import io.granary.schema.DropSchema;
import io.granary.schema.DropSequence;
import io.granary.schema.DropTable;
import io.granary.schema.ForeignKey;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.Index;
import io.granary.schema.PrimaryKey;
import io.granary.schema.Sequence;
import io.granary.schema.Table;
import io.granary.schema.Truncate;
import io.granary.schema.UniqueConstraint;
import io.granary.sql.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes data definition. Values in it are constants. */
final class DdlRenderer implements DdlVisitor<Rendering> {

    private final Rendering to;
    private final DdlGrammar grammar;

    DdlRenderer(Rendering to) {
        this.to = to;
        this.grammar = to.grammar().ddl();
    }

    Rendering write(DdlStatement statement) {
        to.literally(() -> statement.accept(this));
        return to;
    }

    @Override
    public Rendering visit(CreateTable create) {
        Table table = create.table();
        to.sql("CREATE TABLE ")
                .sql(create.ifNotExists() ? "IF NOT EXISTS " : "")
                .table(table)
                .sql(" (");
        List<Runnable> parts = new ArrayList<>();
        table.tableColumns().forEach(column -> parts.add(() -> column(column)));
        if (!table.primaryKey().columns().isEmpty() && !grammar.declaresKeyInColumn(table)) {
            parts.add(() -> constraint(table.primaryKey(), create.naming().nameOf(table, table.primaryKey())));
        }
        table.constraints().stream()
                .filter(constraint -> !(constraint instanceof ForeignKey key
                        && create.without().contains(key)))
                .forEach(constraint ->
                        parts.add(() -> constraint(constraint, create.naming().nameOf(table, constraint))));
        return to.list(parts, Runnable::run).sql(")").sql(grammar.tableSuffix(table, to.grammar()));
    }

    /** What the database numbers stands first, as MySQL wants it, unless the key was told as a whole. */
    private static List<Column<?>> keyInOrder(PrimaryKey key) {
        List<Column<?>> columns = new ArrayList<>(key.columns());
        if (columns.stream().allMatch(column -> column.options().isPrimaryKey())) {
            columns.sort(Comparator.comparing(column -> !column.options().isIdentity()));
        }
        return columns;
    }

    private void column(Column<?> column) {
        to.name(column.name()).sql(" ").sql(grammar.columnType(column, to.grammar()));
        ColumnOptions<?> options = column.options();
        options.computation()
                .ifPresent(expression ->
                        to.sql(" GENERATED ALWAYS AS (").expression(expression).sql(")" + grammar.stored()));
        options.identityOptions().ifPresent(identity -> to.sql(grammar.identity(identity)));
        options.databaseDefault().ifPresent(value -> {
            to.sql(" DEFAULT ");
            grammar.defaultValue(column, value, to);
        });
        to.sql(column.isNullable() ? "" : " NOT NULL").sql(grammar.columnSuffix(column, to.grammar()));
    }

    private void constraint(Constraint constraint, Optional<String> called) {
        called.ifPresent(name -> to.sql("CONSTRAINT ").name(name).sql(" "));
        if (constraint instanceof PrimaryKey key) {
            to.sql("PRIMARY KEY ");
            columns(keyInOrder(key));
        } else if (constraint instanceof UniqueConstraint unique) {
            to.sql("UNIQUE ");
            columns(unique.columns());
        } else if (constraint instanceof CheckConstraint check) {
            to.sql("CHECK (").expression(check.condition()).sql(")");
        } else if (constraint instanceof ForeignKey key) {
            foreignKey(key);
        }
    }

    private void foreignKey(ForeignKey key) {
        to.sql("FOREIGN KEY ");
        columns(key.columns());
        to.sql(" REFERENCES ").table(key.target()).sql(" ");
        columns(key.targetColumns());
        action(" ON DELETE ", key.onDelete());
        action(" ON UPDATE ", key.onUpdate());
        if (key.check() != ForeignKeyTarget.Check.AT_ONCE) {
            to.grammar().require(Feature.DEFERRABLE_CONSTRAINTS, "A foreign key that is checked later");
            to.sql(key.check().sql());
        }
    }

    private void action(String event, ForeignKeyTarget.Action action) {
        if (action != ForeignKeyTarget.Action.NO_ACTION) {
            to.sql(event + action.sql());
        }
    }

    private void columns(List<? extends Column<?>> columns) {
        to.sql("(").list(columns, column -> to.name(column.name())).sql(")");
    }

    @Override
    public Rendering visit(DropTable drop) {
        return to.sql("DROP TABLE ").sql(drop.ifExists() ? "IF EXISTS " : "").table(drop.table());
    }

    @Override
    public Rendering visit(CreateIndex create) {
        Index index = create.index();
        to.sql(index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
        if (create.ifNotExists()) {
            to.grammar().require(Feature.INDEX_IF_NOT_EXISTS, "CREATE INDEX IF NOT EXISTS");
            to.sql("IF NOT EXISTS ");
        }
        to.name(index.name()).sql(" ON ").table(index.table()).sql(" (");
        to.list(index.terms(), this::term).sql(")");
        if (index.condition() != null) {
            to.grammar().require(Feature.PARTIAL_INDEXES, "An index of some rows only");
            to.sql(" WHERE ").expression(index.condition());
        }
        return to;
    }

    private void term(Expression<?> term) {
        if (term instanceof Column<?>) {
            to.expression(term);
        } else {
            to.grammar().require(Feature.EXPRESSION_INDEXES, "An index of an expression");
            to.parenthesized(term);
        }
    }

    @Override
    public Rendering visit(DropIndex drop) {
        grammar.dropIndex(drop, to);
        return to;
    }

    @Override
    public Rendering visit(AddForeignKey add) {
        to.grammar().require(Feature.ALTER_FOREIGN_KEYS, "ALTER TABLE … ADD FOREIGN KEY");
        to.sql("ALTER TABLE ").table(add.table()).sql(" ADD ");
        constraint(add.key(), add.key().name());
        return to;
    }

    @Override
    public Rendering visit(DropForeignKey drop) {
        to.grammar().require(Feature.ALTER_FOREIGN_KEYS, "ALTER TABLE … DROP FOREIGN KEY");
        String name = drop.key()
                .name()
                .orElseThrow(() -> CompileException.of(
                        "A foreign key of " + drop.table() + " has no name, so it cannot be dropped.",
                        "Name it: foreignKey(\"fk_…\", …)."));
        return to.sql("ALTER TABLE ")
                .table(drop.table())
                .sql(" DROP " + grammar.foreignKeyWord() + " ")
                .name(name);
    }

    @Override
    public Rendering visit(CreateSchema create) {
        to.grammar().require(Feature.CREATE_SCHEMA, "CREATE SCHEMA");
        return to.sql("CREATE SCHEMA ")
                .sql(create.ifNotExists() ? "IF NOT EXISTS " : "")
                .name(create.name());
    }

    @Override
    public Rendering visit(DropSchema drop) {
        to.grammar().require(Feature.CREATE_SCHEMA, "DROP SCHEMA");
        to.sql("DROP SCHEMA ").sql(drop.ifExists() ? "IF EXISTS " : "").name(drop.name());
        return to.sql(drop.cascade() ? grammar.cascade() : "");
    }

    @Override
    public Rendering visit(Truncate truncate) {
        return to.sql(grammar.truncate())
                .table(truncate.table())
                .sql(truncate.restartIdentity() ? grammar.restartIdentity() : "");
    }

    @Override
    public Rendering visit(CreateSequence create) {
        Sequence sequence = create.sequence();
        to.grammar().require(Feature.SEQUENCES, "CREATE SEQUENCE");
        to.sql("CREATE SEQUENCE ").sql(create.ifNotExists() ? "IF NOT EXISTS " : "");
        qualified(sequence.schema(), sequence.name());
        to.sql(" START WITH " + sequence.start() + " INCREMENT BY " + sequence.increment());
        to.sql(sequence.least() == null ? "" : " MINVALUE " + sequence.least());
        to.sql(sequence.greatest() == null ? "" : " MAXVALUE " + sequence.greatest());
        to.sql(sequence.cache() == 0 ? "" : " CACHE " + sequence.cache());
        return to.sql(sequence.cycles() ? " CYCLE" : "");
    }

    @Override
    public Rendering visit(DropSequence drop) {
        to.grammar().require(Feature.SEQUENCES, "DROP SEQUENCE");
        to.sql("DROP SEQUENCE ").sql(drop.ifExists() ? "IF EXISTS " : "");
        return qualified(drop.sequence().schema(), drop.sequence().name());
    }

    @Override
    public Rendering visit(CreateEnumType create) {
        to.grammar().require(Feature.ENUM_TYPES, "CREATE TYPE");
        to.sql("CREATE TYPE ");
        qualified(create.type().schema(), create.type().name());
        return to.sql(" AS ENUM (")
                .list(create.type().values(), value -> to.sql(to.grammar().textConstant(value)))
                .sql(")");
    }

    @Override
    public Rendering visit(DropEnumType drop) {
        to.grammar().require(Feature.ENUM_TYPES, "DROP TYPE");
        to.sql("DROP TYPE ").sql(drop.ifExists() ? "IF EXISTS " : "");
        return qualified(drop.type().schema(), drop.type().name());
    }

    @Override
    public Rendering visit(CommentOn comment) {
        to.grammar().require(Feature.COMMENT_STATEMENTS, "COMMENT ON");
        Column<?> column = comment.column();
        to.sql(column == null ? "COMMENT ON TABLE " : "COMMENT ON COLUMN ").table(comment.table());
        if (column != null) {
            to.sql(".").name(column.name());
        }
        String text = comment.text();
        return to.sql(" IS ").sql(text == null ? "NULL" : to.grammar().textConstant(text));
    }

    private Rendering qualified(@Nullable String schema, String name) {
        return to.schema(Optional.ofNullable(schema)).name(name);
    }
}
