package io.granary.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.granary.engine.AsyncEngine;
import io.granary.error.DatabaseException;
import io.granary.error.GranaryException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.CapturedLogs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Reads everything that a user or an operator could read, and looks for a secret in it: exceptions with causes and suppressed ones,
 * texts of objects, and the log, of Granary down to TRACE and of all others from WARN on.
 */
final class SecretWatch implements AutoCloseable {

    static final String SECRET = "c4naryS3cret";

    private final CapturedLogs everything = CapturedLogs.ofEverything();
    private final CapturedLogs granary = CapturedLogs.of("io.granary");
    private final List<String> texts = new ArrayList<>();

    SecretWatch() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.WARN);
        }
    }

    /** Makes an engine, if it can be made, and has it try to connect. */
    void tries(Supplier<AsyncEngine> making) {
        try {
            AsyncEngine engine = making.get();
            saw(engine, engine.url(), engine.options(), engine.name(), engine.ref(), engine.pool(), engine.dialect());
            saw(engine.url().render());
            connects(engine);
            saw(
                    engine.pool().status().toCompletableFuture().join(),
                    engine.pool().holders().toCompletableFuture().join());
            engine.close().toCompletableFuture().join();
        } catch (GranaryException refused) {
            threw(refused);
        }
    }

    private void connects(AsyncEngine engine) {
        try {
            engine.execute(Sql.text("select 1")).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            threw(failed);
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("No answer", late);
        }
    }

    void saw(Object... seen) {
        for (Object object : seen) {
            texts.add(object.toString());
        }
    }

    void threw(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        texts.add(text.toString());
        for (Throwable next = thrown; next != null; next = next.getCause()) {
            if (next instanceof DatabaseException failure) {
                saw(failure.error(), failure.report());
            }
        }
    }

    /** How much was read; a watch that saw nothing proves nothing. */
    int size() {
        return texts.size();
    }

    void assertNowhere(String secret) {
        everything.assertNowhere(secret);
        granary.assertNowhere(secret);
        for (String text : texts) {
            if (text.contains(secret)) {
                throw new AssertionError("A secret is shown: " + text.replace(secret, "<the secret>"));
            }
        }
    }

    @Override
    public void close() {
        granary.close();
        everything.close();
    }
}
