package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.granary.orm.Mappings;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.orm.AssociationProxyCompliance;
import io.granary.testkit.orm.CallbackCompliance;
import io.granary.testkit.orm.ColumnPropertyCompliance;
import io.granary.testkit.orm.ColumnValueCompliance;
import io.granary.testkit.orm.ConcreteInheritanceCompliance;
import io.granary.testkit.orm.ExpiryCompliance;
import io.granary.testkit.orm.FieldAccessCompliance;
import io.granary.testkit.orm.GivenValueCompliance;
import io.granary.testkit.orm.GivenVersionCompliance;
import io.granary.testkit.orm.HybridCompliance;
import io.granary.testkit.orm.InheritanceCompliance;
import io.granary.testkit.orm.InheritanceWriteCompliance;
import io.granary.testkit.orm.JoinedInheritanceCompliance;
import io.granary.testkit.orm.KeyCompliance;
import io.granary.testkit.orm.KeyedMapCompliance;
import io.granary.testkit.orm.LoadDefaultsCompliance;
import io.granary.testkit.orm.LoadOptionCompliance;
import io.granary.testkit.orm.LoadingCompliance;
import io.granary.testkit.orm.MergeCompliance;
import io.granary.testkit.orm.OfTypeCompliance;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.OrphanCompliance;
import io.granary.testkit.orm.PartialLoadingCompliance;
import io.granary.testkit.orm.ReferenceCompliance;
import io.granary.testkit.orm.SessionStateCompliance;
import io.granary.testkit.orm.UnitOfWorkCompliance;
import io.granary.testkit.orm.ValidatorCompliance;
import io.granary.testkit.orm.VersionCompliance;
import io.granary.testkit.orm.WriteOnlyCompliance;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * Mapped classes are reached by what the annotation processor wrote, in the suites about sessions on every database, and by reflection where it wrote nothing: in
 * those suites once more, with their generated classes hidden.
 */
@Database(DatabaseKind.H2)
class ReflectiveSessionIT {

    private static final String GENERATED = "io.granary.testkit.orm.";
    private static final String REFLECTIVE = "io.granary.orm.internal.reading.ReflectiveAccess";

    /** What is run with hidden classes: where objects are made, read, compared and written. The other suites are about transactions, SQL and actors. */
    @Database(DatabaseKind.H2)
    static class Suites
            implements SessionStateCompliance,
                    UnitOfWorkCompliance,
                    MergeCompliance,
                    ExpiryCompliance,
                    OrphanCompliance,
                    KeyCompliance,
                    ColumnValueCompliance,
                    FieldAccessCompliance,
                    VersionCompliance,
                    CallbackCompliance,
                    ReferenceCompliance,
                    InheritanceCompliance,
                    InheritanceWriteCompliance,
                    JoinedInheritanceCompliance,
                    ConcreteInheritanceCompliance,
                    LoadingCompliance,
                    LoadOptionCompliance,
                    PartialLoadingCompliance,
                    LoadDefaultsCompliance,
                    KeyedMapCompliance,
                    WriteOnlyCompliance,
                    ColumnPropertyCompliance,
                    ValidatorCompliance,
                    HybridCompliance,
                    AssociationProxyCompliance,
                    OfTypeCompliance,
                    GivenValueCompliance,
                    GivenVersionCompliance {}

    /** Has the classes of this module a second time, without those of the annotation processor; all others are those that everybody has. */
    private static final class Hiding extends URLClassLoader {

        private static final Pattern MODULE = Pattern.compile("io\\.granary\\.testkit\\.(?!fixtures\\.).+");
        private static final Pattern WRITTEN = Pattern.compile("io\\.granary\\.testkit\\.orm\\..+_(\\$.*)?");

        Hiding() {
            super(
                    Stream.of(OnSessions.class, ReflectiveSessionIT.class)
                            .map(of -> of.getProtectionDomain().getCodeSource().getLocation())
                            .toArray(URL[]::new),
                    ReflectiveSessionIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!MODULE.matcher(name).matches()) {
                return super.loadClass(name, resolve);
            }
            if (WRITTEN.matcher(name).matches()) {
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }

    /** The classes of the functions that read attributes. */
    private static List<String> getters(Mappings mappings) {
        return mappings.types().stream()
                .<EntityMapping<?>>map(mappings::mapping)
                .flatMap(mapping -> mapping.attributes().stream())
                .map(MappedAttribute::access)
                .map(AttributeAccess::getter)
                .map(getter -> getter.getClass().getName())
                .toList();
    }

    private static String failure(Event failed) {
        return failed.getTestDescriptor().getDisplayName() + ": "
                + failed.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(String::valueOf)
                        .orElse("");
    }

    @Test
    void theSuitesReachObjectsByGeneratedClasses() {
        assertThat(getters(OnSessions.MAPPINGS))
                .hasSizeGreaterThan(100)
                .allSatisfy(getter -> assertThat(getter).startsWith(GENERATED).contains("_$$Lambda"));
    }

    @Test
    void theSuitesPassByReflectionToo() throws Exception {
        try (Hiding hiding = new Hiding()) {
            Class<?> suites = hiding.loadClass(Suites.class.getName());
            Mappings mappings = (Mappings) hiding.loadClass(OnSessions.class.getName())
                    .getField("MAPPINGS")
                    .get(null);
            assertThat(getters(mappings))
                    .hasSameSizeAs(getters(OnSessions.MAPPINGS))
                    .allSatisfy(getter -> assertThat(getter).startsWith(REFLECTIVE));

            Events tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(suites))
                    .execute()
                    .testEvents();

            assertThat(tests.failed().stream().map(ReflectiveSessionIT::failure))
                    .isEmpty();
            assertThat(tests.succeeded().count()).isGreaterThan(150);
        }
    }
}
