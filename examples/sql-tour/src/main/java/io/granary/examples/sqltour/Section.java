package io.granary.examples.sqltour;

import java.util.List;

/** A part of the tour, about one thing that statements can do. */
interface Section {

    /** {@return what it is about} */
    String title();

    /** {@return what it asks the database, in order} */
    List<Question> questions();
}
