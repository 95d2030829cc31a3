package io.granary.examples.musicstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.engine.EngineOptions;
import io.granary.examples.musicstore.HttpStore.Said;
import io.granary.testkit.fixtures.TestDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The store from outside, on every database. Facts may come in any order: each works with what it has made, or changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreFacts {

    private final HttpStore store;

    StoreFacts(TestDatabase database) {
        this.store = HttpStore.open(database.url(), EngineOptions.defaults());
    }

    @AfterAll
    void close() {
        store.close();
    }

    private static void assertProblem(Said said, int status) {
        assertThat(said.status()).as(said.response().body()).isEqualTo(status);
        assertThat(said.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(said.body().get("status").asInt()).isEqualTo(status);
        assertThat(said.body().get("title").asText()).isNotEmpty();
        assertThat(said.body().get("detail").asText()).isNotEmpty();
    }

    private Said playlist(String name) {
        Said made = store.post("/playlists", "{\"name\": \"" + name + "\", \"trackIds\": [1, 2, 3]}");
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made;
    }

    private static List<Long> tracks(JsonNode playlist) {
        List<Long> ids = new ArrayList<>();
        playlist.get("entries").forEach(entry -> ids.add(entry.get("trackId").asLong()));
        return ids;
    }

    @Test
    void showsArtistsPageByPage() {
        List<String> names = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page =
                    store.given("/artists?limit=3" + (next.isEmpty() ? "" : "&after=" + next.replace(" ", "%20")));
            page.get("artists").forEach(artist -> names.add(artist.get("name").asText()));
            next = page.get("next").asText("");
            pages++;
        } while (!next.isEmpty() && !next.equals("null"));
        assertThat(names).hasSize(8).isSorted().doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
        assertProblem(store.get("/artists?limit=0"), 422);
        assertProblem(store.get("/artists?limit=many"), 422);
    }

    @Test
    void showsAnArtistAndAnAlbum() {
        JsonNode artist = store.given("/artists/1");
        JsonNode albums = artist.get("albums");
        assertThat(albums).hasSizeBetween(3, 5);
        assertThat(albums.findValuesAsText("released")).isSorted();
        JsonNode album = store.given("/albums/" + albums.get(0).get("id").asLong());
        assertThat(album.get("artist").get("name")).isEqualTo(artist.get("name"));
        assertThat(album.get("tracks")).hasSizeBetween(8, 12);
        JsonNode track = album.get("tracks").get(1);
        assertThat(track.get("position").asInt()).isEqualTo(2);
        assertThat(track.get("genre").asText()).isNotEmpty();
        assertThat(track.get("moods")).isNotEmpty();
        assertProblem(store.get("/artists/987654"), 404);
        assertProblem(store.get("/albums/987654"), 404);
        assertProblem(store.get("/albums/first"), 404);
    }

    @Test
    void makesChangesAndDeletesPlaylists() {
        Said made = playlist("for the garden");
        String path = "/playlists/" + made.id();
        assertThat(made.header("Location")).isEqualTo(path);
        assertThat(tracks(made.body())).containsExactly(1L, 2L, 3L);
        Said longer = store.post(path + "/entries", "{\"trackId\": 2}");
        assertThat(longer.status()).isEqualTo(201);
        assertThat(tracks(longer.body())).containsExactly(1L, 2L, 3L, 2L);
        long last = longer.body().get("entries").get(3).get("id").asLong();
        Said moved = store.put(path + "/entries/" + last, "{\"position\": 1, \"version\": " + longer.version() + "}");
        assertThat(tracks(moved.body())).containsExactly(2L, 1L, 2L, 3L);
        Said shorter = store.delete(path + "/entries/" + last);
        assertThat(tracks(shorter.body())).containsExactly(1L, 2L, 3L);
        Said renamed = store.put(path, "{\"name\": \"for the balcony\", \"version\": " + shorter.version() + "}");
        assertThat(renamed.body().get("name").asText()).isEqualTo("for the balcony");
        assertThat(store.given(path)).isEqualTo(renamed.body());
        assertProblem(store.delete(path), 422);
        assertProblem(store.delete(path + "?version=" + shorter.version()), 409);
        assertThat(store.delete(path + "?version=" + renamed.version()).status())
                .isEqualTo(204);
        assertProblem(store.get(path), 404);
        assertProblem(store.post(path + "/entries", "{\"trackId\": 2}"), 404);
    }

    @Test
    void refusesWhatContradictsWhatIsThere() {
        Said made = playlist("for rain");
        String path = "/playlists/" + made.id();
        Said renamed = store.put(path, "{\"name\": \"for snow\", \"version\": " + made.version() + "}");
        assertThat(renamed.version()).isEqualTo(made.version() + 1);
        assertProblem(store.put(path, "{\"name\": \"for hail\", \"version\": " + made.version() + "}"), 409);
        assertProblem(store.post("/playlists", "{\"name\": \"for snow\", \"trackIds\": []}"), 409);
        Said other = playlist("for fog");
        assertProblem(
                store.put("/playlists/" + other.id(), "{\"name\": \"for snow\", \"version\": " + other.version() + "}"),
                409);
        assertThat(store.given("/playlists/" + other.id())).isEqualTo(other.body());
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertProblem(store.post("/playlists", "{\"name\": \" \", \"trackIds\": []}"), 422);
        assertProblem(store.post("/playlists", "{\"name\": \"lost\", \"trackIds\": [987654]}"), 422);
        assertProblem(store.post("/playlists", "{\"name\": \"no tracks\"}"), 422);
        assertProblem(store.post("/playlists", "{\"name\": "), 422);
        assertProblem(store.post("/playlists", ""), 422);
        assertProblem(store.post("/invoices", "{\"customerId\": 8, \"lines\": []}"), 422);
        assertProblem(
                store.post("/invoices", "{\"customerId\": 987654, \"lines\": [{\"trackId\": 1, \"quantity\": 1}]}"),
                422);
        assertProblem(
                store.post("/invoices", "{\"customerId\": 8, \"lines\": [{\"trackId\": 987654, \"quantity\": 1}]}"),
                422);
        assertProblem(
                store.post("/invoices", "{\"customerId\": 8, \"lines\": [{\"trackId\": 1, \"quantity\": 0}]}"), 422);
        assertProblem(store.get("/nowhere"), 404);
    }

    @Test
    void sellsTracksAndReportsThem() {
        BigDecimal before = revenue();
        JsonNode invoices = store.given("/customers/8/invoices");
        Said bought = store.post(
                "/invoices",
                "{\"customerId\": 8, \"lines\": [{\"trackId\": 1, \"quantity\": 2}, {\"trackId\": 5, \"quantity\": 1}]}");
        assertThat(bought.status()).as(bought.response().body()).isEqualTo(201);
        JsonNode lines = bought.body().get("lines");
        BigDecimal total = lines.get(0)
                .get("price")
                .decimalValue()
                .multiply(BigDecimal.valueOf(2))
                .add(lines.get(1).get("price").decimalValue());
        assertThat(bought.body().get("total").decimalValue()).isEqualByComparingTo(total);
        assertThat(bought.body().get("billing").get("city").asText()).isNotEmpty();
        JsonNode after = store.given("/customers/8/invoices");
        assertThat(after).hasSize(invoices.size() + 1);
        assertThat(after.get(invoices.size()).get("id")).isEqualTo(bought.body().get("id"));
        assertThat(revenue().subtract(before)).isEqualByComparingTo(total);
        assertProblem(store.get("/customers/1/invoices"), 404);
    }

    @Test
    void showsACustomer() {
        JsonNode customer = store.given("/customers/8");
        assertThat(customer.get("name").asText()).isNotEmpty();
        assertThat(customer.get("supportRep").asText()).contains(" ");
        assertThat(customer.get("favourite").asText()).isNotEmpty();
        assertThat(customer.get("address").get("street").asText()).isNotEmpty();
        assertProblem(store.get("/customers/1"), 404);
    }

    private BigDecimal revenue() {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode genre : store.given("/reports/sales-by-genre")) {
            sum = sum.add(genre.get("revenue").decimalValue());
        }
        return sum;
    }

    @Test
    void showsWhoReportsToWhom() {
        JsonNode tree = store.given("/employees/tree");
        assertThat(tree).hasSize(1);
        assertThat(tree.get(0).get("title").asText()).isEqualTo("Director");
        assertThat(tree.get(0).get("reports")).hasSize(3);
        assertThat(tree.findValuesAsText("name")).isNotEmpty();
        assertThat(tree.toString().split("\"id\"", -1)).hasSize(1 + 7);
    }

    @Test
    void takesEditsOfManyAtATime() {
        Said made = playlist("for a crowd");
        String path = "/playlists/" + made.id();
        List<CompletableFuture<Said>> edits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            edits.add(CompletableFuture.supplyAsync(() -> store.post(path + "/entries", "{\"trackId\": 4}")));
        }
        assertThat(edits).extracting(edit -> HttpStore.await(edit).status()).containsOnly(201);
        assertThat(tracks(store.given(path))).hasSize(23);
    }
}
