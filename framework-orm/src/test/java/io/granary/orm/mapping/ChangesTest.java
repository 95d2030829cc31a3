package io.granary.orm.mapping;

import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.ColumnTypesTest.Everything;
import io.granary.orm.mapping.ColumnTypesTest.Point;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session takes for a change of an object, for each kind of value. */
class ChangesTest extends OnH2 {

    /** Adds an object, reads it in another session, does something to it, and says whether that counts and what comes of it. */
    private boolean isChangedBy(Consumer<Everything> change) {
        Mappings mappings = Mappings.of(Everything.class);
        AsyncSessionMaker maker = AsyncSessionMaker.of(engine, mappings);
        outcomeOf(mappings.metaData().createAll(engine));
        try {
            outcomeOf(maker.begin(session -> {
                session.add(new Everything());
                return session.flush();
            }));
            AsyncSession session = maker.open();
            Everything read = outcomeOf(session.getOne(Everything.class, 1L));
            assertThat(outcomeOf(session.isModified(read))).isFalse();
            change.accept(read);
            boolean modified = outcomeOf(session.isModified(read));
            outcomeOf(session.commit());
            outcomeOf(session.close());
            Everything again = outcomeOf(maker.begin(other -> other.getOne(Everything.class, 1L)));
            assertThat(again)
                    .usingRecursiveComparison()
                    .withEqualsForType((one, other) -> one.compareTo(other) == 0, BigDecimal.class)
                    .isEqualTo(read);
            return modified;
        } finally {
            outcomeOf(mappings.metaData().dropAll(engine));
        }
    }

    static Stream<Consumer<Everything>> changes() {
        return Stream.of(
                object -> object.bytes[0] = 9,
                object -> object.letters[0] = 'z',
                object -> object.words.set(0, "z"),
                object -> object.numbers[0] = 9,
                object -> object.points.put("there", new Point(0, 0)),
                object -> ((com.fasterxml.jackson.databind.node.ObjectNode) object.tree).put("k", 2),
                object -> object.converted = new Point(0, 0),
                object -> object.price = new BigDecimal("12.51"),
                object -> object.plain = "");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeWithinAValueCounts(Consumer<Everything> change) {
        assertThat(isChangedBy(change)).isTrue();
    }

    @Test
    @Tag("UW21")
    @Tag("UW23")
    void theSameValueInAnotherObjectDoesNot() {
        assertThat(isChangedBy(object -> {
                    object.bytes = object.bytes.clone();
                    object.words = List.of("a", "b");
                    object.points = Map.of("here", new Point(3, 4));
                    object.tree = object.tree.deepCopy();
                    object.converted = new Point(5, 6);
                    object.price = new BigDecimal("12.5");
                    object.plain = String.valueOf("plain".toCharArray());
                }))
                .isFalse();
    }
}
