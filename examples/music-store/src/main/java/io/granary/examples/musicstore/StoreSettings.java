package io.granary.examples.musicstore;

import io.granary.engine.EngineOptions;
import java.time.Duration;

/**
 * How the store is opened.
 *
 * @param url the database
 * @param engine how connections to it are kept
 * @param host the address that it listens on
 * @param port the port; 0 for any that is free
 * @param deadline how long a request may take; longer than a connection is waited for, so that who waits hears the better reason
 * @param editorIdle how long the editor of a playlist is kept for the next edit
 */
public record StoreSettings(
        String url, EngineOptions engine, String host, int port, Duration deadline, Duration editorIdle) {

    /**
     * {@return the usual ones: on this machine, with two seconds for a connection and five for a request}
     *
     * @param url the database
     * @param port the port; 0 for any that is free
     */
    public static StoreSettings of(String url, int port) {
        return new StoreSettings(
                url,
                EngineOptions.defaults().withPoolTimeout(Duration.ofSeconds(2)),
                "localhost",
                port,
                Duration.ofSeconds(5),
                Duration.ofMinutes(2));
    }

    /**
     * {@return this with another choice}
     *
     * @param other how connections are kept
     */
    public StoreSettings withEngine(EngineOptions other) {
        return new StoreSettings(url, other, host, port, deadline, editorIdle);
    }
}
