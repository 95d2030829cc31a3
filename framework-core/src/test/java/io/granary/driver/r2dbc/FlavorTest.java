package io.granary.driver.r2dbc;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.Row;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

@Actors
class FlavorTest {

    @Test
    void takesAnUnknownDriverForOneThatDoesNotBlock() {
        assertThat(driver("Oracle Database").blocking()).isFalse();
        assertThat(driver("H2").blocking()).isTrue();
    }

    @Test
    void findsNoFaultWithTheTextsOfAnUnknownDriver() {
        String text = "select 'a;b'";

        assertThat(NeutralFlavor.INSTANCE.objection(text)).isEmpty();
        assertThat(NeutralFlavor.INSTANCE.columnName("ID")).isEqualTo("ID");
        assertThat(H2Flavor.INSTANCE.objection(text)).isPresent();
    }

    @Test
    void namesColumnsOfH2AsTheyAreWritten(ActorTestKit kit) {
        AsyncEngine engine = AsyncEngine.create(kit.system(), "h2:mem:///names");
        try {
            Row row = Blocking.await(engine.execute(
                            text("select 1 as id, 2 as \"Mixed\", 3 as \"lower\", 4 as title_2, count(*)")))
                    .one();

            assertThat(row.keys()).containsExactly("id", "Mixed", "lower", "title_2", "count(*)");
            assertThat(row.get("id")).isEqualTo(1);
        } finally {
            Blocking.await(engine.close());
        }
    }

    private static R2dbcDriver driver(String product) {
        return R2dbcDriver.of(ScriptedConnectionFactory.named(product), 1, Duration.ofSeconds(1));
    }
}
