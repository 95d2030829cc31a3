package io.granary.dialect;

import io.granary.dialect.render.CopyText;
import io.granary.dialect.render.StatementRenderer;
import io.granary.dialect.render.TypeNames;
import io.granary.error.DatabaseError;
import io.granary.schema.catalog.Catalog;
import io.granary.sql.CopyIn;
import io.granary.sql.LexicalRules;
import io.granary.sql.SchemaTranslation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A dialect that is like another but for what it overrides: where a dialect of one's own begins, for most databases speak one that is known.
 *
 * <p>Whoever overrides {@link #features()} or the way statements are written overrides {@link #renderer()} too, by a {@link
 * StatementRenderer} on a grammar of this dialect: that of the other asks the other for its features. What is not forwarded but
 * follows from the rest ({@link #supports}, {@link #compile}, {@link #nameLength} and others) follows from what is overridden.
 */
public abstract class ForwardingDialect implements Dialect {

    private final String name;
    private final Dialect real;

    /**
     * A dialect like another.
     *
     * @param name its name in URLs
     * @param real the other
     */
    protected ForwardingDialect(String name, Dialect real) {
        this.name = name;
        this.real = real;
    }

    /**
     * {@return this dialect, like another one}
     *
     * @param refined what the other dialect became when the first connection had learned about the server
     */
    protected abstract Dialect like(Dialect refined);

    @Override
    public String name() {
        return name;
    }

    @Override
    public Dialect refinedBy(ServerFacts facts) {
        Dialect refined = real.refinedBy(facts);
        return refined == real ? this : like(refined);
    }

    @Override
    public Set<Feature> features() {
        return real.features();
    }

    @Override
    public LexicalRules lexicalRules() {
        return real.lexicalRules();
    }

    @Override
    public MarkerStyle markers() {
        return real.markers();
    }

    @Override
    public EmptyList emptyLists() {
        return real.emptyLists();
    }

    @Override
    public int maxBinds() {
        return real.maxBinds();
    }

    @Override
    public String probe(String product) {
        return real.probe(product);
    }

    @Override
    public boolean dependsOnServer() {
        return real.dependsOnServer();
    }

    @Override
    public ErrorKind classify(DatabaseError error) {
        return real.classify(error);
    }

    @Override
    public boolean mayEndSession(DatabaseError error) {
        return real.mayEndSession(error);
    }

    @Override
    public boolean leavesNothing(DatabaseError error) {
        return real.leavesNothing(error);
    }

    @Override
    public Spread spread(DatabaseError error) {
        return real.spread(error);
    }

    @Override
    public ConnectTrouble connectTrouble(DatabaseError error) {
        return real.connectTrouble(error);
    }

    @Override
    public String withoutValues(String message) {
        return real.withoutValues(message);
    }

    @Override
    public Optional<String> transactionId() {
        return real.transactionId();
    }

    @Override
    public Optional<String> transactionStatus(String id) {
        return real.transactionStatus(id);
    }

    @Override
    public Optional<String> exportSnapshot() {
        return real.exportSnapshot();
    }

    @Override
    public Optional<String> importSnapshot(String snapshot) {
        return real.importSnapshot(snapshot);
    }

    @Override
    public Optional<List<String>> sessionReset() {
        return real.sessionReset();
    }

    @Override
    public Optional<String> serverStatementTimeout(Duration limit) {
        return real.serverStatementTimeout(limit);
    }

    @Override
    public Optional<String> serverLinkCheck(Duration every) {
        return real.serverLinkCheck(every);
    }

    @Override
    public String copyIn(CopyIn copy, SchemaTranslation schemas) {
        return real.copyIn(copy, schemas);
    }

    @Override
    public CopyText copyText(CopyIn copy) {
        return real.copyText(copy);
    }

    @Override
    public String listen(List<String> channels) {
        return real.listen(channels);
    }

    @Override
    public String notification() {
        return real.notification();
    }

    @Override
    public Catalog catalog() {
        return real.catalog();
    }

    @Override
    public TypeNames types() {
        return real.types();
    }

    @Override
    public StatementRenderer renderer() {
        return real.renderer();
    }
}
