package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Table;

/** A voucher for one seat, of which the database counts the changes in another table than that of the seat. */
@Entity
@Table(name = "orm_seat_vouchers")
@PrimaryKeyJoinColumn(name = "voucher_id")
public class SeatVoucher extends Voucher {

    /** Which seat. */
    public int seat;

    /** For those who load it. */
    protected SeatVoucher() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param guest whom it lets in
     * @param seat which seat
     */
    public SeatVoucher(int id, String guest, int seat) {
        super(id, guest);
        this.seat = seat;
    }
}
