package io.granary.examples.musicstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.engine.EngineOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** An open store, as one who speaks HTTP sees it. */
final class HttpStore implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Description DESCRIPTION = Description.read();

    private final HttpClient client = HttpClient.newHttpClient();
    private final MusicStore store;

    private HttpStore(MusicStore store) {
        this.store = store;
    }

    static HttpStore open(String url, EngineOptions engine) {
        return new HttpStore(await(MusicStore.open(StoreSettings.of(url, 0).withEngine(engine))));
    }

    /** A response, and the JSON in it. */
    record Said(int status, JsonNode body, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        long id() {
            return body.get("id").asLong();
        }

        int version() {
            return body.get("version").asInt();
        }
    }

    Said get(String path) {
        return send("GET", path, "");
    }

    Said post(String path, String body) {
        return send("POST", path, body);
    }

    Said put(String path, String body) {
        return send("PUT", path, body);
    }

    Said delete(String path) {
        return send("DELETE", path, "");
    }

    /** What the store gives, with this status. */
    JsonNode given(String path) {
        Said said = get(path);
        assertThat(said.status()).as(said.response().body()).isEqualTo(200);
        return said.body();
    }

    Said send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://localhost:" + store.address().getPort() + path));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpRequest sent = request.method(
                        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = await(client.sendAsync(sent, BodyHandlers.ofString()));
        DESCRIPTION.assertHas(method, path, response.statusCode());
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Said(response.statusCode(), json ? parsed(response.body()) : JSON.nullNode(), response);
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        await(store.close());
    }
}
