package io.granary.dialect.render;

/** Data definition of H2. */
final class H2Ddl extends DdlGrammar {

    @Override
    String stored() {
        return "";
    }
}
