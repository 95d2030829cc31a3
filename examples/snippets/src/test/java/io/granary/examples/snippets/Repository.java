package io.granary.examples.snippets;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the repository are. */
final class Repository {

    private Repository() {}

    /** {@return its topmost folder, found from the folder in which the tests run} */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.exists(folder.resolve("README.md")) && Files.exists(folder.resolve("framework-core"))) {
                return folder;
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException(
                "There is no repository around " + Path.of("").toAbsolutePath() + ".");
    }
}
