package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PrePersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who works; the topmost class of those whose rows share a table. */
@Entity
@Inheritance
@DiscriminatorColumn(name = "kind")
@Table(name = "orm_employees")
public class Employee {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Counts changes. */
    @Version
    public int version;

    /** Their name. */
    @Column(nullable = false, length = 50)
    public @Nullable String name;

    /** What tells the classes apart, to be read. */
    @Column(length = 31, insertable = false, updatable = false)
    public @Nullable String kind;

    /** Where they work. */
    @ManyToOne
    public @Nullable Team team;

    /** What was called, in order. */
    @Transient
    public final List<String> called = new ArrayList<>();

    /** For those who load it. */
    protected Employee() {}

    /**
     * Somebody new.
     *
     * @param name their name
     */
    public Employee(String name) {
        this.name = name;
    }

    @PrePersist
    void hire() {
        called.add("employee");
    }

    @PostLoad
    void greet() {
        called.add("employee");
    }
}
