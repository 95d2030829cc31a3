package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A driver that claims what its database cannot do fails the suite at that, and nowhere else. */
class FalseClaimTest {

    /** H2's, which refuses to begin read-only. Not run by itself: no pattern has its name. */
    @Database(DatabaseKind.H2)
    static class ClaimsToBeginReadOnly implements DriverTransactionCompliance {

        private final TestDatabase database;

        ClaimsToBeginReadOnly(TestDatabase database) {
            this.database = database;
        }

        @Override
        public Driver driver() {
            return DriverUnderTest.of(database);
        }

        @Override
        public DriverSql sql() {
            return new H2DriverSql();
        }

        @Override
        public Set<DriverFeature> features() {
            return Set.of(DriverFeature.READ_ONLY);
        }
    }

    @Test
    void isFoundOut() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(ClaimsToBeginReadOnly.class))
                .execute()
                .testEvents();
        assertThat(tests.failed().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", ""))
                        .collect(Collectors.toSet()))
                .containsExactly("refusesToWriteWhereReadOnlyWasAskedForAndWritesAgainAfterwards");
        assertThat(tests.succeeded().count()).isGreaterThan(5);
    }
}
