package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where houses are, which are known by it and a number, and flats in them, which are known by the house and a letter. */
@Entity
@Table(name = "orm_lanes")
public class Lane {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it is called. */
    @Column(length = 20)
    public @Nullable String name;

    /** The houses. */
    @OneToMany(mappedBy = "lane", cascade = CascadeType.ALL)
    public List<House> houses = new ArrayList<>();

    /** For those who load it. */
    protected Lane() {}

    /**
     * A new one.
     *
     * @param name what it is called
     */
    public Lane(String name) {
        this.name = name;
    }

    /** A house, whose key has that of the lane in it. */
    @Entity
    @IdClass(House.Key.class)
    @Table(name = "orm_houses")
    public static class House {

        /**
         * Its key.
         *
         * @param lane the lane's
         * @param number the number in it
         */
        public record Key(Long lane, int number) {}

        /** Where it is. */
        @Id
        @ManyToOne(cascade = CascadeType.MERGE)
        public @Nullable Lane lane;

        /** Its number there. */
        @Id
        public int number;

        /** What it is called. */
        @Column(length = 20)
        public @Nullable String name;

        /** For those who load it. */
        protected House() {}

        /**
         * A new one.
         *
         * @param lane where it is
         * @param number its number there
         */
        public House(Lane lane, int number) {
            this.lane = lane;
            this.number = number;
        }
    }

    /** A flat, whose key has that of the house in it. */
    @Entity
    @IdClass(Flat.Key.class)
    @Table(name = "orm_flats")
    public static class Flat {

        /**
         * Its key.
         *
         * @param house the house's
         * @param letter the letter in it
         */
        public record Key(House.Key house, String letter) {}

        /** Where it is. */
        @Id
        @ManyToOne
        @JoinColumn(name = "house_lane", referencedColumnName = "lane_id")
        @JoinColumn(name = "house_number", referencedColumnName = "number")
        public @Nullable House house;

        /** Its letter there. */
        @Id
        @Column(length = 5)
        public @Nullable String letter;

        /** What it is called. */
        @Column(length = 20)
        public @Nullable String name;

        /** For those who load it. */
        protected Flat() {}

        /**
         * A new one.
         *
         * @param house where it is
         * @param letter its letter there
         */
        public Flat(House house, String letter) {
            this.house = house;
            this.letter = letter;
        }
    }
}
