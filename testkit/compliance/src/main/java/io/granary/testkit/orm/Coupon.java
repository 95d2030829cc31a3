package io.granary.testkit.orm;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known by something that a converter stores, of a class that says nothing of what is equal. */
@Entity
@Table(name = "orm_coupons")
public class Coupon {

    /** A code, of which two are never equal. */
    public static final class Code {

        private final String text;

        /**
         * A code.
         *
         * @param text how it is written
         */
        public Code(String text) {
            this.text = text;
        }
    }

    /** Stores it in small letters. */
    public static final class CodeConverter implements AttributeConverter<Code, String> {

        /** For mappings. */
        public CodeConverter() {}

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Code code) {
            return code == null ? null : code.text.toLowerCase(Locale.ROOT);
        }

        @Override
        public @Nullable Code convertToEntityAttribute(@Nullable String stored) {
            return stored == null ? null : new Code(stored);
        }
    }

    /** Its key. */
    @Id
    @Convert(converter = CodeConverter.class)
    @Column(length = 20)
    public @Nullable Code code;

    /** What it is called. */
    @Column(length = 20)
    public @Nullable String name;

    /** What it came with. */
    @ManyToOne
    public @Nullable Coupon with;

    /** What came with it. */
    @OneToMany(mappedBy = "with")
    public List<Coupon> more = new ArrayList<>();

    /** For those who load it. */
    protected Coupon() {}

    /**
     * A new one.
     *
     * @param code its key
     * @param with what it came with
     */
    public Coupon(String code, @Nullable Coupon with) {
        this.code = new Code(code);
        this.with = with;
    }

    /** One for some price, which a column keeps with more places than the program gave. */
    @Entity
    @Table(name = "orm_coupons_priced")
    public static class Priced {

        /**
         * A price, whose numbers are equal only with the same places.
         *
         * @param amount how much
         */
        public record Price(BigDecimal amount) {}

        /** Stores the number. */
        public static final class PriceConverter implements AttributeConverter<Price, BigDecimal> {

            /** For mappings. */
            public PriceConverter() {}

            @Override
            public @Nullable BigDecimal convertToDatabaseColumn(@Nullable Price price) {
                return price == null ? null : price.amount();
            }

            @Override
            public @Nullable Price convertToEntityAttribute(@Nullable BigDecimal stored) {
                return stored == null ? null : new Price(stored);
            }
        }

        /**
         * Its key.
         *
         * @param price for how much
         * @param number which of these
         */
        @Embeddable
        public record Key(
                @Convert(converter = PriceConverter.class) @Column(precision = 20, scale = 10)
                Price price,

                int number) {}

        /** Price and number. */
        @EmbeddedId
        public @Nullable Key key;

        /** What it is called. */
        @Column(length = 20)
        public @Nullable String name;

        /** For those who load it. */
        protected Priced() {}

        /**
         * A new one.
         *
         * @param key its key
         */
        public Priced(Key key) {
            this.key = key;
        }
    }
}
