package io.granary.driver.r2dbc;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.Client;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.codec.CodecRegistry;
import io.r2dbc.postgresql.codec.Codecs;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies below a connection of r2dbc-postgresql: the client that exchanges messages with the server, and the codecs of its types. Both are the driver's public
 * classes; only the way to those of a connection is not, so it may be missing in another version of the driver.
 *
 * @param client exchanges messages
 * @param codecs reads and writes values
 */
record PostgresClient(Client client, Codecs codecs) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresClient.class);

    /** {@return the client of a connection, empty where it cannot be had} */
    static Optional<PostgresClient> of(PostgresqlConnection connection) {
        try {
            Method client = connection.getClass().getDeclaredMethod("getClient");
            client.setAccessible(true);
            Field codecs = connection.getClass().getDeclaredField("codecs");
            codecs.setAccessible(true);
            PostgresClient below =
                    new PostgresClient((Client) client.invoke(connection), (Codecs) codecs.get(connection));
            return below.hasForeignCodecs() ? Optional.empty() : Optional.of(below);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError changed) {
            LOG.debug("r2dbc-postgresql has no client to be had; statements go by R2DBC's interfaces", changed);
            return Optional.empty();
        }
    }

    /** Whether an extension of the program's has a codec of its own, which may be for values that are read and written here without one. */
    boolean hasForeignCodecs() {
        if (!(codecs instanceof CodecRegistry registry)) {
            return true;
        }
        for (Codec<?> codec : registry) {
            boolean own = codec.getClass().getPackageName().equals(Codec.class.getPackageName());
            if (!own && !(codec instanceof PostgresReader<?>)) {
                return true;
            }
        }
        return false;
    }
}
