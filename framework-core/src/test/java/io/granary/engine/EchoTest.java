package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.CapturedLogs;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Actors
final class EchoTest {

    private static final String SECRET = "ann@example.org";
    private static final String SQL = "insert into t values (:id, :name, :note)";

    private final ActorTestKit kit;
    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();

    EchoTest(ActorTestKit kit) {
        this.kit = kit;
    }

    private List<String> echo(UnaryOperator<EngineOptions> change) {
        driver.on("broken").fails("42000", 0, "no");
        driver.on("select 1").rows(List.of("a"), List.of(1));
        EngineOptions options = change.apply(EngineOptions.defaults().withLoggingName("shop"));
        AsyncEngine engine = ScriptedEngine.on(driver, kit.system(), options);
        try (CapturedLogs logs = CapturedLogs.of("io.granary.echo")) {
            outcomeOf(engine.begin(connection -> connection
                    .execute(text("select 1"))
                    .thenCompose(rows -> connection.execute(text(SQL), values(1)))
                    .thenCompose(done -> connection.execute(text(SQL), List.of(values(7), values(8), values(9))))));
            failureOf(engine.execute(text("broken")));
            outcomeOf(engine.close());
            assertThat(logs.events())
                    .allMatch(event -> event.logger().equals("io.granary.echo.shop")
                            && event.level().equals("INFO"));
            return logs.messages();
        }
    }

    private static Map<String, ?> values(int id) {
        return Params.of("id", id, "name", SECRET, "note", null);
    }

    @Test
    void writesNothingWhenOff() {
        assertThat(echo(options -> options.withEcho(Echo.OFF))).isEmpty();
    }

    @Test
    void writesStatementsTransactionsAndFailures() {
        assertThat(echo(options -> options.withEcho(Echo.STATEMENTS)))
                .containsExactly(
                        "[shop#1] BEGIN",
                        "[shop#1] select 1",
                        "[shop#1] insert into t values (?, ?, ?) [Integer, String(15), NULL]",
                        "[shop#1] insert into t values (?, ?, ?) [Integer, String(15), NULL] and 2 sets more",
                        "[shop#1] COMMIT",
                        "[shop#1] broken",
                        "[shop#1] failed: PROGRAMMING");
    }

    @Test
    void writesResultsTimesAndThePoolTooForDebug() {
        Pattern time = Pattern.compile("\\d+ µs");
        assertThat(echo(options -> options.withEcho(Echo.DEBUG)).stream()
                        .map(line -> time.matcher(line).replaceAll("some µs")))
                .containsExactly(
                        "[shop#1] pool: CONNECTED",
                        "[shop#1] pool: CHECKED OUT",
                        "[shop#1] BEGIN",
                        "[shop#1] select 1",
                        "[shop#1] 1 rows in some µs",
                        "[shop#1] insert into t values (?, ?, ?) [Integer, String(15), NULL]",
                        "[shop#1] 0 rows in some µs",
                        "[shop#1] insert into t values (?, ?, ?) [Integer, String(15), NULL] and 2 sets more",
                        "[shop#1] 0 rows in some µs",
                        "[shop#1] COMMIT",
                        "[shop#1] pool: CHECKED IN",
                        "[shop#1] pool: CHECKED OUT",
                        "[shop#1] broken",
                        "[shop#1] failed: PROGRAMMING",
                        "[shop#1] pool: CHECKED IN",
                        "[shop#1] pool: CLOSED");
    }

    @ParameterizedTest
    @EnumSource(ParameterLogging.class)
    void showsValuesOnlyIfAskedTo(ParameterLogging mode) {
        List<String> lines = echo(options -> options.withEcho(Echo.DEBUG).withParameterLogging(mode));

        assertThat(lines.stream().anyMatch(line -> line.contains(SECRET))).isEqualTo(mode == ParameterLogging.VALUES);
        String shown = lines.stream()
                .filter(line -> line.contains("insert"))
                .findFirst()
                .orElseThrow()
                .replace("[shop#1] insert into t values (?, ?, ?)", "");
        assertThat(shown)
                .matches(
                        switch (mode) {
                            case NONE -> "";
                            case TYPES -> " \\[Integer, String\\(15\\), NULL]";
                            case FINGERPRINT -> " \\[Integer#[0-9a-f]{12}, String#[0-9a-f]{12}, NULL]";
                            case VALUES -> " \\[1, ann@example.org, NULL]";
                        });
    }

    @ParameterizedTest
    @EnumSource(
            value = ParameterLogging.class,
            names = {"NONE", "TYPES", "FINGERPRINT"})
    void showsNoParametersAtAllWhenTheyAreHidden(ParameterLogging mode) {
        assertThat(echo(options ->
                        options.withEcho(Echo.DEBUG).withParameterLogging(mode).withHideParameters(true)))
                .contains("[shop#1] insert into t values (?, ?, ?)")
                .noneMatch(line -> line.contains("String") || line.contains("NULL"));
    }

    @Test
    void refusesToShowValuesThatAreHidden() {
        assertThatThrownBy(() ->
                        EngineOptions.defaults().withHideParameters(true).withParameterLogging(ParameterLogging.VALUES))
                .isInstanceOf(ArgumentException.class);
    }
}
