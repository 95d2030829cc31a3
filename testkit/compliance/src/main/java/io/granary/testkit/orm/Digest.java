package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known by bytes. */
@Entity
@Table(name = "orm_digests")
public class Digest {

    /** The bytes. */
    @Id
    @Column(length = 16)
    public byte[] bytes = {};

    /** What it is called. */
    @Column(length = 20)
    public @Nullable String name;

    /** What it is a part of. */
    @ManyToOne
    public @Nullable Digest whole;

    /** Its parts. */
    @OneToMany(mappedBy = "whole", cascade = CascadeType.ALL)
    public List<Digest> parts = new ArrayList<>();

    /** For those who load it. */
    protected Digest() {}

    /**
     * A new one.
     *
     * @param whole what it is a part of
     * @param bytes the bytes
     */
    public Digest(@Nullable Digest whole, int... bytes) {
        this.bytes = of(bytes);
        this.whole = whole;
    }

    /**
     * {@return bytes}
     *
     * @param bytes as numbers
     */
    public static byte[] of(int... bytes) {
        byte[] made = new byte[bytes.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = (byte) bytes[i];
        }
        return made;
    }

    /** One that somebody signed: known by bytes and letters. */
    @Entity
    @Table(name = "orm_digests_signed")
    public static class Signed {

        /** Its key. */
        @Embeddable
        public static class Key {

            /** The bytes. */
            @Column(length = 16)
            public byte[] bytes = {};

            /** The letters. */
            @Column(length = 20)
            public char[] letters = {};

            /** For those who load it. */
            protected Key() {}

            /**
             * A new one.
             *
             * @param letters the letters
             * @param bytes the bytes
             */
            public Key(String letters, int... bytes) {
                this.bytes = of(bytes);
                this.letters = letters.toCharArray();
            }
        }

        /** Bytes and letters. */
        @EmbeddedId
        public @Nullable Key key;

        /** What it is called. */
        @Column(length = 20)
        public @Nullable String name;

        /** For those who load it. */
        protected Signed() {}

        /**
         * A new one.
         *
         * @param key its key
         */
        public Signed(Key key) {
            this.key = key;
        }
    }
}
