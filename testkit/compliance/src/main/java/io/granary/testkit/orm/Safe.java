package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something whose attributes are private fields, before which methods stand that do more than read and write them. */
@Entity
@Table(name = "orm_safes")
public class Safe {

    @Id
    private int id;

    private @Nullable String secret;

    @OneToMany(mappedBy = "safe", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<Valuable> valuables = new ArrayList<>();

    /** For those who load it. */
    private Safe() {}

    /**
     * A new one, empty.
     *
     * @param id its key
     */
    public Safe(int id) {
        this.id = id;
    }

    /** {@return its key} */
    public int getId() {
        return id;
    }

    /**
     * Gives it another key.
     *
     * @param id the key
     */
    public void setId(int id) {
        throw new IllegalStateException("the key of a safe is never changed, and it is " + this.id + " and not " + id);
    }

    /** {@return what is kept of the secret} */
    public @Nullable String getSecret() {
        return secret;
    }

    /**
     * Keeps a secret so that nobody can read it.
     *
     * @param plain the secret
     */
    public void setSecret(@Nullable String plain) {
        this.secret = "hash(" + plain + ")";
    }

    /** {@return what is in it, which is changed by {@link #put}} */
    public List<Valuable> getValuables() {
        return Collections.unmodifiableList(valuables);
    }

    /**
     * Takes what is in another list.
     *
     * @param valuables the list
     */
    public void setValuables(List<Valuable> valuables) {
        this.valuables = new ArrayList<>(valuables);
    }

    /**
     * Puts something in.
     *
     * @param id the key of it
     */
    public void put(int id) {
        valuables.add(new Valuable(id, this));
    }
}
