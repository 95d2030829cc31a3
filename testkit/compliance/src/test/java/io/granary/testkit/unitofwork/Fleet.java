package io.granary.testkit.unitofwork;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two classes that refer to each other, so that no order of writing them is always right. */
public final class Fleet {

    private Fleet() {}

    /** Refers to one of its crew, each of which refers to it. */
    @Entity
    @Table(name = "rw_ships")
    public static class Ship extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @ManyToOne
        public @Nullable Sailor captain;

        @OneToMany(mappedBy = "ship", cascade = CascadeType.ALL, orphanRemoval = true)
        public List<Sailor> crew = new ArrayList<>();

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Cannot be without a ship. */
    @Entity
    @Table(name = "rw_sailors")
    public static class Sailor extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @ManyToOne(optional = false)
        @JoinColumn(nullable = false)
        public @Nullable Ship ship;

        @Override
        @Nullable Object key() {
            return id;
        }
    }
}
