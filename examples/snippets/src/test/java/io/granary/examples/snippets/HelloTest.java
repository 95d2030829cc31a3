package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.ActorFixture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ActorFixture.class)
class HelloTest {

    @Test
    void findsTheBooksThatItInserted(ActorSystem<?> system) {
        assertThat(Hello.booksWithS(system).toCompletableFuture().join())
                .containsExactly(new Hello.Book(2, "Solaris"), new Hello.Book(3, "Stalker"));
    }
}
