package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Something to do, which tells what happens to it. */
@Entity
@Table(name = "orm_tasks")
public class Task {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What is to be done. */
    public @Nullable String name;

    /** What it follows from. */
    @ManyToOne
    public @Nullable Task cause;

    /** What follows from it. */
    @OneToMany(mappedBy = "cause", cascade = CascadeType.PERSIST)
    public List<Task> followUps = new ArrayList<>();

    /** Hears what happens, and to which. */
    @Transient
    public @Nullable BiConsumer<String, Task> listener;

    /** For those who load it. */
    protected Task() {}

    /**
     * A new one.
     *
     * @param name what is to be done
     * @param listener hears what happens to it
     */
    public Task(String name, BiConsumer<String, Task> listener) {
        this.name = name;
        this.listener = listener;
    }

    private void hear(String what) {
        if (listener != null) {
            listener.accept(what, this);
        }
    }

    @PrePersist
    void prePersist() {
        hear("before insert");
    }

    @PostPersist
    void postPersist() {
        hear("after insert");
    }

    @PreUpdate
    void preUpdate() {
        hear("before update");
    }

    @PostUpdate
    void postUpdate() {
        hear("after update");
    }

    @PreRemove
    void preRemove() {
        hear("before delete");
    }

    @PostRemove
    void postRemove() {
        hear("after delete");
    }
}
