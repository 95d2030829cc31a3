package io.granary.examples.sqltour;

import io.granary.schema.MetaData;

/** The tables of the tour. They are values: nothing is created before somebody asks a database to. */
final class Atlas {

    static final Regions REGIONS = new Regions();
    static final Countries COUNTRIES = new Countries();
    static final Cities CITIES = new Cities();

    static final MetaData TABLES = MetaData.of(CITIES, COUNTRIES, REGIONS);

    private Atlas() {}
}
