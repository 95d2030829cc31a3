package io.granary.benchmarks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of five columns as an object, whose key is the program's. */
@Entity
@Table(name = "bench_keyed")
class KeyedSample {

    @Id
    long id;

    @Column(nullable = false, length = 40)
    String sensor;

    int place;

    double measured;

    @Column(length = 80)
    @Nullable String note;

    protected KeyedSample() {
        this.sensor = "";
    }

    KeyedSample(long row) {
        this.id = row;
        this.sensor = "sensor " + row % 100;
        this.place = (int) (row % 7);
        this.measured = row / 10.0;
        this.note = "a note of sample " + row;
    }
}
