package io.granary.testkit.junit;

import io.granary.driver.Driver;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.orm.Mappings;
import io.granary.testkit.Await;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorSystem;

/** A database that tests share, one after the other, as long as the JVM runs tests: its connection, and what tables it has. */
final class TestStore implements AutoCloseable {

    private final Product.Place place;
    private final boolean own;
    private final OneTransaction transaction = new OneTransaction();
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<Set<Class<?>>, Mappings> created = new LinkedHashMap<>();
    private boolean spoiled;

    private TestStore(Product.Place place, boolean own) {
        this.place = place;
        this.own = own;
    }

    /** A database of the testkit's, which may be emptied. */
    static TestStore of(Product product) {
        return new TestStore(product.place(), true);
    }

    /** A database of the user's. */
    static TestStore of(String url) {
        return new TestStore(Product.Place.of(url), false);
    }

    /** Waits until no other test uses it. */
    void take() {
        turn.acquireUninterruptibly();
    }

    void giveBack() {
        turn.release();
    }

    /** An engine for one test, whose connection is open. */
    AsyncEngine engine(ActorSystem<?> system, EngineOptions options, Faults faults) {
        UnaryOperator<Driver> around = real -> new RollbackDriver(real, transaction, faults);
        if (!transaction.isConnected() && place.url().startsWith("sqlite:")) {
            // Memory that is gone took its tables along; in a file they are found.
            created.clear();
        }
        AsyncEngine engine = AsyncEngine.create(system, place.url(), options, around);
        Await.value(engine.connect(connection -> connection.close()));
        return engine;
    }

    /** Makes the tables of mapped classes, unless it has them; all of them anew, if a test has left something in them. */
    void furnish(AsyncEngine engine, Optional<Mappings> mappings) {
        if (spoiled && own) {
            created.values().forEach(known -> Await.value(known.metaData().dropAll(engine)));
            created.clear();
        }
        spoiled = false;
        mappings.filter(wanted -> !created.containsKey(wanted.types())).ifPresent(wanted -> {
            Await.value(wanted.metaData().createAll(engine));
            created.put(Set.copyOf(wanted.types()), wanted);
        });
    }

    void beginTest() {
        transaction.begin();
    }

    /** Undoes what a test did; gives what has kept that from being undone, if anything did. */
    Optional<String> endTest() {
        Optional<String> escape = transaction.end();
        spoiled = spoiled || escape.isPresent();
        return escape;
    }

    @Override
    public void close() {
        transaction.close();
        place.end().run();
    }
}
