package io.granary.examples.users;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersSqliteIT {

    @Test
    void doesWhatItSaysOnAFile(@TempDir Path directory) {
        UsersFacts.assertDoesWhatItSays("sqlite:///" + directory.resolve("users.db"));
    }

    @Test
    void doesWhatItSaysInMemory() {
        UsersFacts.assertDoesWhatItSays("sqlite://");
    }
}
