package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has sets of what may equal one another. */
@Entity
@Table(name = "orm_binders")
public class Binder {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What belongs to it alone. */
    @OneToMany(mappedBy = "binder", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    public Set<Tab> tabs = new HashSet<>();

    /** What it has from others. */
    @OneToMany(mappedBy = "lentTo")
    @OrderBy("id")
    public Set<Tab> borrowed = new LinkedHashSet<>();

    /** What is marked in it. */
    @ManyToMany
    @JoinTable(name = "orm_binder_marks")
    @OrderBy("id")
    public Set<Tab> marked = new LinkedHashSet<>();

    /** A new one. */
    public Binder() {}
}
