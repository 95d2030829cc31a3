package io.granary.examples.sqltour;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The regions and countries, read from the class path. Reading blocks, so it belongs on a thread that may. */
final class AtlasFile {

    private AtlasFile() {}

    /** {@return all regions, each behind the one that it is a part of} */
    static List<Region> regions() throws IOException {
        return List.of(read("/regions.json", Region[].class));
    }

    /** {@return all countries} */
    static List<Country> countries() throws IOException {
        return List.of(read("/countries.json", Country[].class));
    }

    private static <T> T read(String name, Class<T> type) throws IOException {
        try (InputStream file = AtlasFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new FileNotFoundException(name + " is not on the class path.");
            }
            return new ObjectMapper().readValue(file, type);
        }
    }
}
