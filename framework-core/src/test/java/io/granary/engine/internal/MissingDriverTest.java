package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.granary.engine.DatabaseUrl;
import io.granary.engine.EngineOptions;
import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

/** A driver that is to be added by who wants it, and was not. */
class MissingDriverTest {

    @Test
    void isToldWithItsCoordinates() throws Exception {
        try (URLClassLoader without =
                new URLClassLoader(classPathWithout("sqlite-jdbc"), ClassLoader.getPlatformClassLoader())) {
            Method open = without.loadClass(EngineFactory.class.getName())
                    .getMethod(
                            "open",
                            without.loadClass(ActorSystem.class.getName()),
                            without.loadClass(DatabaseUrl.class.getName()),
                            without.loadClass(EngineOptions.class.getName()));
            Object url = without.loadClass(DatabaseUrl.class.getName())
                    .getMethod("parse", String.class)
                    .invoke(null, "sqlite:///some.db");
            Object options = without.loadClass(EngineOptions.class.getName())
                    .getMethod("defaults")
                    .invoke(null);

            Throwable thrown = catchThrowable(() -> open.invoke(null, null, url, options));

            assertThat(thrown)
                    .cause()
                    .hasMessageContaining("org.xerial:sqlite-jdbc")
                    .extracting(cause -> cause.getClass().getSimpleName())
                    .isEqualTo("NoSuchModuleException");
        }
    }

    private static URL[] classPathWithout(String jar) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(jar))
                .map(MissingDriverTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
