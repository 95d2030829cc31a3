package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import org.junit.jupiter.api.Test;

class LendingTest extends OnLibrary {

    @Test
    void tellsHowManyAreLent() {
        AsyncConnection connection = await(engine.connect());

        assertThat(await(Lending.status(engine))).isEqualTo("1 lent, 0 idle, 0 waiting");
        assertThat(await(Lending.longestLoans(engine))).hasSize(1);
        await(connection.close());
        assertThat(await(Lending.status(engine))).isEqualTo("0 lent, 1 idle, 0 waiting");
    }

    @Test
    void doesNotWaitWhereNothingIsToWaitFor() {
        assertThat(await(Lending.impatient(engine)).fetchAll()).hasSize(3);
    }
}
