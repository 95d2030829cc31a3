package io.granary.testkit.orm;

import io.granary.orm.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A find of a collector, with values that databases keep in different ways. */
@Entity
@Table(name = "orm_specimens")
public class Specimen {

    /** How far it had come. */
    public enum Phase {
        /** First. */
        EGG,
        /** Second. */
        LARVA,
        /** Last. */
        MOTH
    }

    /**
     * Where it is from.
     *
     * @param country which
     * @param height in metres
     */
    public record Origin(String country, int height) {}

    /** Given by the program. */
    @Id
    public @Nullable UUID id;

    /** Another one. */
    public @Nullable UUID twin;

    /** By its place. */
    public @Nullable Phase phase;

    /** By its name. */
    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    public @Nullable Phase named;

    /** A moment in UTC. */
    public @Nullable Instant seen;

    /** A day. */
    public @Nullable LocalDate caught;

    /** A time of the day. */
    public @Nullable LocalTime fed;

    /** A moment with an offset. */
    public @Nullable OffsetDateTime pinned;

    /** Replaced as a whole. */
    @Json
    public @Nullable Origin origin;

    /** Changed in place. */
    @Json
    public @Nullable Map<String, List<Integer>> measures = new HashMap<>();

    /** For those who load it. */
    protected Specimen() {}

    /**
     * A new one, without anything.
     *
     * @param id its key
     */
    public Specimen(UUID id) {
        this.id = id;
    }
}
