package io.granary.driver.r2dbc;

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
    private volatile List<String> names = List.of();
    private int width = -1;

    RowDecoder(Flavor flavor) {
        this.flavor = flavor;
    }

    /** {@return the names of the columns, known once a row was decoded} */
    List<String> names() {
        return names;
    }

    Object[] decode(Row row, RowMetadata metadata) {
        if (width < 0) {
            learn(metadata);
        }
        Object[] values = new Object[width];
        for (int column = 0; column < width; column++) {
            values[column] = flavor.fromDriver(row.get(column));
        }
        return values;
    }

    private void learn(RowMetadata metadata) {
        List<? extends ColumnMetadata> columns = metadata.getColumnMetadatas();
        List<String> learned = new ArrayList<>(columns.size());
        columns.forEach(column -> learned.add(flavor.columnName(column.getName())));
        width = learned.size();
        names = learned;
    }
}
