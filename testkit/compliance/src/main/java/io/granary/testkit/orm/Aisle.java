package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the program gives a code, which is in the keys of the racks that stand there and of the sign above, and of bins in the racks. */
@Entity
@Table(name = "orm_aisles")
public class Aisle {

    /** Given by the program. */
    @Id
    @Column(length = 5)
    public @Nullable String code;

    /** The racks; what is taken out goes, and all go with it. */
    @OneToMany(mappedBy = "aisle", cascade = CascadeType.ALL, orphanRemoval = true)
    public List<Rack> racks = new ArrayList<>();

    /** The sign above. */
    @OneToOne(mappedBy = "aisle", cascade = CascadeType.ALL, orphanRemoval = true)
    public @Nullable Sign sign;

    /** For those who load it. */
    protected Aisle() {}

    /**
     * A new one.
     *
     * @param code what it is known by
     * @param racks what stands there
     */
    public Aisle(String code, Rack... racks) {
        this.code = code;
        this.racks.addAll(List.of(racks));
    }

    /** What stands in an aisle, known by it and a number. */
    @Entity
    @IdClass(Rack.Key.class)
    @Table(name = "orm_racks")
    public static class Rack {

        /**
         * Its key.
         *
         * @param aisle the aisle's
         * @param number the number in it
         */
        public record Key(String aisle, int number) {}

        /** Where it stands. */
        @Id
        @ManyToOne
        @JoinColumn(name = "aisle_code")
        public @Nullable Aisle aisle;

        /** Its number there. */
        @Id
        public int number;

        /** What it is for. */
        @Column(length = 20)
        public @Nullable String text;

        /** What is in it; what is taken out goes, and all go with it. */
        @OneToMany(mappedBy = "rack", cascade = CascadeType.ALL, orphanRemoval = true)
        public List<Bin> bins = new ArrayList<>();

        /** For those who load it. */
        protected Rack() {}

        /**
         * A new one.
         *
         * @param number its number
         * @param text what it is for
         * @param bins what is in it
         */
        public Rack(int number, String text, Bin... bins) {
            this.number = number;
            this.text = text;
            this.bins.addAll(List.of(bins));
        }
    }

    /** What is in a rack, known by it and a letter. */
    @Entity
    @IdClass(Bin.Key.class)
    @Table(name = "orm_bins")
    public static class Bin {

        /**
         * Its key.
         *
         * @param rack the rack's
         * @param letter the letter in it
         */
        public record Key(Rack.Key rack, String letter) {}

        /** Where it is. */
        @Id
        @ManyToOne
        @JoinColumn(name = "rack_aisle", referencedColumnName = "aisle_code")
        @JoinColumn(name = "rack_number", referencedColumnName = "number")
        public @Nullable Rack rack;

        /** Its letter there. */
        @Id
        @Column(length = 5)
        public @Nullable String letter;

        /** What it is for. */
        @Column(length = 20)
        public @Nullable String text;

        /** For those who load it. */
        protected Bin() {}

        /**
         * A new one.
         *
         * @param letter its letter
         * @param text what it is for
         */
        public Bin(String letter, String text) {
            this.letter = letter;
            this.text = text;
        }
    }

    /** What hangs above an aisle, known by that. */
    @Entity
    @Table(name = "orm_signs")
    public static class Sign {

        /** Where it hangs. */
        @Id
        @OneToOne
        @JoinColumn(name = "aisle_code")
        public @Nullable Aisle aisle;

        /** What it says. */
        @Column(length = 20)
        public @Nullable String text;

        /** For those who load it. */
        protected Sign() {}

        /**
         * A new one.
         *
         * @param text what it says
         */
        public Sign(String text) {
            this.text = text;
        }
    }
}
