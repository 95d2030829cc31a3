package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.sql.Sql;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MappingTest extends OnLibrary {

    @Test
    void theTablesOfMappedClassesAreCreatedAndStandInStatements() {
        await(Mapping.create(engine));
        try {
            await(engine.execute(Sql.insert(Mapping.READER)
                    .set(Mapping.READER.attribute("firstName", String.class), "Ada")
                    .set(Mapping.READER.attribute("lastName", String.class), "Lovelace")
                    .set(Mapping.READER.attribute("version", Integer.class), 0)
                    .set(Mapping.READER.attribute("created", Instant.class), Instant.EPOCH)
                    .set(Mapping.READER.attribute("home.zip", String.class), "W1")));
            assertThat(await(engine.execute(Mapping.zips()))
                            .scalars(String.class)
                            .all())
                    .containsExactly("W1");
        } finally {
            await(Mapping.drop(engine));
        }
    }
}
