package io.granary.testkit.orm;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A round of a runner, known by how long it took and its number, with values that databases and Java order in different ways. */
@Entity
@Table(name = "orm_laps")
public class Lap {

    /**
     * Its key.
     *
     * @param took how long it took
     * @param number which round it was
     */
    @Embeddable
    public record Key(
            @Column(name = "took") Duration took,
            @Column(name = "lap") int number) {}

    /** What the sky was like; not in the order of the alphabet. */
    public enum Weather {
        /** No clouds. */
        SUN,
        /** Many. */
        CLOUDS,
        /** They fell. */
        RAIN
    }

    /**
     * How the runner felt, in an order that is not that of what is stored.
     *
     * @param level more is better
     */
    public record Mood(int level) implements Comparable<Mood> {

        @Override
        public int compareTo(Mood other) {
            return Integer.compare(level, other.level);
        }
    }

    /** Stores how bad it was. */
    public static final class MoodConverter implements AttributeConverter<Mood, Integer> {

        /** For mappings. */
        public MoodConverter() {}

        @Override
        public @Nullable Integer convertToDatabaseColumn(@Nullable Mood mood) {
            return mood == null ? null : -mood.level();
        }

        @Override
        public @Nullable Mood convertToEntityAttribute(@Nullable Integer stored) {
            return stored == null ? null : new Mood(-stored);
        }
    }

    /** Given by the program. */
    @EmbeddedId
    public @Nullable Key key;

    /** How many spectators there were. */
    public @Nullable Integer seen;

    /** By its name. */
    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    public @Nullable Weather weather;

    /** When it began. */
    public @Nullable OffsetDateTime began;

    /** What a chip said. */
    @Column(length = 20)
    public byte @Nullable [] chip;

    /** Who ran. */
    public @Nullable UUID runner;

    /** How it felt. */
    @Convert(converter = MoodConverter.class)
    public @Nullable Mood mood;

    /** Set by statements. */
    public int hit;

    /** For those who load it. */
    protected Lap() {}

    /**
     * A new one.
     *
     * @param took how long it took
     * @param number which round it was
     */
    public Lap(Duration took, int number) {
        this.key = new Key(took, number);
    }
}
