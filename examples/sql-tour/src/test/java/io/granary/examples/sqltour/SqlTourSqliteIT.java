package io.granary.examples.sqltour;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlTourSqliteIT extends SqlTourFacts {

    @TempDir
    static Path directory;

    @Override
    String url() {
        return "sqlite:///" + directory.resolve("tour.db");
    }
}
