package io.granary.dialect.catalog;

import io.granary.dialect.render.Identifiers;
import java.util.Locale;

/** What names are called in a catalogue: as they are, or in upper case where they need no quotes. (SQLAlchemy's {@code normalize_name}.) */
interface NameFolding {

    /** For databases that keep names as they are written here. */
    NameFolding NONE = new NameFolding() {
        @Override
        public String toCatalog(String name) {
            return name;
        }

        @Override
        public String fromCatalog(String name) {
            return name;
        }
    };

    /** {@return what a name is called in the catalogue} */
    String toCatalog(String name);

    /** {@return what a name of the catalogue is called in statements} */
    String fromCatalog(String name);

    /** For databases that write names without quotes in upper case. */
    static NameFolding upper(Identifiers identifiers) {
        return new NameFolding() {
            @Override
            public String toCatalog(String name) {
                return identifiers.isPlain(name) ? name.toUpperCase(Locale.ROOT) : name;
            }

            @Override
            public String fromCatalog(String name) {
                String lower = name.toLowerCase(Locale.ROOT);
                return identifiers.isPlain(lower) && name.equals(lower.toUpperCase(Locale.ROOT)) ? lower : name;
            }
        };
    }
}
