package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Equals others of the same code, which no key keeps apart. */
@Entity
@Table(name = "orm_tabs")
public class Tab {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it is equal by. */
    @Column(nullable = false, length = 10)
    public String code = "";

    /** Whose it is. */
    @ManyToOne
    public @Nullable Binder binder;

    /** Who has it for now. */
    @ManyToOne
    public @Nullable Binder lentTo;

    /** For those who load it. */
    protected Tab() {}

    /**
     * A new one.
     *
     * @param code what it is equal by
     */
    public Tab(String code) {
        this.code = code;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tab tab && code.equals(tab.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }
}
