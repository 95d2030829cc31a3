package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingTest extends OnLibrary {

    @Test
    void runsBlockingCodeOnAConnection() {
        assertThat(await(Waiting.runSync(engine))).isEqualTo(3);
    }

    @Test
    void waitsOnTheCallersThread() {
        assertThat(Waiting.title(engine, 2)).contains("Solaris");
    }

    @Test
    void givesBlockingCodeAThread() {
        assertThat(await(Waiting.legacy(system, engine))).isEqualTo("Dune, one of 3");
    }
}
