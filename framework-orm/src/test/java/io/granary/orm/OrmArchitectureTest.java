package io.granary.orm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The walls between the rooms of the ORM, and what no room may do. */
class OrmArchitectureTest {

    private static final String ROOMS = "io.granary.orm.internal.";
    private static final Pattern VAGUE = Pattern.compile("(Abstract|Default).+|.+(Impl|Manager|Helper|Utils?|Base)");

    private static JavaClasses main = new ClassFileImporter().importClasses(OrmArchitectureTest.class);

    @BeforeAll
    static void readOurClasses() throws URISyntaxException {
        main = new ClassFileImporter()
                .importPath(Path.of(AsyncSession.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    @Test
    void looksAtTheWholeModule() {
        assertThat(main).hasSizeGreaterThan(100);
    }

    @Test
    void internalRoomsFormNoCircle() {
        slices().matching(ROOMS + "(*)..").should().beFreeOfCycles().check(main);
    }

    /** What is known of objects, what is written, and what rows become: plain classes, which no actor is needed for. */
    @Test
    void onlyTheSessionKnowsActors() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOMS + "identity..",
                        ROOMS + "flush..",
                        ROOMS + "load..",
                        ROOMS + "reading..",
                        ROOMS + "turn..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.pekko.actor..", "org.apache.pekko.stream..")
                .check(main);
    }

    @Test
    void whatIsKnownOfObjectsAsksNoDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOMS + "identity..", "io.granary.orm.mapping..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.granary.engine..", "io.granary.driver..")
                .check(main);
    }

    @Test
    void nothingKnowsDrivers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.r2dbc..", "reactor..", "io.granary.driver..")
                .check(main);
    }

    @Test
    void nothingIsBoundToThreadsOrAsked() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(main);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(AskPattern.class)
                .check(main);
    }

    @Test
    void theProcessorNeedsNoActorsAndNoEngine() {
        noClasses()
                .that()
                .resideInAPackage("io.granary.orm.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.pekko..", "io.granary.engine..")
                .check(main);
    }

    @Test
    void namesSayWhatAClassIs() {
        assertThat(main.stream().map(JavaClass::getSimpleName).filter(VAGUE.asMatchPredicate()))
                .isEmpty();
    }
}
