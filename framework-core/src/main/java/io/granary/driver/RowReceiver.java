package io.granary.driver;

import java.util.List;

/**
 * Takes what a statement gives. Calls come one after another on whatever thread the driver has; an implementation neither blocks nor
 * throws.
 */
public interface RowReceiver {

    /**
     * The names of the columns, in order. Called before the first row; never for a result that has no row.
     *
     * @param names one for each column; names may repeat
     */
    void columns(List<String> names);

    /**
     * The next rows, in order: an array for each, one value for each column, SQL NULL as null. The arrays are the receiver's.
     *
     * @param chunk at least one row, at most the statement's chunk size
     */
    void rows(List<Object[]> chunk);

    /**
     * How many rows the statement changed; once for each set of parameters.
     *
     * @param count at least 0
     */
    void updated(long count);

    /** The statement ended well. The last call. */
    void completed();

    /**
     * The statement failed. The last call.
     *
     * @param failure why
     */
    void failed(DriverException failure);
}
