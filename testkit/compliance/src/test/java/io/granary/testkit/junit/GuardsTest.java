package io.granary.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Each guard fails the test that it is there for, and says what is wrong. */
class GuardsTest {

    /** What tests failed with; the empty text for those that did not. */
    private static Map<String, String> outcomes(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(tests))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .collect(Collectors.toMap(GuardsTest::name, GuardsTest::failure));
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
    }

    private static String failure(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElse("");
    }

    @Test
    void whatIsLeftBehindFailsTheTestThatLeftItWithWhoAndWhere() {
        Map<String, String> outcomes = outcomes(GuardSamples.Leaks.class);
        assertThat(outcomes.get("aLease")).contains("A connection is still lent", "GuardSamples.java");
        assertThat(outcomes.get("aTransaction")).contains("A connection is still lent", "GuardSamples.java");
        assertThat(outcomes.get("aWaiter"))
                .containsPattern("(?s)lease .*GuardSamples.java.*waiting for .*GuardSamples.java");
        assertThat(outcomes.get("aSession"))
                .contains("A session is still open", "GuardSamples.java")
                .doesNotContain("A connection");
        assertThat(outcomes.get("aSessionOfAnotherMaker")).contains("A session is still open", "GuardSamples.java");
        assertThat(outcomes.get("aSessionInATransaction"))
                .contains("A session is still open", "A connection is still lent", "granary-session");
        assertThat(outcomes.get("aFault")).contains("never met", "insert into orm_notes");
        assertThat(outcomes).containsEntry("nothing", "").hasSize(8);
    }

    @Test
    void aQueryForEveryRowIsNamed() {
        assertThat(outcomes(GuardSamples.Repeats.class).get("aQueryForEveryUser"))
                .contains("sent 2 times", "N+1", "orm_users");
    }

    @Test
    void whatCannotBeUndoneFailsTheTestAndIsClearedAwayBeforeTheNext() {
        Map<String, String> outcomes = outcomes(GuardSamples.Escapes.class);
        assertThat(outcomes.get("byAStatementThatCommits"))
                .contains("could not be undone", "create table if not exists escaped (id int)")
                .doesNotContain("insert");
        assertThat(outcomes.get("withinATransaction")).contains("could not be undone", "escaped2");
        assertThat(outcomes).containsEntry("nothingOfItIsThereForTheNext", "");
    }

    @Test
    void aUrlMayComeFromOutside() {
        System.setProperty("granary.sample.database", "of_the_users");
        try {
            Map<String, String> outcomes = outcomes(GuardSamples.OnAUrlOfTheUsers.class);
            assertThat(outcomes).containsEntry("runsThere", "");
            assertThat(outcomes.get("wantsSessionsOfNothing")).contains("@GranaryTest(mappings = User.class)");
        } finally {
            System.clearProperty("granary.sample.database");
        }
        assertThat(outcomes(GuardSamples.WithoutItsUrl.class).get("runs"))
                .contains("granary.sample.nobody", "GRANARY_SAMPLE_NOBODY");
    }

    @Test
    void anEngineIsForATestAndNotForItsClass() {
        assertThat(outcomes(GuardSamples.TooEarly.class).get("runs")).contains("@BeforeEach");
    }
}
