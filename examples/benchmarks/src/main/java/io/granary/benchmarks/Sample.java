package io.granary.benchmarks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of five columns as an object. */
@Entity
@Table(name = "bench_sample")
class Sample {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(nullable = false, length = 40)
    String sensor;

    int place;

    double measured;

    @Column(length = 80)
    @Nullable String note;

    protected Sample() {
        this.sensor = "";
    }

    Sample(int row) {
        this.sensor = "sensor " + row % 100;
        this.place = row % 7;
        this.measured = row / 10.0;
        this.note = "a note of sample " + row;
    }

    int place() {
        return place;
    }
}
