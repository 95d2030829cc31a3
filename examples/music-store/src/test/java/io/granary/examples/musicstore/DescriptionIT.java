package io.granary.examples.musicstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.EngineOptions;
import io.granary.examples.musicstore.HttpStore.Said;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The document and the routes say the same. That each answer is described is seen to by {@link HttpStore} wherever it is used. */
@Database(DatabaseKind.H2)
class DescriptionIT {

    private static final Pattern ASSET = Pattern.compile("\"(/webjars/[^\"]+)\"");

    private final HttpStore store;

    DescriptionIT(TestDatabase database) {
        this.store = HttpStore.open(database.url(), EngineOptions.defaults());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void describesWhatIsRoutedAndNothingElse() {
        Description description = Description.read();
        assertThat(description.paths()).hasSizeGreaterThan(10);
        for (String template : description.paths()) {
            Said refused = store.send("PATCH", template.replaceAll("\\{\\w+}", "1"), "");
            assertThat(refused.status()).as(template).isEqualTo(405);
            Set<String> allowed = new TreeSet<>(Set.of(refused.header("Allow").split(", ", -1)));
            assertThat(allowed).as(template).isEqualTo(description.methods(template));
        }
    }

    @Test
    void showsThePageWithAllThatItLoads() {
        Said page = store.get("/");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(ASSET.matcher(page.response().body()).results().map(found -> found.group(1)))
                .hasSize(2)
                .allSatisfy(
                        path -> assertThat(store.get(path).status()).as(path).isEqualTo(200));
        assertThat(store.given("/openapi.json").get("paths"))
                .hasSameSizeAs(Description.read().paths());
    }
}
