package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Dialect;
import io.granary.dialect.DialectProvider;
import io.granary.dialect.Dialects;
import io.granary.dialect.ForwardingDialect;
import io.granary.dialect.H2Dialect;
import io.granary.driver.Driver;
import io.granary.driver.DriverProvider;
import io.granary.driver.DriverSettings;
import io.granary.driver.OffThreadDriver;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.error.ArgumentException;
import io.granary.error.NoSuchModuleException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.Stages;
import io.r2dbc.h2.H2ConnectionFactory;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Dialects and drivers that somebody else brings along. */
@ExtendWith(ActorFixture.class)
class ForeignDialectTest {

    /** H2 by another name. */
    private static final class Lavender extends ForwardingDialect {

        Lavender(Dialect real) {
            super("lavender", real);
        }

        @Override
        protected Dialect like(Dialect refined) {
            return new Lavender(refined);
        }
    }

    /** Brings it. */
    public static final class LavenderDialect implements DialectProvider {
        @Override
        public String name() {
            return "lavender";
        }

        @Override
        public Dialect dialect() {
            return new Lavender(H2Dialect.INSTANCE);
        }
    }

    /** Brings another one of that name. */
    public static final class SecondLavenderDialect implements DialectProvider {
        @Override
        public String name() {
            return "lavender";
        }

        @Override
        public Dialect dialect() {
            return H2Dialect.INSTANCE;
        }
    }

    /** Brings one called as one of ours. */
    public static final class OtherH2Dialect implements DialectProvider {
        @Override
        public String name() {
            return "h2";
        }

        @Override
        public Dialect dialect() {
            return new Lavender(H2Dialect.INSTANCE);
        }
    }

    /** Cannot be made. */
    public static final class Failing implements DialectProvider {

        /** Fails. */
        public Failing() {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Dialect dialect() {
            return H2Dialect.INSTANCE;
        }
    }

    /** Opens its connections. */
    public static final class LavenderDriver implements DriverProvider {
        @Override
        public String dialect() {
            return "lavender";
        }

        @Override
        public Driver driver(DriverSettings settings) {
            return OffThreadDriver.of(
                    R2dbcDriver.of(
                            H2ConnectionFactory.inMemory(settings.database().orElse("lavender")),
                            settings.maxConnections(),
                            settings.connectTimeout()),
                    "test");
        }
    }

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path classes;

    @BeforeEach
    void lookThere() throws MalformedURLException {
        Thread.currentThread()
                .setContextClassLoader(
                        new URLClassLoader(new URL[] {classes.toUri().toURL()}, before));
    }

    @AfterEach
    void lookWhereOthersDo() throws IOException {
        ((URLClassLoader) Thread.currentThread().getContextClassLoader()).close();
        Thread.currentThread().setContextClassLoader(before);
    }

    private void bring(Class<?> service, String... providers) {
        Path services = classes.resolve("META-INF/services");
        try {
            Files.createDirectories(services);
            Files.writeString(services.resolve(service.getName()), String.join("\n", providers));
        } catch (IOException unwritten) {
            throw new AssertionError(unwritten);
        }
    }

    private void bringLavender() {
        bring(DialectProvider.class, LavenderDialect.class.getName());
    }

    @Test
    void anEngineIsMadeOfItsUrl(ActorSystem<?> system) {
        bringLavender();
        bring(DriverProvider.class, LavenderDriver.class.getName());

        AsyncEngine engine = AsyncEngine.create(system, "lavender:fields:///provence?scent=strong");

        assertThat(Stages.outcomeOf(engine.execute(Sql.text("select 40 + 2"))).scalar(Integer.class))
                .contains(42);
        assertThat(engine.dialect().name()).isEqualTo("lavender");
        Stages.outcomeOf(engine.close());
    }

    @Test
    void itsUrlIsWrittenAsItIsRead() {
        assertThat(DatabaseUrl.parse("r2dbc:lavender:fields://host/provence"))
                .hasToString("r2dbc:lavender:fields://host/provence");

        bringLavender();

        assertThat(DatabaseUrl.parse("LAVENDER:fields://host/provence")).hasToString("lavender:fields://host/provence");
    }

    @Test
    void nobodyTakesOverADialectOfOurs() {
        bring(DialectProvider.class, OtherH2Dialect.class.getName(), LavenderDialect.class.getName());

        assertThat(Dialects.named("h2")).isSameAs(H2Dialect.INSTANCE);
        assertThat(Dialects.names()).containsExactly("h2", "lavender", "mariadb", "mysql", "postgresql", "sqlite");
    }

    @Test
    void whoIsUnknownIsToldWhatIsKnownAndHowToBringMore(ActorSystem<?> system) {
        bringLavender();

        assertThatThrownBy(() -> AsyncEngine.create(system, "r2dbc:thyme://host/hill"))
                .isInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("no dialect \"thyme\"; there are [h2, lavender, mariadb,")
                .hasMessageContaining("DialectProvider");
        assertThatThrownBy(() -> AsyncEngine.create(system, "lavendr://host/hill"))
                .isInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("Did you mean lavender?")
                .hasMessageContaining("DialectProvider");
    }

    @Test
    void aDialectWithoutADriverIsRefusedAndSaysWhatIsMissing(ActorSystem<?> system) {
        bringLavender();

        assertThatThrownBy(() -> AsyncEngine.create(system, "lavender://host/hill"))
                .isInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("no driver for it")
                .hasMessageContaining("DriverProvider");
    }

    @Test
    void twoOfOneNameAreRefused(ActorSystem<?> system) {
        bring(DialectProvider.class, LavenderDialect.class.getName(), SecondLavenderDialect.class.getName());

        assertThatThrownBy(() -> AsyncEngine.create(system, "lavender://host/hill"))
                .isInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("Several dialects")
                .hasMessageContaining("SecondLavenderDialect");
    }

    @Test
    void oneThatCannotBeLoadedIsNamedAndDisturbsNobodyElse(ActorSystem<?> system) {
        bring(DialectProvider.class, "io.granary.engine.Nowhere");

        assertThatThrownBy(() -> AsyncEngine.create(system, "lavender://host/hill"))
                .isInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("Nowhere");
        assertThat(DatabaseUrl.parse("h2:mem:///x").dialect()).isEqualTo("h2");
    }

    @Test
    void urlsAreReadAndWrittenWhateverCannotBeLoaded(ActorSystem<?> system) {
        bring(DialectProvider.class, "io.granary.engine.Nowhere", Failing.class.getName(), "no class at all");

        assertThat(DatabaseUrl.parse("r2dbc:thyme://host/hill")).hasToString("r2dbc:thyme://host/hill");
        assertThat(Dialects.isKnown("thyme")).isFalse();
        assertThatThrownBy(() -> AsyncEngine.create(system, "r2dbc:thyme://host/hill"))
                .isInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("cannot be loaded");
    }

    @Test
    void whoCanBeLoadedIsThereBesideThoseWhoCannot(ActorSystem<?> system) {
        bring(
                DialectProvider.class,
                "io.granary.engine.Nowhere",
                LavenderDialect.class.getName(),
                Failing.class.getName());
        bring(DriverProvider.class, "io.granary.engine.Nowhere", LavenderDriver.class.getName());

        AsyncEngine engine = AsyncEngine.create(system, "lavender://host/beside");

        assertThat(engine.url()).hasToString("lavender://host/beside");
        assertThat(Stages.outcomeOf(engine.execute(Sql.text("select 1"))).scalar(Integer.class))
                .contains(1);
        Stages.outcomeOf(engine.close());
    }

    @Test
    void noOtherDriverTakesThePlaceOfOneThatCannotBeLoaded(ActorSystem<?> system) {
        bringLavender();
        bring(DriverProvider.class, "io.granary.engine.Nowhere");

        assertThatThrownBy(() -> AsyncEngine.create(system, "lavender://host/hill"))
                .isInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("A driver on the class path cannot be loaded")
                .hasMessageContaining("Nowhere");
    }

    /** What R2DBC's driver of that name makes of the options is not known, so that silence could mean no encryption. */
    @Test
    void optionsThatNobodyCanPromiseAreRefused(ActorSystem<?> system) {
        bringLavender();

        assertThatThrownBy(() -> AsyncEngine.create(system, "lavender://host/hill?ssl-mode=verify-full"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("begin with ssl")
                .hasMessageContaining("DriverProvider");
    }
}
