package io.granary.sql;

import java.util.List;

/**
 * A way from one table to another, over as many joins as it takes: a relationship of a mapped class is one, and over a table between two classes it
 * takes two.
 */
public interface JoinPath {

    /**
     * {@return the joins in order; each says what it joins to}
     *
     * @param kind how
     */
    List<JoinStep> steps(JoinKind kind);
}
