package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.Address;
import io.granary.examples.musicstore.model.Invoice;
import io.granary.examples.musicstore.model.InvoiceLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An invoice.
 *
 * @param id the invoice's number
 * @param issued when
 * @param total what all of it costs
 * @param billing where it goes
 * @param lines what was bought
 */
public record InvoiceView(long id, Instant issued, BigDecimal total, Optional<Address> billing, List<Line> lines) {

    /**
     * One track of it.
     *
     * @param trackId the track's number
     * @param title the track's title
     * @param price what one cost
     * @param quantity how many
     */
    public record Line(long trackId, String title, BigDecimal price, int quantity) {

        private static Line of(InvoiceLine line) {
            return new Line(line.track().get().id(), line.track().get().title(), line.price(), line.quantity());
        }
    }

    /**
     * {@return an invoice, whose lines are loaded, with their tracks}
     *
     * @param invoice the invoice
     */
    public static InvoiceView of(Invoice invoice) {
        return new InvoiceView(
                invoice.id(),
                invoice.issued(),
                invoice.total(),
                invoice.billing(),
                invoice.lines().stream().map(Line::of).toList());
    }
}
