package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mapped class with something of each way in which an attribute is reached. */
@Entity
class Guest {

    @Id
    @GeneratedValue
    @Nullable Long id;

    String name = "";
    private @Nullable String note;
    private int visits;
    List<String> languages = new ArrayList<>();

    int getVisits() {
        return visits;
    }

    void setVisits(int visits) {
        this.visits = visits;
    }

    @Nullable String note() {
        return note;
    }
}
