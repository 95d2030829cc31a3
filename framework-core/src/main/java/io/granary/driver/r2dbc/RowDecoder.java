package io.granary.driver.r2dbc;

import io.granary.driver.RowReceiver;
import io.r2dbc.spi.ColumnMetadata;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes rows into arrays within the driver's callback: an R2DBC row is valid only there, and one that is kept holds other rows' data.
 */
final class RowDecoder {

    private final Flavor flavor;
    private final RowReceiver receiver;
    private int width = -1;

    RowDecoder(Flavor flavor, RowReceiver receiver) {
        this.flavor = flavor;
        this.receiver = receiver;
    }

    Object[] decode(Row row, RowMetadata metadata) {
        if (width < 0) {
            announce(metadata);
        }
        Object[] values = new Object[width];
        for (int column = 0; column < width; column++) {
            values[column] = flavor.fromDriver(row.get(column));
        }
        return values;
    }

    private void announce(RowMetadata metadata) {
        List<? extends ColumnMetadata> columns = metadata.getColumnMetadatas();
        List<String> names = new ArrayList<>(columns.size());
        columns.forEach(column -> names.add(column.getName()));
        width = names.size();
        receiver.columns(names);
    }
}
