package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A guitar that sounds deep. */
@Entity
@Table(name = "orm_basses")
public class Bass extends Guitar {

    /** How much. */
    public @Nullable BigDecimal watts;

    /** For those who load it. */
    protected Bass() {}

    /**
     * A new one.
     *
     * @param title what it is called
     * @param watts how loud it is
     */
    public Bass(String title, String watts) {
        super(title, 4);
        this.watts = new BigDecimal(watts);
    }
}
