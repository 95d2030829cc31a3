package io.granary.examples.snippets;

import io.granary.dialect.Dialect;
import io.granary.dialect.DialectProvider;
import io.granary.dialect.Feature;
import io.granary.dialect.ForwardingDialect;
import io.granary.dialect.H2Dialect;
import io.granary.dialect.render.H2Grammar;
import io.granary.dialect.render.Rendering;
import io.granary.dialect.render.StatementRenderer;
import io.granary.sql.RowLimit;
import java.util.EnumSet;
import java.util.Set;

// #dialect
/** Lagoon is nearly H2: it has no DISTINCT ON, and the standard's word for LIMIT. */
public final class LagoonDialect extends ForwardingDialect {

    private final StatementRenderer renderer = new StatementRenderer(new LagoonGrammar(this));

    private LagoonDialect(Dialect real) {
        super("lagoon", real);
    }

    /** H2's dialect knows more once it has met the server. */
    @Override
    protected Dialect like(Dialect refined) {
        return new LagoonDialect(refined);
    }

    @Override
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.copyOf(super.features());
        features.remove(Feature.DISTINCT_ON);
        return features;
    }

    @Override
    public StatementRenderer renderer() {
        return renderer;
    }

    /** How it writes what it writes otherwise. */
    private static final class LagoonGrammar extends H2Grammar {

        LagoonGrammar(Dialect dialect) {
            super(dialect);
        }

        @Override
        protected void limit(RowLimit limit, Rendering to) {
            if (limit.ties()) {
                super.limit(limit, to);
                return;
            }
            if (limit.offset() != null) {
                to.sql(" OFFSET ").expression(limit.offset()).sql(" ROWS");
            }
            if (limit.count() != null) {
                to.sql(" FETCH FIRST ").expression(limit.count()).sql(" ROWS ONLY");
            }
        }
    }

    /** Named in META-INF/services/io.granary.dialect.DialectProvider. */
    public static final class Provider implements DialectProvider {

        @Override
        public String name() {
            return "lagoon";
        }

        @Override
        public Dialect dialect() {
            return new LagoonDialect(H2Dialect.INSTANCE);
        }
    }
}
// #dialect
