package io.granary.testkit.junit;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncEngine;
import io.granary.orm.AsyncSessionMaker;
import io.granary.testkit.ManualTicker;
import io.granary.testkit.PoolProbe;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.SqlLog;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** The JUnit extension behind {@link GranaryTest}. */
public final class GranaryExtension
        implements ExecutionCondition, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(GranaryExtension.class);
    private static final Map<Class<?>, Function<Scene, Object>> GIVEN = Map.of(
            AsyncEngine.class, Scene::engine,
            AsyncSessionMaker.class, GranaryExtension::sessions,
            SqlLog.class, Scene::log,
            PoolProbe.class, Scene::pool,
            ManualTicker.class, Scene::ticker,
            Faults.class, Scene::faults);

    /** Made by JUnit. */
    public GranaryExtension() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return found(context, Database.class)
                .filter(database -> database.url().isEmpty())
                .map(Database::value)
                .or(() -> Optional.of(Product.H2)
                        .filter(product -> found(context, Database.class).isEmpty()))
                .flatMap(Product::whySkipped)
                .map(ConditionEvaluationResult::disabled)
                .orElse(ConditionEvaluationResult.enabled("the database can be used"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Scene scene = Scene.begin(
                store(context),
                ActorFixture.kit(context).system(),
                MappingsOf.classes(wish(context).mappings()));
        context.getStore(NAMESPACE).put(Scene.class, scene);
    }

    private static GranaryTest wish(ExtensionContext context) {
        return found(context, GranaryTest.class)
                .orElseThrow(() -> new IllegalStateException(
                        "The class has no @GranaryTest; annotate it in place of registering the extension."));
    }

    private static TestStore store(ExtensionContext context) {
        Optional<Database> database = found(context, Database.class);
        String url = database.map(Database::url).map(Placeholders::filled).orElse("");
        Product product = database.map(Database::value).orElse(Product.H2);
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        url.isEmpty() ? product : url,
                        key -> url.isEmpty() ? TestStore.of(product) : TestStore.of(url),
                        TestStore.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Scene scene = context.getStore(NAMESPACE).remove(Scene.class, Scene.class);
        if (scene != null) {
            List<String> complaints = scene.end(Duration.ofMillis(wish(context).settleMillis()));
            if (!complaints.isEmpty()) {
                throw new AssertionError(String.join("\n", complaints));
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return GIVEN.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Scene scene = context.getStore(NAMESPACE).get(Scene.class, Scene.class);
        if (scene == null) {
            throw new ParameterResolutionException("There is a " + type.getSimpleName()
                    + " for each test; take it in the test's method or in one of @BeforeEach, and not before.");
        }
        return requireNonNull(GIVEN.get(type)).apply(scene);
    }

    private static AsyncSessionMaker sessions(Scene scene) {
        return scene.sessions()
                .orElseThrow(() -> new ParameterResolutionException(
                        "Sessions need mapped classes; name them: @GranaryTest(mappings = User.class)."));
    }

    /** The annotation of the test's class, or of the nearest class around it. */
    private static <A extends Annotation> Optional<A> found(ExtensionContext context, Class<A> annotation) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            Optional<A> here =
                    at.get().getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, annotation));
            if (here.isPresent()) {
                return here;
            }
            at = at.get().getParent();
        }
        return Optional.empty();
    }
}
