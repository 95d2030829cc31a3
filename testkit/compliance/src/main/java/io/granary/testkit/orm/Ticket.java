package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Something with a number of a sequence, which is asked for ten at a time. */
@Entity
@Table(name = "orm_tickets")
public class Ticket {

    /** Asked for as it is flushed. */
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "tickets")
    @SequenceGenerator(name = "tickets", sequenceName = "orm_ticket_numbers", initialValue = 100, allocationSize = 10)
    public @Nullable Integer id;

    /** What for. */
    public @Nullable String event;

    /** For those who load it. */
    protected Ticket() {}

    /**
     * A new one.
     *
     * @param event what for
     */
    public Ticket(String event) {
        this.event = event;
    }
}
