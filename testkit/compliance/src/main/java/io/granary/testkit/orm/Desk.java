package io.granary.testkit.orm;

import io.granary.orm.Ref;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Where somebody works, known by its number, with others around it. */
@Entity
@Table(name = "orm_desks")
public class Desk {

    /** Its number, which the program gives. */
    @Id
    public int number;

    /** Who works there. */
    @Column(length = 20)
    public @Nullable String name;

    /** The one beside it. */
    @ManyToOne
    public @Nullable Desk next;

    /** The one whose lamp it shares. */
    @OneToOne
    public @Nullable Desk twin;

    /** The one that it looks at; it knows whether it is known which. */
    @ManyToOne
    public @Nullable Ref<Desk> facing;

    /** For those who load it. */
    protected Desk() {}

    /**
     * A new one, alone.
     *
     * @param number its number
     */
    public Desk(int number) {
        this.number = number;
    }
}
