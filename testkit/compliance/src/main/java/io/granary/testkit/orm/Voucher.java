package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** What lets somebody in, with a version that the database counts; the topmost class of those that have a table each. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@Table(name = "orm_vouchers")
public class Voucher {

    /** Given by the program. */
    @Id
    public int id;

    /** Whom it lets in. */
    @Column(length = 50)
    public @Nullable String guest;

    /** Counted by the database. */
    @Version
    @Column(insertable = false, updatable = false)
    public long version;

    /** For those who load it. */
    protected Voucher() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param guest whom it lets in
     */
    public Voucher(int id, String guest) {
        this.id = id;
        this.guest = guest;
    }
}
