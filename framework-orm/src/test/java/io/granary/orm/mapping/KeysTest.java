package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.EntityTable;
import io.granary.orm.GeneratedBy;
import io.granary.orm.Mappings;
import io.granary.schema.ForeignKey;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "UnusedVariable"}) // attributes are filled by reflection
class KeysTest extends OnH2 {

    private static <E> EntityMapping<E> mapping(Class<E> type) {
        assertThat(EntityTable.of(type).faults()).isEmpty();
        return EntityTable.of(type).mapping();
    }

    private static List<String> key(Class<?> type) {
        return mapping(type).key().stream()
                .map(column -> column.column().name())
                .toList();
    }

    @Entity
    static class Numbered {
        @Id
        @GeneratedValue
        Long id;

        @Version
        int version;
    }

    @Entity
    static class Sequenced {
        @Id
        @GeneratedValue(generator = "numbers")
        @SequenceGenerator(name = "numbers", sequenceName = "number_of", initialValue = 100, allocationSize = 20)
        Integer id;

        @Version
        Instant changed;
    }

    @Entity
    @SequenceGenerator(schema = "public")
    static class SequencedByDefault {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        long id;
    }

    @Entity
    static class Random {
        @Id
        @GeneratedValue
        UUID id;
    }

    static class Letters implements Supplier<String> {
        @Override
        public String get() {
            return "abc";
        }
    }

    @Entity
    static class Lettered {
        @Id
        @GeneratedBy(Letters.class)
        String id;
    }

    @Test
    void keysComeFromWhereTheAnnotationsSay() {
        assertThat(mapping(Numbered.class).generation()).isEqualTo(new KeyGeneration.ByIdentity());
        assertThat(EntityTable.of(Numbered.class).column("id").options().isIdentity())
                .isTrue();
        assertThat(mapping(Sequenced.class).generation()).isInstanceOfSatisfying(KeyGeneration.BySequence.class, by -> {
            assertThat(by.allocation()).isEqualTo(20);
            assertThat(by.sequence().name()).isEqualTo("number_of");
            assertThat(by.sequence().start()).isEqualTo(100);
            assertThat(by.sequence().increment()).isEqualTo(20);
        });
        assertThat(mapping(SequencedByDefault.class).generation())
                .isInstanceOfSatisfying(KeyGeneration.BySequence.class, by -> {
                    assertThat(by.sequence()).hasToString("public.sequenced_by_default_seq");
                    assertThat(by.allocation()).isEqualTo(50);
                });
        assertThat(mapping(Random.class).generation())
                .isInstanceOfSatisfying(
                        KeyGeneration.BySupplier.class,
                        by -> assertThat(by.source().get()).isInstanceOf(UUID.class));
        assertThat(mapping(Lettered.class).generation())
                .isInstanceOfSatisfying(
                        KeyGeneration.BySupplier.class,
                        by -> assertThat(by.source().get()).isEqualTo("abc"));
    }

    @Test
    void versionsAreFound() {
        assertThat(mapping(Numbered.class).version().map(MappedColumn::path)).contains("version");
        assertThat(mapping(Sequenced.class).version().map(MappedColumn::path)).contains("changed");
        assertThat(mapping(Random.class).version()).isEmpty();
    }

    @Test
    void sequencesAreCreatedWithTheTables() {
        with(
                () -> {
                    assertThat(ask("select next value for number_of")).containsExactly("100");
                    assertThat(ask("select next value for number_of")).containsExactly("120");
                },
                Sequenced.class);
    }

    @Embeddable
    record Place(int shelf, int position) {}

    @Entity
    static class Slot {
        @EmbeddedId
        Place place;

        String content;
    }

    @Entity
    @IdClass(Seat.Key.class)
    static class Seat {
        @Id
        String line;

        @Id
        int number;

        record Key(String line, int number) {}
    }

    @Entity
    @IdClass(Booking.Key.class)
    static class Booking {
        @Id
        @ManyToOne
        Seat seat;

        @Id
        @ManyToOne
        @JoinColumn(name = "who")
        Numbered guest;

        @ManyToOne
        Slot slot;

        static class Key {
            Seat.Key seat;
            Long guest;
        }
    }

    @Entity
    @Table(name = "bookings_paid")
    static class Payment {
        @Id
        @ManyToOne
        Numbered guest;

        @ManyToOne
        @JoinColumn(name = "b_guest", referencedColumnName = "who")
        @JoinColumn(name = "b_number", referencedColumnName = "seat_number")
        @JoinColumn(name = "b_line", referencedColumnName = "seat_line")
        Booking booking;
    }

    @Test
    void compositeKeysAndDerivedOnes() {
        assertThat(key(Slot.class)).containsExactly("shelf", "position");
        assertThat(key(Seat.class)).containsExactly("line", "number");
        assertThat(key(Booking.class)).containsExactly("seat_line", "seat_number", "who");
        assertThat(key(Payment.class)).containsExactly("guest_id");
        assertThat(mapping(Booking.class).key()).allMatch(MappedColumn::reference);
        assertThat(mapping(Slot.class).idClass().orElseThrow().type()).isEqualTo(Place.class);
        assertThat(mapping(Seat.class).idClass().map(access -> access.create(new @Nullable Object[] {"a", 1})))
                .contains(new Seat.Key("a", 1));
    }

    @Test
    void foreignKeysOfSeveralColumnsReferToTheColumnsThatTheyName() {
        ForeignKey booking = EntityTable.of(Payment.class).foreignKeys().stream()
                .filter(key -> key.columns().size() == 3)
                .findFirst()
                .orElseThrow();
        assertThat(booking.columns())
                .extracting(column -> column.name())
                .containsExactly("b_line", "b_number", "b_guest");
        assertThat(booking.targetColumns())
                .extracting(column -> column.name())
                .containsExactly("seat_line", "seat_number", "who");
        Class<?>[] all = {Payment.class, Booking.class, Slot.class, Seat.class, Numbered.class};
        assertThat(Mappings.of(all).metaData().sortedTables().stream().map(Object::toString))
                .endsWith("bookings_paid");
        with(
                () -> assertThat(ask("select count(*) from information_schema.referential_constraints"))
                        .containsExactly("5"),
                all);
    }

    @Test
    void anEmbeddedKeyComesBackInItsObject() {
        Slot slot = new Slot();
        slot.place = new Place(1, 2);
        slot.content = "x";
        with(
                () -> assertThat(roundTrip(slot, Slot.class))
                        .usingRecursiveComparison()
                        .isEqualTo(slot),
                Slot.class);
    }
}
