package io.granary.examples.musicstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the OpenAPI document says. */
final class Description {

    private static final Set<Integer> ANYWHERE = Set.of(405, 415);
    private static final Pattern PAGES = Pattern.compile("/|/openapi\\.json|/webjars/.*");

    private final JsonNode paths;

    private Description(JsonNode paths) {
        this.paths = paths;
    }

    static Description read() {
        try (InputStream file = Description.class.getResourceAsStream("/musicstore/openapi.json")) {
            return new Description(
                    new ObjectMapper().readTree(Objects.requireNonNull(file)).get("paths"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<String> paths() {
        List<String> templates = new ArrayList<>();
        paths.fieldNames().forEachRemaining(templates::add);
        return templates;
    }

    Set<String> methods(String template) {
        Set<String> methods = new TreeSet<>();
        paths.get(template).fieldNames().forEachRemaining(method -> methods.add(method.toUpperCase(Locale.ROOT)));
        return methods;
    }

    /** Fails, if a response is one that the document does not tell of. */
    void assertHas(String method, String pathAndQuery, int status) {
        String path = pathAndQuery.replaceAll("\\?.*", "");
        Optional<String> template = paths().stream()
                .filter(each -> path.matches(each.replaceAll("\\{\\w+}", "\\\\d+")))
                .findFirst();
        if (template.isEmpty()) {
            assertThat(PAGES.matcher(path).matches() || status == 404)
                    .as("%s %s is not described, and gave %d", method, path, status)
                    .isTrue();
        } else if (!ANYWHERE.contains(status)) {
            JsonNode responses = paths.get(template.orElseThrow())
                    .path(method.toLowerCase(Locale.ROOT))
                    .path("responses");
            assertThat(responses.has(String.valueOf(status)))
                    .as("%s %s is not described to give %d", method, path, status)
                    .isTrue();
        }
    }
}
