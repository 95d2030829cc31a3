package io.granary.testkit.orm;

import io.granary.orm.ViewOnly;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a tree. */
@Entity
@Table(name = "orm_nodes")
public class Node {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it is called. */
    public @Nullable String name;

    /** What it is a part of. */
    @ManyToOne(cascade = CascadeType.PERSIST)
    public @Nullable Node parent;

    /** Its parts. */
    @OneToMany(mappedBy = "parent", cascade = CascadeType.ALL)
    public List<Node> children = new ArrayList<>();

    /** Their parts by their names, to be looked at. */
    @OneToMany
    @ViewOnly(Views.PartsOfParts.class)
    @MapKey(name = "name")
    public Map<String, Node> partsOfParts = new HashMap<>();

    /** For those who load it. */
    protected Node() {}

    /**
     * A new one.
     *
     * @param name what it is called
     * @param children its parts
     */
    public Node(String name, Node... children) {
        this.name = name;
        this.children.addAll(List.of(children));
    }
}
