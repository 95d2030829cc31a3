package io.granary.testkit.unitofwork;

import jakarta.persistence.CascadeType;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Classes that belong to one another in pairs, and a hierarchy in one table. */
public final class Household {

    private Household() {}

    /** Owns a card that refers to it, and a flat that it refers to. */
    @Entity
    @Table(name = "rw_people")
    public static class Person extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @OneToOne(mappedBy = "holder", cascade = CascadeType.ALL, orphanRemoval = true)
        public @Nullable Card card;

        @OneToOne(cascade = CascadeType.ALL, orphanRemoval = true)
        public @Nullable Flat flat;

        @OneToMany(mappedBy = "owner")
        public List<Animal> pets = new ArrayList<>();

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Refers to its holder, as no other card does. */
    @Entity
    @Table(name = "rw_cards")
    public static class Card extends Thing {
        @Id
        @GeneratedValue
        public @Nullable UUID id;

        @OneToOne
        public @Nullable Person holder;

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Knows nobody, and goes when its person has another one. */
    @Entity
    @Table(name = "rw_flats")
    public static class Flat extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Has its class in a column, and an owner that it does not go with. */
    @Entity
    @Table(name = "rw_animals")
    @Inheritance
    @DiscriminatorColumn(name = "kind")
    public static class Animal extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @Version
        public int version;

        @ManyToOne
        public @Nullable Person owner;

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** An animal with a column of its own. */
    @Entity
    public static class Dog extends Animal {
        public int bark;
    }

    /** An animal with a reference of its own. */
    @Entity
    public static class Cat extends Animal {
        @ManyToOne
        public @Nullable Animal prey;
    }
}
