package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Genre_.GENRE;
import static io.granary.examples.musicstore.model.InvoiceLine_.INVOICE_LINE;
import static io.granary.examples.musicstore.model.Invoice_.INVOICE;
import static io.granary.examples.musicstore.model.Track_.TRACK;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.select;

import io.granary.examples.musicstore.view.GenreSales;
import io.granary.orm.AsyncSession;
import io.granary.sql.Select;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** How much of each genre was sold: a query without objects, whose rows are records. The joins are those of the foreign keys. */
final class SalesByGenre {

    private static final Select<String> REPORT = report();

    private SalesByGenre() {}

    private static Select<String> report() {
        var each = INVOICE_LINE.price.mul(INVOICE_LINE.quantity.cast(INVOICE_LINE.price.type()));
        var revenue = sum(each).cast(INVOICE.total.type()).as("revenue");
        return select(GENRE.name.as("genre"), sum(INVOICE_LINE.quantity).as("sold"), revenue)
                .from(GENRE)
                .join(TRACK)
                .join(INVOICE_LINE)
                .groupBy(GENRE.name)
                .orderBy(revenue.desc(), GENRE.name);
    }

    static CompletionStage<Answer<List<GenreSales>>> load(AsyncSession session) {
        return session.execute(REPORT)
                .thenApply(result ->
                        new Answer.Given<>(result.into(GenreSales.class).all()));
    }
}
