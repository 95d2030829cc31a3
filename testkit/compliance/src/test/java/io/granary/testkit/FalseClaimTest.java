package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A driver that claims what its database cannot do, or breaks what it has to do, fails the suite at that, and nowhere else. */
class FalseClaimTest {

    /** H2's driver, with something before its connections. No class made of it has a name that is run by itself. */
    @Database(DatabaseKind.H2)
    abstract static class OnH2 implements DriverTransactionCompliance {

        private final TestDatabase database;
        private final UnaryOperator<DriverConnection> before;

        OnH2(TestDatabase database, UnaryOperator<DriverConnection> before) {
            this.database = database;
            this.before = before;
        }

        @Override
        public Driver driver() {
            Driver real = DriverUnderTest.of(database);
            return new ForwardingDriver(real, before);
        }

        @Override
        public DriverSql sql() {
            return new H2DriverSql();
        }

        @Override
        public Set<DriverFeature> features() {
            return Set.of(DriverFeature.ISOLATION_LEVELS);
        }
    }

    static class Honest extends OnH2 {
        Honest(TestDatabase database) {
            super(database, UnaryOperator.identity());
        }
    }

    static class ClaimsToBeginReadOnly extends OnH2 {
        ClaimsToBeginReadOnly(TestDatabase database) {
            super(database, UnaryOperator.identity());
        }

        @Override
        public Set<DriverFeature> features() {
            return Set.of(DriverFeature.ISOLATION_LEVELS, DriverFeature.READ_ONLY);
        }
    }

    static class KeepsWhatASavepointUndoes extends OnH2 {
        KeepsWhatASavepointUndoes(TestDatabase database) {
            super(database, real -> new ForwardingConnection(real) {
                @Override
                public CompletionStage<Void> rollbackToSavepoint(String name) {
                    return CompletableFuture.completedFuture(null);
                }
            });
        }
    }

    private static List<String> failing(Class<?> suite) {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(suite))
                .execute()
                .testEvents();
        assertThat(tests.started().count()).isGreaterThan(9);
        return tests.failed().stream()
                .map(event -> event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", ""))
                .toList();
    }

    @Test
    void honestyPasses() {
        assertThat(failing(Honest.class)).isEmpty();
    }

    @Test
    void aFalseClaimIsFoundOut() {
        assertThat(failing(ClaimsToBeginReadOnly.class))
                .containsExactly("refusesToWriteWhereReadOnlyWasAskedForAndWritesAgainAfterwards");
    }

    @Test
    void aBrokenSavepointIsFoundOut() {
        assertThat(failing(KeepsWhatASavepointUndoes.class))
                .containsExactly("undoesToASavepointAndKeepsWhatAReleasedOneHeld");
    }
}
