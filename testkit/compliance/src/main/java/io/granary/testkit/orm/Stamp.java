package io.granary.testkit.orm;

import io.granary.orm.GeneratedBy;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something with a version that is a time, a key that a function makes, and a value that the database gives. */
@Entity
@Table(name = "orm_stamps")
public class Stamp {

    /** Makes keys. */
    public static final class Keys implements Supplier<String> {

        private static final AtomicInteger LAST = new AtomicInteger();

        @Override
        public String get() {
            return "stamp-" + LAST.incrementAndGet();
        }
    }

    /** Made as it is flushed. */
    @Id
    @GeneratedBy(Keys.class)
    @Column(length = 40)
    public @Nullable String id;

    /** What is on it. */
    public @Nullable String motif;

    /** Given by the database. */
    @Column(insertable = false, updatable = false)
    public @Nullable Integer cents;

    /** When it was changed last. */
    @Version
    public @Nullable Instant changed;

    /** For those who load it. */
    protected Stamp() {}

    /**
     * A new one.
     *
     * @param motif what is on it
     */
    public Stamp(String motif) {
        this.motif = motif;
    }
}
