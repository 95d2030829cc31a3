package io.granary.testkit.orm;

import io.granary.orm.Ref;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What lets somebody in; it knows whether it is known whom. */
@Entity
@Table(name = "orm_passes")
public class Pass {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Where. */
    @Column(length = 20)
    public @Nullable String gate;

    /** Whom. */
    @ManyToOne
    public Ref<User> holder = Ref.none();

    /** For those who load it. */
    protected Pass() {}

    /**
     * A new one.
     *
     * @param gate where
     * @param holder whom
     */
    public Pass(String gate, Ref<User> holder) {
        this.gate = gate;
        this.holder = holder;
    }
}
