package io.granary.engine.internal.pool;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A driver of whose connections some calls do what a test says.
 *
 * @param driver does the rest
 * @param calls what they give instead, by the names of methods
 */
record AlteredDriver(Driver driver, Map<String, Supplier<?>> calls) implements Driver {

    @Override
    public CompletionStage<DriverConnection> open() {
        return driver.open().thenApply(this::altered);
    }

    @Override
    public boolean blocking() {
        return driver.blocking();
    }

    @Override
    public CompletionStage<Void> close() {
        return driver.close();
    }

    private DriverConnection altered(DriverConnection opened) {
        return (DriverConnection) Proxy.newProxyInstance(
                DriverConnection.class.getClassLoader(),
                new Class<?>[] {DriverConnection.class},
                (proxy, method, arguments) -> {
                    Supplier<?> call = calls.get(method.getName());
                    if (call != null) {
                        Object given = call.get();
                        return method.getReturnType() == void.class ? null : given;
                    }
                    try {
                        return method.invoke(opened, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
