package io.granary.testkit.unitofwork;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes whose objects stand below others of their own class. */
public final class Woods {

    private Woods() {}

    /** Goes with the tree above it, but not when it leaves it. */
    @Entity
    @Table(name = "rw_trees")
    public static class Tree extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @ManyToOne(cascade = CascadeType.PERSIST)
        public @Nullable Tree parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.ALL)
        public List<Tree> children = new ArrayList<>();

        @Override
        @Nullable Object key() {
            return id;
        }
    }

    /** Goes with the branch above it, and when it leaves it. */
    @Entity
    @Table(name = "rw_branches")
    public static class Branch extends Thing {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;

        @Version
        public int version;

        @ManyToOne
        public @Nullable Branch parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.ALL, orphanRemoval = true)
        public List<Branch> children = new ArrayList<>();

        @Override
        @Nullable Object key() {
            return id;
        }
    }
}
