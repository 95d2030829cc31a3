package io.granary.testkit.unitofwork;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/** What all classes have: a tag that an object is known by, whatever its key, and a number to change. */
@MappedSuperclass
public abstract class Thing {

    @Column(nullable = false)
    public String tag = "";

    public int n;

    abstract @Nullable Object key();

    @Override
    public String toString() {
        return tag;
    }
}
