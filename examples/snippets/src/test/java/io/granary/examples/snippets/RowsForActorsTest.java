package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Row;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.apache.pekko.stream.SourceRef;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Test;

class RowsForActorsTest extends OnLibrary {

    @Test
    void countsWhatItAskedTheEngineFor(ActorTestKit kit) {
        TestProbe<Integer> probe = kit.createTestProbe();

        kit.spawn(RowsForActors.counter(engine, probe.getRef()));

        probe.expectMessage(3);
    }

    @Test
    void readsWhatItAskedALeaseFor() {
        List<Row> asked = await(engine.connect(connection -> RowsForActors.askedOfALease(connection.ref(), system)));

        assertThat(asked).hasSize(3);
    }

    /** As it would be for another node: by what was written of the answer, and not by the object. */
    @Test
    void givesTitlesToWhoeverReadsTheWrittenRef(ActorTestKit kit) throws Exception {
        TestProbe<SourceRef<String>> probe = kit.createTestProbe();
        ActorRef<RowsForActors.GiveTitles> librarian = kit.spawn(RowsForActors.librarian(engine));
        librarian.tell(new RowsForActors.GiveTitles(probe.getRef()));
        SourceRef<String> given = probe.receiveMessage();

        Serialization serialization = SerializationExtension.get(Adapter.toClassic(system));
        Serializer serializer = serialization.findSerializerFor(given);
        byte[] written = serialization.serialize(given).get();
        SourceRef<?> read = (SourceRef<?>) serialization
                .deserialize(written, serializer.identifier(), Serializers.manifestFor(serializer, given))
                .get();

        assertThat(await(read.getSource().runWith(Sink.seq(), system)))
                .hasSize(3)
                .allSatisfy(title -> assertThat(serialization
                                .findSerializerFor(title)
                                .getClass()
                                .getName())
                        .contains("StringSerializer"));
    }
}
