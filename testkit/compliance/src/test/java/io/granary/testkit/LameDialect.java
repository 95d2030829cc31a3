package io.granary.testkit;

import io.granary.dialect.Dialect;
import io.granary.dialect.DialectProvider;
import io.granary.dialect.Feature;
import io.granary.dialect.ForwardingDialect;
import io.granary.dialect.H2Dialect;
import io.granary.dialect.render.H2Grammar;
import io.granary.dialect.render.Rendering;
import io.granary.dialect.render.StatementRenderer;
import io.granary.sql.RowLimit;
import io.granary.sql.SelectItem;
import io.granary.sql.TableReference;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** H2 as somebody writes its dialect who is wrong in some things; made of what is public. */
final class LameDialect extends ForwardingDialect {

    /** Brings it along. */
    public static final class Provider implements DialectProvider {
        @Override
        public String name() {
            return "lame";
        }

        @Override
        public Dialect dialect() {
            return new LameDialect(H2Dialect.INSTANCE);
        }
    }

    /** How it writes. */
    private static final class LameGrammar extends H2Grammar {

        LameGrammar(Dialect dialect) {
            super(dialect);
        }

        /** Forgets which rows come before those that are wanted. */
        @Override
        protected void limit(RowLimit limit, Rendering to) {
            super.limit(new RowLimit(limit.count(), null, limit.ties()), to);
        }

        /** H2 has no such clause. */
        @Override
        protected void returning(
                TableReference table, List<SelectItem> items, Feature feature, Runnable statement, Rendering to) {
            if (feature == Feature.DELETE_RETURNING && !items.isEmpty()) {
                statement.run();
                to.sql(" RETURNING *");
            } else {
                super.returning(table, items, feature, statement, to);
            }
        }
    }

    private final StatementRenderer renderer = new StatementRenderer(new LameGrammar(this));

    private LameDialect(Dialect real) {
        super("lame", real);
    }

    @Override
    protected Dialect like(Dialect refined) {
        return new LameDialect(refined);
    }

    /** H2 has no channels, and no joins with what stands before them. */
    @Override
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.of(Feature.NOTIFICATIONS, Feature.FULL_JOIN);
        features.addAll(super.features());
        return features;
    }

    @Override
    public StatementRenderer renderer() {
        return renderer;
    }
}
