package io.granary.driver.r2dbc;

import io.r2dbc.spi.Statement;

/** A driver that nothing is known of but that it keeps to R2DBC: it does not block, and takes every text. */
enum NeutralFlavor implements Flavor {
    INSTANCE;

    /** R2DBC binds no NULL without a type; every driver has one for text. */
    @Override
    public void bindUntypedNull(Statement statement, int index) {
        statement.bindNull(index, String.class);
    }
}
