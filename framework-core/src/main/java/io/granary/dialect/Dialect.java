package io.granary.dialect;

import io.granary.dialect.render.CopyText;
import io.granary.dialect.render.SqlTexts;
import io.granary.dialect.render.StatementRenderer;
import io.granary.dialect.render.TypeNames;
import io.granary.error.DatabaseError;
import io.granary.error.NotSupportedException;
import io.granary.schema.NameLength;
import io.granary.schema.SchemaDialect;
import io.granary.sql.CompiledSql;
import io.granary.sql.CopyIn;
import io.granary.sql.Executable;
import io.granary.sql.LexicalRules;
import io.granary.sql.SchemaTranslation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What differs between databases. Stateless and thread-safe; knows no connection.
 */
public interface Dialect extends SchemaDialect {

    /** {@return the name in URLs: {@code postgresql}, {@code mysql}, {@code mariadb}, {@code h2}, {@code sqlite}} */
    @Override
    String name();

    /** {@return what this database can do that not every database can} */
    Set<Feature> features();

    /** {@return how this database's SQL is read: strings, comments, quotes} */
    LexicalRules lexicalRules();

    /** {@return how the driver wants the place of a value marked} */
    MarkerStyle markers();

    /** {@return what IN over no values becomes} */
    default EmptyList emptyLists() {
        return EmptyList.SUBQUERY;
    }

    /** {@return how many values one statement may carry} */
    int maxBinds();

    /**
     * The statement that the first connection runs to learn about the server. It gives one row of three text columns: version, default
     * schema, default isolation level; any of them may be NULL. Where the dialect wants to remember the session as it is after login, a
     * fourth column says so in the dialect's own words.
     *
     * @param product the server's name as it said at the handshake
     * @return SQL without parameters
     */
    String probe(String product);

    /**
     * {@return the dialect for the server that answered, which may be a closer one, as MariaDB's is to MySQL's}
     *
     * @param facts what the first connection learned
     */
    default Dialect refinedBy(ServerFacts facts) {
        return this;
    }

    /** {@return whether statements may have to be written otherwise once a server has answered} */
    default boolean dependsOnServer() {
        return false;
    }

    /**
     * {@return what an error means}
     *
     * <p>Decided by SQLSTATE and vendor code alone; whether the link still lives is the connection's to say.
     *
     * @param error what the database said
     */
    ErrorKind classify(DatabaseError error);

    /**
     * {@return whether an error may be the last that the server says on this connection, although it is also one after which a connection
     * lives on; only a sign of life can tell}
     *
     * <p>If it {@linkplain #leavesNothing leaves nothing} too, the connection ended because of the statement: the error keeps its kind, and other connections
     * are kept.
     *
     * @param error what the database said
     */
    default boolean mayEndSession(DatabaseError error) {
        return false;
    }

    /**
     * {@return whether an error proves that the statement, or the COMMIT, that it answers leaves nothing in the database: it was never begun,
     * or has been rolled back}
     *
     * <p>Asked for what the server reports before it ends a connection. What may come in the midst of a COMMIT, as the last words of a server that
     * is shut down, proves nothing.
     *
     * @param error what the database said
     */
    default boolean leavesNothing(DatabaseError error) {
        return false;
    }

    /**
     * {@return what an error tells about the other connections to the same server}
     *
     * <p>Asked for statements of transactions that may write; an error that ends its own connection is {@link ErrorKind#DISCONNECTED}.
     *
     * @param error what the database said
     */
    default Spread spread(DatabaseError error) {
        return Spread.NONE;
    }

    /**
     * {@return what the failure of a connect tells about trying again}
     *
     * @param error what the server or the driver said; a driver that reached nobody gives neither state nor number
     */
    default ConnectTrouble connectTrouble(DatabaseError error) {
        return StandardStates.connectTrouble(error);
    }

    /**
     * {@return a message of this database, or of its driver, with {@code ***} for each value that it quotes}
     *
     * <p>Databases quote what clashed or did not fit, which may be personal data: {@code Duplicate entry 'ann@example.org' for key
     * 'mail'}. Names of tables, columns, constraints and types stay.
     *
     * @param message as the database wrote it
     */
    default String withoutValues(String message) {
        return message;
    }

    /**
     * The question for the running transaction's id, to be asked just before COMMIT by who wants to be able to ask what became of it.
     *
     * @return SQL without parameters; it gives one row with one text, NULL where the transaction has no id. Empty where the server cannot
     *     be asked
     */
    default Optional<String> transactionId() {
        return Optional.empty();
    }

    /**
     * The question for what became of a transaction, to be asked on another connection.
     *
     * @param id what {@link #transactionId()} gave
     * @return SQL without parameters; it gives one row with one text: {@code committed}, {@code aborted}, {@code in progress}, or NULL where
     *     the server does not know, or no longer. Empty where it cannot be asked
     */
    default Optional<String> transactionStatus(String id) {
        return Optional.empty();
    }

    /** {@return a statement that names what the running transaction sees, as one text, for others to see the same; empty where it cannot be named} */
    default Optional<String> exportSnapshot() {
        return Optional.empty();
    }

    /**
     * {@return the first statement of a transaction that is to see what another one does; empty where it cannot, or if there is no such name}
     *
     * @param name what {@link #exportSnapshot()} gave in the other one, which is still open
     */
    default Optional<String> importSnapshot(String name) {
        return Optional.empty();
    }

    /**
     * {@return what makes a session again what it was after login; empty where nothing does, so that the connection has to be replaced}
     *
     * <p>Run one after another, without parameters, outside of any transaction. A statement may give rows of one text: each that is not
     * blank is a statement too, and runs next.
     */
    default Optional<List<String>> sessionReset() {
        return Optional.empty();
    }

    /**
     * {@return a statement after which the server ends, by itself, each statement of the session that takes too long; empty where it
     * cannot, and an engine that is to do so is refused}
     *
     * @param limit how long a statement may take, at least 1 ms
     */
    default Optional<String> serverStatementTimeout(Duration limit) {
        return Optional.empty();
    }

    /**
     * {@return a statement after which the server looks, while it runs a statement of the session, whether somebody is still there to
     * take what it gives, and ends it if not; empty where it cannot}
     *
     * @param every how often it looks, at least 1 ms
     */
    default Optional<String> serverLinkCheck(Duration every) {
        return Optional.empty();
    }

    /**
     * {@return whether this database can do something}
     *
     * @param feature what it should do
     */
    default boolean supports(Feature feature) {
        return features().contains(feature);
    }

    /**
     * {@return the statement that copies rows in, as the database takes it}
     *
     * @param copy into what, and in which format
     * @param schemas other names for schemas
     * @throws NotSupportedException where the database has none
     */
    default String copyIn(CopyIn copy, SchemaTranslation schemas) {
        throw NotSupportedException.of(
                name() + " has no COPY … FROM STDIN.",
                "Insert the rows instead: execute(insert(table), rows) sends many with one statement.");
    }

    /**
     * {@return what writes rows as a copy in the text format takes them}
     *
     * @param copy into what
     * @throws NotSupportedException where the database has none
     */
    default CopyText copyText(CopyIn copy) {
        copyIn(copy, SchemaTranslation.NONE);
        return new CopyText(copy.columns(), types());
    }

    /**
     * {@return the statement after which the server tells a session what is told on channels}
     *
     * @param channels their names, at least one; their letter case counts
     * @throws NotSupportedException where the database has none
     */
    default String listen(List<String> channels) {
        throw withoutChannels();
    }

    /**
     * {@return the statement that tells something on a channel, to all who listen, when its transaction commits}
     *
     * <p>It has two places for values: the channel's name and what is told.
     *
     * @throws NotSupportedException where the database has none
     */
    default String notification() {
        throw withoutChannels();
    }

    private NotSupportedException withoutChannels() {
        return NotSupportedException.of(
                name() + " has no channels to listen on, as LISTEN and NOTIFY are.",
                "Write what is told into a table, and ask for new rows from time to time.");
    }

    @Override
    default NameLength nameLength() {
        return renderer().nameLength();
    }

    @Override
    default boolean hasEnumTypes() {
        return supports(Feature.ENUM_TYPES);
    }

    @Override
    default boolean hasSequences() {
        return supports(Feature.SEQUENCES);
    }

    @Override
    default boolean altersForeignKeys() {
        return supports(Feature.ALTER_FOREIGN_KEYS);
    }

    @Override
    default boolean hasCommentStatements() {
        return supports(Feature.COMMENT_STATEMENTS);
    }

    /** {@return what types are called, and how their values look} */
    TypeNames types();

    /** {@return what writes statements} */
    StatementRenderer renderer();

    @Override
    default CompiledSql compile(Executable statement, Map<String, ?> parameters) {
        return SqlTexts.of(this, statement, parameters);
    }
}
