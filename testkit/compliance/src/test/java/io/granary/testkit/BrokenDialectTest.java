package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Dialects;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.DatabaseServers;
import io.granary.testkit.fixtures.ForeignDatabase;
import io.granary.testkit.fixtures.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A dialect of somebody else's, wrong in some things, fails the suites at these, and nowhere else. */
class BrokenDialectTest {

    /** Where it runs: on H2's databases. */
    static final class LameServer implements DialectSubject {

        @Override
        public TestDatabase admin() {
            return DatabaseServers.of(DatabaseKind.H2).admin().of(this);
        }

        @Override
        public String url(TestDatabase database) {
            return "lame:///" + database.database();
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of(DatabaseKind.H2).withDialect(Dialects.named("lame"));
        }
    }

    /** No class has a name that is run by itself. */
    @ForeignDatabase(LameServer.class)
    static class OnLameDialect implements DialectCompliance, SavepointCompliance {}

    @Test
    void whatADialectBreaksIsFoundAndNothingElse() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(OnLameDialect.class))
                .execute()
                .testEvents();

        assertThat(tests.failed().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "")))
                .containsExactlyInAnyOrder(
                        // It writes no OFFSET.
                        "pagesAreCutAndRowsLocked",
                        // It claims both, and H2 takes neither.
                        "whatWasDeletedIsReturned",
                        "aFullJoinHasTheRowsOfBothSides",
                        // It claims channels, and its suite is not run.
                        "listeningAndTellingAreRefused",
                        // Its driver's savepoints undo nothing.
                        "oneSavepointCanBeUndone",
                        "rollingBackToASavepointKeepsWhatWasBefore",
                        "theInnerOfTwoSavepointsCanBeUndone",
                        "undoingTheOuterSavepointUndoesTheCommittedInnerOne");
        assertThat(tests.succeeded().count()).isGreaterThan(100);
    }
}
