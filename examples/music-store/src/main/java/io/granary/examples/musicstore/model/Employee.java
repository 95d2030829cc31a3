package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody who works for the store. A relationship of a class to itself: employees report to employees. */
@Entity
public class Employee extends Person {

    @Column(nullable = false, length = 60)
    String title;

    LocalDate hired;

    @ManyToOne
    Ref<Employee> reportsTo = Ref.none();

    @OneToMany(mappedBy = "reportsTo")
    @OrderBy("lastName, id")
    List<Employee> reports = new ArrayList<>();

    /** For a session that loads one. */
    protected Employee() {
        this("", "", "", "", LocalDate.EPOCH);
    }

    /**
     * Somebody new.
     *
     * @param firstName what friends call them
     * @param lastName what others call them
     * @param email where they are written to
     * @param title what they do
     * @param hired since when
     */
    public Employee(String firstName, String lastName, String email, String title, LocalDate hired) {
        super(firstName, lastName, email, null);
        this.title = title;
        this.hired = hired;
    }

    /**
     * Has somebody report to this one.
     *
     * @param report who reports to nobody yet
     */
    public void leads(Employee report) {
        reports.add(report);
        report.reportsTo = Ref.to(this);
    }

    /** {@return what they do} */
    public String title() {
        return title;
    }

    /** {@return whom they report to} */
    public Ref<Employee> reportsTo() {
        return reportsTo;
    }

    /** {@return who reports to them} */
    public List<Employee> reports() {
        return Collections.unmodifiableList(reports);
    }
}
