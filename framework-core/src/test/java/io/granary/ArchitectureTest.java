package io.granary;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.granary.driver.OffThreadDriver;
import io.granary.engine.AsyncEngine;
import io.granary.engine.internal.BlockingThreads;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between the rooms of this module, and what no room may do. */
class ArchitectureTest {

    private static final String JSON = "com.fasterxml.jackson..";
    private static final String[] R2DBC = {"io.r2dbc..", "reactor..", "io.asyncer.."};
    private static final Pattern VAGUE = Pattern.compile("(Abstract|Default).+|.+(Impl|Manager|Helper|Utils?|Base)");

    private static JavaClasses main = new ClassFileImporter().importClasses(ArchitectureTest.class);

    @BeforeAll
    static void readOurClasses() throws URISyntaxException {
        Path classes = Path.of(AsyncEngine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        main = new ClassFileImporter().importPath(classes);
    }

    @Test
    void looksAtTheWholeModule() {
        assertThat(main).hasSizeGreaterThan(200);
        assertThat(main.contain(AsyncEngine.class)).isTrue();
    }

    // ---- rooms

    @Test
    void errorsKnowNothing() {
        room("io.granary.error..", "io.granary.error..");
    }

    @Test
    void typesKnowOnlyErrorsAndJsonTrees() {
        room("io.granary.type..", "io.granary.type..", "io.granary.error..", JSON);
    }

    @Test
    void theSqlLanguageKnowsOnlyTypesAndErrors() {
        room("io.granary.sql..", "io.granary.sql..", "io.granary.type..", "io.granary.error..", JSON);
    }

    /** And Done, the word for nothing in whatever gives a stage; of Pekko no more than its outermost package. */
    @Test
    void schemasKnowOnlySqlTypesAndErrors() {
        room(
                "io.granary.schema..",
                "io.granary.schema..",
                "io.granary.sql..",
                "io.granary.type..",
                "io.granary.error..",
                "org.apache.pekko");
    }

    @Test
    void dialectsKnowOnlySchemasSqlTypesAndErrors() {
        room(
                "io.granary.dialect..",
                "io.granary.dialect..",
                "io.granary.schema..",
                "io.granary.sql..",
                "io.granary.type..",
                "io.granary.error..",
                JSON);
    }

    @Test
    void theDriverPortKnowsOnlyTheJdk() {
        room("io.granary.driver", "io.granary.driver");
    }

    @Test
    void theR2dbcAdapterKnowsOnlyThePortAndR2dbc() {
        noClasses()
                .that()
                .resideInAPackage("io.granary.driver.r2dbc..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.granary..")
                        .and(resideOutsideOfPackages("io.granary.driver", "io.granary.driver.r2dbc")))
                .check(main);
    }

    @Test
    void onlyTheAdapterSeesR2dbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.granary.driver.r2dbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(R2DBC)
                .check(main);
    }

    @Test
    void roomsFormNoCircle() {
        slices().matching("io.granary.(*)..").should().beFreeOfCycles().check(main);
    }

    @Test
    void actorsKnowNoSqlText() {
        noClasses()
                .that()
                .resideInAnyPackage("io.granary.engine.internal.pool..", "io.granary.engine.internal.connection..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.granary.sql..")
                        .and(describe(
                                "are more than a statement's shape or verb",
                                type -> !Set.of("StatementShape", "StatementVerb")
                                        .contains(type.getSimpleName()))))
                .check(main);
    }

    @Test
    void thePoolAndItsConnectionsKnowNoFacade() {
        noClasses()
                .that()
                .resideInAnyPackage("io.granary.engine.internal.pool..", "io.granary.engine.internal.connection..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.granary\\.engine\\.(Async|Sync)(Engine|Connection|Transaction)")
                .check(main);
    }

    // ---- what nobody does

    @Test
    void nobodyLogsByTheJdkOrPrints() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(main);
        noClasses()
                .should()
                .accessTargetWhere(access(
                        "is System.out or System.err",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("out", "err").contains(access.getName())))
                .check(main);
    }

    /** A driver that blocks has threads of its own: see the decision on the driver port; and event loops are threads that Netty starts. */
    @Test
    void nobodySleepsOrStartsThreadsButDriversWhoseThreadsTheyAre() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(OffThreadDriver.class)
                .and()
                .doNotHaveFullyQualifiedName("io.granary.driver.jdbc.ConnectionThread")
                .and()
                .doNotHaveFullyQualifiedName("io.granary.driver.jdbc.ConnectionWorker")
                .and()
                .doNotHaveFullyQualifiedName("io.granary.driver.r2dbc.EventLoops$LoopThread")
                .should()
                .accessTargetWhere(access(
                        "is Thread.sleep, or a new thread",
                        access -> access.getTargetOwner().isAssignableTo(Thread.class)
                                && Set.of("sleep", "<init>", "start", "yield", "join")
                                        .contains(access.getName())))
                .check(main);
    }

    @Test
    void jdbcIsSeenByItsDriverOnlyAndSqlitesDriverByTwoClassesOfThat() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.granary.driver.jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(main);
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Sqlite(Flavor|Failures)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sqlite..")
                .check(main);
    }

    /** It jumps, and waits, ages and leases must not jump with it. */
    @Test
    @Tag("F64")
    void nobodyLooksAtTheWallClock() {
        noClasses()
                .should()
                .accessTargetWhere(access(
                        "is the time of day",
                        access -> (access.getTargetOwner().isEquivalentTo(System.class)
                                        && access.getName().equals("currentTimeMillis"))
                                || access.getTargetOwner().isEquivalentTo(Clock.class)
                                || (access.getTargetOwner().isEquivalentTo(Date.class)
                                        && access.getName().equals("<init>"))
                                || (access.getTargetOwner().isAssignableTo(Temporal.class)
                                        && access.getName().equals("now"))))
                .check(main);
    }

    @Test
    void noMethodIsSynchronized() {
        noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(main);
    }

    @Test
    void onlyBlockingThreadsWaitForAStage() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(BlockingThreads.class)
                .should()
                .accessTargetWhere(access(
                        "waits for a stage",
                        access -> (access.getTargetOwner().isAssignableTo(CompletionStage.class)
                                        || access.getTargetOwner().isAssignableTo(Future.class))
                                && Set.of("join", "get").contains(access.getName())))
                .check(main);
    }

    @Test
    void nobodyAsks() {
        noClasses().should().dependOnClassesThat(assignableTo(AskPattern.class)).check(main);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("AskPattern$")
                .check(main);
    }

    // ---- names and doors

    @Test
    void actorsAreInternalAndHaveOneWayIn() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Actor")
                .or()
                .haveSimpleNameEndingWith("Supervisor")
                .should()
                .resideInAPackage("io.granary..internal..")
                .andShould(haveAStaticCreateOrBePackagePrivate())
                .check(main);
    }

    @Test
    void everyNameSaysWhatAClassIs() {
        classes().should(haveATellingName()).check(main);
    }

    @Test
    void publicSignaturesShowNeitherR2dbcNorInternals() {
        classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackages("io.granary..internal..", "io.granary.driver.r2dbc..")
                .should(showOnlyWhatUsersMayKnow())
                .check(main);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThingImpl", "AbstractThing", "ThingUtils", "ThingUtil", "DefaultThing", "ThingManager"})
    void refusesAVagueName(String name) {
        assertThat(VAGUE.matcher(name).matches()).isTrue();
    }

    private static void room(String room, String... mayUse) {
        String[] allowed = Stream.concat(Stream.of("java..", "org.jspecify.."), Stream.of(mayUse))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(describe("are primitive", ArchitectureTest::isPrimitive)))
                .check(main);
    }

    private static boolean isPrimitive(JavaClass type) {
        return type.getBaseComponentType().isPrimitive();
    }

    private static DescribedPredicate<JavaAccess<?>> access(
            String description, java.util.function.Predicate<JavaAccess<?>> holds) {
        return describe(description, holds);
    }

    private static ArchCondition<JavaClass> haveAStaticCreateOrBePackagePrivate() {
        return new ArchCondition<>("have a static create, or be package-private") {
            @Override
            public void check(JavaClass actor, ConditionEvents events) {
                boolean one = !actor.getModifiers().contains(JavaModifier.PUBLIC)
                        || actor.getMethods().stream()
                                .anyMatch(method -> method.getName().equals("create")
                                        && method.getModifiers().contains(JavaModifier.STATIC));
                events.add(new SimpleConditionEvent(actor, one, actor.getName()));
            }
        };
    }

    private static ArchCondition<JavaClass> haveATellingName() {
        return new ArchCondition<>("not be named Abstract…, Default…, …Impl, …Manager, …Helper, …Util(s) or …Base") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean telling = !VAGUE.matcher(type.getSimpleName()).matches();
                events.add(new SimpleConditionEvent(type, telling, type.getName()));
            }
        };
    }

    private static ArchCondition<JavaClass> showOnlyWhatUsersMayKnow() {
        return new ArchCondition<>("show neither R2DBC nor internal types") {
            @Override
            public void check(JavaClass door, ConditionEvents events) {
                Stream.concat(
                                types(door).map(type -> door.getName() + " shows " + type),
                                door.getMembers().stream()
                                        .filter(ArchitectureTest::isVisible)
                                        .flatMap(member ->
                                                types(member).map(type -> member.getFullName() + " shows " + type)))
                        .forEach(violation -> events.add(SimpleConditionEvent.violated(door, violation)));
            }
        };
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<String> types(JavaClass door) {
        return Stream.concat(door.getSuperclass().stream(), door.getInterfaces().stream())
                .flatMap(ArchitectureTest::hidden);
    }

    private static Stream<String> types(JavaMember member) {
        if (member instanceof JavaField field) {
            return hidden(field.getType());
        }
        if (member instanceof JavaCodeUnit unit) {
            return Stream.concat(
                            Stream.of(unit.getReturnType()),
                            Stream.concat(
                                    unit.getParameterTypes().stream(), unit.getThrowsClause().getTypes().stream()))
                    .flatMap(ArchitectureTest::hidden);
        }
        return Stream.empty();
    }

    private static Stream<String> hidden(JavaType type) {
        return type.getAllInvolvedRawTypes().stream()
                .filter(resideInAnyPackage(R2DBC).or(resideInAPackage("io.granary..internal..")))
                .map(JavaClass::getName);
    }
}
