package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PrePersist;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who works by having others work. */
@Entity
public class Manager extends Employee {

    /** What they may spend; never NULL for managers, and always for others. */
    public int budget;

    /** Whom they lead. */
    @OneToMany(mappedBy = "boss")
    @OrderBy("name")
    public List<Engineer> reports = new ArrayList<>();

    /** For those who load it. */
    protected Manager() {}

    /**
     * Somebody new.
     *
     * @param name their name
     * @param budget what they may spend
     */
    public Manager(@Nullable String name, int budget) {
        this.name = name;
        this.budget = budget;
    }

    @PrePersist
    void promote() {
        called.add("manager");
    }

    @PostLoad
    void bow() {
        called.add("manager");
    }
}
