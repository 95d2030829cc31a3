package io.granary.dialect.render;

import io.granary.sql.BooleanConstant;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.LockClause;
import io.granary.sql.Precedence;
import io.granary.sql.RowConditions;
import io.granary.sql.Segment;
import io.granary.sql.Sql;
import io.granary.sql.TableReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is being written of one statement, and what has to be remembered meanwhile. */
public final class Rendering {

    private final Grammar grammar;
    private final Scopes scopes = new Scopes();
    private final BindNames binds;
    private final AliasNames aliases;
    private final CteRegistry ctes;
    private final List<String> keys;
    private SegmentWriter out = new SegmentWriter();
    private boolean literal;
    private boolean wantsKey;
    private boolean wantsPages;
    private @Nullable InsertedKey insertedKey;
    private @Nullable Paging paging;
    private @Nullable String proposedRow;
    private @Nullable TableReference changed;
    private @Nullable RowConditions conditions;
    private @Nullable LockClause sourceLock;

    Rendering(Grammar grammar, List<String> keys, AliasNames aliases) {
        this.grammar = grammar;
        this.keys = List.copyOf(keys);
        this.binds = new BindNames();
        this.aliases = aliases;
        this.ctes = new CteRegistry();
    }

    Grammar grammar() {
        return grammar;
    }

    Scopes scopes() {
        return scopes;
    }

    BindNames binds() {
        return binds;
    }

    AliasNames aliases() {
        return aliases;
    }

    CteRegistry ctes() {
        return ctes;
    }

    /** Has the next INSERT tell the key of its row. */
    void wantKey() {
        wantsKey = true;
    }

    /** Whether the key is wanted of the INSERT that is being written; not of those within it. */
    boolean takeWantsKey() {
        boolean wanted = wantsKey;
        wantsKey = false;
        return wanted;
    }

    /** Has the next INSERT be written for many rows, if it can be. */
    void wantPages() {
        wantsPages = true;
    }

    /** Whether pages are wanted of the INSERT that is being written; not of those within it. */
    boolean takeWantsPages() {
        boolean wanted = wantsPages;
        wantsPages = false;
        return wanted;
    }

    void paging(Paging pages) {
        paging = pages;
    }

    Optional<Paging> paging() {
        return Optional.ofNullable(paging);
    }

    void insertedKey(InsertedKey key) {
        insertedKey = key;
    }

    Optional<InsertedKey> insertedKey() {
        return Optional.ofNullable(insertedKey);
    }

    /** The names of what the execution gives. */
    List<String> keys() {
        return keys;
    }

    // ---- writing

    /**
     * {@return this, with text that stays as it is}
     *
     * @param text keywords, punctuation, names that are quoted already
     */
    public Rendering sql(String text) {
        out.sql(text);
        return this;
    }

    /**
     * {@return this, with a name, quoted where it must be}
     *
     * @param identifier the name
     */
    public Rendering name(String identifier) {
        return sql(grammar.identifier(identifier));
    }

    /** Writes a table, behind its schema if it has one. */
    Rendering table(TableReference table) {
        aliases.meet(table.tableName());
        return schema(table.schemaName()).name(table.tableName());
    }

    /** Writes a schema and a dot; nothing where there is none, unless the execution gives one. */
    Rendering schema(Optional<String> schema) {
        return segment(new Segment.SchemaName(schema.orElse(""), false));
    }

    /**
     * {@return this, with a piece that was written before}
     *
     * @param segments the piece
     */
    Rendering segments(List<Segment> segments) {
        out.all(segments);
        return this;
    }

    Rendering segment(Segment segment) {
        out.segment(segment);
        return this;
    }

    /** {@return what is written meanwhile, which does not become a part of the rest} */
    List<Segment> apart(Runnable writing) {
        SegmentWriter before = out;
        out = new SegmentWriter();
        try {
            writing.run();
            return out.segments();
        } finally {
            out = before;
        }
    }

    /** Writes values out as constants meanwhile, as data definition needs them. */
    void literally(Runnable writing) {
        boolean before = literal;
        literal = true;
        try {
            writing.run();
        } finally {
            literal = before;
        }
    }

    /** Tells what the row is called that an upsert would have inserted. */
    void callProposedRow(String name) {
        proposedRow = name;
    }

    Optional<String> proposedRow() {
        return Optional.ofNullable(proposedRow);
    }

    /** Writes the columns of a table behind its bare name meanwhile, without its schema. */
    void withoutSchema(TableReference table, Runnable writing) {
        changed = table;
        writing.run();
        changed = null;
    }

    @SuppressWarnings("ReferenceEquality") // a table is itself
    boolean isWithoutSchema(TableReference table) {
        return changed == table;
    }

    boolean isLiteral() {
        return literal;
    }

    /**
     * {@return this, with an expression}
     *
     * @param expression what to write
     */
    public Rendering expression(Expression<?> expression) {
        expression.accept(new ExpressionRenderer(this));
        return this;
    }

    /**
     * {@return this, with an expression that stands in parentheses if it binds no tighter than what is around it}
     *
     * @param expression what to write
     * @param around how tightly that binds
     */
    public Rendering operand(Expression<?> expression, int around) {
        return expression.precedence() <= around ? parenthesized(expression) : expression(expression);
    }

    /**
     * {@return this, with an expression in parentheses}
     *
     * @param expression what to write
     */
    public Rendering parenthesized(Expression<?> expression) {
        return sql("(").expression(expression).sql(")");
    }

    /**
     * {@return this, with several things and commas between them}
     *
     * @param <E> what they are
     * @param elements the things
     * @param writing writes one
     */
    public <E> Rendering list(List<? extends E> elements, Consumer<E> writing) {
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                sql(", ");
            }
            writing.accept(elements.get(i));
        }
        return this;
    }

    /**
     * {@return this, with several expressions and commas between them}
     *
     * @param expressions the expressions
     */
    public Rendering list(List<? extends Expression<?>> expressions) {
        return list(expressions, expression -> expression(expression));
    }

    /** Writes what is restricted by conditions, or with null by none. */
    void restricted(@Nullable RowConditions by, Runnable writing) {
        RowConditions before = conditions;
        conditions = by;
        try {
            writing.run();
        } finally {
            conditions = before;
        }
    }

    /** Writes FROM of a query that locks its rows, or does not. */
    void locking(Optional<LockClause> lock, Runnable writing) {
        LockClause before = sourceLock;
        sourceLock = lock.filter(unused -> grammar.locksNothingWithin()).orElse(null);
        try {
            writing.run();
        } finally {
            sourceLock = before;
        }
    }

    /** How the rows are locked of which those of a table are made. */
    Optional<LockClause> sourceLock(FromElement table) {
        return Optional.ofNullable(sourceLock)
                .filter(lock -> lock.of().isEmpty() || lock.of().contains(table))
                .map(lock -> new LockClause(lock.strength(), List.of(), lock.waiting()));
    }

    /** The condition on rows of a table where the statement reads it now. */
    Optional<Expression<Boolean>> conditionOn(FromElement element) {
        RowConditions now = conditions;
        return now == null ? Optional.empty() : now.of(element);
    }

    /** Writes conditions that all have to hold, and behind them some that come from elsewhere and are taken as they are. */
    Rendering criteria(String keyword, List<Expression<Boolean>> criteria, List<Expression<Boolean>> asTheyAre) {
        if (asTheyAre.isEmpty()) {
            return criteria(keyword, criteria);
        }
        List<Expression<Boolean>> all =
                criteria.stream().filter(each -> each != BooleanConstant.TRUE).toList();
        sql(keyword);
        if (!all.isEmpty()) {
            operand(Sql.and(all.toArray(Rendering::conditions)), Precedence.OR).sql(" AND ");
        }
        restricted(null, () -> operand(Sql.and(asTheyAre.toArray(Rendering::conditions)), Precedence.OR));
        return this;
    }

    /** Writes conditions that all have to hold; nothing if there is none. */
    Rendering criteria(String keyword, List<Expression<Boolean>> criteria) {
        List<Expression<Boolean>> all =
                criteria.stream().filter(each -> each != BooleanConstant.TRUE).toList();
        if (all.isEmpty()) {
            return this;
        }
        sql(keyword);
        return expression(Sql.and(all.toArray(Rendering::conditions)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
    private static Expression<Boolean>[] conditions(int size) {
        return (Expression<Boolean>[]) new Expression[size];
    }

    List<Segment> written() {
        return out.segments();
    }
}
