package io.granary.examples.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the programs report, on every database. */
interface UsersFacts {

    @Test
    default void doesWhatItSays(TestDatabase database) {
        assertDoesWhatItSays(database.url());
    }

    static void assertDoesWhatItSays(String url) {
        List<String> said = new ArrayList<>();
        Users.run(url, said::add).toCompletableFuture().join();
        assertThat(said)
                .containsExactly(
                        "found Alice <alice@example.org>",
                        "found Alicia <alicia@example.org>",
                        "Alice has 2 addresses",
                        "3 names changed",
                        "names: ALICE, ALICIA, BOB",
                        "3 users came as a stream",
                        "renamed to Caroline <carol@example.org>",
                        "removed: true",
                        "4 users, counted by code that blocks",
                        "1 changed, and Dan is Daniel",
                        "the registrar says no: UniqueViolationException",
                        "the registrar says Registered[name=Eve]",
                        "refused: UniqueViolationException",
                        "nobody is called Nobody");
    }
}
